//! Tokens from their signature to the principal, with keys made for the run and a clock that is turned by hand.

#[path = "../../tests/support/tokens.rs"]
#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "shared with the tests from outside, which use all of it"
)]
mod tokens;

mod accepted;
mod headers;
mod keys;
mod provider;
mod world;
