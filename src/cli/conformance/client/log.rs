//! The record while it is written: several write it, and the course waits for what comes.

use std::time::{Duration, Instant};

use parking_lot::Mutex;
use tokio::{sync::watch, time::timeout};

use super::record::{Event, Record, What};
use crate::cli::conformance::transcript::Line;

/// How many events a run keeps; what comes after is passed over.
const EVENTS_MAX: usize = 200_000;

/// Written by the doors that the client sees, read by the course.
#[derive(Debug)]
pub(super) struct Log {
    begin: Instant,
    record: Mutex<Record>,
    written: watch::Sender<usize>,
}

impl Log {
    pub(super) fn begin() -> Self {
        Self { begin: Instant::now(), record: Mutex::default(), written: watch::Sender::new(0) }
    }

    /// Writes what happened, as `who` said it.
    pub(super) fn add(&self, what: What, who: &str, text: &str) {
        let mut record = self.record.lock();
        if record.events.len() >= EVENTS_MAX {
            return;
        }
        let at = self.begin.elapsed();
        let line = Line::new(u64::try_from(at.as_micros()).unwrap_or(u64::MAX), who, text);
        record.events.push(Event { at, what, line });
        self.written.send_replace(record.events.len());
    }

    /// Looks at what was written so far.
    pub(super) fn read<T>(&self, look: impl FnOnce(&Record) -> T) -> T {
        look(&self.record.lock())
    }

    /// Waits until what was written shows what is looked for, for this long at most.
    pub(super) async fn until<T>(&self, limit: Duration, look: impl Fn(&Record) -> Option<T>) -> Option<T> {
        let mut written = self.written.subscribe();
        let seen = async {
            loop {
                written.borrow_and_update();
                if let Some(found) = self.read(&look) {
                    return Some(found);
                }
                written.changed().await.ok()?;
            }
        };
        timeout(limit, seen).await.ok().flatten()
    }

    /// Everything that was written, for clients that may take this long to act on what they are told; nothing is left.
    pub(super) fn taken(&self, grace: Duration) -> Record {
        Record { grace, ..std::mem::take(&mut self.record.lock()) }
    }
}
