//! Tokens: on whose behalf a request comes, and what that permits.
//!
//! Entry points: [`Authenticator`], which makes a [`Principal`] of a request's headers; the principal's `may_…`, which
//! doors and the hub ask. What must always hold:
//! - A token that is looked at is believed or refused, never passed over; nothing is permitted that no claim permits.
//! - A signature is verified by an algorithm of the key's own type; `none` and HMAC are no algorithms here.
//! - No token, no signature and no key reaches a log, an answer or a file: what is kept of a token is a keyed hash.
//! - The rules (`bearer`, `claims`, `permitted`, `validity`, `rights`, `principal`) are pure; the network is in `provider`.
//!
//! What it deliberately leaves out: who owns a member (the session knows), HTTP answers (the doors), logging users in.

mod authenticator;
mod bearer;
mod claims;
mod keys;
mod permitted;
mod policy;
mod principal;
mod provider;
mod refusal;
mod rights;
mod signature;
mod unverified;
mod validity;
mod verified;

#[cfg(test)]
mod tests;

pub use authenticator::Authenticator;
pub use keys::NotAKey;
pub use policy::{KeySource, Policy};
pub use principal::Principal;
pub use refusal::{Denied, TokenRefused};
pub use rights::ProtocolExpected;
