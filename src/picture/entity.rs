//! One entity of the picture: what was defined, and of what was reported the latest of each.
//!
//! What must always hold: an observation does not take the place of a newer one, whenever it arrives; of two at one time the
//! one that arrives later counts. An observation whose time is not known counts as one of this moment. What the
//! initialization defines about an entity's identity, no observation changes.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{EntityId, Moment, place::Place, reading::Said};

/// One entity of the picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Entity {
    /// The UUID as it was first spelled.
    pub(super) uuid: Arc<str>,
    /// Whether it is shown: features and graphics are once something was reported about them.
    pub(super) is_shown: bool,
    defined: Identity,
    name: Latest<Arc<str>>,
    side: Latest<EntityId>,
    sidc: Latest<Arc<str>>,
    place: Latest<Place>,
    heading_deg: Latest<f64>,
    speed_mps: Latest<f64>,
    status: Latest<Arc<str>>,
    strength_percent: Latest<u8>,
    sighting: Latest<Sighting>,
}

/// Who an entity is by its definition.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Identity {
    name: Option<Arc<str>>,
    side: Option<EntityId>,
    sidc: Option<Arc<str>>,
}

/// When something was last observed, and by whom.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Sighting {
    pub(super) at: Option<Moment>,
    pub(super) by: Option<Arc<str>>,
}

/// The latest of several observations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Latest<T> {
    value: Option<T>,
    /// The newest time that was known of this value or of one before it.
    newest: Option<Moment>,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { value: None, newest: None }
    }
}

impl<T> Latest<T> {
    fn define(&mut self, value: Option<T>) {
        *self = Self { value, newest: None };
    }

    fn observe(&mut self, value: Option<T>, at: Option<Moment>) {
        let is_old = at.zip(self.newest).is_some_and(|(at, newest)| at < newest);
        if value.is_some() && !is_old {
            self.value = value;
            self.newest = at.max(self.newest);
        }
    }
}

impl Entity {
    /// An entity of which nothing is known but its UUID.
    pub(super) fn new(uuid: Arc<str>) -> Self {
        Self {
            uuid,
            is_shown: false,
            defined: Identity::default(),
            name: Latest::default(),
            side: Latest::default(),
            sidc: Latest::default(),
            place: Latest::default(),
            heading_deg: Latest::default(),
            speed_mps: Latest::default(),
            status: Latest::default(),
            strength_percent: Latest::default(),
            sighting: Latest::default(),
        }
    }

    /// Takes in a definition, which comes before all reports; of two the later counts.
    pub(super) fn define(&mut self, is_actor: bool, said: Said, at: Option<Moment>) {
        self.is_shown |= is_actor;
        self.defined = Identity { name: said.name, side: said.side, sidc: said.sidc };
        self.place.define(said.place);
        self.heading_deg.define(said.heading_deg);
        self.speed_mps.define(said.speed_mps);
        self.status.define(said.status);
        self.strength_percent.define(said.strength_percent);
        self.sighting.define(Some(Sighting { at, by: None }));
    }

    /// Takes in what somebody observed.
    pub(super) fn observe(&mut self, said: Said, at: Option<Moment>, by: Option<&Arc<str>>) {
        self.is_shown = true;
        self.name.observe(said.name, at);
        self.side.observe(said.side, at);
        self.sidc.observe(said.sidc, at);
        self.place.observe(said.place, at);
        self.heading_deg.observe(said.heading_deg, at);
        self.speed_mps.observe(said.speed_mps, at);
        self.status.observe(said.status, at);
        self.strength_percent.observe(said.strength_percent, at);
        self.sighting.observe(Some(Sighting { at, by: by.cloned() }), at);
    }

    pub(super) fn name(&self) -> Option<&Arc<str>> {
        self.defined.name.as_ref().or(self.name.value.as_ref())
    }

    pub(super) fn side(&self) -> Option<EntityId> {
        self.defined.side.or(self.side.value)
    }

    pub(super) fn sidc(&self) -> Option<&Arc<str>> {
        self.defined.sidc.as_ref().or(self.sidc.value.as_ref())
    }

    pub(super) fn place(&self) -> Option<Place> {
        self.place.value
    }

    pub(super) fn heading_deg(&self) -> Option<f64> {
        self.heading_deg.value
    }

    pub(super) fn speed_mps(&self) -> Option<f64> {
        self.speed_mps.value
    }

    pub(super) fn status(&self) -> Option<&Arc<str>> {
        self.status.value.as_ref()
    }

    pub(super) fn strength_percent(&self) -> Option<u8> {
        self.strength_percent.value
    }

    pub(super) fn sighting(&self) -> Option<&Sighting> {
        self.sighting.value.as_ref()
    }
}
