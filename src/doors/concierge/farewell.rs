//! Why the server ends a connection: the code and the reason of its close frame.

use std::borrow::Cow;

use crate::feed::ReadError;

/// Longest reason that a close frame carries (RFC 6455 section 5.5), in bytes.
const REASON_BYTES_MAX: usize = 123;

/// Why the server ends a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Farewell {
    /// The first payload cannot be read; says why.
    Undecodable(String),
    /// The first payload is another than IDENTIFY.
    Unidentified,
    /// No first payload came in time.
    IdentifyTimeout,
    /// Somebody has the name.
    NameTaken,
    /// The secret is another.
    WrongSecret,
    /// The client speaks another version.
    WrongVersion,
    /// The name is none.
    BadName,
    /// The token that the client came with counts no more.
    TokenExpired,
    /// Nothing was heard for too long.
    Silent,
    /// There are enough clients.
    Full,
    /// The client goes on with another connection.
    TakenOver,
    /// The client takes nothing, or is too far behind.
    Slow,
    /// The store failed.
    NotKept,
    /// A payload is too large.
    TooLarge,
    /// A text is no UTF-8.
    NotUtf8,
    /// The server ends.
    ShuttingDown,
}

impl Farewell {
    /// The close code.
    pub(super) fn code(&self) -> u16 {
        match self {
            Self::Undecodable(_) => 4002,
            Self::Unidentified => 4003,
            Self::IdentifyTimeout => 4004,
            Self::NameTaken | Self::TakenOver => 4005,
            Self::WrongSecret => 4006,
            Self::WrongVersion => 4007,
            Self::BadName => 4008,
            Self::Silent => 4009,
            Self::TokenExpired => 4401,
            Self::Full | Self::Slow | Self::NotKept => 1013,
            Self::TooLarge => 1009,
            Self::NotUtf8 => 1007,
            Self::ShuttingDown => 1012,
        }
    }

    /// The reason, cut where a close frame ends.
    pub(super) fn reason(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Undecodable(why) => return cut(format!("Failed to decode critical payload: {why}")).into(),
            Self::Unidentified => "No identification payload sent",
            Self::IdentifyTimeout => "Authorization failed: no IDENTIFY came in time",
            Self::NameTaken => "Duplicate name in namespace",
            Self::TakenOver => "The client went on with another connection",
            Self::WrongSecret => "Secret mismatch",
            Self::WrongVersion => "Version mismatch: 0.2.0 or a later 0.2 is spoken here",
            Self::BadName => "Name must be 1 to 64 letters, digits and underscores",
            Self::Silent => "Heartbeat failed: nothing was heard for too long",
            Self::TokenExpired => "The token has expired; connect again with a new one",
            Self::Full => "There are as many clients as there may be; try again later",
            Self::Slow => "Payloads are not taken fast enough; connect again",
            Self::NotKept => "The store failed; connect again",
            Self::TooLarge => "The payload is too large",
            Self::NotUtf8 => "A text frame is no UTF-8",
            Self::ShuttingDown => "The server is shutting down; connect again",
        })
    }
}

fn cut(mut text: String) -> String {
    let end = text.floor_char_boundary(REASON_BYTES_MAX);
    text.truncate(end);
    text
}

impl From<ReadError> for Farewell {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::FellBehind(_) => Self::Slow,
            ReadError::Store(error) => {
                tracing::error!(%error, "a connection is closed, since the store of its namespace cannot be read");
                Self::NotKept
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_fits_into_a_close_frame() {
        let why = |text: String| Farewell::Undecodable(text).reason().into_owned();
        assert!(why("x".to_owned()).ends_with("payload: x"));
        for letter in ["x", "é", "日", "😀"] {
            let reason = why(letter.repeat(200));
            assert!((120..=123).contains(&reason.len()), "{}", reason.len());
        }
    }
}
