//! The service gateway, as clients use it: payloads over the WebSocket, files over HTTP.

#![allow(clippy::unwrap_used, reason = "a test program")]

#[path = "../support/mod.rs"]
mod support;

mod closes;
mod files;
mod limits;
mod member;
mod messages;
mod resume;
mod services;
mod specification;
mod store_trouble;
