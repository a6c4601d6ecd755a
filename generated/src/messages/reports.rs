//! The types of `reports.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{OneOrMore, choice, sequence};

use super::*;

sequence! {
    /// `ActivityObservationType` of the schema.
    ActivityObservation = "ActivityObservationType" {
        /// UUID of an actor: a unit, another organization, a person or a platform.
        actor_reference: Option<ActorReference> = "ActorReference",
        /// `ConfidenceLevel` of the schema.
        confidence_level: Option<ConfidenceLevel> = "ConfidenceLevel",
        /// `UncertaintyInterval` of the schema.
        uncertainty_interval: Option<UncertaintyInterval> = "UncertaintyInterval",
        /// `ActionCode` of the schema.
        action_code: ActionCode = "ActionCode",
    }
}

sequence! {
    /// `HealthObservationType` of the schema.
    HealthObservation = "HealthObservationType" {
        /// UUID of an actor: a unit, another organization, a person or a platform.
        actor_reference: Option<ActorReference> = "ActorReference",
        /// `ConfidenceLevel` of the schema.
        confidence_level: Option<ConfidenceLevel> = "ConfidenceLevel",
        /// `UncertaintyInterval` of the schema.
        uncertainty_interval: Option<UncertaintyInterval> = "UncertaintyInterval",
        /// One aspect of how well an entity is; repeated for several aspects.
        entity_health_status: OneOrMore<EntityHealthStatus> = "EntityHealthStatus",
    }
}

sequence! {
    /// `LocationObservationType` of the schema.
    LocationObservation = "LocationObservationType" {
        /// UUID of an actor: a unit, another organization, a person or a platform.
        actor_reference: Option<ActorReference> = "ActorReference",
        /// `ConfidenceLevel` of the schema.
        confidence_level: Option<ConfidenceLevel> = "ConfidenceLevel",
        /// `UncertaintyInterval` of the schema.
        uncertainty_interval: Option<UncertaintyInterval> = "UncertaintyInterval",
        /// `DirectionOfMovement` of the schema.
        direction_of_movement: Option<Orientation> = "DirectionOfMovement",
        /// A place, on the earth or relative to an entity.
        location: Location = "Location",
        /// `Speed` of the schema.
        speed: Option<Speed> = "Speed",
    }
}

sequence! {
    /// Who somebody is: name, marking, side and hostility.
    NameObservation = "NameObservationType" {
        /// UUID of an actor: a unit, another organization, a person or a platform.
        actor_reference: Option<ActorReference> = "ActorReference",
        /// `ConfidenceLevel` of the schema.
        confidence_level: Option<ConfidenceLevel> = "ConfidenceLevel",
        /// `UncertaintyInterval` of the schema.
        uncertainty_interval: Option<UncertaintyInterval> = "UncertaintyInterval",
        /// Friend or foe, with the shades between.
        hostility_status_code: Option<HostilityStatusCode> = "HostilityStatusCode",
        /// `Marking` of the schema.
        marking: Option<Marking> = "Marking",
        /// `Name` of the schema.
        name: Name = "Name",
        /// UUID of the force side of an entity.
        side: Option<Side> = "Side",
    }
}

sequence! {
    /// What was seen of others.
    ObservationReportContent = "ObservationReportContentType" {
        /// `Duration` of the schema.
        duration: Option<Duration> = "Duration",
        /// When the reported fact was observed, which is not when the message was sent.
        time_of_observation: TimeInstant = "TimeOfObservation",
        /// `Observation` of the schema.
        observation: OneOrMore<Observation> = "Observation",
    }
}

choice! {
    /// `ObservationType` of the schema.
    Observation = "ObservationType" {
        /// `ActivityObservation` of the schema.
        ActivityObservation(ActivityObservation) = "ActivityObservation",
        /// `HealthObservation` of the schema.
        HealthObservation(HealthObservation) = "HealthObservation",
        /// `LocationObservation` of the schema.
        LocationObservation(LocationObservation) = "LocationObservation",
        /// Who somebody is: name, marking, side and hostility.
        NameObservation(NameObservation) = "NameObservation",
        /// `ResourceObservation` of the schema.
        ResourceObservation(ResourceObservation) = "ResourceObservation",
        /// `SubjectTypeObservation` of the schema.
        SubjectTypeObservation(SubjectTypeObservation) = "SubjectTypeObservation",
    }
}

sequence! {
    /// Where an entity is, how it moves and how well it is. The most frequent message of an exercise.
    PositionReportContent = "PositionReportContentType" {
        /// `Duration` of the schema.
        duration: Option<Duration> = "Duration",
        /// When the reported fact was observed, which is not when the message was sent.
        time_of_observation: TimeInstant = "TimeOfObservation",
        /// One aspect of how well an entity is; repeated for several aspects.
        entity_health_status: Vec<EntityHealthStatus> = "EntityHealthStatus",
        /// `HeadingAngle` of the schema.
        heading_angle: Option<HeadingAngle> = "HeadingAngle",
        /// A place, on the earth or relative to an entity.
        location: Option<Location> = "Location",
        /// `Speed` of the schema.
        speed: Option<Speed> = "Speed",
        /// UUID of the entity that a report is about.
        subject_entity: Option<SubjectEntity> = "SubjectEntity",
    }
}

sequence! {
    /// Body of a report: one or more contents, each with its own time of observation.
    ReportBody = "ReportBodyType" {
        /// UUID of the entity that speaks.
        from_sender: FromSender = "FromSender",
        /// UUID of an entity that is addressed; a UUID of zeros stands for none in particular.
        to_receiver: Vec<ToReceiver> = "ToReceiver",
        /// One reported fact: a position, a status of a task, or observations.
        report_content: OneOrMore<ReportContent> = "ReportContent",
        /// `ReportID` of the schema.
        report_id: ReportID = "ReportID",
        /// UUID of the entity that reports, which need not be the one that is reported on.
        reporting_entity: ReportingEntity = "ReportingEntity",
    }
}

choice! {
    /// One reported fact: a position, a status of a task, or observations.
    ReportContent = "ReportContentType" {
        /// What was seen of others.
        ObservationReportContent(ObservationReportContent) = "ObservationReportContent",
        /// Where an entity is, how it moves and how well it is. The most frequent message of an exercise.
        PositionReportContent(PositionReportContent) = "PositionReportContent",
        /// How far a task is.
        TaskStatus(TaskStatus) = "TaskStatus",
    }
}

sequence! {
    /// `ResourceObservationType` of the schema.
    ResourceObservation = "ResourceObservationType" {
        /// UUID of an actor: a unit, another organization, a person or a platform.
        actor_reference: Option<ActorReference> = "ActorReference",
        /// `ConfidenceLevel` of the schema.
        confidence_level: Option<ConfidenceLevel> = "ConfidenceLevel",
        /// `UncertaintyInterval` of the schema.
        uncertainty_interval: Option<UncertaintyInterval> = "UncertaintyInterval",
        /// A stock of one kind of supply or equipment.
        resource: OneOrMore<Resource> = "Resource",
    }
}

sequence! {
    /// `SubjectTypeObservationType` of the schema.
    SubjectTypeObservation = "SubjectTypeObservationType" {
        /// UUID of an actor: a unit, another organization, a person or a platform.
        actor_reference: Option<ActorReference> = "ActorReference",
        /// `ConfidenceLevel` of the schema.
        confidence_level: Option<ConfidenceLevel> = "ConfidenceLevel",
        /// `UncertaintyInterval` of the schema.
        uncertainty_interval: Option<UncertaintyInterval> = "UncertaintyInterval",
        /// The APP-6C symbol of an entity.
        app6c_symbol: Option<APP6CSymbol> = "APP6CSymbol",
    }
}

sequence! {
    /// How far a task is.
    TaskStatus = "TaskStatusType" {
        /// `Duration` of the schema.
        duration: Option<Duration> = "Duration",
        /// When the reported fact was observed, which is not when the message was sent.
        time_of_observation: TimeInstant = "TimeOfObservation",
        /// UUID of the task that an entity carries out, or on which a status is reported.
        current_task: CurrentTask = "CurrentTask",
        /// How far a task is: pending, started, in progress, complete or aborted.
        task_status_code: TaskStatusCode = "TaskStatusCode",
    }
}
