//! Why the server ends a connection: what its client is told, and what the others are.

use super::entry::Reason;
use crate::feed::ReadError;

/// Why the server ends a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Farewell {
    /// The session's time is over.
    SessionExpired,
    /// The session was deleted, suspended or invalidated.
    SessionEnded,
    /// Too many mistakes.
    Violation,
    /// Nothing was heard of the client for too long.
    Idle,
    /// The client takes nothing, or is too far behind.
    Slow,
    /// What the client saw was not kept.
    NotKept,
    /// The server ends.
    ShuttingDown,
    /// The client sent what this subprotocol has no answer for.
    Unsupported,
    /// A message is larger than anything that is read.
    TooLarge,
    /// A text is no UTF-8.
    NotUtf8,
    /// A message was begun and not finished in time.
    Unfinished,
}

impl Farewell {
    /// The close code of the WebSocket.
    pub(super) fn code(self) -> u16 {
        match self {
            Self::SessionExpired | Self::SessionEnded => 4401,
            Self::Violation => 4008,
            Self::Idle => 4009,
            Self::Slow | Self::NotKept => 1013,
            Self::ShuttingDown => 1012,
            Self::Unsupported => 1003,
            Self::TooLarge => 1009,
            Self::NotUtf8 => 1007,
            Self::Unfinished => 4408,
        }
    }

    /// The reason in the close frame.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::SessionExpired => "the session expired; create another",
            Self::SessionEnded => "the session was ended; create another",
            Self::Violation => "too many messages that could not be used; mend the client",
            Self::Idle => "nothing was heard for too long; send heartbeats",
            Self::Slow => "messages are not taken fast enough; connect again and take the whole document",
            Self::NotKept => "the store failed; connect again and take the whole document",
            Self::ShuttingDown => "the server is shutting down; connect again",
            Self::Unsupported => "this subprotocol has binary messages of the Yjs protocol alone",
            Self::NotUtf8 => "a text frame is no UTF-8",
            Self::Unfinished => "a message was begun and not finished in time; connect again",
            Self::TooLarge => "the message is larger than anything that is read",
        }
    }

    /// What the others are told.
    pub(super) fn reason(self) -> Reason {
        match self {
            Self::SessionExpired => Reason::SessionExpired,
            Self::SessionEnded => Reason::SessionInvalidated,
            Self::Violation | Self::Unsupported | Self::TooLarge | Self::NotUtf8 => Reason::Violation,
            Self::Idle | Self::Slow | Self::Unfinished => Reason::Timeout,
            Self::NotKept | Self::ShuttingDown => Reason::ServerShutdown,
        }
    }
}

impl From<ReadError> for Farewell {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::FellBehind(_) => Self::Slow,
            ReadError::Store(error) => {
                tracing::error!(%error, "a connection is closed, since its document's store cannot be read");
                Self::NotKept
            }
        }
    }
}
