//! The types of `recording.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{empty, sequence};

use super::*;

empty! {
    /// `PausePlaybackType` of the schema.
    PausePlayback = "PausePlaybackType"
}

empty! {
    /// `PauseRecordingType` of the schema.
    PauseRecording = "PauseRecordingType"
}

empty! {
    /// Names the report on playback speed. It has no content; the speed stands in PlaybackStatusReport.
    PlaybackRealtimeMultipleReport = "PlaybackRealtimeMultipleReportType"
}

sequence! {
    /// Tells which recording is played, how fast and how far it is.
    PlaybackStatusReport = "PlaybackStatusReportType" {
        /// `Name` of the schema.
        name: Name = "Name",
        /// `PlaybackPosition` of the schema.
        playback_position: Option<PlaybackPosition> = "PlaybackPosition",
        /// `PlaybackRealtimeMultiple` of the schema.
        playback_realtime_multiple: PlaybackRealtimeMultiple = "PlaybackRealtimeMultiple",
        /// `PlaybackStatusCode` of the schema.
        playback_status_code: PlaybackStatusCode = "PlaybackStatusCode",
        /// `TimeSincePlaybackStart` of the schema.
        time_since_playback_start: Option<TimeSincePlaybackStart> = "TimeSincePlaybackStart",
    }
}

sequence! {
    /// Tells whether a recording is being made, its name and its size.
    RecordingStatusReport = "RecordingStatusReportType" {
        /// `FileSize` of the schema.
        file_size: FileSize = "FileSize",
        /// `Name` of the schema.
        name: Name = "Name",
        /// `RecordingStatusCode` of the schema.
        recording_status_code: RecordingStatusCode = "RecordingStatusCode",
    }
}

empty! {
    /// Asks how fast a recording is played.
    RequestPlaybackRealtimeMultiple = "RequestPlaybackRealtimeMultipleType"
}

empty! {
    /// Asks how far playback is.
    RequestPlaybackStatus = "RequestPlaybackStatusType"
}

empty! {
    /// Asks whether a recording is being made.
    RequestRecordingStatus = "RequestRecordingStatusType"
}

empty! {
    /// `ResumePlaybackType` of the schema.
    ResumePlayback = "ResumePlaybackType"
}

empty! {
    /// `ResumeRecordingType` of the schema.
    ResumeRecording = "ResumeRecordingType"
}

sequence! {
    /// Sets how fast a recording is played.
    SetPlaybackRealtimeMultiple = "SetPlaybackRealtimeMultipleType" {
        /// `PlaybackRealtimeMultiple` of the schema.
        playback_realtime_multiple: PlaybackRealtimeMultiple = "PlaybackRealtimeMultiple",
    }
}

sequence! {
    /// Plays the recording of that name, from a given time or from its beginning.
    StartPlayback = "StartPlaybackType" {
        /// `Name` of the schema.
        name: Name = "Name",
        /// `StartTime` of the schema.
        start_time: Option<TimeInstant> = "StartTime",
    }
}

sequence! {
    /// Begins to record, under a name.
    StartRecording = "StartRecordingType" {
        /// `Name` of the schema.
        name: Name = "Name",
    }
}

empty! {
    /// `StopPlaybackType` of the schema.
    StopPlayback = "StopPlaybackType"
}

empty! {
    /// `StopRecordingType` of the schema.
    StopRecording = "StopRecordingType"
}
