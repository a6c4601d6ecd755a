//! The editing door, as clients use it: sessions over REST, edits over the WebSocket, in JSON and as Yjs.

#![allow(clippy::unwrap_used, reason = "a test program")]

#[path = "../support/mod.rs"]
mod support;

mod connections;
mod editor;
mod kept;
mod limits;
mod messages;
mod resume;
mod sessions;
mod specification;
mod together;
mod yjs;
