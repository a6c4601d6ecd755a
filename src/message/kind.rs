//! The kinds of C2SIM message: which element of `/Message/MessageBody` a message carries.
//!
//! Entry point: [`MessageKind`]. The names are those of the standard's schema, the groups those by which sessions
//! admit and authorization permits. What it deliberately leaves out: in which state a kind is allowed (the session knows).

use std::fmt;

/// What a message is, by its body element, for system messages by the element inside SystemMessageBody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MessageKind {
    /// C2SIMInitializationBody: a system's part of the scenario's initialization.
    Initialization,
    /// ObjectInitializationBody: objects added while initializing.
    ObjectInitialization,
    /// DomainMessageBody/OrderBody.
    Order,
    /// DomainMessageBody/ReportBody.
    Report,
    /// DomainMessageBody/PlanBody.
    Plan,
    /// DomainMessageBody/RequestBody.
    Request,
    /// DomainMessageBody/AcknowledgementBody.
    Acknowledgement,
    /// SystemAcknowledgementBody.
    SystemAcknowledgement,
    /// SystemMessageBody and the element in it.
    System(SystemMessage),
}

/// The groups of system messages by which they are admitted and authorized.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SystemGroup {
    /// The eight messages that drive the state machine.
    StateManagement,
    /// The speed of the simulation.
    SimulationSpeed,
    /// Saving and restoring checkpoints.
    Checkpoint,
    /// Recording of the exercise.
    Recording,
    /// Playing a recording back.
    Playback,
    /// MagicMove and RefreshInit.
    Other,
}

macro_rules! system_messages {
    ($($name:ident $group:ident $query:literal,)*) => {
        /// The 30 elements that SystemMessageBody may carry.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum SystemMessage {
            $(#[doc = concat!("The element ", stringify!($name), ".")] $name,)*
        }

        impl SystemMessage {
            /// Every system message, in the order of the schema.
            pub const ALL: &'static [SystemMessage] = &[$(SystemMessage::$name,)*];

            /// The local name of the element.
            pub fn element_name(self) -> &'static str {
                match self {
                    $(SystemMessage::$name => stringify!($name),)*
                }
            }

            /// The kind whose element has this local name.
            pub fn from_element_name(name: &[u8]) -> Option<Self> {
                $(if name == stringify!($name).as_bytes() {
                    return Some(SystemMessage::$name);
                })*
                None
            }

            /// The group by which it is admitted and authorized.
            pub fn group(self) -> SystemGroup {
                match self {
                    $(SystemMessage::$name => SystemGroup::$group,)*
                }
            }

            /// Whether it asks or answers (QUERY in authorization): the `Request…` messages and
            /// SimulationRealtimeMultipleReport.
            pub fn is_query(self) -> bool {
                match self {
                    $(SystemMessage::$name => $query,)*
                }
            }
        }
    };
}

system_messages! {
    CheckpointRestore Checkpoint false,
    CheckpointSave Checkpoint false,
    InitializationComplete StateManagement false,
    MagicMove Other false,
    PausePlayback Playback false,
    PauseRecording Recording false,
    PauseScenario StateManagement false,
    PlaybackRealtimeMultipleReport Playback false,
    PlaybackStatusReport Playback false,
    RecordingStatusReport Recording false,
    RefreshInit Other false,
    RequestPlaybackRealtimeMultiple Playback true,
    RequestPlaybackStatus Playback true,
    RequestRecordingStatus Recording true,
    RequestSimulationRealtimeMultiple SimulationSpeed true,
    ResetScenario StateManagement false,
    ResumePlayback Playback false,
    ResumeRecording Recording false,
    ResumeScenario StateManagement false,
    SetPlaybackRealtimeMultiple Playback false,
    SetSimulationRealtimeMultiple SimulationSpeed false,
    ShareScenario StateManagement false,
    SimulationRealtimeMultipleReport SimulationSpeed true,
    StartPlayback Playback false,
    StartRecording Recording false,
    StartScenario StateManagement false,
    StopPlayback Playback false,
    StopRecording Recording false,
    StopScenario StateManagement false,
    SubmitInitialization StateManagement false,
}

impl MessageKind {
    /// The kinds that are no system message.
    pub const BODIES: &'static [MessageKind] = &[
        MessageKind::Initialization,
        MessageKind::ObjectInitialization,
        MessageKind::Order,
        MessageKind::Report,
        MessageKind::Plan,
        MessageKind::Request,
        MessageKind::Acknowledgement,
        MessageKind::SystemAcknowledgement,
    ];

    /// Every kind there is: the bodies, then the system messages.
    pub fn all() -> impl Iterator<Item = MessageKind> {
        Self::BODIES.iter().copied().chain(SystemMessage::ALL.iter().copied().map(MessageKind::System))
    }

    /// The kind that [`MessageKind::element_name`] names so.
    pub fn from_element_name(name: &str) -> Option<Self> {
        let body = Self::BODIES.iter().copied().find(|kind| kind.element_name() == name);
        body.or_else(|| SystemMessage::from_element_name(name.as_bytes()).map(MessageKind::System))
    }

    /// The local name of the element that makes a message of this kind, as metrics, history and filters show it.
    pub fn element_name(self) -> &'static str {
        match self {
            MessageKind::Initialization => "C2SIMInitializationBody",
            MessageKind::ObjectInitialization => "ObjectInitializationBody",
            MessageKind::Order => "OrderBody",
            MessageKind::Report => "ReportBody",
            MessageKind::Plan => "PlanBody",
            MessageKind::Request => "RequestBody",
            MessageKind::Acknowledgement => "AcknowledgementBody",
            MessageKind::SystemAcknowledgement => "SystemAcknowledgementBody",
            MessageKind::System(system) => system.element_name(),
        }
    }
}

impl fmt::Display for MessageKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.element_name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_message_is_found_by_its_own_name() {
        assert_eq!(SystemMessage::ALL.len(), 30);
        for &system in SystemMessage::ALL {
            assert_eq!(SystemMessage::from_element_name(system.element_name().as_bytes()), Some(system));
        }
        assert_eq!(SystemMessage::from_element_name(b"StartScenari"), None);
    }

    #[test]
    fn eight_messages_manage_the_state() {
        let count = SystemMessage::ALL.iter().filter(|system| system.group() == SystemGroup::StateManagement).count();
        assert_eq!(count, 8);
    }
}
