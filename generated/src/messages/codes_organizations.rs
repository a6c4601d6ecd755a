//! The types of `codes-organizations.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{choice, enumeration};

use super::*;

choice! {
    /// One code that tells organizations apart, of whichever kind.
    OrganizationCode = "OrganizationCodeType" {
        /// `CountryCode` of the schema.
        CountryCode(CountryCode) = "CountryCode",
        /// `EthnicGroupCode` of the schema.
        EthnicGroupCode(EthnicGroupCode) = "EthnicGroupCode",
        /// `OrganizationTypeCode` of the schema.
        OrganizationTypeCode(OrganizationTypeCode) = "OrganizationTypeCode",
        /// `ReligionCode` of the schema.
        ReligionCode(ReligionCode) = "ReligionCode",
    }
}

enumeration! {
    /// `OrganizationTypeCodeType` of the schema.
    OrganizationTypeCode = "OrganizationTypeCodeType" {
        CIVCON = "CIVCON",
        CNTRCT = "CNTRCT",
        CRIMIN = "CRIMIN",
        DSPLPR = "DSPLPR",
        EDUCAL = "EDUCAL",
        FINCAL = "FINCAL",
        FRNFGT = "FRNFGT",
        GANG = "GANG",
        INSRGT = "INSRGT",
        INTEL = "INTEL",
        INTLCT = "INTLCT",
        JRNLST = "JRNLST",
        JUDCAL = "JUDCAL",
        LNDOWN = "LNDOWN",
        LOCINH = "LOCINH",
        MEDCAL = "MEDCAL",
        MEDINT = "MEDINT",
        MEDLCL = "MEDLCL",
        MEDNAT = "MEDNAT",
        MEDNOS = "MEDNOS",
        MRCHNT = "MRCHNT",
        NKN = "NKN",
        NOS = "NOS",
        POLCHF = "POLCHF",
        POLICE = "POLICE",
        POLTCL = "POLTCL",
        POW = "POW",
        PRSNR = "PRSNR",
        REFUGE = "REFUGE",
        SHURA = "SHURA",
        SOCIAL = "SOCIAL",
        TERRST = "TERRST",
        TRIBAL = "TRIBAL",
        VILELD = "VILELD",
        WRITER = "WRITER",
    }
}
