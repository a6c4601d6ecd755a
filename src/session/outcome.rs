//! What an accepted input leads to: what is to be kept, and what the owner of the session has to do.
//!
//! Entry point: [`Outcome`]. What it deliberately leaves out: how (feed, streams, documents).

use super::{Event, Initialization, StreamId};
use crate::identity::ClientId;

/// What an input led to. The session itself has already changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// What changed and is to be kept, in order. Empty when nothing did: a message that is only passed on, a Resign of a
    /// client that is no member, an Update that says what was said before.
    pub events: Vec<Event>,
    /// Who is to get the message that was published.
    pub distribution: Distribution,
    /// The stream to which messages flow from here on, because its client is now both joined and streaming.
    pub starts: Option<StreamId>,
    /// Streams to close. The session has forgotten them already; a StreamClosed that follows changes nothing.
    pub closes: Vec<Closing>,
}

/// Who gets what after a publish. `Others` are all joined streaming members but the publisher.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Distribution {
    /// Nobody gets anything: the input was no message.
    #[default]
    Nothing,
    /// The message is kept back: it is a part of the initialization, and will go out merged.
    Withheld,
    /// The message goes to the others.
    Others,
    /// First the server publishes this initialization, merged into one message of its own, to all joined streaming
    /// members, the publisher included; then the message (ShareScenario) goes to the others.
    InitializationThenOthers(Initialization),
}

/// A stream that is to be closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// Whose.
    pub client: ClientId,
    /// Which.
    pub stream: StreamId,
    /// Why.
    pub reason: CloseReason,
}

/// Why a session has a stream closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CloseReason {
    /// The client opened another stream, which took its place.
    Replaced,
    /// The client resigned.
    Resigned,
    /// The session was deleted.
    SessionDeleted,
    /// Somebody else joined as the client for which the stream had been opened.
    NotOwner,
}
