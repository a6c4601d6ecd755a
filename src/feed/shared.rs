//! What the handles of a feed, its cursors and its writer have in common.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use parking_lot::{Condvar, Mutex, RwLock};
use tokio::sync::watch;

use super::{
    Backlog, Durability, Epoch, FellBehind, Health, Kept, Limits, ReadError, Sequence, StoreFailed, archive::Archive,
    queue::Queue, ring::Ring,
};

/// What the handles of a feed, its cursors and its writer have in common.
pub(super) struct Shared<T> {
    pub(super) epoch: Epoch,
    pub(super) limits: Limits,
    pub(super) ring: RwLock<Ring<T>>,
    /// The last sequence that readers may see; cursors sleep on it. It moves under the ring's lock.
    pub(super) head: watch::Sender<Sequence>,
    /// The store's side; nothing when the feed is in memory only.
    pub(super) log: Option<Log<T>>,
}

/// What a durable feed has beyond one in memory.
pub(super) struct Log<T> {
    pub(super) durability: Durability,
    pub(super) queue: Mutex<Queue<T>>,
    /// Wakes the writer.
    pub(super) wake: Condvar,
    pub(super) health: watch::Sender<Health>,
    pub(super) archive: Arc<Archive<T>>,
    /// True once the writer has ended.
    pub(super) ended: watch::Sender<bool>,
    pub(super) counters: Counters,
}

/// Figures that the writer keeps up to date.
#[derive(Default)]
pub(super) struct Counters {
    /// The last sequence that retention removed from the store.
    pub(super) removed: AtomicU64,
    /// The place of the snapshot in the store.
    pub(super) snapshot_through: AtomicU64,
    /// Whether retention would remove more, were there a later snapshot.
    pub(super) wants_snapshot: AtomicBool,
    pub(super) commits: AtomicU64,
    pub(super) commit_us: AtomicU64,
    pub(super) rollbacks: AtomicU64,
}

/// Figures of a durable feed for status and metrics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogStatus {
    /// What waits for its commit.
    pub waiting: Backlog,
    /// Whether the store works.
    pub health: Health,
    /// The place that the kept snapshot stands for; 0 without one.
    pub snapshot_through: Sequence,
    /// Commits since the start.
    pub commits: u64,
    /// Time that they took together, in microseconds.
    pub commit_us: u64,
    /// Failures after which entries were rolled back, since the start.
    pub rollbacks: u64,
}

impl Counters {
    pub(super) fn set(counter: &AtomicU64, sequence: Sequence) {
        counter.store(sequence.number(), Ordering::Release);
    }

    pub(super) fn get(counter: &AtomicU64) -> Sequence {
        Sequence::BEFORE_FIRST.plus(counter.load(Ordering::Acquire))
    }

    pub(super) fn count(counter: &AtomicU64, more: u64) {
        counter.fetch_add(more, Ordering::Relaxed);
    }
}

impl<T> Log<T> {
    /// Lets nothing more in, and the writer end when everything is kept.
    pub(super) fn close(&self) {
        self.queue.lock().close();
        self.wake.notify_one();
    }

    pub(super) fn status(&self) -> LogStatus {
        let queue = self.queue.lock();
        let counters = &self.counters;
        LogStatus {
            waiting: queue.amount(),
            health: queue.health(),
            snapshot_through: Counters::get(&counters.snapshot_through),
            commits: counters.commits.load(Ordering::Relaxed),
            commit_us: counters.commit_us.load(Ordering::Relaxed),
            rollbacks: counters.rollbacks.load(Ordering::Relaxed),
        }
    }

    /// Tells what waited that it was not kept.
    pub(super) fn answer_all(waiting: impl IntoIterator<Item = super::queue::Waiting<T>>, failed: &StoreFailed) {
        for waiting in waiting {
            // Whoever appended may have gone away.
            let _ = waiting.answer.send(Err(failed.clone()));
        }
    }
}

impl<T: Kept> Shared<T> {
    /// Puts the entry at the end of what readers see, and wakes them.
    pub(super) fn publish(&self, entries: impl IntoIterator<Item = Arc<T>>) {
        let mut ring = self.ring.write();
        let mut head = *self.head.borrow();
        for entry in entries {
            head = ring.push(entry);
        }
        self.head.send_replace(head);
    }

    pub(super) fn head(&self) -> Sequence {
        *self.head.borrow()
    }

    /// The last entry that nobody can read any more.
    pub(super) fn gone(&self) -> Sequence {
        let before = self.ring.read().before();
        self.log.as_ref().map_or(before, |log| Counters::get(&log.counters.removed).min(before))
    }

    /// Up to `entries_max` entries after `position` that are committed now; none if there are none.
    pub(super) async fn read_after(
        &self,
        position: Sequence,
        entries_max: usize,
        batch: &mut Vec<Arc<T>>,
    ) -> Result<(), ReadError> {
        let in_memory = self.ring.read().read_after(position, entries_max, batch);
        let Err(behind) = in_memory else { return Ok(()) };
        let Some(log) = &self.log else { return Err(behind.into()) };
        let removed = Counters::get(&log.counters.removed);
        if position < removed {
            return Err(FellBehind { missed_entries: removed.entries_since(position) }.into());
        }
        // Not past the head: what is committed is shown when it is published.
        let ready = usize::try_from(self.head().entries_since(position)).unwrap_or(usize::MAX);
        let limit = self.limits.store_read;
        let limit = Backlog { entries: limit.entries.min(entries_max).min(ready), ..limit };
        batch.extend(log.archive.read_after(position, limit).await?);
        Ok(())
    }
}
