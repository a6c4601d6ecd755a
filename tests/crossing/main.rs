//! What crosses over between C2SIM sessions and the further doors, as clients of both see it.

#![allow(clippy::unwrap_used, reason = "a test program")]

#[path = "../support/mod.rs"]
mod support;

#[path = "../editing/editor.rs"]
#[allow(dead_code, reason = "the tests of editing use all of it")]
mod editor;
#[path = "../concierge/member.rs"]
#[allow(dead_code, reason = "the tests of the gateway use all of it")]
mod member;

mod documents;
mod mirrors;
mod opening;
mod permitted;
