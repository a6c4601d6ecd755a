//! A listener's position in a feed.

use std::sync::Arc;

use tokio::sync::watch;

use super::{Address, Epoch, Kept, Sequence, queue::Tenure, shared::Shared, store::StoreError};

/// A listener's position in a feed. It costs the feed nothing while it does not read.
pub struct Cursor<T> {
    shared: Arc<Shared<T>>,
    position: Sequence,
    head: watch::Receiver<Sequence>,
    /// Set while the position may lie past the last commit, and hence be rolled back.
    tenure: Option<Arc<Tenure>>,
}

/// The entries after the cursor's position are no longer kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{missed_entries} entries are no longer kept; read faster, or start again from the present")]
pub struct FellBehind {
    /// How many entries are gone that this cursor had not read.
    pub missed_entries: u64,
}

/// Why a cursor cannot go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// What it was to read is gone.
    #[error(transparent)]
    FellBehind(#[from] FellBehind),
    /// What it was to read is kept, but the store does not give it. The cursor may try again.
    #[error("the entries cannot be read: {0}")]
    Store(#[from] StoreError),
}

/// Why a cursor cannot start at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResumeRefused {
    /// The address is of a life of the feed that could not be continued.
    #[error("the log could not be continued since then; start again from the present")]
    OtherEpoch {
        /// The epoch of now.
        current: Epoch,
    },
    /// Entries after the address are gone.
    #[error("{missed_entries} entries after that address are no longer kept; resume from {oldest} or later")]
    Gone {
        /// How many are gone.
        missed_entries: u64,
        /// The earliest address that can be resumed from.
        oldest: Address,
    },
    /// There is no such entry yet.
    #[error("there is no entry of that address yet; the last one is {head}")]
    Future {
        /// The last entry.
        head: Address,
    },
}

impl<T: Kept> Cursor<T> {
    pub(super) fn new(shared: Arc<Shared<T>>, position: Sequence, tenure: Option<Arc<Tenure>>) -> Self {
        let head = shared.head.subscribe();
        Self { shared, position, head, tenure }
    }

    pub(super) fn resume(shared: Arc<Shared<T>>, after: Address) -> Result<Self, ResumeRefused> {
        let Address { epoch, sequence } = after;
        let current = shared.epoch;
        if epoch != current {
            return Err(ResumeRefused::OtherEpoch { current });
        }
        let head = shared.head();
        if sequence > head {
            return Err(ResumeRefused::Future { head: Address { epoch, sequence: head } });
        }
        let gone = shared.gone();
        if sequence < gone {
            let missed_entries = gone.entries_since(sequence);
            return Err(ResumeRefused::Gone { missed_entries, oldest: Address { epoch, sequence: gone } });
        }
        Ok(Self::new(shared, sequence, None))
    }

    /// Waits until there is something to read, then fills `batch` with up to `entries_max` entries and moves on. Entries
    /// that are no longer in memory are read from the store.
    ///
    /// Dropping the future loses nothing: the cursor moves only when the batch is filled.
    pub async fn read(&mut self, entries_max: usize, batch: &mut Vec<Arc<T>>) -> Result<(), ReadError> {
        batch.clear();
        let (position, tenure) = (self.position, self.tenure.clone());
        // The feed's sender lives as long as this cursor's own handle on it, so that the wait cannot fail.
        let _ = self.head.wait_for(|head| *head > effective(position, tenure.as_deref())).await;
        self.position = effective(position, tenure.as_deref());
        self.tenure = None;
        self.shared.read_after(self.position, entries_max, batch).await?;
        self.position = self.position.plus(batch.len() as u64);
        Ok(())
    }

    /// The last sequence that was read, or after which reading starts.
    pub fn position(&self) -> Sequence {
        effective(self.position, self.tenure.as_deref())
    }

    /// Where to resume: the last address that was read; before the first read, no address that is not committed.
    pub fn address(&self) -> Address {
        Address { epoch: self.shared.epoch, sequence: self.position().min(self.shared.head()) }
    }
}

/// A position past the commit goes back with the entries before it.
fn effective(position: Sequence, tenure: Option<&Tenure>) -> Sequence {
    tenure.and_then(Tenure::get).map_or(position, |&rolled_back_to| position.min(rolled_back_to))
}

#[cfg(test)]
mod tests;
