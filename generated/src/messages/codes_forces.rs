//! The types of `codes-forces.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::enumeration;

enumeration! {
    /// Allegiance of an actor towards another. The spelling of the last value is that of the standard.
    AllegianceRelationshipCode = "AllegianceRelationshipCodeType" {
        FriendlyTo = "FriendlyTo",
        HostileTo = "HostileTo",
        NeutralTo = "NeutralTo",
        UnkownAllegianceTo = "UnkownAllegianceTo",
    }
}

enumeration! {
    /// How a unit is placed under another's command.
    CommandRelationCode = "CommandRelationCodeType" {
        ADMCON = "ADMCON",
        ALTFOR = "ALTFOR",
        ASGND = "ASGND",
        ATPRCL = "ATPRCL",
        ATTACH = "ATTACH",
        CASP1 = "CASP1",
        CASP2 = "CASP2",
        CASP3 = "CASP3",
        CASP4 = "CASP4",
        CLSSUP = "CLSSUP",
        COAUTH = "COAUTH",
        COMD = "COMD",
        DETACH = "DETACH",
        DIRSUP = "DIRSUP",
        FORCE = "FORCE",
        GENSRI = "GENSRI",
        GENSUP = "GENSUP",
        HSCPTD = "HSCPTD",
        HSNSPT = "HSNSPT",
        ISCPER = "ISCPER",
        LOGCON = "LOGCON",
        MUTSUP = "MUTSUP",
        ONCALL = "ONCALL",
        OPCOMD = "OPCOMD",
        OPCON = "OPCON",
        ORGANC = "ORGANC",
        REINFC = "REINFC",
        RESERV = "RESERV",
        ROLE = "ROLE",
        SAME = "SAME",
        SPTAMM = "SPTAMM",
        SPTENG = "SPTENG",
        SPTMED = "SPTMED",
        SPTMVT = "SPTMVT",
        SPTPAR = "SPTPAR",
        SPTPOL = "SPTPOL",
        SPTPST = "SPTPST",
        SPTRAT = "SPTRAT",
        SPTRRE = "SPTRRE",
        SPTSPL = "SPTSPL",
        SPTTRN = "SPTTRN",
        TACCNT = "TACCNT",
        TACCOM = "TACCOM",
    }
}

enumeration! {
    /// Size of a unit.
    EchelonCode = "EchelonCodeType" {
        AG = "AG",
        ARMY = "ARMY",
        BATGRP = "BATGRP",
        BDE = "BDE",
        BDEGRP = "BDEGRP",
        BN = "BN",
        BNG = "BNG",
        CORPS = "CORPS",
        COY = "COY",
        COYG = "COYG",
        DIV = "DIV",
        FLEET = "FLEET",
        FLIGHT = "FLIGHT",
        NKN = "NKN",
        NOS = "NOS",
        NTF = "NTF",
        NTG = "NTG",
        NTU = "NTU",
        PLT = "PLT",
        REGION = "REGION",
        RGT = "RGT",
        SECT = "SECT",
        SQDRNA = "SQDRNA",
        SQDRNM = "SQDRNM",
        SQUAD = "SQUAD",
        TEAM = "TEAM",
        TSKELN = "TSKELN",
        WING = "WING",
    }
}

enumeration! {
    /// Friend or foe, with the shades between.
    HostilityStatusCode = "HostilityStatusCodeType" {
        AFR = "AFR",
        AHO = "AHO",
        AIV = "AIV",
        ANT = "ANT",
        FAKER = "FAKER",
        FR = "FR",
        HO = "HO",
        IV = "IV",
        JOKER = "JOKER",
        NEUTRL = "NEUTRL",
        PENDNG = "PENDNG",
        SUSPCT = "SUSPCT",
        UNK = "UNK",
    }
}

enumeration! {
    /// How fit for action an entity is.
    OperationalStatusCode = "OperationalStatusCodeType" {
        FullyOperational = "FullyOperational",
        MostlyOperational = "MostlyOperational",
        NotOperational = "NotOperational",
        PartlyOperational = "PartlyOperational",
    }
}

enumeration! {
    /// Whether a unit is reinforced, reduced or both. An element in spite of its name.
    ReinforcedReducedType = "ReinforcedReducedTypeType" {
        DETD = "DETD",
        NORM = "NORM",
        REIN = "REIN",
        RIDT = "RIDT",
        ReinforcementNKN = "ReinforcementNKN",
    }
}

enumeration! {
    /// `UnitOperationalStatusCodeType` of the schema.
    UnitOperationalStatusCode = "UnitOperationalStatusCodeType" {
        MOPS = "MOPS",
        NKN = "NKN",
        NOP = "NOP",
        OPR = "OPR",
        SOPS = "SOPS",
        TNOPS = "TNOPS",
    }
}
