//! The types of `abstract-objects.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{OneOrMore, choice, sequence};

use super::*;

choice! {
    /// `AbstractObjectType` of the schema.
    AbstractObject = "AbstractObjectType" {
        /// `AbstractOrganization` of the schema.
        AbstractOrganization(AbstractOrganization) = "AbstractOrganization",
        /// `CommunicationNetwork` of the schema.
        CommunicationNetwork(CommunicationNetwork) = "CommunicationNetwork",
        /// One side of the scenario, and how it regards the others.
        ForceSide(ForceSide) = "ForceSide",
        /// A set of entities that are drawn together.
        Overlay(Overlay) = "Overlay",
    }
}

sequence! {
    /// `AbstractOrganizationType` of the schema.
    AbstractOrganization = "AbstractOrganizationType" {
        /// `Name` of the schema.
        name: Vec<Name> = "Name",
        /// The identifier of the object, entity or action that this element stands in.
        uuid: UUID = "UUID",
        /// `CountryCode` of the schema.
        country_code: Option<CountryCode> = "CountryCode",
        /// `EthnicGroupCode` of the schema.
        ethnic_group_code: Option<EthnicGroupCode> = "EthnicGroupCode",
        /// `OrganizationTypeCode` of the schema.
        organization_type_code: OrganizationTypeCode = "OrganizationTypeCode",
        /// `ReligionCode` of the schema.
        religion_code: Option<ReligionCode> = "ReligionCode",
    }
}

sequence! {
    /// `CommunicationNetworkType` of the schema.
    CommunicationNetwork = "CommunicationNetworkType" {
        /// `Name` of the schema.
        name: Vec<Name> = "Name",
        /// The identifier of the object, entity or action that this element stands in.
        uuid: UUID = "UUID",
    }
}

sequence! {
    /// One side of the scenario, and how it regards the others.
    ForceSide = "ForceSideType" {
        /// `Name` of the schema.
        name: Vec<Name> = "Name",
        /// The identifier of the object, entity or action that this element stands in.
        uuid: UUID = "UUID",
        /// `ForceSideRelation` of the schema.
        force_side_relation: Vec<ForceSideRelation> = "ForceSideRelation",
    }
}

sequence! {
    /// A set of entities that are drawn together.
    Overlay = "OverlayType" {
        /// `Name` of the schema.
        name: Vec<Name> = "Name",
        /// The identifier of the object, entity or action that this element stands in.
        uuid: UUID = "UUID",
        /// `EntityReference` of the schema.
        entity_reference: OneOrMore<EntityReference> = "EntityReference",
    }
}
