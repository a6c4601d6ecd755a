//! What went out in a session, read back in its order.
//!
//! Entry point: [`SharedSession::history`]. What must always hold: a history ends where the session stood when it was
//! asked for, so that reading it ends while others publish; no more than a page of it is held at a time. What it
//! deliberately leaves out: how it is written down for a client.

use std::sync::Arc;

use super::{Filter, Heard, HubError, SharedSession};
use crate::{
    feed::{Address, FellBehind, ReadError, ResumeRefused, Sequence},
    identity::{ClientId, Timestamp},
};

/// Entries that are read at once.
const PAGE_ENTRIES: usize = 256;

/// Which part of a session's history is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryRequest {
    /// The address after which it begins; without one, the oldest that is kept.
    pub after: Option<Address>,
    /// Most messages.
    pub messages_max: usize,
    /// Which messages.
    pub filter: Filter,
    /// Only messages that were accepted then or later.
    pub since: Option<Timestamp>,
    /// Only messages that were accepted then or earlier.
    pub until: Option<Timestamp>,
}

/// A part of a session's history, page by page.
pub struct History {
    session: Arc<SharedSession>,
    position: Sequence,
    through: Sequence,
    /// Messages that may still come.
    left: usize,
    request: HistoryRequest,
}

impl SharedSession {
    /// A part of the session's history for this client. Who may read it is decided here alone: its members.
    ///
    /// # Errors
    /// [`HubError::Refused`] for a client that has not joined, [`HubError::ResumeNotPossible`] where it cannot begin after
    /// that address.
    pub fn history(self: &Arc<Self>, reader: &ClientId, request: HistoryRequest) -> Result<History, HubError> {
        self.admit(reader)?;
        let feed = self.feed();
        let position = match request.after {
            Some(address) => feed.cursor_from(address)?.position(),
            None => feed.gone(),
        };
        let (session, through, left) = (Arc::clone(self), feed.head(), request.messages_max);
        Ok(History { session, position, through, left, request })
    }
}

impl History {
    /// Where the session stood when the history was asked for. Unless it ends before, at the most messages that were asked
    /// for, everything up to there was looked at.
    pub fn through(&self) -> Address {
        Address { epoch: self.session.feed().epoch(), sequence: self.through }
    }

    /// The next messages, at least one; none at the end.
    ///
    /// # Errors
    /// [`HubError::NotKept`]: the store does not give them now. [`HubError::ResumeNotPossible`]: they were just removed.
    pub async fn page(&mut self) -> Result<Vec<Heard>, HubError> {
        let mut page = Vec::new();
        while page.is_empty() && self.left > 0 && self.position < self.through {
            self.read(&mut page).await?;
        }
        Ok(page)
    }

    async fn read(&mut self, page: &mut Vec<Heard>) -> Result<(), HubError> {
        let feed = self.session.feed();
        let ahead = usize::try_from(self.through.entries_since(self.position)).unwrap_or(usize::MAX);
        let entries = match feed.page(self.position, PAGE_ENTRIES.min(ahead)).await {
            Ok(entries) => entries,
            Err(ReadError::FellBehind(_)) if self.begins_at_oldest() => {
                self.position = feed.gone();
                return Ok(());
            }
            Err(ReadError::FellBehind(FellBehind { missed_entries })) => {
                let oldest = Address { epoch: feed.epoch(), sequence: feed.gone() };
                return Err(ResumeRefused::Gone { missed_entries, oldest }.into());
            }
            Err(ReadError::Store(error)) => return Err(error.into()),
        };
        let epoch = feed.epoch();
        for entry in entries {
            self.position = self.position.next();
            let Some(message) = entry.message.as_ref().filter(|message| self.request.filter.passes(message)) else {
                continue;
            };
            let HistoryRequest { since, until, .. } = self.request;
            if since.is_none_or(|since| since <= entry.at) && until.is_none_or(|until| entry.at <= until) {
                let address = Address { epoch, sequence: self.position };
                page.push(Heard { address, at: entry.at, message: Arc::clone(message) });
                self.left -= 1;
                if self.left == 0 {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Whether it has given nothing yet and begins wherever the oldest is, which retention may move.
    fn begins_at_oldest(&self) -> bool {
        self.request.after.is_none() && self.left == self.request.messages_max
    }
}
