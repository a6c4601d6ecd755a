//! The way from whoever records to the thread that writes.
//!
//! What must always hold: putting never waits for the disk; what finds no room is counted as lost.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{self, SyncSender, TrySendError},
    },
    thread,
    time::Duration,
};

use parking_lot::Mutex;

use super::{
    AuditStatus,
    record::Record,
    repeats::Repeats,
    writer::{Target, Writer},
};
use crate::clock::now;

/// What goes to the thread.
pub(super) enum Job {
    /// To be written.
    Write(Box<Record>),
    /// Everything that came before is to be written, and nothing comes any more; the sender is dropped when it is.
    Close(SyncSender<()>),
}

/// What the thread and those who record both know.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) written: AtomicU64,
    /// Lost and not told of in the log yet.
    pub(super) lost: AtomicU64,
    /// Lost since the start.
    pub(super) lost_in_all: AtomicU64,
    pub(super) is_failing: AtomicBool,
    pub(super) is_closing: AtomicBool,
}

impl Counts {
    pub(super) fn lose(&self, records: u64) {
        self.lost.fetch_add(records, Ordering::Relaxed);
        self.lost_in_all.fetch_add(records, Ordering::Relaxed);
    }
}

/// The way to the thread that writes.
pub(super) struct Queue {
    jobs: SyncSender<Job>,
    repeats: Arc<Mutex<Repeats>>,
    counts: Arc<Counts>,
}

impl Queue {
    /// Starts the thread. At most `waiting_max` records wait for it.
    pub(super) fn start(target: impl Target, waiting_max: usize) -> io::Result<Self> {
        let (jobs, received) = mpsc::sync_channel(waiting_max);
        let (repeats, counts) = (Arc::<Mutex<Repeats>>::default(), Arc::<Counts>::default());
        let writer = Writer::new(target, received, Arc::clone(&repeats), Arc::clone(&counts));
        thread::Builder::new().name("audit".to_owned()).spawn(move || writer.run())?;
        Ok(Self { jobs, repeats, counts })
    }

    /// Puts a record into the queue.
    pub(super) fn put(&self, record: Record) {
        let Some(record) = self.repeats.lock().admit(record, now()) else { return };
        if let Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) =
            self.jobs.try_send(Job::Write(Box::new(record)))
        {
            self.counts.lose(1);
        }
    }

    pub(super) fn status(&self) -> AuditStatus {
        AuditStatus {
            written: self.counts.written.load(Ordering::Relaxed),
            lost: self.counts.lost_in_all.load(Ordering::Relaxed),
            is_failing: self.counts.is_failing.load(Ordering::Relaxed),
        }
    }

    /// Has everything written, waits for that up to a limit, and takes nothing more.
    pub(super) fn close(&self, limit: Duration) {
        self.counts.is_closing.store(true, Ordering::Relaxed);
        let (closing, closed) = mpsc::sync_channel(1);
        // A full queue belongs to a disk that does not write; there the limit is waited for in vain anyway.
        let is_sent = self.jobs.try_send(Job::Close(closing)).is_ok();
        let is_over = is_sent && closed.recv_timeout(limit) != Err(mpsc::RecvTimeoutError::Timeout);
        if !is_over {
            tracing::error!("the audit log is not whole: the server ended before the last records were written");
        }
    }
}
