//! One system's part of a scenario's initialization, as sessions keep it until the scenario is shared.
//!
//! Entry point: [`InitializationPart`]. What must always hold: every fragment is well-formed by itself (it declares the
//! prefixes it uses), so that fragments of several documents can stand side by side. What it deliberately leaves out:
//! which parts belong together and which contradict each other (the session decides).

use std::sync::Arc;

use crate::identity::SystemName;

/// What a C2SIMInitializationBody says, cut into the pieces that merging joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InitializationPart {
    /// FromSendingSystem of the message that brought it.
    pub from: SystemName,
    /// ScenarioSetting in canonical form: two parts agree when these are equal.
    pub scenario_setting: Arc<str>,
    /// The InitializationDataFile elements, one after the other, as sent.
    pub data_files: Arc<str>,
    /// The ObjectDefinitions elements, as sent.
    pub object_definitions: Arc<str>,
    /// The SystemEntityList elements, as sent.
    pub system_entity_lists: Arc<str>,
    /// The systems that the SystemEntityLists name: the federates that this scenario requires.
    pub systems: Vec<SystemName>,
}
