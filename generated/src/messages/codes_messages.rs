//! The types of `codes-messages.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::enumeration;

enumeration! {
    /// What became of a message: received, granted, denied, done, failed, not understood and so on.
    AcknowledgeTypeCode = "AcknowledgeTypeCodeType" {
        ACKFAIL = "ACKFAIL",
        ACKNOTEXEC = "ACKNOTEXEC",
        ACKNOTRECGNZ = "ACKNOTRECGNZ",
        ACKNOTUNDSTD = "ACKNOTUNDSTD",
        ACKRCVD = "ACKRCVD",
        ACKREQDEN = "ACKREQDEN",
        ACKREQGRT = "ACKREQGRT",
        ACKSUCC = "ACKSUCC",
    }
}

enumeration! {
    /// `MIPRequestCategoryCodeType` of the schema.
    MIPRequestCategoryCode = "MIPRequestCategoryCodeType" {
        ACTION = "ACTION",
        ASSOC = "ASSOC",
        CAPAB = "CAPAB",
        HOLDNG = "HOLDNG",
        HOSTIL = "HOSTIL",
        LOCATN = "LOCATN",
        PRESNC = "PRESNC",
        STATUS = "STATUS",
        TYPE = "TYPE",
    }
}

enumeration! {
    /// `PlaybackStatusCodeType` of the schema.
    PlaybackStatusCode = "PlaybackStatusCodeType" {
        NoPlaybackInProgress = "NO_PLAYBACK_IN_PROGRESS",
        PlaybackPaused = "PLAYBACK_PAUSED",
        PlaybackRunning = "PLAYBACK_RUNNING",
    }
}

enumeration! {
    /// `RecordingStatusCodeType` of the schema.
    RecordingStatusCode = "RecordingStatusCodeType" {
        NotRecording = "NOT_RECORDING",
        RecordingInProgress = "RECORDING_IN_PROGRESS",
        RecordingPaused = "RECORDING_PAUSED",
    }
}

enumeration! {
    /// Which initialization is wanted again: the original one, or one with the latest positions.
    RefreshInitSelection = "RefreshInitSelectionType" {
        InitializationLatestPositions = "INITIALIZATION_LATEST_POSITIONS",
        InitializationOriginal = "INITIALIZATION_ORIGINAL",
    }
}
