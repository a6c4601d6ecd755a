//! Why a session refuses. What was refused had no effect.
//!
//! Entry point: [`Refusal`]. The texts tell a user what to do; the fields carry what a door puts into an error's details.
//! What it deliberately leaves out: error codes and their wire form (the doors know).

use std::fmt::{self, Display};

use super::{State, Trigger};
use crate::{
    identity::{SchemaVersion, SessionName, SystemName},
    message::MessageKind,
};

/// Why an input was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The client is no member.
    #[error("this client has not joined session {session}; join it first, then send")]
    NotJoined {
        /// The session that was addressed.
        session: SessionName,
    },
    /// The member belongs to another party.
    #[error(
        "this clientId is a member that was joined with another token; send the token that joined it or one that took its \
         place, or join with a clientId of your own"
    )]
    NotOwner,
    /// The client is a member already.
    #[error(
        "this client has already joined as {system_name}; go on with this membership, or resign before joining again"
    )]
    AlreadyJoined {
        /// The system name of the present membership.
        system_name: SystemName,
    },
    /// The kind is not taken in this state.
    #[error("{kind} is not allowed while the session is {state}; send it in {}", List(.allowed, " or "))]
    NotAllowedInState {
        /// What was sent.
        kind: MessageKind,
        /// Where the session stands.
        state: State,
        /// Where it would be taken.
        allowed: &'static [State],
    },
    /// The trigger is not permitted in this state.
    #[error("{trigger} is not permitted while session {session} is {state}; permitted now: {}", List(.allowed, ", "))]
    TransitionNotAllowed {
        /// The session that was addressed.
        session: SessionName,
        /// What was asked for.
        trigger: Trigger,
        /// Where the session stands.
        state: State,
        /// What would succeed now.
        allowed: Vec<Trigger>,
    },
    /// ShareScenario while nothing can be shared.
    #[error(
        "the session is {state} and holds no initialization to share; \
         send a C2SIMInitializationBody while it is INITIALIZING, then ShareScenario"
    )]
    InitializationNotCompleted {
        /// Where the session stands.
        state: State,
        /// The systems that the initialization names; empty while there is none.
        required_federates: Vec<SystemName>,
        /// The systems that reported complete.
        completed_federates: Vec<SystemName>,
    },
    /// An initialization outside INITIALIZING.
    #[error("an initialization is taken only while the session is INITIALIZING, and it is {state}; {}", .state.way_to_initializing())]
    InitializationInvalidState {
        /// Where the session stands.
        state: State,
    },
    /// An initialization came without its part.
    #[error("the C2SIMInitializationBody cannot be read into its parts; check it against the session's schema")]
    InitializationNotReadable,
    /// Two systems submit different scenario settings.
    #[error(
        "the ScenarioSetting from {system} differs from the one that {other} submitted; \
         agree on one and submit again, or reset the scenario"
    )]
    InitializationConflict {
        /// The system whose part is refused.
        system: SystemName,
        /// The system whose part was there before.
        other: SystemName,
    },
    /// The initialization was asked for before it was shared.
    #[error(
        "there is no shared initialization while the session is {state}; it can be read once ShareScenario succeeded"
    )]
    NoInitializationBody {
        /// Where the session stands.
        state: State,
    },
    /// An update names another schema version.
    #[error(
        "the session's schema version is {schema_version} and cannot change; name this one, or create another session"
    )]
    SchemaVersionChanged {
        /// The session's version.
        schema_version: SchemaVersion,
    },
    /// Deletion without force while someone is joined.
    #[error("{members} members are joined; let them resign first, or delete with force=true")]
    InUse {
        /// How many are joined.
        members: usize,
    },
    /// Deletion of the session that always exists.
    #[error("session {session} always exists and cannot be deleted; reset its scenario instead")]
    Protected {
        /// The session that was addressed.
        session: SessionName,
    },
    /// The session was deleted before the input came.
    #[error("session {session} was deleted; create it again, or use another")]
    Deleted {
        /// The session that was addressed.
        session: SessionName,
    },
    /// A limit of the session is reached.
    #[error("the session is limited to {max} {limit}; {}", .limit.way_out())]
    LimitReached {
        /// Which.
        limit: Limit,
        /// How many are allowed.
        max: usize,
    },
    /// A text that would be kept is too long.
    #[error("{parameter} has {bytes} bytes; shorten it to at most {bytes_max}")]
    TextTooLong {
        /// What was too long, by its name in the request or message.
        parameter: &'static str,
        /// Its length.
        bytes: usize,
        /// The length allowed.
        bytes_max: usize,
    },
}

/// What a session may hold only so much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Members at a time.
    Members,
    /// Streams whose client has not joined.
    WaitingStreams,
    /// Systems with a part of the initialization.
    InitializationParts,
    /// Bytes of the initialization.
    InitializationBytes,
    /// Systems that reported complete.
    CompletedSystems,
}

impl Limit {
    fn way_out(self) -> &'static str {
        match self {
            Limit::Members => "wait until a member resigns, or use another session",
            Limit::WaitingStreams => "join before opening the stream",
            Limit::InitializationParts => "submit several systems' parts in one message",
            Limit::InitializationBytes => "submit a smaller initialization",
            Limit::CompletedSystems => "reset the scenario, and report complete once a system",
        }
    }
}

impl Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Limit::Members => "members",
            Limit::WaitingStreams => "streams of clients that have not joined",
            Limit::InitializationParts => "parts of an initialization",
            Limit::InitializationBytes => "bytes of initialization",
            Limit::CompletedSystems => "systems that reported complete",
        })
    }
}

impl State {
    /// What to do to get an initialization taken.
    fn way_to_initializing(self) -> &'static str {
        match self {
            State::Uninitialized => "send SubmitInitialization first",
            State::Initializing => "send it again",
            State::Initialized => "send ResetScenario and SubmitInitialization first",
            State::Running | State::Paused => "send StopScenario, ResetScenario and SubmitInitialization first",
        }
    }
}

/// Shows items with a separator between them.
struct List<'a, T>(&'a [T], &'static str);

impl<T: Display> Display for List<'_, T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, item) in self.0.iter().enumerate() {
            out.write_str(if index == 0 { "" } else { self.1 })?;
            item.fmt(out)?;
        }
        Ok(())
    }
}
