//! The types of `actions.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{choice, sequence};

use super::*;

choice! {
    /// `ActionCodeType` of the schema.
    ActionCode = "ActionCodeType" {
        /// `EventCode` of the schema.
        EventCode(EventCode) = "EventCode",
        /// `TaskActionCode` of the schema.
        TaskActionCode(TaskActionCode) = "TaskActionCode",
    }
}

choice! {
    /// `ActionType` of the schema.
    Action = "ActionType" {
        /// Something that happens at a given time.
        Event(Event) = "Event",
        /// Something that an entity is to do.
        Task(Task) = "Task",
    }
}

sequence! {
    /// Something that happens at a given time.
    Event = "EventType" {
        /// Places the action that holds it in time, relative to another.
        action_temporal_relationship: Vec<ActionTemporalRelationship> = "ActionTemporalRelationship",
        /// A place, on the earth or relative to an entity.
        location: Vec<Location> = "Location",
        /// UUID of a map graphic that belongs to an action, such as its route or its area.
        map_graphic_id: Vec<MapGraphicID> = "MapGraphicID",
        /// `Name` of the schema.
        name: Option<Name> = "Name",
        /// The identifier of the object, entity or action that this element stands in.
        uuid: UUID = "UUID",
        /// `Duration` of the schema.
        duration: Option<Duration> = "Duration",
        /// `EventCode` of the schema.
        event_code: EventCode = "EventCode",
        /// `StartTime` of the schema.
        start_time: TimeInstant = "StartTime",
    }
}

sequence! {
    /// `ManeuverWarfareTaskType` of the schema.
    ManeuverWarfareTask = "ManeuverWarfareTaskType" {
        /// Places the action that holds it in time, relative to another.
        action_temporal_relationship: Vec<ActionTemporalRelationship> = "ActionTemporalRelationship",
        /// A place, on the earth or relative to an entity.
        location: Vec<Location> = "Location",
        /// UUID of a map graphic that belongs to an action, such as its route or its area.
        map_graphic_id: Vec<MapGraphicID> = "MapGraphicID",
        /// `Name` of the schema.
        name: Option<Name> = "Name",
        /// The identifier of the object, entity or action that this element stands in.
        uuid: UUID = "UUID",
        /// UUID of an entity at which a task is aimed.
        affected_entity: Vec<AffectedEntity> = "AffectedEntity",
        /// `DesiredEffectCode` of the schema.
        desired_effect_code: Vec<DesiredEffectCode> = "DesiredEffectCode",
        /// `Duration` of the schema.
        duration: Option<Duration> = "Duration",
        /// `EndTime` of the schema.
        end_time: Option<TimeInstant> = "EndTime",
        /// UUID of the entity that is to carry out a task.
        performing_entity: PerformingEntity = "PerformingEntity",
        /// `StartTime` of the schema.
        start_time: Option<TimeInstant> = "StartTime",
        /// `TaskActionCode` of the schema.
        task_action_code: TaskActionCode = "TaskActionCode",
        /// `RuleOfEngagement` of the schema.
        rule_of_engagement: Vec<RuleOfEngagement> = "RuleOfEngagement",
        /// `TaskFunctionalRelation` of the schema.
        task_functional_relation: Vec<TaskFunctionalRelation> = "TaskFunctionalRelation",
    }
}

sequence! {
    /// `MipWeaponUseROEType` of the schema.
    MipWeaponUseROE = "MipWeaponUseROEType" {
        /// `WeaponROECode` of the schema.
        weapon_roe_code: Code = "WeaponROECode",
    }
}

choice! {
    /// `RuleOfEngagementType` of the schema.
    RuleOfEngagement = "RuleOfEngagementType" {
        /// `MipWeaponUseROE` of the schema.
        MipWeaponUseROE(MipWeaponUseROE) = "MipWeaponUseROE",
    }
}

choice! {
    /// Something that an entity is to do.
    Task = "TaskType" {
        /// `ManeuverWarfareTask` of the schema.
        ManeuverWarfareTask(ManeuverWarfareTask) = "ManeuverWarfareTask",
    }
}
