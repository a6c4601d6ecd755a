//! What is required of a server, and of a client: the list in `spec/conformance/requirements.toml`.
//!
//! Entry point: [`requirements`]. What must always hold: every requirement that says MUST has a case, and every case names
//! requirements that there are; tests hold both.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{case::Class, judging::Role};

/// One requirement.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Requirement {
    /// By what cases and reports name it.
    pub id: String,
    /// How much it binds.
    pub level: Level,
    /// The class that it belongs to; `validation` stands for the class of each schema version.
    pub class: String,
    /// Where it comes from: an operation, a rule of the schema, the state table, a clause of the interface.
    pub source: String,
    /// What is required.
    pub text: String,
}

/// How much a requirement binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Level {
    /// A server may or may not; the report tells which.
    May,
    /// A server that does not is non-strict.
    Should,
    /// A server that does not has failed.
    Must,
}

impl fmt::Display for Level {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::May => "MAY",
            Self::Should => "SHOULD",
            Self::Must => "MUST",
        })
    }
}

#[derive(Deserialize)]
struct Listed {
    requirement: Vec<Requirement>,
}

impl Requirement {
    /// Whether it binds whom this role is.
    pub(super) fn binds(&self, role: Role) -> bool {
        (self.class == Class::Client.to_string()) == (role == Role::Client)
    }
}

/// All requirements, in the order of the list.
pub fn requirements() -> Vec<Requirement> {
    let listed: Listed = toml::from_str(include_str!("../../../spec/conformance/requirements.toml"))
        .expect("the list is part of the program, and a test reads it");
    listed.requirement
}
