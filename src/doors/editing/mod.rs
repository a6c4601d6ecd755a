//! The door for editing a text together: sessions over REST, edits over a WebSocket.
//!
//! So far its pure core; nothing is served yet.

#[allow(dead_code, unused_imports, reason = "what translates for it follows")]
mod core;
