//! What waits for its commit: pure bookkeeping, behind the lock that appends take.
//!
//! What must always hold: sequences are given in the order of the calls, dense after the last commit; what waits is within
//! its limit; after a rollback nothing is taken until the owner has settled it.

use std::{
    collections::VecDeque,
    sync::{Arc, OnceLock},
};

use tokio::sync::oneshot;

use super::{Address, Backlog, Epoch, Mark, Pending, Sequence, StoreFailed, store::Snapshot};

/// Why an append was not even taken. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppendRefused {
    /// More waits for the store than it may.
    #[error("the store does not keep up: {} entries or {} bytes wait for it; try again shortly", limit.entries, limit.bytes)]
    QueueFull {
        /// The limit.
        limit: Backlog,
    },
    /// The store failed, and has not recovered yet.
    #[error(transparent)]
    Suspended(StoreFailed),
    /// Entries that were appended are gone; whoever folded them goes back first, see [`super::Feed::settle_rollback`].
    #[error("the entries after {to} were not kept; go back to it first")]
    RolledBack {
        /// The last entry that is kept.
        to: Sequence,
    },
    /// The feed was closed.
    #[error("the feed was closed")]
    Closed,
}

/// The time between two rollbacks. Whoever holds a position past the commit of this time learns here where it went back to.
pub(super) type Tenure = OnceLock<Sequence>;

/// Whether the entry of this sequence, given in this tenure, was lost when the tenure ended.
pub(super) fn was_rolled_back(tenure: &Tenure, sequence: Sequence) -> bool {
    tenure.get().is_some_and(|rolled_back_to| sequence > *rolled_back_to)
}

/// An entry that waits, and who waits for it.
pub(super) struct Waiting<T> {
    pub(super) entry: Arc<T>,
    pub(super) size_bytes: usize,
    /// Whether the next one must not be committed apart from it.
    pub(super) is_followed: bool,
    pub(super) answer: oneshot::Sender<Result<(), StoreFailed>>,
}

/// An entry with the bytes that it holds.
pub(super) type Weighed<T> = (usize, Arc<T>);

/// What waits for its commit.
pub(super) struct Queue<T> {
    epoch: Epoch,
    limit: Backlog,
    waiting: VecDeque<Waiting<T>>,
    /// What waits, and what the writer has taken but not committed.
    amount: Backlog,
    /// The last sequence that was given.
    last: Sequence,
    /// At most one: a later snapshot takes the place of an earlier.
    snapshot: Option<Snapshot>,
    tenure: Arc<Tenure>,
    rolled_back: Option<Sequence>,
    suspended: Option<StoreFailed>,
    is_closed: bool,
    /// How many entries must wait before an append wakes the writer, while it sleeps.
    writer_sleeps_until: Option<usize>,
}

impl<T> Queue<T> {
    pub(super) fn new(epoch: Epoch, limit: Backlog, last: Sequence) -> Self {
        Self {
            epoch,
            limit,
            waiting: VecDeque::new(),
            amount: Backlog::default(),
            last,
            snapshot: None,
            tenure: Arc::default(),
            rolled_back: None,
            suspended: None,
            is_closed: false,
            writer_sleeps_until: None,
        }
    }

    /// Whether this much would be taken now.
    pub(super) fn check_room(&self, more: Backlog) -> Result<(), AppendRefused> {
        if self.is_closed {
            return Err(AppendRefused::Closed);
        }
        if let Some(to) = self.rolled_back {
            return Err(AppendRefused::RolledBack { to });
        }
        if let Some(failed) = &self.suspended {
            return Err(AppendRefused::Suspended(failed.clone()));
        }
        if !self.amount.admits(more, self.limit) {
            return Err(AppendRefused::QueueFull { limit: self.limit });
        }
        Ok(())
    }

    /// Takes the entry, after the one that is kept with it if there is one, and gives each the next sequence.
    pub(super) fn push(&mut self, first: Option<Weighed<T>>, entry: Weighed<T>) -> Result<Pending, AppendRefused> {
        let bytes = first.as_ref().map_or(0, |(size_bytes, _)| *size_bytes) + entry.0;
        // What is kept together counts as one: alone, it is taken however large it is.
        self.check_room(Backlog { entries: 1, bytes })?;
        if let Some(first) = first {
            // Whoever appends both waits for the second.
            drop(self.push_one(first, true));
        }
        Ok(self.push_one(entry, false))
    }

    fn push_one(&mut self, (size_bytes, entry): Weighed<T>, is_followed: bool) -> Pending {
        self.last = self.last.next();
        self.amount.add(size_bytes);
        let (answer, pending) = Pending::waiting(Address { epoch: self.epoch, sequence: self.last });
        self.waiting.push_back(Waiting { entry, size_bytes, is_followed, answer });
        pending
    }

    /// Takes a snapshot that stands for everything up to the mark, unless some of that was lost or a later one waits.
    pub(super) fn put_snapshot(&mut self, mark: &Mark, parts: std::collections::BTreeMap<String, bytes::Bytes>) {
        let through = mark.through;
        let is_lost = mark.tenure.as_deref().is_some_and(|tenure| was_rolled_back(tenure, through));
        let is_late = self.snapshot.as_ref().is_some_and(|waiting| waiting.through > through);
        if self.rolled_back.is_none() && !self.is_closed && !is_lost && !is_late {
            self.snapshot = Some(Snapshot { through, parts });
        }
    }

    /// Moves what is committed next into `group`.
    pub(super) fn take_group(&mut self, limit: Backlog, group: &mut Vec<Waiting<T>>) {
        let mut taken = Backlog::default();
        let mut is_followed = false;
        while let Some(next) = self.waiting.front()
            && (is_followed || taken.admits(Backlog { entries: 1, bytes: next.size_bytes }, limit))
        {
            taken.add(next.size_bytes);
            is_followed = next.is_followed;
            group.extend(self.waiting.pop_front());
        }
    }

    /// The snapshot, if it stands for nothing that is not committed.
    pub(super) fn take_snapshot(&mut self, committed: Sequence) -> Option<Snapshot> {
        self.snapshot.take_if(|snapshot| snapshot.through <= committed)
    }

    /// Makes room: this was committed.
    pub(super) fn committed(&mut self, size_bytes: usize) {
        self.amount.remove(size_bytes);
    }

    /// Goes back to the last commit, and takes nothing more until the store has recovered and the owner has settled.
    /// Answers what waited, so that it can be told.
    pub(super) fn roll_back(&mut self, committed: Sequence, failed: StoreFailed) -> VecDeque<Waiting<T>> {
        self.last = committed;
        self.amount = Backlog::default();
        self.snapshot = None;
        self.rolled_back = Some(committed);
        self.suspended = Some(failed);
        // A tenure ends once: it is replaced here, and nowhere else.
        let _ = std::mem::take(&mut self.tenure).set(committed);
        std::mem::take(&mut self.waiting)
    }

    /// The store keeps things again.
    pub(super) fn recover(&mut self) {
        self.suspended = None;
    }

    /// The owner went back.
    pub(super) fn settle(&mut self) {
        self.rolled_back = None;
    }

    /// Takes nothing more; what waits is still committed.
    pub(super) fn close(&mut self) {
        self.is_closed = true;
    }

    /// Answers what waited, for the writer has ended.
    pub(super) fn abandon(&mut self) -> VecDeque<Waiting<T>> {
        self.is_closed = true;
        std::mem::take(&mut self.waiting)
    }

    pub(super) fn is_closed(&self) -> bool {
        self.is_closed
    }

    pub(super) fn is_suspended(&self) -> bool {
        self.suspended.is_some()
    }

    /// Entries that wait to be taken.
    pub(super) fn waiting_entries(&self) -> usize {
        self.waiting.len()
    }

    /// The writer sleeps until so many entries wait.
    pub(super) fn sleeps_until(&mut self, entries: usize) {
        self.writer_sleeps_until = Some(entries);
    }

    /// The writer is awake, whatever woke it.
    pub(super) fn is_awake(&mut self) {
        self.writer_sleeps_until = None;
    }

    /// Whether the writer is to be woken now; it is woken once.
    pub(super) fn wakes_writer(&mut self) -> bool {
        self.writer_sleeps_until.take_if(|entries| self.waiting.len() >= *entries).is_some()
    }

    /// Whether the writer has something to do at once.
    pub(super) fn has_work(&self, committed: Sequence) -> bool {
        let has_snapshot = self.snapshot.as_ref().is_some_and(|snapshot| snapshot.through <= committed);
        !self.is_suspended() && (!self.waiting.is_empty() || has_snapshot)
    }

    pub(super) fn health(&self) -> super::Health {
        super::Health { rolled_back_to: self.rolled_back, suspended: self.suspended.clone() }
    }

    pub(super) fn amount(&self) -> Backlog {
        self.amount
    }

    /// Whether entries were lost, and the owner has not gone back yet.
    pub(super) fn is_rolled_back(&self) -> bool {
        self.rolled_back.is_some()
    }

    /// The last sequence that was given, and the time that it belongs to.
    pub(super) fn tail(&self) -> (Sequence, Arc<Tenure>) {
        (self.last, Arc::clone(&self.tenure))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleeping_writer_is_woken_once_and_only_when_enough_wait() {
        let mut queue = Queue::new(Epoch::random(), Backlog { entries: 9, bytes: 9 }, Sequence::BEFORE_FIRST);
        let append = |queue: &mut Queue<usize>| {
            queue.push(None, (1, Arc::new(1))).map(drop).unwrap();
            queue.wakes_writer()
        };
        assert!(!append(&mut queue), "it is awake");
        queue.sleeps_until(3);
        assert!(!append(&mut queue));
        assert!(append(&mut queue));
        assert!(!append(&mut queue), "it was woken");
        queue.sleeps_until(9);
        queue.is_awake();
        assert!(!append(&mut queue), "it woke by itself");
    }
}
