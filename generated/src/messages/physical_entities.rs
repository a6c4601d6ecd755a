//! The types of `physical-entities.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{choice, sequence};

use super::*;

sequence! {
    /// `BoundaryType` of the schema.
    Boundary = "BoundaryType" {
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
        current_state: EntityState = "CurrentState",
        /// `Marking` of the schema.
        marking: Option<Marking> = "Marking",
        /// `Owner` of the schema.
        owner: Option<Owner> = "Owner",
    }
}

sequence! {
    /// `CulturalFeatureType` of the schema.
    CulturalFeature = "CulturalFeatureType" {
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
        current_state: EntityState = "CurrentState",
        /// `Marking` of the schema.
        marking: Option<Marking> = "Marking",
    }
}

sequence! {
    /// `EnvironmentalObjectType` of the schema.
    EnvironmentalObject = "EnvironmentalObjectType" {
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
        current_state: EntityState = "CurrentState",
        /// `Marking` of the schema.
        marking: Option<Marking> = "Marking",
    }
}

sequence! {
    /// `GeographicFeatureType` of the schema.
    GeographicFeature = "GeographicFeatureType" {
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
        current_state: EntityState = "CurrentState",
        /// `Marking` of the schema.
        marking: Option<Marking> = "Marking",
    }
}

choice! {
    /// `LineType` of the schema.
    Line = "LineType" {
        /// `Boundary` of the schema.
        Boundary(Boundary) = "Boundary",
        /// `Route` of the schema.
        Route(Route) = "Route",
    }
}

sequence! {
    /// A graphic of weather or sea state.
    METOCGraphic = "METOCGraphicType" {
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
        current_state: EntityState = "CurrentState",
        /// `Marking` of the schema.
        marking: Option<Marking> = "Marking",
    }
}

choice! {
    /// `MapGraphicType` of the schema.
    MapGraphic = "MapGraphicType" {
        /// A graphic of weather or sea state.
        METOCGraphic(METOCGraphic) = "METOCGraphic",
        /// `TacticalGraphic` of the schema.
        TacticalGraphic(TacticalGraphic) = "TacticalGraphic",
        /// `UnitSymbol` of the schema.
        UnitSymbol(UnitSymbol) = "UnitSymbol",
    }
}

sequence! {
    /// `NBC_EventType` of the schema.
    NBCEvent = "NBC_EventType" {
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
        current_state: EntityState = "CurrentState",
        /// `Marking` of the schema.
        marking: Option<Marking> = "Marking",
        /// `Owner` of the schema.
        owner: Option<Owner> = "Owner",
    }
}

choice! {
    /// `PhysicalEntityType` of the schema.
    PhysicalEntity = "PhysicalEntityType" {
        /// `CulturalFeature` of the schema.
        CulturalFeature(CulturalFeature) = "CulturalFeature",
        /// `EnvironmentalObject` of the schema.
        EnvironmentalObject(EnvironmentalObject) = "EnvironmentalObject",
        /// `GeographicFeature` of the schema.
        GeographicFeature(GeographicFeature) = "GeographicFeature",
        /// `MapGraphic` of the schema.
        MapGraphic(MapGraphic) = "MapGraphic",
    }
}

sequence! {
    /// `PointType` of the schema.
    Point = "PointType" {
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
        current_state: EntityState = "CurrentState",
        /// `Marking` of the schema.
        marking: Option<Marking> = "Marking",
        /// `Owner` of the schema.
        owner: Option<Owner> = "Owner",
    }
}

sequence! {
    /// `RouteType` of the schema.
    Route = "RouteType" {
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
        current_state: EntityState = "CurrentState",
        /// `Marking` of the schema.
        marking: Option<Marking> = "Marking",
        /// `Owner` of the schema.
        owner: Option<Owner> = "Owner",
    }
}

sequence! {
    /// `TacticalAreaType` of the schema.
    TacticalArea = "TacticalAreaType" {
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
        current_state: EntityState = "CurrentState",
        /// `Marking` of the schema.
        marking: Option<Marking> = "Marking",
        /// `Owner` of the schema.
        owner: Option<Owner> = "Owner",
    }
}

choice! {
    /// `TacticalGraphicType` of the schema.
    TacticalGraphic = "TacticalGraphicType" {
        /// `Line` of the schema.
        Line(Line) = "Line",
        /// `NBC_Event` of the schema.
        NBCEvent(NBCEvent) = "NBC_Event",
        /// `Point` of the schema.
        Point(Point) = "Point",
        /// `TacticalArea` of the schema.
        TacticalArea(TacticalArea) = "TacticalArea",
        /// `TaskGraphic` of the schema.
        TaskGraphic(TaskGraphic) = "TaskGraphic",
    }
}

sequence! {
    /// `TaskGraphicType` of the schema.
    TaskGraphic = "TaskGraphicType" {
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
        current_state: EntityState = "CurrentState",
        /// `Marking` of the schema.
        marking: Option<Marking> = "Marking",
        /// `Owner` of the schema.
        owner: Option<Owner> = "Owner",
    }
}

sequence! {
    /// `UnitSymbolType` of the schema.
    UnitSymbol = "UnitSymbolType" {
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
        current_state: EntityState = "CurrentState",
        /// `Marking` of the schema.
        marking: Option<Marking> = "Marking",
        /// `HigherFormation` of the schema.
        higher_formation: Option<HigherFormation> = "HigherFormation",
        /// `OperationalStatus` of the schema.
        operational_status: Option<OperationalStatus> = "OperationalStatus",
        /// Whether a unit is reinforced, reduced or both. An element in spite of its name.
        reinforced_reduced_type: Option<ReinforcedReducedType> = "ReinforcedReducedType",
        /// `SpecialC2HQ` of the schema.
        special_c2hq: Option<SpecialC2HQ> = "SpecialC2HQ",
    }
}
