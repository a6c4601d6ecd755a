//! The types of `entity-types.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{number, sequence, text};

text! {
    /// The symbol identification code, fifteen characters.
    APP6CSIDC = "APP6C-SIDCType", pattern r"^(?:[SGIWMO]{1}[PUAFNSHJKO\-]{1}[PAGMOSTUFVXLIZ\-]{1}[AP\-]{1}[A-Z\-]{6}[A-Z\-\*]{2}[\-]{2}[AECGNSX\-\*]{1})$"
}

sequence! {
    /// The APP-6C symbol of an entity.
    APP6CSymbol = "APP6CSymbolType" {
        /// The symbol identification code, fifteen characters.
        app6c_sidc: APP6CSIDC = "APP6C-SIDC",
    }
}

number! {
    /// `DISCategoryType` of the schema.
    DISCategory = "DISCategoryType", Byte i8
}

text! {
    /// `DISCodeType` of the schema.
    DISCode = "DISCodeType"
}

number! {
    /// `DISCountryType` of the schema.
    DISCountry = "DISCountryType", Integer i64
}

number! {
    /// `DISDomainType` of the schema.
    DISDomain = "DISDomainType", Byte i8
}

number! {
    /// `DISExtraType` of the schema.
    DISExtra = "DISExtraType", Byte i8
}

number! {
    /// `DISKindType` of the schema.
    DISKind = "DISKindType", Byte i8
}

number! {
    /// `DISSpecificType` of the schema.
    DISSpecific = "DISSpecificType", Byte i8
}

number! {
    /// `DISSubCategoryType` of the schema.
    DISSubCategory = "DISSubCategoryType", Byte i8
}

text! {
    /// `EntityTypeNameType` of the schema.
    EntityTypeName = "EntityTypeNameType"
}

text! {
    /// `EntityTypeNamespaceType` of the schema.
    EntityTypeNamespace = "EntityTypeNamespaceType"
}

sequence! {
    /// A kind by name, in a vocabulary that the namespace names.
    NamedEntityType = "NamedEntityTypeType" {
        /// `EntityTypeName` of the schema.
        entity_type_name: EntityTypeName = "EntityTypeName",
        /// `EntityTypeNamespace` of the schema.
        entity_type_namespace: EntityTypeNamespace = "EntityTypeNamespace",
    }
}

sequence! {
    /// The seven numbers by which distributed simulation (DIS) enumerates kinds of entities.
    SISOEntityType = "SISOEntityTypeType" {
        /// `DISCategory` of the schema.
        dis_category: DISCategory = "DISCategory",
        /// `DISCountry` of the schema.
        dis_country: DISCountry = "DISCountry",
        /// `DISDomain` of the schema.
        dis_domain: DISDomain = "DISDomain",
        /// `DISExtra` of the schema.
        dis_extra: DISExtra = "DISExtra",
        /// `DISKind` of the schema.
        dis_kind: DISKind = "DISKind",
        /// `DISSpecific` of the schema.
        dis_specific: DISSpecific = "DISSpecific",
        /// `DISSubCategory` of the schema.
        dis_sub_category: DISSubCategory = "DISSubCategory",
    }
}

text! {
    /// Fifteen characters, each position limited to the letters that have a meaning there.
    SymbolIDCodeString = "SymbolIDCodeStringType", pattern r"^(?:[SGIWMO]{1}[PUAFNSHJKO\-]{1}[PAGMOSTUFVXLIZ\-]{1}[AP\-]{1}[A-Z\-]{6}[A-Z\-\*]{2}[\-]{2}[AECGNSX\-\*]{1})$"
}

text! {
    /// `entityTypeStringType` of the schema.
    EntityTypeStringBase = "entityTypeStringType"
}
