//! What happened in a session, as it is kept: a session is the fold over its events.
//!
//! Entry point: [`Event`]. What must always hold: an event carries all that folding it needs, the time included, and
//! nothing that belongs to a process (no streams, no instants). What it deliberately leaves out: messages that change
//! nothing in the session; passing them on is the feed's business.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Crossings, Member, State, Trigger};
use crate::{
    identity::{ClientId, SystemName, Timestamp},
    message::{InitializationPart, Validation},
};

/// One change of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A client became a member; when, stands in the member.
    Joined(Member),
    /// A member left.
    Resigned {
        /// When.
        at: Timestamp,
        /// Who.
        client: ClientId,
        /// Why, in its own words.
        reason: Option<String>,
    },
    /// A member was removed because it was inactive for too long.
    Expired {
        /// When.
        at: Timestamp,
        /// Who.
        client: ClientId,
        /// When it had last been heard of.
        last_seen: Timestamp,
    },
    /// What people read about the session changed.
    Updated {
        /// When.
        at: Timestamp,
        /// The new display name.
        display_name: String,
        /// The new description.
        description: String,
        /// What messages meet from here on that do not follow a schema; nothing where that stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        validation: Option<Validation>,
        /// The doors over which it is open from here on; nothing where that stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        crossings: Option<Crossings>,
    },
    /// A trigger led to another state. ResetScenario makes the initialization and the systems that reported complete
    /// be forgotten.
    Transitioned {
        /// When.
        at: Timestamp,
        /// By which trigger.
        trigger: Trigger,
        /// Where the session stands from here on.
        to: State,
        /// The member that sent the trigger.
        client: ClientId,
        /// Its FromSendingSystem.
        from: SystemName,
    },
    /// A system submitted its part of the initialization, for the first time or again.
    InitializationSubmitted {
        /// When.
        at: Timestamp,
        /// The member that sent it.
        client: ClientId,
        /// The part; it names its system.
        part: Arc<InitializationPart>,
    },
    /// A system reported for the first time that its initialization is complete.
    InitializationCompleted {
        /// When.
        at: Timestamp,
        /// The member that sent it.
        client: ClientId,
        /// The FromSendingSystem.
        system: SystemName,
    },
    /// The session is no more.
    Deleted {
        /// When.
        at: Timestamp,
    },
}

impl Event {
    /// When it happened.
    pub fn at(&self) -> Timestamp {
        match self {
            Event::Joined(member) => member.joined_at,
            Event::Resigned { at, .. }
            | Event::Expired { at, .. }
            | Event::Updated { at, .. }
            | Event::Transitioned { at, .. }
            | Event::InitializationSubmitted { at, .. }
            | Event::InitializationCompleted { at, .. }
            | Event::Deleted { at } => *at,
        }
    }
}
