//! The kept side of a session: everything that follows from its events alone.
//!
//! Entry point: [`Folded::apply`]. What must always hold: folding is total and deterministic, so that a restart, and two
//! nodes that read one feed, agree. What it deliberately leaves out: whether an event should have happened (`decide.rs`
//! sees to that, for instance that what is shared is never empty), and presence.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Event, Initialization, Member, SessionInfo, State, Trigger};
use crate::identity::{ClientId, SessionName, SystemName, Timestamp};

/// What a session is by its events; also what a snapshot has to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folded {
    pub(super) name: SessionName,
    pub(super) created_at: Timestamp,
    pub(super) info: SessionInfo,
    pub(super) state: State,
    pub(super) members: BTreeMap<ClientId, Member>,
    pub(super) initialization: Initialization,
    pub(super) completed: BTreeSet<SystemName>,
    pub(super) deleted: bool,
}

impl Folded {
    /// A session of which nothing is known but its creation.
    pub fn new(name: SessionName, info: SessionInfo, created_at: Timestamp) -> Self {
        Self {
            name,
            created_at,
            info,
            state: State::default(),
            members: BTreeMap::new(),
            initialization: Initialization::default(),
            completed: BTreeSet::new(),
            deleted: false,
        }
    }

    /// Takes in what happened next.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Joined(member) => {
                self.members.insert(member.client.clone(), member.clone());
            }
            Event::Resigned { client, .. } | Event::Expired { client, .. } => {
                self.members.remove(client);
            }
            Event::Updated { display_name, description, validation, crossings, .. } => {
                self.info.display_name.clone_from(display_name);
                self.info.description.clone_from(description);
                self.info.validation = validation.or(self.info.validation);
                if crossings.is_some() {
                    self.info.crossings.clone_from(crossings);
                }
            }
            Event::Transitioned { trigger, to, .. } => {
                self.state = *to;
                if *trigger == Trigger::ResetScenario {
                    self.initialization = Initialization::default();
                    self.completed.clear();
                }
            }
            Event::InitializationSubmitted { part, .. } => self.initialization.take(part.clone()),
            Event::InitializationCompleted { system, .. } => {
                self.completed.insert(system.clone());
            }
            Event::Deleted { .. } => {
                self.deleted = true;
                self.members.clear();
            }
        }
    }
}
