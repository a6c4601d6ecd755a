//! The types of `concepts.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::choice;

use super::*;

choice! {
    /// `C2SIMContentType` of the schema.
    C2SIMContent = "C2SIMContentType" {
        /// The APP-6C symbol of an entity.
        APP6CSymbol(APP6CSymbol) = "APP6CSymbol",
        /// `AbstractObject` of the schema.
        AbstractObject(AbstractObject) = "AbstractObject",
        /// `Action` of the schema.
        Action(Action) = "Action",
        /// Credentials within the message, apart from those of the transport.
        AuthorizationHeader(AuthorizationHeader) = "AuthorizationHeader",
        /// Any code that describes the scenario. In a message its type appears as WeaponROECode.
        Code(Code) = "Code",
        /// Anything in the scenario with a body or a membership: an actor, or a physical entity such as a feature or a
        /// map graphic.
        Entity(Entity) = "Entity",
        /// Where an actor belongs: side, superior, allegiances and networks.
        EntityDescriptor(EntityDescriptor) = "EntityDescriptor",
        /// `EntityState` of the schema.
        EntityState(EntityState) = "EntityState",
        /// A kind by name, in a vocabulary that the namespace names.
        NamedEntityType(NamedEntityType) = "NamedEntityType",
        /// `Observation` of the schema.
        Observation(Observation) = "Observation",
        /// `PhysicalConcept` of the schema.
        PhysicalConcept(PhysicalConcept) = "PhysicalConcept",
        /// A set of tasks with a start and an end. Phases can hold phases.
        PlanPhase(PlanPhase) = "PlanPhase",
        /// What starts a phase.
        PlanPhaseTrigger(PlanPhaseTrigger) = "PlanPhaseTrigger",
        /// `Relationship` of the schema.
        Relationship(Relationship) = "Relationship",
        /// A stock of one kind of supply or equipment.
        Resource(Resource) = "Resource",
        /// `RuleOfEngagement` of the schema.
        RuleOfEngagement(RuleOfEngagement) = "RuleOfEngagement",
        /// The seven numbers by which distributed simulation (DIS) enumerates kinds of entities.
        SISOEntityType(SISOEntityType) = "SISOEntityType",
    }
}

choice! {
    /// `MessageConceptType` of the schema.
    MessageConcept = "MessageConceptType" {
        /// Who sends a message to whom, and where it stands in a conversation. The order of the fields is fixed.
        C2SIMHeader(C2SIMHeader) = "C2SIMHeader",
        /// The root of a document: one header, one body.
        Message(Message) = "Message",
        /// One of the five kinds of bodies.
        MessageBody(MessageBody) = "MessageBody",
        /// Any code that a message carries about itself or the session. No message uses this element.
        MessageCode(MessageCode) = "MessageCode",
        /// One reported fact: a position, a status of a task, or observations.
        ReportContent(ReportContent) = "ReportContent",
        /// `RequestContent` of the schema.
        RequestContent(RequestContent) = "RequestContent",
    }
}

choice! {
    /// `PhysicalConceptType` of the schema.
    PhysicalConcept = "PhysicalConceptType" {
        /// One aspect of how well an entity is; repeated for several aspects.
        EntityHealthStatus(EntityHealthStatus) = "EntityHealthStatus",
        /// A place, on the earth or relative to an entity.
        Location(Location) = "Location",
        /// `Orientation` of the schema.
        Orientation(Orientation) = "Orientation",
        /// `SpatialOffset` of the schema.
        SpatialOffset(SpatialOffset) = "SpatialOffset",
        /// `TemporalConcept` of the schema.
        TemporalConcept(TemporalConcept) = "TemporalConcept",
    }
}
