//! What the picture shows of one entity.

use std::sync::Arc;

use super::{EntityId, Moment, Position};

/// What the picture shows of one entity; each value is the latest that was reported, nothing where none was.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its UUID, as it was first spelled.
    pub uuid: Arc<str>,
    /// Its name.
    pub name: Option<Arc<str>>,
    /// The UUID of its side.
    pub side_id: Option<EntityId>,
    /// The name of its side, where the initialization defines it.
    pub side_name: Option<Arc<str>>,
    /// Its symbol, as APP-6C codes it.
    pub sidc: Option<Arc<str>>,
    /// Where it is.
    pub position: Option<Position>,
    /// Where it moves, in degrees from north over east.
    pub heading_deg: Option<f64>,
    /// How fast it moves, in metres a second.
    pub speed_mps: Option<f64>,
    /// Its OperationalStatusCode.
    pub status: Option<Arc<str>>,
    /// What is left of it.
    pub strength_percent: Option<u8>,
    /// When the latest observation of it was made.
    pub observed_at: Option<Moment>,
    /// The UUID of the entity that reported that observation.
    pub reported_by: Option<Arc<str>>,
}

impl Row {
    /// Its side by name, or by UUID where the name is not known.
    pub fn side(&self) -> Option<String> {
        let name = self.side_name.as_ref().map(ToString::to_string);
        name.or_else(|| self.side_id.map(|id| id.to_string()))
    }
}
