//! Tokens, claims and ownership as clients meet them: every operation, every way in.

mod operations;
mod ownership;
mod secrets;
#[path = "../support/mod.rs"]
mod support;
mod world;
