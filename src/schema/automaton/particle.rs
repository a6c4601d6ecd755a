//! Content models as the schema writes them.

use super::super::{error::Place, tables::ElementId};

/// A term that may come between `min` and `max` times.
#[derive(Debug, Clone)]
pub(in crate::schema) struct Particle {
    pub(in crate::schema) min: u32,
    /// None: without bound.
    pub(in crate::schema) max: Option<u32>,
    pub(in crate::schema) term: Term,
    /// Where the schema has it.
    pub(in crate::schema) place: Place,
}

/// What a particle repeats.
#[derive(Debug, Clone)]
pub(in crate::schema) enum Term {
    Element(ElementId),
    /// A wildcard, an index of the tables'.
    Any(u32),
    /// Elements in any order, only as a whole content model.
    All(Vec<Particle>),
    Sequence(Vec<Particle>),
    Choice(Vec<Particle>),
}
