//! A client's ear on a session: the messages that it is to receive, in order, until there is a reason to close.
//!
//! Entry point: [`Listener::hear`]. Messages flow only while the client is a member; whether it is, the listener reads in
//! the feed itself, so that the first message after a join is the first that arrives.
//!
//! A listener that begins after an address hears what it missed and then what comes, from one cursor, so that there is no
//! seam between the two. What must always hold: nothing after that address is left out and nothing comes twice, its own
//! messages and what its filter holds back aside; also what came while the client had resigned, or been removed for its
//! silence, since that is when it misses most. What the feed says of an earlier membership ends nothing.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use tokio::sync::oneshot;

use super::{Distributed, Entry, Filter, SharedSession};
use crate::{
    feed::{Address, Cursor, FellBehind, ReadError, ResumeRefused, Sequence},
    identity::{ClientId, SystemName, Timestamp},
    session::{Caller, Event, StreamId},
};

/// Entries that are read at once; what is heard together is written together.
const BATCH_ENTRIES: usize = 32;

/// Where a stream begins, and what it brings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subscription {
    /// The address after which it begins; without one, the present.
    pub after: Option<Address>,
    /// Which messages are wanted.
    pub filter: Filter,
}

/// A message that was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Its place: whoever begins after it misses nothing.
    pub address: Address,
    /// When it was accepted.
    pub at: Timestamp,
    /// The message, shared with everyone who hears it.
    pub message: Arc<Distributed>,
}

/// Why a stream ends.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Farewell {
    /// The client resigned.
    #[error("resigned from the session")]
    Resigned,
    /// The server removed the member, for it was inactive.
    #[error("removed from the session after inactivity")]
    Expired,
    /// The session was deleted.
    #[error("the session was deleted")]
    Deleted,
    /// The client opened another stream, which takes the place of this one.
    #[error("replaced by a newer stream of the same client")]
    Replaced,
    /// The client read too slowly for what is kept.
    #[error("too slow: {0}")]
    FellBehind(#[from] FellBehind),
    /// The client joined, and what it asked for was removed since it asked.
    #[error("what came after the address is not there any more: {0}")]
    ResumeNotPossible(#[from] ResumeRefused),
    /// What the client has not read is kept, and cannot be read at the moment.
    #[error("the store cannot be read at the moment; connect again")]
    NotReadable,
    /// Somebody else joined as the client for which the stream was opened.
    #[error("somebody else joined with this clientId; choose another one")]
    NotOwner,
    /// The store lost what the client's membership rested on, before it was acknowledged.
    #[error("the store failed; connect again, and see whether you are joined")]
    NotKept,
}

impl From<ReadError> for Farewell {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::FellBehind(behind) => behind.into(),
            ReadError::Store(error) => {
                tracing::error!(%error, "a stream is closed, since its session's store cannot be read");
                Self::NotReadable
            }
        }
    }
}

/// A client's ear on a session. Dropping it tells the session that the stream is closed.
pub struct Listener {
    session: Arc<SharedSession>,
    client: ClientId,
    caller: Caller,
    stream: StreamId,
    cursor: Cursor<Entry>,
    membership: Membership,
    /// As which system the client receives, where a message reaches only those that it names.
    addressee: Option<SystemName>,
    filter: Filter,
    ended: oneshot::Receiver<Farewell>,
    position: Arc<ReadPosition>,
    batch: Vec<Arc<Entry>>,
}

/// Whether messages flow.
pub(super) enum Membership {
    /// The client has not joined. Once it does, the stream begins after the address, without one after the join.
    Awaited {
        /// The address.
        after: Option<Address>,
    },
    /// The client has joined. Whatever the feed says of its membership up to the position of `past` is over.
    Member {
        /// Stands where the present began; nothing once that was passed.
        past: Option<Cursor<Entry>>,
    },
}

/// How far a listener has read, for those who look on.
#[derive(Debug)]
pub(super) struct ReadPosition(AtomicU64);

impl ReadPosition {
    pub(super) fn new(position: Sequence) -> Self {
        Self(AtomicU64::new(position.into()))
    }

    pub(super) fn get(&self) -> Sequence {
        self.0.load(Ordering::Relaxed).into()
    }

    fn set(&self, position: Sequence) {
        self.0.store(position.into(), Ordering::Relaxed);
    }
}

impl Listener {
    pub(super) fn new(
        session: Arc<SharedSession>,
        (client, caller, stream): (ClientId, Caller, StreamId),
        cursor: Cursor<Entry>,
        (membership, addressee, filter): (Membership, Option<SystemName>, Filter),
        ended: oneshot::Receiver<Farewell>,
        position: Arc<ReadPosition>,
    ) -> Self {
        Self {
            session,
            client,
            caller,
            stream,
            cursor,
            membership,
            addressee,
            filter,
            ended,
            position,
            batch: Vec::new(),
        }
    }

    /// The address after which the client hears on: whoever begins another stream after it misses nothing.
    pub fn address(&self) -> Address {
        match self.membership {
            Membership::Awaited { after: Some(after) } => after,
            _ => self.cursor.address(),
        }
    }

    /// Waits for messages and puts them into `heard`, which may stay empty; what was heard before the farewell is in
    /// `heard` too and is to be delivered first. Dropping the future loses nothing.
    pub async fn hear(&mut self, heard: &mut Vec<Heard>) -> Result<(), Farewell> {
        heard.clear();
        tokio::select! {
            biased;
            ended = &mut self.ended => return Err(ended.unwrap_or(Farewell::Replaced)),
            read = self.cursor.read(BATCH_ENTRIES, &mut self.batch) => read?,
        }
        let mut batch = std::mem::take(&mut self.batch);
        let taken = self.take(&mut batch, heard);
        self.batch = batch;
        self.position.set(self.cursor.position());
        taken
    }

    fn take(&mut self, batch: &mut Vec<Arc<Entry>>, heard: &mut Vec<Heard>) -> Result<(), Farewell> {
        let Address { epoch, sequence: last } = self.cursor.address();
        let mut sequence = last.minus(batch.len() as u64);
        for entry in batch.drain(..) {
            sequence = sequence.next();
            if let Some(message) = &entry.message
                && matches!(self.membership, Membership::Member { .. })
                && self.receives(message)
            {
                heard.push(Heard { address: Address { epoch, sequence }, at: entry.at, message: Arc::clone(message) });
            }
            for event in &entry.events {
                if self.follow(event, sequence)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Takes notice of an event; the farewell where it ends the stream. Whether the cursor has gone back, so that what was
    /// read after this event will be read again.
    fn follow(&mut self, event: &Event, sequence: Sequence) -> Result<bool, Farewell> {
        match event {
            Event::Joined(member) if member.client == self.client => {
                if !self.caller.may_use(member.owner.as_deref()) && !self.is_past(sequence) {
                    return Err(Farewell::NotOwner);
                }
                self.addressee = self.session.addressee(&member.system_name);
                self.joined(sequence)
            }
            Event::Resigned { client, .. } if *client == self.client && !self.is_past(sequence) => {
                Err(Farewell::Resigned)
            }
            Event::Expired { client, .. } if *client == self.client && !self.is_past(sequence) => {
                Err(Farewell::Expired)
            }
            Event::Deleted { .. } => Err(Farewell::Deleted),
            _ => Ok(false),
        }
    }

    /// Whether the client receives the message, being a member, and wants it.
    fn receives(&self, message: &Distributed) -> bool {
        let is_addressed = |addressee: &SystemName| message.is_addressed_to(addressee);
        message.is_for(&self.client) && self.addressee.as_ref().is_none_or(is_addressed) && self.filter.passes(message)
    }

    fn joined(&mut self, sequence: Sequence) -> Result<bool, Farewell> {
        let Membership::Awaited { after } = &self.membership else { return Ok(false) };
        let Some(after) = *after else {
            self.membership = Membership::Member { past: None };
            return Ok(false);
        };
        let feed = self.session.feed();
        self.cursor = feed.cursor_from(after)?;
        self.membership = Membership::Member { past: Some(feed.cursor_after(sequence)) };
        Ok(true)
    }

    /// Whether what stands there was over when the client's stream began to flow.
    fn is_past(&mut self, sequence: Sequence) -> bool {
        let Membership::Member { past } = &mut self.membership else { return false };
        // The present may go back by a failed commit, hence it is asked for each time.
        let is_past = past.as_ref().is_some_and(|past| sequence <= past.position());
        if !is_past {
            *past = None;
        }
        is_past
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.session.close_stream(&self.client, self.stream);
    }
}
