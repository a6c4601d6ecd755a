//! The doors through which clients come. Each translates what it receives into calls of the hub, and back.
//!
//! Entry point: [`serve`].

mod accept;
mod api;
mod editing;
mod origin;
mod publisher;
mod server;
mod status;
mod stream;
mod subscription;

pub use server::serve;
