//! The types of `system-messages.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{choice, empty, sequence};

use super::*;

sequence! {
    /// Has every system go back to the state that was saved under a name.
    CheckpointRestore = "CheckpointRestoreType" {
        /// `Name` of the schema.
        name: Name = "Name",
    }
}

sequence! {
    /// Has every system save its state under a name.
    CheckpointSave = "CheckpointSaveType" {
        /// `Name` of the schema.
        name: Name = "Name",
    }
}

empty! {
    /// Says that the sending system has done its part of the initialization.
    InitializationComplete = "InitializationCompleteType"
}

sequence! {
    /// Puts an entity elsewhere at once, without its moving there.
    MagicMove = "MagicMoveType" {
        /// `EntityReference` of the schema.
        entity_reference: EntityReference = "EntityReference",
        /// A place, on the earth or relative to an entity.
        location: Location = "Location",
        /// `TaskID` of the schema.
        task_id: Option<TaskID> = "TaskID",
        /// UUID of the entity that gave a task.
        tasker: Option<Tasker> = "Tasker",
    }
}

empty! {
    /// Halts simulated time; the scenario can go on later.
    PauseScenario = "PauseScenarioType"
}

sequence! {
    /// Asks for the initialization again.
    RefreshInit = "RefreshInitType" {
        /// Which initialization is wanted again: the original one, or one with the latest positions.
        refresh_init_selection: RefreshInitSelection = "RefreshInitSelection",
    }
}

empty! {
    /// Asks how fast simulated time runs.
    RequestSimulationRealtimeMultiple = "RequestSimulationRealtimeMultipleType"
}

empty! {
    /// Drops the initialization, so that another can be made.
    ResetScenario = "ResetScenarioType"
}

empty! {
    /// Lets simulated time go on after a pause.
    ResumeScenario = "ResumeScenarioType"
}

sequence! {
    /// Sets how fast simulated time runs.
    SetSimulationRealtimeMultiple = "SetSimulationRealtimeMultipleType" {
        /// `SimulationRealtimeMultiple` of the schema.
        simulation_realtime_multiple: SimulationRealtimeMultiple = "SimulationRealtimeMultiple",
    }
}

empty! {
    /// Ends the initialization and gives the whole of it to all.
    ShareScenario = "ShareScenarioType"
}

sequence! {
    /// Tells how fast simulated time runs.
    SimulationRealtimeMultipleReport = "SimulationRealtimeMultipleReportType" {
        /// `SimulationRealtimeMultiple` of the schema.
        simulation_realtime_multiple: SimulationRealtimeMultiple = "SimulationRealtimeMultiple",
    }
}

empty! {
    /// Starts the scenario.
    StartScenario = "StartScenarioType"
}

empty! {
    /// Ends the run; the initialization is kept.
    StopScenario = "StopScenarioType"
}

empty! {
    /// Asks every system to send its part of the initialization.
    SubmitInitialization = "SubmitInitializationType"
}

sequence! {
    /// Body of the answer of a system to a system message.
    SystemAcknowledgementBody = "SystemAcknowledgementBodyType" {
        /// What became of a message: received, granted, denied, done, failed, not understood and so on.
        acknowledge_type_code: AcknowledgeTypeCode = "AcknowledgeTypeCode",
    }
}

choice! {
    /// Body of a system message: exactly one of thirty commands, queries and reports.
    SystemMessageBody = "SystemMessageBodyType" {
        /// Has every system go back to the state that was saved under a name.
        CheckpointRestore(CheckpointRestore) = "CheckpointRestore",
        /// Has every system save its state under a name.
        CheckpointSave(CheckpointSave) = "CheckpointSave",
        /// Says that the sending system has done its part of the initialization.
        InitializationComplete(InitializationComplete) = "InitializationComplete",
        /// Puts an entity elsewhere at once, without its moving there.
        MagicMove(MagicMove) = "MagicMove",
        /// `PausePlayback` of the schema.
        PausePlayback(PausePlayback) = "PausePlayback",
        /// `PauseRecording` of the schema.
        PauseRecording(PauseRecording) = "PauseRecording",
        /// Halts simulated time; the scenario can go on later.
        PauseScenario(PauseScenario) = "PauseScenario",
        /// Names the report on playback speed. It has no content; the speed stands in PlaybackStatusReport.
        PlaybackRealtimeMultipleReport(PlaybackRealtimeMultipleReport) = "PlaybackRealtimeMultipleReport",
        /// Tells which recording is played, how fast and how far it is.
        PlaybackStatusReport(PlaybackStatusReport) = "PlaybackStatusReport",
        /// Tells whether a recording is being made, its name and its size.
        RecordingStatusReport(RecordingStatusReport) = "RecordingStatusReport",
        /// Asks for the initialization again.
        RefreshInit(RefreshInit) = "RefreshInit",
        /// Asks how fast a recording is played.
        RequestPlaybackRealtimeMultiple(RequestPlaybackRealtimeMultiple) = "RequestPlaybackRealtimeMultiple",
        /// Asks how far playback is.
        RequestPlaybackStatus(RequestPlaybackStatus) = "RequestPlaybackStatus",
        /// Asks whether a recording is being made.
        RequestRecordingStatus(RequestRecordingStatus) = "RequestRecordingStatus",
        /// Asks how fast simulated time runs.
        RequestSimulationRealtimeMultiple(RequestSimulationRealtimeMultiple) = "RequestSimulationRealtimeMultiple",
        /// Drops the initialization, so that another can be made.
        ResetScenario(ResetScenario) = "ResetScenario",
        /// `ResumePlayback` of the schema.
        ResumePlayback(ResumePlayback) = "ResumePlayback",
        /// `ResumeRecording` of the schema.
        ResumeRecording(ResumeRecording) = "ResumeRecording",
        /// Lets simulated time go on after a pause.
        ResumeScenario(ResumeScenario) = "ResumeScenario",
        /// Sets how fast a recording is played.
        SetPlaybackRealtimeMultiple(SetPlaybackRealtimeMultiple) = "SetPlaybackRealtimeMultiple",
        /// Sets how fast simulated time runs.
        SetSimulationRealtimeMultiple(SetSimulationRealtimeMultiple) = "SetSimulationRealtimeMultiple",
        /// Ends the initialization and gives the whole of it to all.
        ShareScenario(ShareScenario) = "ShareScenario",
        /// Tells how fast simulated time runs.
        SimulationRealtimeMultipleReport(SimulationRealtimeMultipleReport) = "SimulationRealtimeMultipleReport",
        /// Plays the recording of that name, from a given time or from its beginning.
        StartPlayback(StartPlayback) = "StartPlayback",
        /// Begins to record, under a name.
        StartRecording(StartRecording) = "StartRecording",
        /// Starts the scenario.
        StartScenario(StartScenario) = "StartScenario",
        /// `StopPlayback` of the schema.
        StopPlayback(StopPlayback) = "StopPlayback",
        /// `StopRecording` of the schema.
        StopRecording(StopRecording) = "StopRecording",
        /// Ends the run; the initialization is kept.
        StopScenario(StopScenario) = "StopScenario",
        /// Asks every system to send its part of the initialization.
        SubmitInitialization(SubmitInitialization) = "SubmitInitialization",
    }
}
