//! The live picture of a scenario: where every entity is and how it does, for whoever joins late.
//!
//! Entry points: [`Picture`], the fold over a session's entries; [`Picture::rows`], what it shows; [`report`], the same as a
//! message. It is pure: no IO, no clock. What must always hold: folding is total and deterministic, so that a restart that
//! folds the same entries shows the same; entries that change nothing here cost next to nothing; it holds no more entities
//! than its limit, and says so when there were more. What it deliberately leaves out: tasks and orders, what was before
//! (the feed keeps that), and who may see it.

mod entity;
mod moment;
mod outline;
mod place;
mod reading;
mod report;
mod row;

#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use moment::Moment;
pub use place::{Altitude, Position};
pub use report::report;
pub use row::Row;

use crate::session::State;
use entity::Entity;
use outline::Outline;
use reading::{Definitions, Named};

/// The UUID of an entity or of a side; its spelling does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct EntityId(Uuid);

impl EntityId {
    /// Reads it as the standard spells it: eight, four, four, four and twelve hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        const CHARACTERS: usize = 36;
        (text.len() == CHARACTERS).then(|| Uuid::from_str(text).ok().map(Self))?
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl From<EntityId> for String {
    fn from(id: EntityId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for EntityId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text:?} is no UUID"))
    }
}

/// A message that may change the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The shared initialization, or one of single objects.
    Initialization,
    /// A report.
    Report,
}

/// The latest that is known of every entity of a scenario.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Picture {
    state: State,
    scenario_start: Option<Moment>,
    /// The names of the sides.
    sides: BTreeMap<EntityId, Arc<str>>,
    entities: BTreeMap<EntityId, Entity>,
    /// Whether entities were left out, since the limit was reached.
    is_cut: bool,
}

/// What folding needs beside the picture, and keeps for its memory.
pub struct Folding {
    /// The most entities, and the most sides.
    entities_max: usize,
    outline: Outline,
}

impl Folding {
    /// Folding into pictures of at most so many entities.
    pub fn new(entities_max: usize) -> Self {
        Self { entities_max, outline: Outline::default() }
    }
}

impl Picture {
    /// The session is in this state now.
    pub fn enter(&mut self, state: State) {
        self.state = state;
    }

    /// The scenario was reset: nothing is known any more.
    pub fn reset(&mut self) {
        *self = Self { state: self.state, ..Self::default() };
    }

    /// Takes in an accepted message. What it does not understand of it changes nothing.
    pub fn take(&mut self, source: Source, xml: &str, folding: &mut Folding) {
        let Some(message) = folding.outline.read(xml) else { return };
        match source {
            Source::Initialization => self.define(reading::definitions(message), folding.entities_max),
            Source::Report => {
                let (observations, by) = reading::observations(message, self.scenario_start);
                for reading::Observation { entity, said, at } in observations {
                    if let Some(entity) = self.entity(entity, folding.entities_max) {
                        entity.observe(said, at, by.as_ref());
                    }
                }
            }
        }
    }

    fn define(&mut self, definitions: Definitions, entities_max: usize) {
        let Definitions { scenario_start, sides, entities } = definitions;
        self.scenario_start = scenario_start.or(self.scenario_start);
        for (id, name) in sides {
            if self.sides.len() < entities_max || self.sides.contains_key(&id) {
                self.sides.insert(id, name);
            }
        }
        for reading::Definition { entity, is_actor, said, at } in entities {
            if let Some(entity) = self.entity(entity, entities_max) {
                entity.define(is_actor, said, at);
            }
        }
    }

    /// The entity of this name, a new one where there is room.
    fn entity(&mut self, named: Named, entities_max: usize) -> Option<&mut Entity> {
        if self.entities.len() >= entities_max && !self.entities.contains_key(&named.id) {
            self.is_cut = true;
            return None;
        }
        Some(self.entities.entry(named.id).or_insert_with(|| Entity::new(named.uuid)))
    }

    /// The state of the session.
    pub fn state(&self) -> State {
        self.state
    }

    /// When the scenario begins, as its initialization says.
    pub fn scenario_start(&self) -> Option<Moment> {
        self.scenario_start
    }

    /// Whether there were more entities than the limit allows.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// What is shown, in order of the UUIDs.
    pub fn rows(&self) -> Vec<Row> {
        self.entities.values().filter(|entity| entity.is_shown).map(|entity| self.row(entity)).collect()
    }

    fn row(&self, entity: &Entity) -> Row {
        let place_of = |other: EntityId| self.entities.get(&other)?.place();
        let sighting = entity.sighting();
        Row {
            uuid: Arc::clone(&entity.uuid),
            name: entity.name().cloned(),
            side_id: entity.side(),
            side_name: entity.side().and_then(|side| self.sides.get(&side)).cloned(),
            sidc: entity.sidc().cloned(),
            position: entity.place().and_then(|place| place.resolve(place_of)),
            heading_deg: entity.heading_deg(),
            speed_mps: entity.speed_mps(),
            status: entity.status().cloned(),
            strength_percent: entity.strength_percent(),
            observed_at: sighting.and_then(|sighting| sighting.at),
            reported_by: sighting.and_then(|sighting| sighting.by.clone()),
        }
    }
}
