//! Why the hub did not do what it was asked. A refusal changed nothing.

use crate::{
    auth::Denied,
    feed::{AppendRefused, ReadError, ResumeRefused, StoreError, StoreFailed},
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
    /// The token does not permit it.
    #[error(transparent)]
    NotPermitted(#[from] Denied),
    /// The session's rules say no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The name of a new session is too long for a file.
    #[error(
        "the session's name is too long to be kept: {bytes} bytes as a file name, {bytes_max} at most; choose a shorter one"
    )]
    NameTooLong {
        /// Bytes that it takes as a file name.
        bytes: usize,
        /// The limit.
        bytes_max: usize,
    },
    /// What came after an address cannot be given any more, or not yet.
    #[error(transparent)]
    ResumeNotPossible(#[from] ResumeRefused),
    /// The store does not keep what was asked for; another time it may.
    #[error("the server cannot keep this at the moment: {0}; nothing was changed; try again in a few seconds")]
    NotKept(String),
    /// What is kept cannot be read; another time it may.
    #[error("the server cannot read what is kept at the moment: {0}; try again in a few seconds")]
    NotReadable(String),
    /// The session is there, and could not be opened when the server started.
    #[error("the session is kept and could not be opened: {0}; ask the operator")]
    NotOpened(String),
    /// The server's own message could not be made from what was accepted: a fault of the server.
    #[error("the server could not compose its own message: {0}")]
    NotComposed(String),
}

impl From<AppendRefused> for HubError {
    fn from(refused: AppendRefused) -> Self {
        match refused {
            AppendRefused::QueueFull { .. } => Self::NotKept("the disk does not keep up with what is sent".to_owned()),
            AppendRefused::Suspended(failed) => failed.into(),
            AppendRefused::RolledBack { .. } => Self::NotKept("the store has just failed".to_owned()),
            AppendRefused::Closed => Self::NotKept("the session is being closed".to_owned()),
        }
    }
}

impl From<StoreFailed> for HubError {
    fn from(failed: StoreFailed) -> Self {
        Self::NotKept(failed.reason.to_string())
    }
}

impl From<ReadError> for HubError {
    fn from(error: ReadError) -> Self {
        Self::NotReadable(error.to_string())
    }
}

impl From<StoreError> for HubError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NameTooLong { bytes, bytes_max } => Self::NameTooLong { bytes, bytes_max },
            _ => Self::NotKept(error.to_string()),
        }
    }
}
