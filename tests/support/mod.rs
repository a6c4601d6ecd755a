//! A real server on a port of its own, and clients that speak to it as those in the field do.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    reason = "every test file uses its part of this"
)]

pub mod authority;
pub mod client;
pub mod events;
pub mod exercise;
pub mod messages;
pub mod openapi;
pub mod schema;
pub mod server;
pub mod stream;
pub mod tokens;
