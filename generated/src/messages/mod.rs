//! The C2SIM message types, one for each type of the schema.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.
//!
//! [`Message`] is a whole message. [`Document`] reads and writes XML; JSON is read and written by serde, and described by
//! [`json_schema`]. Elements are properties by their own names, repeated ones arrays; an element of a choice is an object with
//! that one property. A name follows the schema's without `Type`; where the schema's begins in lower case, `Base` is added.

#![allow(clippy::approx_constant, reason = "a bound is what the schema says, even where it is nearly pi")]

mod abstract_objects;
mod actions;
mod code_categories;
mod codes_actions;
mod codes_countries;
mod codes_ethnic_groups;
mod codes_forces;
mod codes_messages;
mod codes_organizations;
mod codes_religions;
mod codes_task_actions;
mod concepts;
mod entities;
mod entity_state;
mod entity_types;
mod header;
mod identifiers;
mod initialization;
mod location;
mod measures;
mod message;
mod orders;
mod physical_entities;
mod plans;
mod recording;
mod relationships;
mod reports;
mod system_messages;
mod time;

pub use c2sim_codec::{Document, Edition, Facet, FacetError, Found, NoOccurrence, OneOrMore, ReadError, ReadErrorKind};

pub use abstract_objects::*;
pub use actions::*;
pub use code_categories::*;
pub use codes_actions::*;
pub use codes_countries::*;
pub use codes_ethnic_groups::*;
pub use codes_forces::*;
pub use codes_messages::*;
pub use codes_organizations::*;
pub use codes_religions::*;
pub use codes_task_actions::*;
pub use concepts::*;
pub use entities::*;
pub use entity_state::*;
pub use entity_types::*;
pub use header::*;
pub use identifiers::*;
pub use initialization::*;
pub use location::*;
pub use measures::*;
pub use message::*;
pub use orders::*;
pub use physical_entities::*;
pub use plans::*;
pub use recording::*;
pub use relationships::*;
pub use reports::*;
pub use system_messages::*;
pub use time::*;

/// The JSON Schema of a [`Message`], in the dialect of 2020-12.
pub fn json_schema() -> schemars::Schema {
    schemars::schema_for!(Message)
}

c2sim_codec::documents! {
    APP6CSymbol = "APP6CSymbol",
    AbstractObject = "AbstractObject",
    AbstractOrganization = "AbstractOrganization",
    AcknowledgementBody = "AcknowledgementBody",
    Action = "Action",
    ActionCode = "ActionCode",
    ActionTemporalRelationship = "ActionTemporalRelationship",
    ActivityObservation = "ActivityObservation",
    ActorEntity = "ActorEntity",
    Aircraft = "Aircraft",
    AllegianceRelationship = "AllegianceRelationship",
    AuthorizationHeader = "AuthorizationHeader",
    Boundary = "Boundary",
    C2SIMContent = "C2SIMContent",
    C2SIMHeader = "C2SIMHeader",
    C2SIMInitializationBody = "C2SIMInitializationBody",
    CartesianOffset = "CartesianOffset",
    CheckpointRestore = "CheckpointRestore",
    CheckpointSave = "CheckpointSave",
    Code = "Code",
    CollectiveEntity = "CollectiveEntity",
    CommandRelation = "CommandRelation",
    CommunicationNetwork = "CommunicationNetwork",
    CulturalFeature = "CulturalFeature",
    DateTime = "DateTime",
    DomainMessageBody = "DomainMessageBody",
    Duration = "Duration",
    Entity = "Entity",
    EntityDescriptor = "EntityDescriptor",
    EntityHealthStatus = "EntityHealthStatus",
    EntityState = "EntityState",
    EnvironmentalObject = "EnvironmentalObject",
    EulerAngles = "EulerAngles",
    Event = "Event",
    EventTrigger = "EventTrigger",
    ForceSide = "ForceSide",
    ForceSideRelation = "ForceSideRelation",
    GeodeticCoordinate = "GeodeticCoordinate",
    GeographicFeature = "GeographicFeature",
    Heading = "Heading",
    HealthObservation = "HealthObservation",
    InitializationComplete = "InitializationComplete",
    InitializationConcept = "InitializationConcept",
    InitializationDataFile = "InitializationDataFile",
    IntervalTime = "IntervalTime",
    Line = "Line",
    Location = "Location",
    LocationObservation = "LocationObservation",
    METOCGraphic = "METOCGraphic",
    MIPRequestContent = "MIPRequestContent",
    MagicMove = "MagicMove",
    ManeuverWarfareTask = "ManeuverWarfareTask",
    MapGraphic = "MapGraphic",
    Message = "Message",
    MessageBody = "MessageBody",
    MessageCode = "MessageCode",
    MessageConcept = "MessageConcept",
    MilitaryOrganization = "MilitaryOrganization",
    MipWeaponUseROE = "MipWeaponUseROE",
    NBCEvent = "NBC_Event",
    NameObservation = "NameObservation",
    NamedEntityType = "NamedEntityType",
    NonMilitaryOrganization = "NonMilitaryOrganization",
    ObjectDefinitions = "ObjectDefinitions",
    ObjectInitializationBody = "ObjectInitializationBody",
    Observation = "Observation",
    ObservationReportContent = "ObservationReportContent",
    OnOrderTrigger = "OnOrderTrigger",
    OperationalStatus = "OperationalStatus",
    OrderBody = "OrderBody",
    OrganizationCode = "OrganizationCode",
    Orientation = "Orientation",
    Overlay = "Overlay",
    PausePlayback = "PausePlayback",
    PauseRecording = "PauseRecording",
    PauseScenario = "PauseScenario",
    Person = "Person",
    PhysicalConcept = "PhysicalConcept",
    PhysicalEntity = "PhysicalEntity",
    PhysicalState = "PhysicalState",
    PlanBody = "PlanBody",
    PlanPhase = "PlanPhase",
    PlanPhaseTrigger = "PlanPhaseTrigger",
    Platform = "Platform",
    PlaybackRealtimeMultipleReport = "PlaybackRealtimeMultipleReport",
    PlaybackStatusReport = "PlaybackStatusReport",
    Point = "Point",
    PositionReportContent = "PositionReportContent",
    PriorPhaseCompletionTrigger = "PriorPhaseCompletionTrigger",
    RecordingStatusReport = "RecordingStatusReport",
    RefreshInit = "RefreshInit",
    Relationship = "Relationship",
    RelativeLocation = "RelativeLocation",
    RelativeTime = "RelativeTime",
    ReportBody = "ReportBody",
    ReportContent = "ReportContent",
    RequestBody = "RequestBody",
    RequestContent = "RequestContent",
    RequestPlaybackRealtimeMultiple = "RequestPlaybackRealtimeMultiple",
    RequestPlaybackStatus = "RequestPlaybackStatus",
    RequestRecordingStatus = "RequestRecordingStatus",
    RequestSimulationRealtimeMultiple = "RequestSimulationRealtimeMultiple",
    ResetScenario = "ResetScenario",
    Resource = "Resource",
    ResourceObservation = "ResourceObservation",
    Resources = "Resources",
    ResumePlayback = "ResumePlayback",
    ResumeRecording = "ResumeRecording",
    ResumeScenario = "ResumeScenario",
    Route = "Route",
    RuleOfEngagement = "RuleOfEngagement",
    SISOEntityType = "SISOEntityType",
    ScenarioSetting = "ScenarioSetting",
    SetPlaybackRealtimeMultiple = "SetPlaybackRealtimeMultiple",
    SetSimulationRealtimeMultiple = "SetSimulationRealtimeMultiple",
    ShareScenario = "ShareScenario",
    SimulationRealtimeMultipleReport = "SimulationRealtimeMultipleReport",
    SimulationTime = "SimulationTime",
    SpatialOffset = "SpatialOffset",
    StartPlayback = "StartPlayback",
    StartRecording = "StartRecording",
    StartScenario = "StartScenario",
    StopPlayback = "StopPlayback",
    StopRecording = "StopRecording",
    StopScenario = "StopScenario",
    Strength = "Strength",
    SubjectTypeObservation = "SubjectTypeObservation",
    SubmitInitialization = "SubmitInitialization",
    SubsurfaceVessel = "SubsurfaceVessel",
    SurfaceVessel = "SurfaceVessel",
    SystemAcknowledgementBody = "SystemAcknowledgementBody",
    SystemEntityList = "SystemEntityList",
    SystemMessageBody = "SystemMessageBody",
    TacticalArea = "TacticalArea",
    TacticalGraphic = "TacticalGraphic",
    Task = "Task",
    TaskFunctionalRelation = "TaskFunctionalRelation",
    TaskGraphic = "TaskGraphic",
    TaskRequestContent = "TaskRequestContent",
    TaskStatus = "TaskStatus",
    TemporalConcept = "TemporalConcept",
    TimeInstant = "TimeInstant",
    Unit = "Unit",
    UnitSymbol = "UnitSymbol",
    Vehicle = "Vehicle",
}
