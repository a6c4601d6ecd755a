//! What becomes of a case.

use std::fmt;

use serde::Serialize;

use super::requirement::Level;

/// The verdict on a case, from the best to the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// As required.
    Ok,
    /// The target does not claim the class, so the case was not run.
    NotClaimed,
    /// A client gave no occasion to see it.
    NotSeen,
    /// Something that a server may do either way; the finding tells which.
    Informational,
    /// The target says itself that it does not have this.
    Unimplemented,
    /// Usable, and not as it should be.
    NonStrict,
    /// Not as it must be.
    Failed,
}

impl Verdict {
    /// Every verdict, from the worst to the best.
    pub const ALL: [Self; 7] = [
        Self::Failed,
        Self::NonStrict,
        Self::Unimplemented,
        Self::Informational,
        Self::NotSeen,
        Self::NotClaimed,
        Self::Ok,
    ];

    /// What it means that a requirement of this level does not hold.
    pub(super) fn of_missed(level: Option<Level>) -> Self {
        match level {
            Some(Level::May) => Self::Informational,
            Some(Level::Should) => Self::NonStrict,
            Some(Level::Must) | None => Self::Failed,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Ok => "ok",
            Self::NotClaimed => "not claimed",
            Self::NotSeen => "not seen",
            Self::Informational => "informational",
            Self::Unimplemented => "unimplemented",
            Self::NonStrict => "non-strict",
            Self::Failed => "failed",
        })
    }
}

/// What was found that is not as expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Finding {
    /// Not as the requirements of the case say; their level decides what that makes of it.
    Missed(String),
    /// The target answers that it does not have this.
    Unimplemented(String),
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Missed(text) | Self::Unimplemented(text)) = self;
        out.write_str(text)
    }
}

/// What a step, or a whole case, comes to.
pub(super) type Outcome<T = ()> = Result<T, Finding>;

/// Goes on where it holds; otherwise the text is what was found.
pub(super) fn expect<T: Into<String>>(holds: bool, text: impl FnOnce() -> T) -> Outcome {
    if holds { Ok(()) } else { missed(text()) }
}

/// Ends the case with what was found.
pub(super) fn missed<T>(text: impl Into<String>) -> Outcome<T> {
    Err(Finding::Missed(text.into()))
}
