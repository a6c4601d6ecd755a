//! The types of `code-categories.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::choice;

use super::*;

choice! {
    /// Any code that describes the scenario. In a message its type appears as WeaponROECode.
    Code = "CodeType" {
        /// `ActionCode` of the schema.
        ActionCode(ActionCode) = "ActionCode",
        /// How one action lies in time to another: which start or end comes before, with or after which.
        ActionTemporalAssociationCode(ActionTemporalAssociationCode) = "ActionTemporalAssociationCode",
        /// Allegiance of an actor towards another. The spelling of the last value is that of the standard.
        AllegianceRelationshipCode(AllegianceRelationshipCode) = "AllegianceRelationshipCode",
        /// How a unit is placed under another's command.
        CommandRelationCode(CommandRelationCode) = "CommandRelationCode",
        /// `DesiredEffectCode` of the schema.
        DesiredEffectCode(DesiredEffectCode) = "DesiredEffectCode",
        /// Size of a unit.
        EchelonCode(EchelonCode) = "EchelonCode",
        /// Friend or foe, with the shades between.
        HostilityStatusCode(HostilityStatusCode) = "HostilityStatusCode",
        /// How fit for action an entity is.
        OperationalStatusCode(OperationalStatusCode) = "OperationalStatusCode",
        /// One code that tells organizations apart, of whichever kind.
        OrganizationCode(OrganizationCode) = "OrganizationCode",
        /// What ends a phase of a plan.
        PlanPhaseCompletionCondition(PlanPhaseCompletionCondition) = "PlanPhaseCompletionCondition",
        /// Whether a unit is reinforced, reduced or both. An element in spite of its name.
        ReinforcedReducedType(ReinforcedReducedType) = "ReinforcedReducedType",
        /// What one task is to another: its alternative, prerequisite, purpose and so on.
        TaskFunctionalAssociationCode(TaskFunctionalAssociationCode) = "TaskFunctionalAssociationCode",
        /// `TimeReferenceCode` of the schema.
        TimeReferenceCode(TimeReferenceCode) = "TimeReferenceCode",
        /// Weapons free, hold or tight.
        WeaponRuleOfEngagementCode(WeaponRuleOfEngagementCode) = "WeaponRuleOfEngagementCode",
    }
}

choice! {
    /// Any code that a message carries about itself or the session. No message uses this element.
    MessageCode = "MessageCodeType" {
        /// What became of a message: received, granted, denied, done, failed, not understood and so on.
        AcknowledgeTypeCode(AcknowledgeTypeCode) = "AcknowledgeTypeCode",
        /// `MIPRequestCategoryCode` of the schema.
        MIPRequestCategoryCode(MIPRequestCategoryCode) = "MIPRequestCategoryCode",
        /// `PlaybackStatusCode` of the schema.
        PlaybackStatusCode(PlaybackStatusCode) = "PlaybackStatusCode",
        /// `RecordingStatusCode` of the schema.
        RecordingStatusCode(RecordingStatusCode) = "RecordingStatusCode",
        /// Which initialization is wanted again: the original one, or one with the latest positions.
        RefreshInitSelection(RefreshInitSelection) = "RefreshInitSelection",
        /// How far a task is: pending, started, in progress, complete or aborted.
        TaskStatusCode(TaskStatusCode) = "TaskStatusCode",
    }
}
