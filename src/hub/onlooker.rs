//! The server's own ear on a session, for what it passes on to others than members.
//!
//! Entry point: [`SharedSession::look_on`]. What must always hold: it brings every message that is for everybody, in order,
//! and none that names its receivers where such a message reaches nobody else. What it deliberately leaves out: who may have
//! what it brings.

use std::sync::Arc;

use super::{Entry, Farewell, Heard, SharedSession};
use crate::{
    feed::{Address, Cursor},
    identity::SystemName,
    session::Event,
};

/// Entries that are read at once.
const BATCH_ENTRIES: usize = 32;

/// The server's own ear on a session.
pub struct Onlooker {
    cursor: Cursor<Entry>,
    /// As whom it receives, where a message reaches only those that it names.
    addressee: Option<SystemName>,
    batch: Vec<Arc<Entry>>,
}

impl SharedSession {
    /// Listens from the present on, as nobody's member.
    pub fn look_on(&self) -> Onlooker {
        let addressee = self.addressee(&SystemName::new(SystemName::ALL));
        Onlooker { cursor: self.feed().cursor_at_tail(), addressee, batch: Vec::new() }
    }
}

impl Onlooker {
    /// Waits for messages and puts them into `heard`, which may stay empty. Dropping the future loses nothing.
    ///
    /// # Errors
    /// [`Farewell::Deleted`], or why what was not read cannot be.
    pub async fn hear(&mut self, heard: &mut Vec<Heard>) -> Result<(), Farewell> {
        heard.clear();
        self.cursor.read(BATCH_ENTRIES, &mut self.batch).await?;
        let Address { epoch, sequence: last } = self.cursor.address();
        let mut sequence = last.minus(self.batch.len() as u64);
        for entry in self.batch.drain(..) {
            sequence = sequence.next();
            if let Some(message) = &entry.message
                && self.addressee.as_ref().is_none_or(|everybody| message.is_addressed_to(everybody))
            {
                heard.push(Heard { address: Address { epoch, sequence }, at: entry.at, message: Arc::clone(message) });
            }
            if entry.events.iter().any(|event| matches!(event, Event::Deleted { .. })) {
                return Err(Farewell::Deleted);
            }
        }
        Ok(())
    }
}
