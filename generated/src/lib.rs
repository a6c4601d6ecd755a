//! Code generated from `spec/`: nothing here is written by hand.

pub mod api;
pub mod concierge;
pub mod editing;
pub mod messages;
pub mod relay;
pub mod support;
