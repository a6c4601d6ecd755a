//! The states of a session and what leads from one to the next: the flow control that all systems of an exercise share.
//!
//! Entry point: [`State::after`]. What must always hold: the table below is the whole truth; code asks it and repeats
//! nothing of it. What it deliberately leaves out: that sharing needs an initialization (see `decide.rs`), and what other
//! messages a state allows (see `admission.rs`).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::message::SystemMessage;

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// No scenario yet; waiting for SubmitInitialization.
    #[default]
    Uninitialized,
    /// Systems submit their parts of the initialization.
    Initializing,
    /// The scenario is shared; waiting for its start.
    Initialized,
    /// The scenario is running.
    Running,
    /// The scenario stands still and can be resumed.
    Paused,
}

/// A message that asks for the next state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// Begin to gather initializations.
    SubmitInitialization,
    /// A system says that it submitted all it has; optional.
    InitializationComplete,
    /// Publish the gathered initialization to all.
    ShareScenario,
    /// Start the scenario.
    StartScenario,
    /// Let the scenario stand still.
    PauseScenario,
    /// Go on after a pause.
    ResumeScenario,
    /// End the run; the initialization stays.
    StopScenario,
    /// Forget the initialization.
    ResetScenario,
}

/// What leads where. A pair that is not here is not permitted.
const TRANSITIONS: &[(State, Trigger, State)] = &[
    (State::Uninitialized, Trigger::SubmitInitialization, State::Initializing),
    (State::Initializing, Trigger::InitializationComplete, State::Initializing),
    (State::Initializing, Trigger::ShareScenario, State::Initialized),
    (State::Initializing, Trigger::ResetScenario, State::Uninitialized),
    (State::Initialized, Trigger::StartScenario, State::Running),
    (State::Initialized, Trigger::ResetScenario, State::Uninitialized),
    (State::Running, Trigger::PauseScenario, State::Paused),
    (State::Running, Trigger::StopScenario, State::Initialized),
    (State::Paused, Trigger::ResumeScenario, State::Running),
    (State::Paused, Trigger::StopScenario, State::Initialized),
];

impl State {
    /// Every state, in the order of an exercise.
    pub const ALL: &'static [State] =
        &[State::Uninitialized, State::Initializing, State::Initialized, State::Running, State::Paused];

    /// The state that the trigger leads to from here, if it is permitted here.
    pub fn after(self, trigger: Trigger) -> Option<State> {
        TRANSITIONS.iter().find(|(from, by, _)| (*from, *by) == (self, trigger)).map(|(_, _, to)| *to)
    }

    /// The triggers that are permitted here.
    pub fn triggers(self) -> impl Iterator<Item = Trigger> {
        TRANSITIONS.iter().filter(move |(from, _, _)| *from == self).map(|(_, trigger, _)| *trigger)
    }
}

impl Trigger {
    /// Every trigger, in the order of an exercise.
    pub const ALL: &'static [Trigger] = &[
        Trigger::SubmitInitialization,
        Trigger::InitializationComplete,
        Trigger::ShareScenario,
        Trigger::StartScenario,
        Trigger::PauseScenario,
        Trigger::ResumeScenario,
        Trigger::StopScenario,
        Trigger::ResetScenario,
    ];

    /// The trigger that a system message is, if it is one.
    pub fn of(message: SystemMessage) -> Option<Trigger> {
        Some(match message {
            SystemMessage::SubmitInitialization => Trigger::SubmitInitialization,
            SystemMessage::InitializationComplete => Trigger::InitializationComplete,
            SystemMessage::ShareScenario => Trigger::ShareScenario,
            SystemMessage::StartScenario => Trigger::StartScenario,
            SystemMessage::PauseScenario => Trigger::PauseScenario,
            SystemMessage::ResumeScenario => Trigger::ResumeScenario,
            SystemMessage::StopScenario => Trigger::StopScenario,
            SystemMessage::ResetScenario => Trigger::ResetScenario,
            _ => return None,
        })
    }
}

/// The spelling of the interface's StateType.
impl fmt::Display for State {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            State::Uninitialized => "UNINITIALIZED",
            State::Initializing => "INITIALIZING",
            State::Initialized => "INITIALIZED",
            State::Running => "RUNNING",
            State::Paused => "PAUSED",
        })
    }
}

/// The spelling of ALLOWED_TRIGGERS in an error's details.
impl fmt::Display for Trigger {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Trigger::SubmitInitialization => "SUBMIT_INITIALIZATION",
            Trigger::InitializationComplete => "INITIALIZATION_COMPLETE",
            Trigger::ShareScenario => "SHARE_SCENARIO",
            Trigger::StartScenario => "START_SCENARIO",
            Trigger::PauseScenario => "PAUSE_SCENARIO",
            Trigger::ResumeScenario => "RESUME_SCENARIO",
            Trigger::StopScenario => "STOP_SCENARIO",
            Trigger::ResetScenario => "RESET_SCENARIO",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::SystemGroup;

    /// All 40 pairs: a row a trigger, a column a state; the state that follows, `-` where not permitted.
    const EXPECTED: &[(&str, [&str; 5])] = &[
        ("SUBMIT_INITIALIZATION", ["INITIALIZING", "-", "-", "-", "-"]),
        ("INITIALIZATION_COMPLETE", ["-", "INITIALIZING", "-", "-", "-"]),
        ("SHARE_SCENARIO", ["-", "INITIALIZED", "-", "-", "-"]),
        ("START_SCENARIO", ["-", "-", "RUNNING", "-", "-"]),
        ("PAUSE_SCENARIO", ["-", "-", "-", "PAUSED", "-"]),
        ("RESUME_SCENARIO", ["-", "-", "-", "-", "RUNNING"]),
        ("STOP_SCENARIO", ["-", "-", "-", "INITIALIZED", "INITIALIZED"]),
        ("RESET_SCENARIO", ["-", "UNINITIALIZED", "UNINITIALIZED", "-", "-"]),
    ];

    #[test]
    fn every_trigger_leads_where_the_table_says() {
        assert_eq!(EXPECTED.len(), Trigger::ALL.len());
        for (&trigger, (spelling, row)) in Trigger::ALL.iter().zip(EXPECTED) {
            assert_eq!(trigger.to_string(), *spelling);
            for (&state, expected) in State::ALL.iter().zip(row) {
                let found = state.after(trigger).map_or("-".to_owned(), |to| to.to_string());
                assert_eq!(found, *expected, "{trigger} in {state}");
                assert_eq!(state.triggers().any(|permitted| permitted == trigger), *expected != "-");
            }
        }
    }

    #[test]
    fn triggers_are_the_messages_that_manage_the_state() {
        for &message in SystemMessage::ALL {
            let manages = message.group() == SystemGroup::StateManagement;
            assert_eq!(Trigger::of(message).is_some(), manages, "{message:?}");
            if let Some(trigger) = Trigger::of(message) {
                assert_eq!(format!("{trigger:?}"), message.element_name());
            }
        }
    }
}
