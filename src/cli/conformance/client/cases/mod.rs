//! What a client is held to: each case reads the record of the run, and says what it saw.
//!
//! Entry point: [`all`]. What must always hold: a case is a pure function of the record; what gave no occasion is told so,
//! and is never ok.

mod membership;
mod publishing;
mod returning;
mod states;
mod tolerance;

use super::record::{Record, Topic};
use crate::cli::conformance::case::Sense;

/// What a case saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seen {
    /// The client did as it is required to.
    Kept,
    /// It did not.
    Broken(String),
    /// Nothing happened by which it could be told.
    NoOccasion(&'static str),
}

/// A case of a client.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClientCase {
    pub(super) id: &'static str,
    pub(super) sense: Sense,
    pub(super) requirements: &'static [&'static str],
    /// What the judge does, or what it looks at.
    pub(super) steps: &'static str,
    pub(super) expectation: &'static str,
    /// The events that the report shows with it.
    pub(super) shows: Topic,
    pub(super) look: fn(&Record) -> Seen,
}

/// Every case, in the order of the report.
pub(super) fn all() -> Vec<ClientCase> {
    [membership::CASES, states::CASES, publishing::CASES, tolerance::CASES, returning::CASES].concat()
}

/// Ok where nothing was found; what was found otherwise.
fn kept_unless(found: Option<String>) -> Seen {
    found.map_or(Seen::Kept, Seen::Broken)
}
