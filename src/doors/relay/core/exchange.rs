//! One request and its answer, from the push of the one to the pull of the other.

use std::sync::Arc;

use serde_json::value::RawValue;

use super::{Net, PeerId, Rid, Token};
use crate::identity::Timestamp;

/// JSON as it was sent, to the letter.
pub(crate) type Verbatim = Arc<RawValue>;

/// One request and its answer.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) net: Net,
    pub(super) client: Token,
    pub(super) stage: Stage,
    /// When the stage began.
    pub(super) since: Timestamp,
}

/// How far an exchange is.
#[derive(Debug, Clone)]
pub(super) enum Stage {
    Queued {
        request: Verbatim,
    },
    /// Kept with its request where it may be handed out again.
    Taken {
        request: Option<Verbatim>,
    },
    Ready {
        answer: Verbatim,
    },
    Pulled,
    Expired,
}

/// How far an exchange is, as its participants are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Nobody took the request.
    Queued,
    /// A server participant has it.
    Taken,
    /// The answer can be pulled.
    Ready,
    /// It waited for too long.
    Expired,
}

impl Progress {
    /// How it is written.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Taken => "taken",
            Self::Ready => "ready",
            Self::Expired => "expired",
        }
    }
}

impl Stage {
    /// Whether nothing comes after it.
    pub(super) fn is_end(&self) -> bool {
        matches!(self, Self::Pulled | Self::Expired)
    }

    /// How far this is; nothing once the answer was pulled.
    pub(super) fn progress(&self) -> Option<Progress> {
        match self {
            Self::Queued { .. } => Some(Progress::Queued),
            Self::Taken { .. } => Some(Progress::Taken),
            Self::Ready { .. } => Some(Progress::Ready),
            Self::Expired => Some(Progress::Expired),
            Self::Pulled => None,
        }
    }
}

/// A request that a server participant took.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    /// Under which it is answered.
    pub(crate) rid: Rid,
    /// As the client sent it.
    pub(crate) request: Verbatim,
    /// Who sent it.
    pub(crate) client: PeerId,
    /// Requests of the net that nobody took, after this one.
    pub(crate) remaining: usize,
}

/// What a client that asks for one answer gets.
#[derive(Debug, Clone)]
pub(crate) enum Pulled {
    /// The answer, which is gone from the relay.
    Answer(Verbatim),
    /// There is none yet.
    NotYet(Progress),
}

/// What a client that asks for whatever is ready gets.
#[derive(Debug, Clone)]
pub(crate) struct Smart {
    /// The rid and its answer, which is gone from the relay; nothing where none is ready.
    pub(crate) answer: Option<(Rid, Verbatim)>,
    /// Answers that can be pulled in this net, after this one.
    pub(crate) remaining: usize,
    /// Requests of the client in this net that are not answered.
    pub(crate) pending: usize,
}

/// Whom an answer is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answered {
    /// The client that may pull it.
    pub(crate) client: Token,
    /// The net in which it is pulled.
    pub(crate) net: Net,
}
