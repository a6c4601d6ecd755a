//! What outlives the end of the server, however it ends; on the real program and real files.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../support/mod.rs"]
mod support;

mod kills;
mod restarts;
mod store_trouble;
