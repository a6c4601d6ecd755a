//! The types of `entities.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{choice, sequence};

use super::*;

choice! {
    /// An entity that can be given tasks.
    ActorEntity = "ActorEntityType" {
        /// `CollectiveEntity` of the schema.
        CollectiveEntity(CollectiveEntity) = "CollectiveEntity",
        /// `Person` of the schema.
        Person(Person) = "Person",
        /// `Platform` of the schema.
        Platform(Platform) = "Platform",
    }
}

sequence! {
    /// `AircraftType` of the schema.
    Aircraft = "AircraftType" {
        /// UUID of the task that an entity carries out, or on which a status is reported.
        current_task: Vec<CurrentTask> = "CurrentTask",
        /// Where an actor belongs: side, superior, allegiances and networks.
        entity_descriptor: EntityDescriptor = "EntityDescriptor",
        /// A stock of one kind of supply or equipment.
        resource: Vec<Resource> = "Resource",
        /// The APP-6C symbol of an entity.
        app6c_symbol: Option<APP6CSymbol> = "APP6CSymbol",
        /// `Name` of the schema.
        name: Option<Name> = "Name",
        /// A kind by name, in a vocabulary that the namespace names.
        named_entity_type: Vec<NamedEntityType> = "NamedEntityType",
        /// The seven numbers by which distributed simulation (DIS) enumerates kinds of entities.
        siso_entity_type: Option<SISOEntityType> = "SISOEntityType",
        /// The identifier of the object, entity or action that this element stands in.
        uuid: UUID = "UUID",
        /// The state of an entity as it is defined or reported.
        current_state: Option<EntityState> = "CurrentState",
        /// `Marking` of the schema.
        marking: Option<Marking> = "Marking",
    }
}

choice! {
    /// `CollectiveEntityType` of the schema.
    CollectiveEntity = "CollectiveEntityType" {
        /// `MilitaryOrganization` of the schema.
        MilitaryOrganization(MilitaryOrganization) = "MilitaryOrganization",
        /// `NonMilitaryOrganization` of the schema.
        NonMilitaryOrganization(NonMilitaryOrganization) = "NonMilitaryOrganization",
    }
}

sequence! {
    /// Where an actor belongs: side, superior, allegiances and networks.
    EntityDescriptor = "EntityDescriptorType" {
        /// `AffiliatedWith` of the schema.
        affiliated_with: Vec<AffiliatedWith> = "AffiliatedWith",
        /// `AllegianceRelationship` of the schema.
        allegiance_relationship: Vec<AllegianceRelationship> = "AllegianceRelationship",
        /// UUID of a communication network that an entity takes part in.
        communications_network: Vec<CommunicationsNetwork> = "CommunicationsNetwork",
        /// UUID of the force side of an entity.
        side: Option<Side> = "Side",
        /// `Superior` of the schema.
        superior: Option<Superior> = "Superior",
    }
}

choice! {
    /// Anything in the scenario with a body or a membership: an actor, or a physical entity such as a feature or a map
    /// graphic.
    Entity = "EntityType" {
        /// An entity that can be given tasks.
        ActorEntity(ActorEntity) = "ActorEntity",
        /// `PhysicalEntity` of the schema.
        PhysicalEntity(PhysicalEntity) = "PhysicalEntity",
    }
}

choice! {
    /// `MilitaryOrganizationType` of the schema.
    MilitaryOrganization = "MilitaryOrganizationType" {
        /// A military unit, with its echelon and command relations.
        Unit(Unit) = "Unit",
    }
}

sequence! {
    /// `NonMilitaryOrganizationType` of the schema.
    NonMilitaryOrganization = "NonMilitaryOrganizationType" {
        /// UUID of the task that an entity carries out, or on which a status is reported.
        current_task: Vec<CurrentTask> = "CurrentTask",
        /// Where an actor belongs: side, superior, allegiances and networks.
        entity_descriptor: EntityDescriptor = "EntityDescriptor",
        /// A stock of one kind of supply or equipment.
        resource: Vec<Resource> = "Resource",
        /// The state of an entity as it is defined or reported.
        current_state: Option<EntityState> = "CurrentState",
        /// `Subordinate` of the schema.
        subordinate: Vec<Subordinate> = "Subordinate",
        /// The APP-6C symbol of an entity.
        app6c_symbol: Option<APP6CSymbol> = "APP6CSymbol",
        /// `Name` of the schema.
        name: Option<Name> = "Name",
        /// A kind by name, in a vocabulary that the namespace names.
        named_entity_type: Vec<NamedEntityType> = "NamedEntityType",
        /// The seven numbers by which distributed simulation (DIS) enumerates kinds of entities.
        siso_entity_type: Option<SISOEntityType> = "SISOEntityType",
        /// The identifier of the object, entity or action that this element stands in.
        uuid: UUID = "UUID",
    }
}

sequence! {
    /// `PersonType` of the schema.
    Person = "PersonType" {
        /// UUID of the task that an entity carries out, or on which a status is reported.
        current_task: Vec<CurrentTask> = "CurrentTask",
        /// Where an actor belongs: side, superior, allegiances and networks.
        entity_descriptor: EntityDescriptor = "EntityDescriptor",
        /// A stock of one kind of supply or equipment.
        resource: Vec<Resource> = "Resource",
        /// The APP-6C symbol of an entity.
        app6c_symbol: Option<APP6CSymbol> = "APP6CSymbol",
        /// `Name` of the schema.
        name: Option<Name> = "Name",
        /// A kind by name, in a vocabulary that the namespace names.
        named_entity_type: Vec<NamedEntityType> = "NamedEntityType",
        /// The seven numbers by which distributed simulation (DIS) enumerates kinds of entities.
        siso_entity_type: Option<SISOEntityType> = "SISOEntityType",
        /// The identifier of the object, entity or action that this element stands in.
        uuid: UUID = "UUID",
        /// The state of an entity as it is defined or reported.
        current_state: Option<EntityState> = "CurrentState",
        /// `Marking` of the schema.
        marking: Option<Marking> = "Marking",
    }
}

choice! {
    /// `PlatformType` of the schema.
    Platform = "PlatformType" {
        /// `Aircraft` of the schema.
        Aircraft(Aircraft) = "Aircraft",
        /// `SubsurfaceVessel` of the schema.
        SubsurfaceVessel(SubsurfaceVessel) = "SubsurfaceVessel",
        /// `SurfaceVessel` of the schema.
        SurfaceVessel(SurfaceVessel) = "SurfaceVessel",
        /// `Vehicle` of the schema.
        Vehicle(Vehicle) = "Vehicle",
    }
}

sequence! {
    /// `SubsurfaceVesselType` of the schema.
    SubsurfaceVessel = "SubsurfaceVesselType" {
        /// UUID of the task that an entity carries out, or on which a status is reported.
        current_task: Vec<CurrentTask> = "CurrentTask",
        /// Where an actor belongs: side, superior, allegiances and networks.
        entity_descriptor: EntityDescriptor = "EntityDescriptor",
        /// A stock of one kind of supply or equipment.
        resource: Vec<Resource> = "Resource",
        /// The APP-6C symbol of an entity.
        app6c_symbol: Option<APP6CSymbol> = "APP6CSymbol",
        /// `Name` of the schema.
        name: Option<Name> = "Name",
        /// A kind by name, in a vocabulary that the namespace names.
        named_entity_type: Vec<NamedEntityType> = "NamedEntityType",
        /// The seven numbers by which distributed simulation (DIS) enumerates kinds of entities.
        siso_entity_type: Option<SISOEntityType> = "SISOEntityType",
        /// The identifier of the object, entity or action that this element stands in.
        uuid: UUID = "UUID",
        /// The state of an entity as it is defined or reported.
        current_state: Option<EntityState> = "CurrentState",
        /// `Marking` of the schema.
        marking: Option<Marking> = "Marking",
    }
}

sequence! {
    /// `SurfaceVesselType` of the schema.
    SurfaceVessel = "SurfaceVesselType" {
        /// UUID of the task that an entity carries out, or on which a status is reported.
        current_task: Vec<CurrentTask> = "CurrentTask",
        /// Where an actor belongs: side, superior, allegiances and networks.
        entity_descriptor: EntityDescriptor = "EntityDescriptor",
        /// A stock of one kind of supply or equipment.
        resource: Vec<Resource> = "Resource",
        /// The APP-6C symbol of an entity.
        app6c_symbol: Option<APP6CSymbol> = "APP6CSymbol",
        /// `Name` of the schema.
        name: Option<Name> = "Name",
        /// A kind by name, in a vocabulary that the namespace names.
        named_entity_type: Vec<NamedEntityType> = "NamedEntityType",
        /// The seven numbers by which distributed simulation (DIS) enumerates kinds of entities.
        siso_entity_type: Option<SISOEntityType> = "SISOEntityType",
        /// The identifier of the object, entity or action that this element stands in.
        uuid: UUID = "UUID",
        /// The state of an entity as it is defined or reported.
        current_state: Option<EntityState> = "CurrentState",
        /// `Marking` of the schema.
        marking: Option<Marking> = "Marking",
    }
}

sequence! {
    /// A military unit, with its echelon and command relations.
    Unit = "UnitType" {
        /// UUID of the task that an entity carries out, or on which a status is reported.
        current_task: Vec<CurrentTask> = "CurrentTask",
        /// Where an actor belongs: side, superior, allegiances and networks.
        entity_descriptor: EntityDescriptor = "EntityDescriptor",
        /// A stock of one kind of supply or equipment.
        resource: Vec<Resource> = "Resource",
        /// The state of an entity as it is defined or reported.
        current_state: Option<EntityState> = "CurrentState",
        /// `Subordinate` of the schema.
        subordinate: Vec<Subordinate> = "Subordinate",
        /// The APP-6C symbol of an entity.
        app6c_symbol: Option<APP6CSymbol> = "APP6CSymbol",
        /// `Name` of the schema.
        name: Option<Name> = "Name",
        /// A kind by name, in a vocabulary that the namespace names.
        named_entity_type: Vec<NamedEntityType> = "NamedEntityType",
        /// The seven numbers by which distributed simulation (DIS) enumerates kinds of entities.
        siso_entity_type: Option<SISOEntityType> = "SISOEntityType",
        /// The identifier of the object, entity or action that this element stands in.
        uuid: UUID = "UUID",
        /// `CommandRelation` of the schema.
        command_relation: Vec<CommandRelation> = "CommandRelation",
        /// Size of a unit.
        echelon_code: EchelonCode = "EchelonCode",
    }
}

sequence! {
    /// `VehicleType` of the schema.
    Vehicle = "VehicleType" {
        /// UUID of the task that an entity carries out, or on which a status is reported.
        current_task: Vec<CurrentTask> = "CurrentTask",
        /// Where an actor belongs: side, superior, allegiances and networks.
        entity_descriptor: EntityDescriptor = "EntityDescriptor",
        /// A stock of one kind of supply or equipment.
        resource: Vec<Resource> = "Resource",
        /// The APP-6C symbol of an entity.
        app6c_symbol: Option<APP6CSymbol> = "APP6CSymbol",
        /// `Name` of the schema.
        name: Option<Name> = "Name",
        /// A kind by name, in a vocabulary that the namespace names.
        named_entity_type: Vec<NamedEntityType> = "NamedEntityType",
        /// The seven numbers by which distributed simulation (DIS) enumerates kinds of entities.
        siso_entity_type: Option<SISOEntityType> = "SISOEntityType",
        /// The identifier of the object, entity or action that this element stands in.
        uuid: UUID = "UUID",
        /// The state of an entity as it is defined or reported.
        current_state: Option<EntityState> = "CurrentState",
        /// `Marking` of the schema.
        marking: Option<Marking> = "Marking",
    }
}
