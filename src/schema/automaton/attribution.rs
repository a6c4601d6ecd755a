//! Unique particle attribution: in every state of a model a name must lead to one particle alone.
//!
//! Entry point: [`Builder::by_name`], which sorts the positions that may come next and refuses a model that leaves it open
//! which particle an element belongs to (Schema Component Constraint: Unique Particle Attribution).

use std::collections::HashMap;

use super::{
    super::names::NameId,
    build::{BuildError, Builder, Leaf, OriginId, PositionId},
};

impl Builder<'_> {
    pub(super) fn name(&self, position: PositionId) -> NameId {
        self.name_of(self.positions[position as usize].leaf)
    }

    /// The name of an element; unknown for a wildcard.
    pub(super) fn name_of(&self, leaf: Leaf) -> NameId {
        match leaf {
            Leaf::Element(element) => self.elements[element.index()].name,
            Leaf::Any(_) => NameId::UNKNOWN,
        }
    }

    /// Whether one element can be at both positions.
    pub(super) fn overlap(&self, a: PositionId, b: PositionId) -> bool {
        let leaf = |position: PositionId| self.positions[position as usize].leaf;
        let wildcard = |index: u32| &self.wildcards[index as usize].admits;
        match (leaf(a), leaf(b)) {
            (Leaf::Element(a), Leaf::Element(b)) => self.elements[a.index()].name == self.elements[b.index()].name,
            (Leaf::Any(any), Leaf::Element(element)) | (Leaf::Element(element), Leaf::Any(any)) => {
                wildcard(any).contains(self.elements[element.index()].namespace)
            }
            (Leaf::Any(a), Leaf::Any(b)) => wildcard(a).overlaps(wildcard(b)),
        }
    }

    /// Refuses a wildcard beside anything else that it admits.
    fn check_wildcards(&self, next: &[PositionId]) -> Result<(), BuildError> {
        let is_any = |position: &PositionId| matches!(self.positions[*position as usize].leaf, Leaf::Any(_));
        for &any in next.iter().filter(|position| is_any(position)) {
            for &other in next {
                let origins = [any, other].map(|position| self.positions[position as usize].origin);
                if origins[0] != origins[1] && self.overlap(any, other) {
                    let places = origins.map(|origin| self.places[origin as usize].clone());
                    return Err(BuildError::Ambiguous { name: self.name(other), places });
                }
            }
        }
        Ok(())
    }

    /// The positions that each name leads to, in the order of the model.
    pub(super) fn by_name(&self, next: &[PositionId]) -> Result<Vec<(NameId, Vec<PositionId>)>, BuildError> {
        let mut names: Vec<(NameId, Vec<PositionId>)> = Vec::new();
        let mut index: HashMap<(NameId, Option<OriginId>), usize> = HashMap::new();
        self.check_wildcards(next)?;
        for &position in next {
            let name = self.name(position);
            let any = (name == NameId::UNKNOWN).then_some(self.positions[position as usize].origin);
            let at = *index.entry((name, any)).or_insert(names.len());
            if at == names.len() {
                names.push((name, Vec::new()));
            }
            names[at].1.push(position);
            let origin = self.positions[names[at].1[0] as usize].origin;
            let other = self.positions[position as usize].origin;
            if origin != other {
                let places = [origin, other].map(|origin| self.places[origin as usize].clone());
                return Err(BuildError::Ambiguous { name, places });
            }
        }
        Ok(names)
    }
}
