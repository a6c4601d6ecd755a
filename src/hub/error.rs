//! Why the hub did not do what it was asked. A refusal changed nothing.

use crate::{
    identity::{SchemaVersion, SessionName},
    message::MessageError,
    session::Refusal,
};

/// Why the hub did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum HubError {
    /// There is no session of this name.
    #[error("there is no session of this name; join one of the active sessions, or create it first")]
    SessionNotFound {
        /// The sessions that there are.
        active: Vec<SessionName>,
    },
    /// The schema version is not one of those loaded.
    #[error("schema version {requested} is not supported; use one of those listed")]
    SchemaNotSupported {
        /// What was asked for.
        requested: SchemaVersion,
        /// What there is.
        supported: Vec<SchemaVersion>,
    },
    /// The schema of this version was found and cannot be used.
    #[error(
        "the schema of version {version} cannot be used: {why}; ask the operator to mend it, or use another version"
    )]
    SchemaUnusable {
        /// What was asked for.
        version: SchemaVersion,
        /// What is wrong with it.
        why: String,
    },
    /// As many sessions as configured exist already.
    #[error("there are {sessions_max} sessions already, the most that this server allows; delete one first")]
    TooManySessions {
        /// The limit, C2SIM_MAX_SESSIONS.
        sessions_max: usize,
    },
    /// The message is not one that the session's schema and the interface accept.
    #[error(transparent)]
    Message(#[from] MessageError),
    /// The session's rules say no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The server's own message could not be made from what was accepted: a fault of the server.
    #[error("the server could not compose its own message: {0}")]
    NotComposed(String),
}
