//! Who is there right now: open streams, and when each member was last heard of.
//!
//! Entry point: [`Presence`]. What must always hold: a client has at most one stream; every member has exactly one
//! attendance. What it deliberately leaves out: everything that outlives the process. Nothing here is folded from events
//! or kept; after a restart nobody has a stream and every member's time starts anew.

use std::collections::BTreeMap;

use super::{Caller, Member};
use crate::identity::{ClientId, Timestamp};

/// One open stream of a client, numbered by whoever opens streams; never used twice within a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StreamId(pub u64);

/// How a member is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attendance {
    /// When it last asked for something, or had a stream.
    pub last_seen: Timestamp,
    /// Its open stream; while there is one it is active.
    pub stream: Option<StreamId>,
}

/// The presence of all clients of a session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Presence {
    members: BTreeMap<ClientId, Attendance>,
    /// Streams of clients that have not joined yet, and who opened them.
    waiting: BTreeMap<ClientId, (StreamId, Caller)>,
}

impl Presence {
    /// A client became a member; a stream that waited for this is its stream from now on, unless somebody else opened it.
    pub(super) fn joined(&mut self, member: &Member, at: Timestamp) {
        let waiting = self.waiting.remove(&member.client);
        let own = waiting.filter(|(_, opened_by)| opened_by.may_use(member.owner.as_deref()));
        let stream = own.map(|(stream, _)| stream);
        self.members.insert(member.client.clone(), Attendance { last_seen: at, stream });
    }

    /// A client is no member any more; its stream is forgotten with it.
    pub(super) fn left(&mut self, client: &ClientId) {
        self.members.remove(client);
    }

    /// Everybody is gone.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// A member asked for something.
    pub(super) fn seen(&mut self, client: &ClientId, at: Timestamp) {
        if let Some(member) = self.members.get_mut(client) {
            member.last_seen = at;
        }
    }

    /// A client's stream opened; it takes the place of an earlier one.
    pub(super) fn stream_opened(&mut self, client: &ClientId, (stream, opened_by): (StreamId, &Caller), at: Timestamp) {
        match self.members.get_mut(client) {
            Some(member) => *member = Attendance { last_seen: at, stream: Some(stream) },
            None => {
                self.waiting.insert(client.clone(), (stream, opened_by.clone()));
            }
        }
    }

    /// A stream closed. One that had been replaced before changes nothing; otherwise the member's time starts now.
    pub(super) fn stream_closed(&mut self, client: &ClientId, stream: StreamId, at: Timestamp) {
        if self.stream_of(client) != Some(stream) {
            return;
        }
        self.waiting.remove(client);
        if let Some(member) = self.members.get_mut(client) {
            *member = Attendance { last_seen: at, stream: None };
        }
    }

    /// The open stream of a client, member or not.
    pub(super) fn stream_of(&self, client: &ClientId) -> Option<StreamId> {
        match self.members.get(client) {
            Some(member) => member.stream,
            None => self.waiting.get(client).map(|(stream, _)| *stream),
        }
    }

    /// Who opened the stream of a client that has not joined.
    pub(super) fn waiting_for(&self, client: &ClientId) -> Option<&Caller> {
        self.waiting.get(client).map(|(_, opened_by)| opened_by)
    }

    /// How a member is there; none for a client that has not joined.
    pub(super) fn attendance(&self, client: &ClientId) -> Option<Attendance> {
        self.members.get(client).copied()
    }

    /// The members that have a stream: those to whom messages flow.
    pub(super) fn streaming(&self) -> impl Iterator<Item = (&ClientId, StreamId)> {
        self.members.iter().filter_map(|(client, member)| Some((client, member.stream?)))
    }

    /// Every open stream, those of clients that have not joined included.
    pub(super) fn streams(&self) -> impl Iterator<Item = (&ClientId, StreamId)> {
        self.streaming().chain(self.waiting.iter().map(|(client, (stream, _))| (client, *stream)))
    }

    /// How many streams wait for their client to join.
    pub(super) fn waiting_count(&self) -> usize {
        self.waiting.len()
    }

    /// The members without a stream that were not heard of for at least `timeout_ms`.
    pub(super) fn inactive(&self, now: Timestamp, timeout_ms: u64) -> impl Iterator<Item = (&ClientId, Timestamp)> {
        self.members
            .iter()
            .filter(move |(_, member)| member.stream.is_none() && now.ms_since(member.last_seen) >= timeout_ms)
            .map(|(client, member)| (client, member.last_seen))
    }
}
