//! The scenario's initialization as the systems submit it, each its part, and the rule by which parts are one whole.
//!
//! Entry point: [`Initialization`]. What must always hold: at most one part a system, all with one scenario setting, in
//! the order in which the systems first submitted. What it deliberately leaves out: XML text; whoever publishes the
//! merged document splices the parts' fragments in the order given here.

use std::{collections::HashSet, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{identity::SystemName, message::InitializationPart};

/// The parts of a scenario's initialization, merged in this order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Initialization {
    parts: Vec<Arc<InitializationPart>>,
}

impl Initialization {
    /// The parts in the order in which they are joined.
    pub fn parts(&self) -> &[Arc<InitializationPart>] {
        &self.parts
    }

    /// Whether no system submitted its part yet.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The systems that the parts name in their SystemEntityLists, each once, in order of first mention.
    pub fn required_federates(&self) -> Vec<SystemName> {
        let mut mentioned = HashSet::new();
        let systems = self.parts.iter().flat_map(|part| &part.systems);
        systems.filter(|system| mentioned.insert(*system)).cloned().collect()
    }

    /// The system whose scenario setting contradicts this part, if one does. The part's own predecessor does not count:
    /// a system may correct itself.
    pub(super) fn contradicts(&self, part: &InitializationPart) -> Option<&SystemName> {
        self.others(part).find(|other| other.scenario_setting != part.scenario_setting).map(|other| &other.from)
    }

    /// How many parts there are once this one is in.
    pub(super) fn parts_with(&self, part: &InitializationPart) -> usize {
        self.others(part).count() + 1
    }

    /// How many bytes there are once this part is in.
    pub(super) fn bytes_with(&self, part: &InitializationPart) -> usize {
        self.others(part).map(bytes).sum::<usize>() + bytes(part)
    }

    /// Takes a part. A system that submits again replaces its part where it stood: so sending once more after a lost
    /// answer gives the same document, and a correction does not move definitions that others may refer to.
    pub(super) fn take(&mut self, part: Arc<InitializationPart>) {
        match self.parts.iter_mut().find(|other| other.from == part.from) {
            Some(own) => *own = part,
            None => self.parts.push(part),
        }
    }

    fn others(&self, part: &InitializationPart) -> impl Iterator<Item = &InitializationPart> {
        self.parts.iter().map(AsRef::as_ref).filter(move |other| other.from != part.from)
    }
}

fn bytes(part: &InitializationPart) -> usize {
    let fragments = [&part.data_files, &part.object_definitions, &part.system_entity_lists];
    part.scenario_setting.len() + fragments.iter().map(|fragments| fragments.len()).sum::<usize>()
}
