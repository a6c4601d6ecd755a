//! The types of `initialization.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{OneOrMore, choice, sequence};

use super::*;

sequence! {
    /// Body of an initialization: at least one set of definitions and one list of entities, and exactly one setting.
    C2SIMInitializationBody = "C2SIMInitializationBodyType" {
        /// A file, beside the message, from which a system takes data of its own.
        initialization_data_file: Vec<InitializationDataFile> = "InitializationDataFile",
        /// Definitions of sides and other abstract objects, actions and entities, and references to phases of plans.
        object_definitions: OneOrMore<ObjectDefinitions> = "ObjectDefinitions",
        /// When the scenario begins, and which version of it this is.
        scenario_setting: ScenarioSetting = "ScenarioSetting",
        /// The actors that one system simulates or commands.
        system_entity_list: OneOrMore<SystemEntityList> = "SystemEntityList",
    }
}

choice! {
    /// `InitializationConceptType` of the schema.
    InitializationConcept = "InitializationConceptType" {
        /// A file, beside the message, from which a system takes data of its own.
        InitializationDataFile(InitializationDataFile) = "InitializationDataFile",
        /// Definitions of sides and other abstract objects, actions and entities, and references to phases of plans.
        ObjectDefinitions(ObjectDefinitions) = "ObjectDefinitions",
        /// When the scenario begins, and which version of it this is.
        ScenarioSetting(ScenarioSetting) = "ScenarioSetting",
        /// The actors that one system simulates or commands.
        SystemEntityList(SystemEntityList) = "SystemEntityList",
    }
}

sequence! {
    /// A file, beside the message, from which a system takes data of its own.
    InitializationDataFile = "InitializationDataFileType" {
        /// Kind of an initialization data file. The spelling is that of the standard.
        intialization_file_type: Option<IntializationFileType> = "IntializationFileType",
        /// `Name` of the schema.
        name: Name = "Name",
        /// Name of a C2 system or simulation, as it appears in message headers.
        system_name: SystemName = "SystemName",
    }
}

sequence! {
    /// Definitions of sides and other abstract objects, actions and entities, and references to phases of plans.
    ObjectDefinitions = "ObjectDefinitionsType" {
        /// `AbstractObject` of the schema.
        abstract_object: Vec<AbstractObject> = "AbstractObject",
        /// `Action` of the schema.
        action: Vec<Action> = "Action",
        /// Anything in the scenario with a body or a membership: an actor, or a physical entity such as a feature or a
        /// map graphic.
        entity: Vec<Entity> = "Entity",
        /// `PlanPhaseReference` of the schema.
        plan_phase_reference: Vec<PlanPhaseReference> = "PlanPhaseReference",
    }
}

sequence! {
    /// Body of a message that defines objects in the same form, with every part optional.
    ObjectInitializationBody = "ObjectInitializationBodyType" {
        /// A file, beside the message, from which a system takes data of its own.
        initialization_data_file: Vec<InitializationDataFile> = "InitializationDataFile",
        /// Definitions of sides and other abstract objects, actions and entities, and references to phases of plans.
        object_definitions: Option<ObjectDefinitions> = "ObjectDefinitions",
        /// When the scenario begins, and which version of it this is.
        scenario_setting: Option<ScenarioSetting> = "ScenarioSetting",
        /// The actors that one system simulates or commands.
        system_entity_list: Option<SystemEntityList> = "SystemEntityList",
    }
}

sequence! {
    /// When the scenario begins, and which version of it this is.
    ScenarioSetting = "ScenarioSettingType" {
        /// `DateTime` of the schema.
        date_time: DateTime = "DateTime",
        /// `Version` of the schema.
        version: Version = "Version",
    }
}

sequence! {
    /// The actors that one system simulates or commands.
    SystemEntityList = "SystemEntityListType" {
        /// UUID of an actor: a unit, another organization, a person or a platform.
        actor_reference: OneOrMore<ActorReference> = "ActorReference",
        /// Name of a C2 system or simulation, as it appears in message headers.
        system_name: SystemName = "SystemName",
    }
}
