//! A client's ear on a session: the messages that it is to receive, in order, until there is a reason to close.
//!
//! Entry point: [`Listener::hear`]. Messages flow only while the client is a member; whether it is, the listener reads in
//! the feed itself, so that the first message after a join is the first that arrives.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use bytes::Bytes;
use tokio::sync::oneshot;

use super::{Entry, SharedSession};
use crate::{
    feed::{Cursor, FellBehind, ReadError, Sequence},
    identity::ClientId,
    session::{Event, StreamId},
};

/// Entries that are read at once; what is heard together is written together.
const BATCH_ENTRIES: usize = 32;

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
    /// What the client has not read is kept, and cannot be read at the moment.
    #[error("the store cannot be read at the moment; connect again")]
    NotReadable,
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
    stream: StreamId,
    cursor: Cursor<Entry>,
    is_member: bool,
    ended: oneshot::Receiver<Farewell>,
    position: Arc<ReadPosition>,
    batch: Vec<Arc<Entry>>,
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
        (client, stream): (ClientId, StreamId),
        cursor: Cursor<Entry>,
        is_member: bool,
        ended: oneshot::Receiver<Farewell>,
        position: Arc<ReadPosition>,
    ) -> Self {
        Self { session, client, stream, cursor, is_member, ended, position, batch: Vec::new() }
    }

    /// Waits for messages and puts their lines into `lines`, which may stay empty; what was heard before the farewell is
    /// in `lines` too and is to be delivered first. Dropping the future loses nothing.
    pub async fn hear(&mut self, lines: &mut Vec<Bytes>) -> Result<(), Farewell> {
        lines.clear();
        tokio::select! {
            biased;
            ended = &mut self.ended => return Err(ended.unwrap_or(Farewell::Replaced)),
            read = self.cursor.read(BATCH_ENTRIES, &mut self.batch) => read?,
        }
        self.position.set(self.cursor.position());
        for entry in self.batch.drain(..) {
            if let Some(message) = &entry.message
                && self.is_member
                && message.is_for(&self.client)
            {
                lines.push(message.line.clone());
            }
            for event in &entry.events {
                self.is_member |= follow(event, &self.client)?;
            }
        }
        Ok(())
    }
}

/// Whether the event makes the client a member; the farewell where it ends the stream.
fn follow(event: &Event, own: &ClientId) -> Result<bool, Farewell> {
    match event {
        Event::Joined(member) => Ok(member.client == *own),
        Event::Resigned { client, .. } if client == own => Err(Farewell::Resigned),
        Event::Expired { client, .. } if client == own => Err(Farewell::Expired),
        Event::Deleted { .. } => Err(Farewell::Deleted),
        _ => Ok(false),
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.session.close_stream(&self.client, self.stream);
    }
}
