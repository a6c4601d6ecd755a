//! The thread that writes the log.
//!
//! What must always hold: lines are written in the order of the queue, each bound to the one before; while the disk fails,
//! what was taken is tried again and nothing is written twice; records that were lost are told of in the log itself, where
//! they are missing.

use std::{
    io,
    sync::{
        Arc,
        atomic::Ordering,
        mpsc::{Receiver, RecvTimeoutError, SyncSender},
    },
    thread,
    time::Duration,
};

use parking_lot::Mutex;

use super::{
    action::Action,
    chain::Link,
    queue::{Counts, Job},
    record::Record,
    repeats::Repeats,
};
use crate::clock::now;

/// How often counts of repeated refusals are looked at, where nothing else is to be written.
const LOOK: Duration = Duration::from_millis(500);
/// How long to wait after the disk failed.
const RETRY: Duration = Duration::from_millis(200);
/// Lines that are written at once.
const BATCH_MAX: usize = 256;

/// Where lines go.
pub(super) trait Target: Send + 'static {
    /// The end of what stands there.
    fn link(&self) -> Link;

    /// Adds whole lines, each with its line break; `link` is their end, and `first` the number of the first. All of them
    /// stand there afterwards, or none.
    fn append(&mut self, lines: &[u8], first: u64, link: Link) -> io::Result<()>;
}

/// The thread that writes the log.
pub(super) struct Writer<T> {
    target: T,
    jobs: Receiver<Job>,
    repeats: Arc<Mutex<Repeats>>,
    counts: Arc<Counts>,
}

impl<T: Target> Writer<T> {
    pub(super) fn new(target: T, jobs: Receiver<Job>, repeats: Arc<Mutex<Repeats>>, counts: Arc<Counts>) -> Self {
        Self { target, jobs, repeats, counts }
    }

    /// Writes until the queue is closed.
    pub(super) fn run(mut self) {
        loop {
            let (mut batch, mut closing) = (Vec::new(), None::<SyncSender<()>>);
            match self.jobs.recv_timeout(LOOK) {
                Ok(Job::Write(record)) => batch.push(*record),
                Ok(Job::Close(done)) => closing = Some(done),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            while closing.is_none() && batch.len() < BATCH_MAX {
                match self.jobs.try_recv() {
                    Ok(Job::Write(record)) => batch.push(*record),
                    Ok(Job::Close(done)) => closing = Some(done),
                    Err(_) => break,
                }
            }
            batch.extend(self.repeats.lock().due(now(), closing.is_some()));
            // They found no room behind what was taken here.
            let lost = self.counts.lost.swap(0, Ordering::Relaxed);
            if lost > 0 {
                batch.push(Record::new(Action::RecordsLost).lost(lost));
            }
            self.write(&batch);
            if closing.is_some() {
                // Whoever is told that the log is closed may open it again at once.
                drop(self.target);
                return drop(closing);
            }
        }
    }

    /// Writes the records, however often that has to be tried; gives up when the server ends.
    fn write(&mut self, batch: &[Record]) {
        if batch.is_empty() {
            return;
        }
        let first = self.target.link().sequence + 1;
        let (mut lines, mut link) = (Vec::new(), self.target.link());
        for record in batch {
            let line = record.line(&link);
            link = Link::after(&line, link.sequence + 1);
            lines.extend_from_slice(&line);
            lines.push(b'\n');
        }
        while let Err(error) = self.target.append(&lines, first, link.clone()) {
            if !self.counts.is_failing.swap(true, Ordering::Relaxed) {
                tracing::error!(%error, "the audit log cannot be written; records wait, and are lost when too many do");
            }
            if self.counts.is_closing.load(Ordering::Relaxed) {
                let lost = batch.iter().filter(|record| !record.tells_of_loss()).count();
                self.counts.lose(lost as u64);
                tracing::error!(%error, lost, "the audit log is not whole: the last records are lost");
                return;
            }
            thread::sleep(RETRY);
        }
        self.counts.written.fetch_add(batch.len() as u64, Ordering::Relaxed);
        if self.counts.is_failing.swap(false, Ordering::Relaxed) {
            tracing::info!("the audit log is written again");
        }
    }
}
