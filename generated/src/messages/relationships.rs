//! The types of `relationships.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{choice, sequence};

use super::*;

sequence! {
    /// Places the action that holds it in time, relative to another.
    ActionTemporalRelationship = "ActionTemporalRelationshipType" {
        /// How one action lies in time to another: which start or end comes before, with or after which.
        action_temporal_association_code: ActionTemporalAssociationCode = "ActionTemporalAssociationCode",
        /// `Duration` of the schema.
        duration: Option<Duration> = "Duration",
        /// `TemporalAssociationWithAction` of the schema.
        temporal_association_with_action: TemporalAssociationWithAction = "TemporalAssociationWithAction",
    }
}

sequence! {
    /// `AllegianceRelationshipType` of the schema.
    AllegianceRelationship = "AllegianceRelationshipType" {
        /// UUID of an actor: a unit, another organization, a person or a platform.
        actor_reference: ActorReference = "ActorReference",
        /// Allegiance of an actor towards another. The spelling of the last value is that of the standard.
        allegiance_relationship_code: AllegianceRelationshipCode = "AllegianceRelationshipCode",
    }
}

sequence! {
    /// `CommandRelationType` of the schema.
    CommandRelation = "CommandRelationType" {
        /// UUID of an actor: a unit, another organization, a person or a platform.
        actor_reference: ActorReference = "ActorReference",
        /// How a unit is placed under another's command.
        command_relation_code: CommandRelationCode = "CommandRelationCode",
    }
}

sequence! {
    /// `ForceSideRelationType` of the schema.
    ForceSideRelation = "ForceSideRelationType" {
        /// Friend or foe, with the shades between.
        hostility_status_code: HostilityStatusCode = "HostilityStatusCode",
        /// UUID of the force side towards which a relation is stated.
        other_side: OtherSide = "OtherSide",
    }
}

choice! {
    /// `RelationshipType` of the schema.
    Relationship = "RelationshipType" {
        /// Places the action that holds it in time, relative to another.
        ActionTemporalRelationship(ActionTemporalRelationship) = "ActionTemporalRelationship",
        /// `AllegianceRelationship` of the schema.
        AllegianceRelationship(AllegianceRelationship) = "AllegianceRelationship",
        /// `CommandRelation` of the schema.
        CommandRelation(CommandRelation) = "CommandRelation",
        /// `ForceSideRelation` of the schema.
        ForceSideRelation(ForceSideRelation) = "ForceSideRelation",
        /// `TaskFunctionalRelation` of the schema.
        TaskFunctionalRelation(TaskFunctionalRelation) = "TaskFunctionalRelation",
    }
}

sequence! {
    /// `TaskFunctionalRelationType` of the schema.
    TaskFunctionalRelation = "TaskFunctionalRelationType" {
        /// `FunctionalAssociationWithTask` of the schema.
        functional_association_with_task: FunctionalAssociationWithTask = "FunctionalAssociationWithTask",
        /// What one task is to another: its alternative, prerequisite, purpose and so on.
        task_functional_association_code: TaskFunctionalAssociationCode = "TaskFunctionalAssociationCode",
    }
}
