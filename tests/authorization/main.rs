//! Tokens, claims and ownership as clients meet them: every operation, every way in.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod addressing;
mod audit;
mod doors;
mod expiry;
mod operations;
mod origins;
mod ownership;
mod secrets;
#[path = "../support/mod.rs"]
mod support;
mod world;
