//! Writes what waits: takes all of it, commits once, shows it to the cursors, answers whoever waits.
//!
//! One thread a feed: feeds commit side by side, none waits for the disk on behalf of another, and a feed whose store fails
//! stands alone. What must always hold: nothing is shown or answered before its commit; when a commit fails, everything
//! that waits fails with it, and the feed stands where the last commit left it.

use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use super::{
    Record, Retention, Row, Sequence, StoreFailed,
    queue::Waiting,
    shared::{Counters, Log, Shared},
    store::{Extent, Store, StoreError},
};

/// The time as the writer sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Moment {
    /// Milliseconds since the writer began; never goes back.
    pub(super) elapsed_ms: u64,
    /// Milliseconds since 1970-01-01T00:00:00Z, which entries carry too.
    pub(super) unix_ms: u64,
}

/// What the writer does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// There may be more to do.
    Again,
    /// Sleeps until it is woken, or until then.
    Sleep {
        /// In milliseconds since the writer began.
        until_ms: Option<u64>,
    },
    /// The feed is closed, and everything is kept.
    End,
}

/// What became of entries that need not be kept.
enum Surplus {
    /// There are none.
    Nothing,
    /// Those up to here are gone; there may be more.
    Removed(Sequence),
    /// There are some that no snapshot stands for yet.
    NeedsSnapshot,
}

/// Writes what waits for one feed.
pub(super) struct Writer<T> {
    shared: Arc<Shared<T>>,
    store: Box<dyn Store>,
    retention: Retention,
    /// What is being committed; kept for its capacity.
    group: Vec<Waiting<T>>,
    probe_at_ms: u64,
    probe_pause_ms: u64,
    retain_at_ms: u64,
}

impl<T: Record> Writer<T> {
    pub(super) fn new(shared: Arc<Shared<T>>, store: Box<dyn Store>, retention: Retention) -> Self {
        let probe_pause_ms = shared.limits.probe_first_ms;
        Self { shared, store, retention, group: Vec::new(), probe_at_ms: 0, probe_pause_ms, retain_at_ms: 0 }
    }

    /// Does what is due. Under load, too, snapshots are kept and old entries removed between two commits.
    pub(super) fn step(&mut self, log: &Log<T>, now: Moment) -> Next {
        if log.queue.lock().is_suspended() {
            return self.recover(log, now);
        }
        log.queue.lock().take_group(self.shared.limits.group, &mut self.group);
        let mut is_busy = !self.group.is_empty();
        if is_busy {
            self.commit(log, now);
            if log.queue.lock().is_suspended() {
                return Next::Again;
            }
        }
        let snapshot = log.queue.lock().take_snapshot(self.committed());
        if let Some(snapshot) = snapshot {
            is_busy = true;
            // What retention waited for may be here.
            self.retain_at_ms = now.elapsed_ms;
            let kept = self.store.put_snapshot(&snapshot);
            self.note(
                "keep a snapshot",
                kept.map(|()| Counters::set(&log.counters.snapshot_through, snapshot.through)),
            );
        }
        if !is_busy && log.queue.lock().is_closed() {
            return self.end();
        }
        let next = self.retain(log, now);
        if is_busy { Next::Again } else { next }
    }

    /// The last entry that is kept.
    pub(super) fn committed(&self) -> Sequence {
        self.store.extent().head
    }

    fn commit(&mut self, log: &Log<T>, now: Moment) {
        let begin = Instant::now();
        let rows: Vec<Row<'_>> = self.group.iter().map(|waiting| waiting.entry.to_row()).collect();
        let result = self.store.append(&rows);
        drop(rows);
        match result {
            Ok(()) => {
                Counters::count(&log.counters.commits, 1);
                Counters::count(
                    &log.counters.commit_us,
                    u64::try_from(begin.elapsed().as_micros()).unwrap_or(u64::MAX),
                );
                self.shared.publish(self.group.iter().map(|waiting| Arc::clone(&waiting.entry)));
                let mut queue = log.queue.lock();
                self.group.iter().for_each(|waiting| queue.committed(waiting.size_bytes));
                drop(queue);
                for waiting in self.group.drain(..) {
                    // Whoever appended may have gone away.
                    let _ = waiting.answer.send(Ok(()));
                }
            }
            Err(error) => self.roll_back(log, now, &error),
        }
    }

    fn roll_back(&mut self, log: &Log<T>, now: Moment, error: &StoreError) {
        let failed = StoreFailed { reason: error.to_string().into() };
        tracing::error!(reason = %failed.reason, kept_through = %self.committed(), "store failed; publishing is suspended");
        Counters::count(&log.counters.rollbacks, 1);
        self.probe_pause_ms = self.shared.limits.probe_first_ms;
        self.probe_at_ms = now.elapsed_ms + self.probe_pause_ms;
        let mut queue = log.queue.lock();
        let waiting = queue.roll_back(self.committed(), failed.clone());
        log.health.send_replace(queue.health());
        drop(queue);
        Log::answer_all(self.group.drain(..), &failed);
        Log::answer_all(waiting, &failed);
    }

    fn recover(&mut self, log: &Log<T>, now: Moment) -> Next {
        if log.queue.lock().is_closed() {
            return self.end();
        }
        if now.elapsed_ms < self.probe_at_ms {
            return Next::Sleep { until_ms: Some(self.probe_at_ms) };
        }
        match self.store.probe() {
            Ok(()) => {
                tracing::info!("store recovered; publishing goes on");
                let mut queue = log.queue.lock();
                queue.recover();
                log.health.send_replace(queue.health());
            }
            Err(error) => {
                tracing::debug!(%error, "store has not recovered");
                self.probe_pause_ms = self.probe_pause_ms.saturating_mul(2).min(self.shared.limits.probe_max_ms);
                self.probe_at_ms = now.elapsed_ms + self.probe_pause_ms;
            }
        }
        Next::Again
    }

    /// Removes what need not be kept, a little at a time.
    fn retain(&mut self, log: &Log<T>, now: Moment) -> Next {
        if !self.retention.removes() {
            return Next::Sleep { until_ms: None };
        }
        if now.elapsed_ms < self.retain_at_ms {
            return Next::Sleep { until_ms: Some(self.retain_at_ms) };
        }
        match self.remove_surplus(now) {
            Ok(Surplus::Removed(through)) => {
                Counters::set(&log.counters.removed, through);
                return Next::Again;
            }
            Ok(Surplus::NeedsSnapshot) => log.counters.wants_snapshot.store(true, Ordering::Relaxed),
            Ok(Surplus::Nothing) => {}
            error @ Err(_) => self.note("remove old entries", error.map(|_| ())),
        }
        self.retain_at_ms = now.elapsed_ms + self.shared.limits.retention_interval_ms;
        Next::Again
    }

    fn remove_surplus(&mut self, now: Moment) -> Result<Surplus, StoreError> {
        let Extent { head, snapshot_through, .. } = self.store.extent();
        let (oldest, newest) = self.store.briefs(self.shared.limits.retention_chunk_entries)?;
        let removable = |snapshot_through| {
            newest.and_then(|newest| self.retention.removable(now.unix_ms, &oldest, &newest, snapshot_through))
        };
        if let Some(through) = removable(snapshot_through) {
            self.store.truncate(through)?;
            return Ok(Surplus::Removed(through));
        }
        Ok(if removable(Some(head)).is_some() { Surplus::NeedsSnapshot } else { Surplus::Nothing })
    }

    fn end(&mut self) -> Next {
        let closed = self.store.close();
        self.note("close", closed);
        Next::End
    }

    /// What may fail without harm to an entry is reported, and tried again at its next occasion.
    fn note(&self, what: &str, result: Result<(), StoreError>) {
        if let Err(error) = result {
            tracing::warn!(%error, what, "store failed");
        }
    }

    /// Writes until the feed is closed.
    pub(super) fn run(mut self) {
        let shared = Arc::clone(&self.shared);
        let Some(log) = &shared.log else { return };
        let _end = Ending { log };
        let begin = Instant::now();
        loop {
            let elapsed_ms = u64::try_from(begin.elapsed().as_millis()).unwrap_or(u64::MAX);
            let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            let unix_ms = u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX);
            match self.step(log, Moment { elapsed_ms, unix_ms }) {
                Next::Again => {}
                Next::Sleep { until_ms } => {
                    let pause = until_ms.map(|until| Duration::from_millis(until.saturating_sub(elapsed_ms)));
                    sleep(log, self.committed(), pause);
                }
                Next::End => return,
            }
        }
    }
}

/// Sleeps until there is something to do. What came in since the writer looked keeps it awake.
fn sleep<T>(log: &Log<T>, committed: Sequence, pause: Option<Duration>) {
    let mut queue = log.queue.lock();
    if queue.has_work(committed) || queue.is_closed() {
        return;
    }
    queue.is_writer_asleep = true;
    match pause {
        Some(pause) => {
            log.wake.wait_for(&mut queue, pause);
        }
        None => log.wake.wait(&mut queue),
    }
    queue.is_writer_asleep = false;
}

/// However the writer ends, nobody waits for it any longer.
struct Ending<'a, T> {
    log: &'a Log<T>,
}

impl<T> Drop for Ending<'_, T> {
    fn drop(&mut self) {
        let waiting = self.log.queue.lock().abandon();
        Log::answer_all(waiting, &StoreFailed { reason: "its writer ended".into() });
        self.log.ended.send_replace(true);
    }
}
