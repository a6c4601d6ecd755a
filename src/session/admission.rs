//! Which kinds of message a session takes in which state.
//!
//! Entry point: [`Admission::of`]. What must always hold: every kind has exactly one rule. What it deliberately leaves
//! out: what a taken message does (see `decide.rs`), and who may send it (authorization, a layer above).

use super::state::{State, Trigger};
use crate::message::{MessageKind, SystemGroup, SystemMessage};

/// The rule by which a kind is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Admission {
    /// A part of the initialization: kept, not passed on.
    Initialization,
    /// Asks for the next state: the state table decides.
    Trigger(Trigger),
    /// Passed on to the others in these states.
    PassedOn(&'static [State]),
}

const ANY: &[State] = State::ALL;
const INITIALIZING: &[State] = &[State::Initializing];
const RUNNING: &[State] = &[State::Running];
const RUNNING_OR_PAUSED: &[State] = &[State::Running, State::Paused];

impl Admission {
    /// The rule for a kind, given whether orders pass while the scenario is paused.
    pub(super) fn of(kind: MessageKind, orders_while_paused: bool) -> Self {
        match kind {
            MessageKind::Initialization => Admission::Initialization,
            MessageKind::ObjectInitialization => Admission::PassedOn(INITIALIZING),
            MessageKind::Order if orders_while_paused => Admission::PassedOn(RUNNING_OR_PAUSED),
            MessageKind::Order => Admission::PassedOn(RUNNING),
            MessageKind::Report => Admission::PassedOn(RUNNING_OR_PAUSED),
            MessageKind::Plan
            | MessageKind::Request
            | MessageKind::Acknowledgement
            | MessageKind::SystemAcknowledgement => Admission::PassedOn(ANY),
            MessageKind::System(message) => Self::of_system_message(message),
        }
    }

    fn of_system_message(message: SystemMessage) -> Self {
        if let Some(trigger) = Trigger::of(message) {
            return Admission::Trigger(trigger);
        }
        match (message, message.group()) {
            (SystemMessage::RefreshInit, _) => Admission::PassedOn(ANY),
            (
                _,
                SystemGroup::StateManagement
                | SystemGroup::SimulationSpeed
                | SystemGroup::Checkpoint
                | SystemGroup::Recording
                | SystemGroup::Playback
                | SystemGroup::Other,
            ) => Admission::PassedOn(RUNNING_OR_PAUSED),
        }
    }
}
