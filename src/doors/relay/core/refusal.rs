//! Why the relay does not do what it was asked.

/// Why the relay does not do what it was asked; the text tells a participant what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    /// The token is unknown, or was not used for too long.
    #[error("this token is not known, or was not used for too long; log in again")]
    BadToken,
    /// As many clients are logged in as may be.
    #[error("{max} clients are logged in, as many as may be; try again later")]
    TooManyClients {
        /// The limit.
        max: usize,
    },
    /// Too much waits already.
    #[error("{what}: {max} wait already; try again when some are done")]
    QueueFull {
        /// What waits.
        what: &'static str,
        /// The limit.
        max: usize,
    },
    /// Nobody has this rid, or not the one who asks.
    #[error("there is no such rid in this net for you")]
    UnknownRid,
    /// It waited for too long.
    #[error("the request expired before it came to its end; push it again")]
    Expired,
    /// Its answer was pulled before.
    #[error("the answer was pulled before; each is given once")]
    AlreadyPulled,
    /// Somebody answered before.
    #[error("the request was answered before; the first answer stands")]
    AlreadyAnswered,
}

impl Refusal {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::BadToken => "bad_token",
            Self::TooManyClients { .. } => "too_many_clients",
            Self::QueueFull { .. } => "queue_full",
            Self::UnknownRid => "unknown_rid",
            Self::Expired => "expired",
            Self::AlreadyPulled => "already_pulled",
            Self::AlreadyAnswered => "already_answered",
        }
    }
}
