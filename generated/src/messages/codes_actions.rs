//! The types of `codes-actions.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::enumeration;

enumeration! {
    /// How one action lies in time to another: which start or end comes before, with or after which.
    ActionTemporalAssociationCode = "ActionTemporalAssociationCodeType" {
        ENDEND = "ENDEND",
        ENDENE = "ENDENE",
        ENDENL = "ENDENL",
        ENDSNE = "ENDSNE",
        ENDSNL = "ENDSNL",
        ENDSTR = "ENDSTR",
        SAEAST = "SAEAST",
        SAENDO = "SAENDO",
        SASTEA = "SASTEA",
        SBEAST = "SBEAST",
        SDUREA = "SDUREA",
        SDUREB = "SDUREB",
        STREND = "STREND",
        STRENE = "STRENE",
        STRENL = "STRENL",
        STRSNE = "STRSNE",
        STRSNL = "STRSNL",
        STRSTR = "STRSTR",
    }
}

enumeration! {
    /// `DesiredEffectCodeType` of the schema.
    DesiredEffectCode = "DesiredEffectCodeType" {
        BURN = "BURN",
        CAPTRD = "CAPTRD",
        CONS = "CONS",
        DSTRYK = "DSTRYK",
        FKIL = "FKIL",
        FLIG = "FLIG",
        IDNT = "IDNT",
        ILLUMN = "ILLUMN",
        INTREC = "INTREC",
        KILL = "KILL",
        LDAM = "LDAM",
        LGTRST = "LGTRST",
        LOST = "LOST",
        MKIL = "MKIL",
        MODDAM = "MODDAM",
        NBCAS = "NBCAS",
        NKN = "NKN",
        NORSTN = "NORSTN",
        NOS = "NOS",
        NUTRLD = "NUTRLD",
        SDAM = "SDAM",
        SUPRSD = "SUPRSD",
        TaskSuccess = "TaskSuccess",
        VLNRST = "VLNRST",
        VRBPRT = "VRBPRT",
        WNDD = "WNDD",
    }
}

enumeration! {
    /// `EventCodeType` of the schema.
    EventCode = "EventCodeType" {
        GenericEvent = "GenericEvent",
        TaskEnd = "TaskEnd",
        TaskStart = "TaskStart",
    }
}

enumeration! {
    /// What ends a phase of a plan.
    PlanPhaseCompletionCondition = "PlanPhaseCompletionConditionType" {
        AllTasksComplete = "AllTasksComplete",
        OneTaskComplete = "OneTaskComplete",
        OtherOrderReceived = "OtherOrderReceived",
    }
}

enumeration! {
    /// What one task is to another: its alternative, prerequisite, purpose and so on.
    TaskFunctionalAssociationCode = "TaskFunctionalAssociationCodeType" {
        ALT = "ALT",
        HASPRV = "HASPRV",
        HASSEC = "HASSEC",
        HSA = "HSA",
        IMO = "IMO",
        INRSTO = "INRSTO",
        IOT = "IOT",
        ISAPRQ = "ISAPRQ",
        ISCAUS = "ISCAUS",
        TPL = "TPL",
        UAR = "UAR",
    }
}

enumeration! {
    /// How far a task is: pending, started, in progress, complete or aborted.
    TaskStatusCode = "TaskStatusCodeType" {
        TASKABRT = "TASKABRT",
        TASKCMPLT = "TASKCMPLT",
        TASKINPRG = "TASKINPRG",
        TASKPEND = "TASKPEND",
        TASKSTRT = "TASKSTRT",
    }
}

enumeration! {
    /// Weapons free, hold or tight.
    WeaponRuleOfEngagementCode = "WeaponRuleOfEngagementCodeType" {
        ROEFree = "ROEFree",
        ROEHold = "ROEHold",
        ROETight = "ROETight",
    }
}
