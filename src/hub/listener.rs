//! A client's ear on a session: the messages that it is to receive, in order, until there is a reason to close.
//!
//! Entry point: [`Listener::hear`]. Messages flow only while the client is a member; whether it is, the listener reads in
//! the feed itself, so that the first message after a join is the first that arrives.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::oneshot;

use super::{Entry, SharedSession};
use crate::{
    feed::{Cursor, FellBehind},
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
}

/// A client's ear on a session. Dropping it tells the session that the stream is closed.
pub struct Listener {
    session: Arc<SharedSession>,
    client: ClientId,
    stream: StreamId,
    cursor: Cursor<Entry>,
    is_member: bool,
    replaced: oneshot::Receiver<()>,
    batch: Vec<Arc<Entry>>,
}

impl Listener {
    pub(super) fn new(
        session: Arc<SharedSession>,
        client: ClientId,
        stream: StreamId,
        cursor: Cursor<Entry>,
        is_member: bool,
        replaced: oneshot::Receiver<()>,
    ) -> Self {
        Self { session, client, stream, cursor, is_member, replaced, batch: Vec::new() }
    }

    /// Waits for messages and puts their lines into `lines`, which may stay empty; what was heard before the farewell is
    /// in `lines` too and is to be delivered first. Dropping the future loses nothing.
    pub async fn hear(&mut self, lines: &mut Vec<Bytes>) -> Result<(), Farewell> {
        lines.clear();
        tokio::select! {
            biased;
            _ = &mut self.replaced => return Err(Farewell::Replaced),
            read = self.cursor.read(BATCH_ENTRIES, &mut self.batch) => read?,
        }
        for entry in std::mem::take(&mut self.batch) {
            if let Some(message) = &entry.message
                && self.is_member
                && message.is_for(&self.client)
            {
                lines.push(message.line.clone());
            }
            for event in &entry.events {
                self.follow(event)?;
            }
        }
        Ok(())
    }

    fn follow(&mut self, event: &Event) -> Result<(), Farewell> {
        match event {
            Event::Joined(member) if member.client == self.client => self.is_member = true,
            Event::Resigned { client, .. } if *client == self.client => return Err(Farewell::Resigned),
            Event::Expired { client, .. } if *client == self.client => return Err(Farewell::Expired),
            Event::Deleted { .. } => return Err(Farewell::Deleted),
            _ => {}
        }
        Ok(())
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.session.close_stream(&self.client, self.stream);
    }
}
