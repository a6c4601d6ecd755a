//! The doors through which clients come. Each translates what it receives into calls of the hub, and back.
//!
//! Entry points: [`serve`], [`serve_until`].

mod accept;
mod api;
mod audited;
mod channel;
mod concierge;
mod crossing;
mod editing;
mod further;
mod message_progress;
mod origin;
mod patience;
mod ports;
mod publisher;
mod rate;
mod relay;
mod reload;
mod seats;
mod server;
mod status;
mod stream;
mod subscription;
mod token_end;
mod traffic;
mod websocket;

pub use server::{serve, serve_until};
pub(crate) use stream::SUBPROTOCOL;
#[doc(hidden)]
pub use stream::echo;

/// What describes the streams, as it stands in `spec/`.
pub(crate) const ASYNCAPI_YAML: &str = include_str!("../../spec/asyncapi/c2sim.yaml");
