//! The types of `entity-state.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{OneOrMore, choice, sequence};

use super::*;

choice! {
    /// One aspect of how well an entity is; repeated for several aspects.
    EntityHealthStatus = "EntityHealthStatusType" {
        /// `OperationalStatus` of the schema.
        OperationalStatus(OperationalStatus) = "OperationalStatus",
        /// `Resources` of the schema.
        Resources(Resources) = "Resources",
        /// `Strength` of the schema.
        Strength(Strength) = "Strength",
    }
}

choice! {
    /// `EntityStateType` of the schema.
    EntityState = "EntityStateType" {
        /// `PhysicalState` of the schema.
        PhysicalState(PhysicalState) = "PhysicalState",
    }
}

sequence! {
    /// `OperationalStatusType` of the schema.
    OperationalStatus = "OperationalStatusType" {
        /// How fit for action an entity is.
        operational_status_code: OperationalStatusCode = "OperationalStatusCode",
    }
}

sequence! {
    /// `PhysicalStateType` of the schema.
    PhysicalState = "PhysicalStateType" {
        /// `DateTime` of the schema.
        date_time: Option<DateTime> = "DateTime",
        /// `DirectionOfMovement` of the schema.
        direction_of_movement: Option<Orientation> = "DirectionOfMovement",
        /// One aspect of how well an entity is; repeated for several aspects.
        entity_health_status: Vec<EntityHealthStatus> = "EntityHealthStatus",
        /// A place, on the earth or relative to an entity.
        location: OneOrMore<Location> = "Location",
        /// `Orientation` of the schema.
        orientation: Option<Orientation> = "Orientation",
        /// `Speed` of the schema.
        speed: Option<Speed> = "Speed",
    }
}

sequence! {
    /// A stock of one kind of supply or equipment.
    Resource = "ResourceType" {
        /// `Name` of the schema.
        name: Option<Name> = "Name",
        /// Amount that is held now.
        on_hand_quantity: Option<OnHandQuantity> = "OnHandQuantity",
        /// Amount that is fit for use.
        operational_quantity: OperationalQuantity = "OperationalQuantity",
        /// Amount that should be held.
        required_on_hand_quantity: Option<RequiredOnHandQuantity> = "RequiredOnHandQuantity",
        /// The seven numbers by which distributed simulation (DIS) enumerates kinds of entities.
        siso_entity_type: SISOEntityType = "SISOEntityType",
    }
}

sequence! {
    /// `ResourcesType` of the schema.
    Resources = "ResourcesType" {
        /// A stock of one kind of supply or equipment.
        resource: OneOrMore<Resource> = "Resource",
    }
}

sequence! {
    /// `StrengthType` of the schema.
    Strength = "StrengthType" {
        /// What is left of an entity, in percent of its full strength.
        strength_percentage: StrengthPercentage = "StrengthPercentage",
    }
}
