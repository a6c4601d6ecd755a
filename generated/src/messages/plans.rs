//! The types of `plans.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{choice, number, sequence};

use super::*;

sequence! {
    /// `EventTriggerType` of the schema.
    EventTrigger = "EventTriggerType" {
        /// Something that happens at a given time.
        event: Event = "Event",
    }
}

sequence! {
    /// `OnOrderTriggerType` of the schema.
    OnOrderTrigger = "OnOrderTriggerType" {
        /// `TaskReference` of the schema.
        task_reference: TaskReference = "TaskReference",
    }
}

sequence! {
    /// Body of a message that carries a plan, for later or to be carried out at once.
    PlanBody = "PlanBodyType" {
        /// UUID of the entity that speaks.
        from_sender: FromSender = "FromSender",
        /// UUID of an entity that is addressed; a UUID of zeros stands for none in particular.
        to_receiver: Vec<ToReceiver> = "ToReceiver",
        /// A set of tasks with a start and an end. Phases can hold phases.
        plan_phase: Vec<PlanPhase> = "PlanPhase",
        /// `PlanPhaseReference` of the schema.
        plan_phase_reference: Vec<PlanPhaseReference> = "PlanPhaseReference",
        /// `ToBeExecutedNow` of the schema.
        to_be_executed_now: ToBeExecutedNow = "ToBeExecutedNow",
    }
}

choice! {
    /// What starts a phase.
    PlanPhaseTrigger = "PlanPhaseTriggerType" {
        /// `EventTrigger` of the schema.
        EventTrigger(EventTrigger) = "EventTrigger",
        /// `OnOrderTrigger` of the schema.
        OnOrderTrigger(OnOrderTrigger) = "OnOrderTrigger",
        /// `PriorPhaseCompletionTrigger` of the schema.
        PriorPhaseCompletionTrigger(PriorPhaseCompletionTrigger) = "PriorPhaseCompletionTrigger",
    }
}

sequence! {
    /// A set of tasks with a start and an end. Phases can hold phases.
    PlanPhase = "PlanPhaseType" {
        /// What ends a phase of a plan.
        plan_phase_completion_condition: PlanPhaseCompletionCondition = "PlanPhaseCompletionCondition",
        /// What starts a phase.
        plan_phase_trigger: PlanPhaseTrigger = "PlanPhaseTrigger",
        /// `SubPhase` of the schema.
        sub_phase: Vec<PlanPhase> = "SubPhase",
        /// `TaskReference` of the schema.
        task_reference: Vec<TaskReference> = "TaskReference",
    }
}

sequence! {
    /// `PriorPhaseCompletionTriggerType` of the schema.
    PriorPhaseCompletionTrigger = "PriorPhaseCompletionTriggerType" {
        /// `TriggerPhase` of the schema.
        trigger_phase: TriggerPhase = "TriggerPhase",
    }
}

number! {
    /// `ToBeExecutedNowType` of the schema.
    ToBeExecutedNow = "ToBeExecutedNowType", Boolean bool
}
