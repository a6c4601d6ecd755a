//! Holds the interface to its specification: what the routes emit is what `spec/` says, and what they take and refuse is what
//! clients are told.

mod handler;
mod requests;
mod specification;

#[path = "../support/mod.rs"]
mod support;
