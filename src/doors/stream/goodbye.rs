//! What a client is told when its stream ends: the code of a WebSocket's close (RFC 6455 section 7.4) and a reason. Streams of
//! another kind tell the same.

use tokio_tungstenite::tungstenite::protocol::{CloseFrame, frame::coding::CloseCode};

use crate::hub::Farewell;

/// The longest reason of a close, in bytes (RFC 6455 section 5.5).
const REASON_BYTES_MAX: usize = 123;
/// The stream cannot begin after the address that the client named.
const RESUME_NOT_POSSIBLE: u16 = 4410;
/// The token that opened the stream counts no more.
const TOKEN_EXPIRED: u16 = 4401;

/// The client began a message, and did not finish it in time.
const MESSAGE_TOO_SLOW: u16 = 4408;

/// Why a stream ends, as the client is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Goodbye {
    code: CloseCode,
    reason: String,
}

impl Goodbye {
    fn new(code: CloseCode, reason: impl ToString) -> Self {
        let mut reason = reason.to_string();
        reason.truncate(reason.floor_char_boundary(REASON_BYTES_MAX));
        Self { code, reason }
    }

    /// What the client asked for cannot be served (1003).
    pub(super) fn unsupported(reason: impl ToString) -> Self {
        Self::new(CloseCode::Unsupported, reason)
    }

    /// The stream cannot begin where the client left off (4410): there is something that it has missed for good.
    pub(super) fn not_resumable(reason: impl ToString) -> Self {
        Self::new(CloseCode::from(RESUME_NOT_POSSIBLE), reason)
    }

    /// The token that opened the stream counts no more (4401).
    pub(super) fn token_expired() -> Self {
        let reason = "the token of this stream has expired; connect again with a new one, after= the last address";
        Self::new(CloseCode::from(TOKEN_EXPIRED), reason)
    }

    /// The client began a message, and did not finish it in time (4408).
    pub(super) fn too_slow() -> Self {
        Self::new(CloseCode::from(MESSAGE_TOO_SLOW), "a message was begun and not finished in time; connect again")
    }

    /// The client sent more at once than it may (1009).
    pub(super) fn too_large(reason: impl ToString) -> Self {
        Self::new(CloseCode::Size, reason)
    }

    /// It is over (1000).
    pub(super) fn normal(reason: impl ToString) -> Self {
        Self::new(CloseCode::Normal, reason)
    }

    /// Nothing speaks against connecting again (1013).
    pub(super) fn again(reason: impl ToString) -> Self {
        Self::new(CloseCode::Again, reason)
    }

    /// Clients in the field reconnect after 1012, and give up after 1000 and 1001.
    pub(super) fn shutting_down() -> Self {
        Self::new(CloseCode::Restart, "the server is shutting down; connect again")
    }

    /// The code.
    pub(super) fn code(&self) -> u16 {
        self.code.into()
    }

    /// The reason.
    pub(super) fn reason(&self) -> &str {
        &self.reason
    }

    /// Whether a client should connect again as it did.
    pub(super) fn may_reconnect(&self) -> bool {
        matches!(self.code, CloseCode::Restart | CloseCode::Again)
    }

    /// The frame that says it on a WebSocket.
    pub(super) fn into_frame(self) -> CloseFrame {
        CloseFrame { code: self.code, reason: self.reason.into() }
    }
}

impl From<Farewell> for Goodbye {
    fn from(farewell: Farewell) -> Self {
        match farewell {
            Farewell::FellBehind(_) | Farewell::NotReadable | Farewell::NotKept => Self::again(farewell),
            Farewell::ResumeNotPossible(why) => Self::not_resumable(why),
            _ => Self::normal(farewell),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_fits_into_a_close() {
        let check = |reason: String, expected_bytes: usize| {
            assert_eq!(Goodbye::normal(reason).into_frame().reason.len(), expected_bytes);
        };
        check("x".repeat(123), 123);
        check("x".repeat(124), 123);
        check("é".repeat(62), 122);
    }
}
