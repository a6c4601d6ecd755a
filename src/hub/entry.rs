//! What a session's feed is made of: what happened, and the message that goes out for it.

use bytes::Bytes;

use crate::{
    feed::Kept,
    identity::{ClientId, SystemName, Timestamp, TrackingId},
    message::{MessageKind, ValidMessage},
    session::Event,
};

/// The whole effect of one accepted input: the session's events, and the message, if it was one.
#[derive(Debug)]
pub struct Entry {
    /// When it was accepted.
    pub at: Timestamp,
    /// What changed in the session.
    pub events: Vec<Event>,
    /// The message that goes out.
    pub message: Option<Distributed>,
}

/// A message on its way to the members.
#[derive(Debug)]
pub struct Distributed {
    /// The ticket that its publisher was given.
    pub tracking_id: TrackingId,
    /// What it is.
    pub kind: MessageKind,
    /// Its FromSendingSystem.
    pub sender: SystemName,
    /// The member that published it, who does not receive it; the server's own messages go to all.
    pub publisher: Option<ClientId>,
    /// The message on one line, ended by a line feed.
    pub line: Bytes,
}

impl Distributed {
    pub(super) fn new(tracking_id: TrackingId, message: &ValidMessage, publisher: Option<ClientId>) -> Self {
        Self {
            tracking_id,
            kind: message.kind(),
            sender: message.header().from_sending_system.clone(),
            publisher,
            line: message.one_line().clone(),
        }
    }

    /// Whether a member with this clientId receives it.
    pub fn is_for(&self, client: &ClientId) -> bool {
        self.publisher.as_ref() != Some(client)
    }
}

impl Kept for Entry {
    fn size_bytes(&self) -> usize {
        size_of::<Self>() + self.message.as_ref().map_or(0, |message| message.line.len())
    }
}
