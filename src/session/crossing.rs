//! Over which further doors a session is open to others than its members.
//!
//! Entry point: [`Crossing`]. What it deliberately leaves out: what a door makes of it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// A door over which a session is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Crossing {
    /// Clients of the service gateway may receive its messages.
    Concierge,
    /// Documents that are edited together may be held against its schema, and sent to it by members.
    Editing,
}

/// The doors over which a session is open.
pub type Crossings = BTreeSet<Crossing>;

impl Crossing {
    /// As requests and files spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Concierge => "concierge",
            Self::Editing => "editing",
        }
    }
}
