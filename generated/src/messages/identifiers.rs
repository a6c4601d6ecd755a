//! The types of `identifiers.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::text;

text! {
    /// `AbstractObjectReferenceType` of the schema.
    AbstractObjectReference = "AbstractObjectReferenceType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `AbstractOrganizationReferenceType` of the schema.
    AbstractOrganizationReference = "AbstractOrganizationReferenceType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `ActionReferenceType` of the schema.
    ActionReference = "ActionReferenceType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// UUID of an actor: a unit, another organization, a person or a platform.
    ActorReference = "ActorReferenceType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// UUID of an entity at which a task is aimed.
    AffectedEntity = "AffectedEntityType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `AffiliatedWithType` of the schema.
    AffiliatedWith = "AffiliatedWithType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `CommentType` of the schema.
    Comment = "CommentType"
}

text! {
    /// UUID of a communication network that an entity takes part in.
    CommunicationsNetwork = "CommunicationsNetworkType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `ConcreteEntityReferenceType` of the schema.
    ConcreteEntityReference = "ConcreteEntityReferenceType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// UUID of the task that an entity carries out, or on which a status is reported.
    CurrentTask = "CurrentTaskType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `EntityReferenceType` of the schema.
    EntityReference = "EntityReferenceType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `EventReferenceType` of the schema.
    EventReference = "EventReferenceType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `FunctionalAssociationWithTaskType` of the schema.
    FunctionalAssociationWithTask = "FunctionalAssociationWithTaskType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `HigherFormationType` of the schema.
    HigherFormation = "HigherFormationType"
}

text! {
    /// Kind of an initialization data file. The spelling is that of the standard.
    IntializationFileType = "IntializationFileTypeType"
}

text! {
    /// UUID of a map graphic that belongs to an action, such as its route or its area.
    MapGraphicID = "MapGraphicIDType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `MarkingType` of the schema.
    Marking = "MarkingType"
}

text! {
    /// `NameType` of the schema.
    Name = "NameType"
}

text! {
    /// `OrderIDType` of the schema.
    OrderID = "OrderIDType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// UUID of the force side towards which a relation is stated.
    OtherSide = "OtherSideType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `OwnerType` of the schema.
    Owner = "OwnerType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// UUID of the entity that is to carry out a task.
    PerformingEntity = "PerformingEntityType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `PlanPhaseReferenceType` of the schema.
    PlanPhaseReference = "PlanPhaseReferenceType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `ReferenceType` of the schema.
    Reference = "ReferenceType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `ReportIDType` of the schema.
    ReportID = "ReportIDType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// UUID of the entity that reports, which need not be the one that is reported on.
    ReportingEntity = "ReportingEntityType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `RequestingEntityType` of the schema.
    RequestingEntity = "RequestingEntityType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// UUID of the force side of an entity.
    Side = "SideType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `SpecialC2HQType` of the schema.
    SpecialC2HQ = "SpecialC2HQType"
}

text! {
    /// UUID of the entity that a report is about.
    SubjectEntity = "SubjectEntityType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `SubordinateType` of the schema.
    Subordinate = "SubordinateType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `SuperiorType` of the schema.
    Superior = "SuperiorType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// Name of a C2 system or simulation, as it appears in message headers.
    SystemName = "SystemNameType"
}

text! {
    /// `TaskIDType` of the schema.
    TaskID = "TaskIDType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `TaskReferenceType` of the schema.
    TaskReference = "TaskReferenceType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// UUID of the entity that gave a task.
    Tasker = "TaskerType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `TemporalAssociationWithActionType` of the schema.
    TemporalAssociationWithAction = "TemporalAssociationWithActionType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `TextType` of the schema.
    Text = "TextType"
}

text! {
    /// `TriggerPhaseType` of the schema.
    TriggerPhase = "TriggerPhaseType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// Eight, four, four, four and twelve hexadecimal digits with hyphens between them, in either case. White space
    /// around them is not allowed, since the base is xs:string.
    UUIDBase = "UUIDBaseType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// The identifier of the object, entity or action that this element stands in.
    UUID = "UUIDType", pattern r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"
}

text! {
    /// `UniqueIdentifierType` of the schema.
    UniqueIdentifier = "UniqueIdentifierType"
}

text! {
    /// `VersionType` of the schema.
    Version = "VersionType"
}
