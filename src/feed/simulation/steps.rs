//! The writer of a feed, driven by whoever simulates more than a feed.

use std::sync::Arc;

use parking_lot::Mutex;

use super::{Disk, SimulatedStore};
use crate::feed::{
    Feed, Record, Settings,
    shared::Shared,
    writer::{Moment, Next, Writer},
};

/// The writer of a feed, driven step by step on a clock of its own.
pub(crate) struct Steps<T> {
    shared: Arc<Shared<T>>,
    writer: Writer<T>,
}

impl<T: Record> Steps<T> {
    /// A feed on this disk, and its writer.
    pub(crate) fn open(disk: &Arc<Mutex<Disk>>, settings: &Settings) -> (Feed<T>, Self) {
        let (feed, writer) = Feed::with_writer(Box::new(SimulatedStore::open(disk)), settings);
        let shared = Arc::clone(&feed.owner.shared);
        (feed, Self { shared, writer })
    }

    /// Does what is due; false once the feed is closed and everything is kept.
    pub(crate) fn step(&mut self, elapsed_ms: u64) -> bool {
        let log = self.shared.log.as_ref().expect("it has a store");
        self.writer.step(log, Moment { elapsed_ms, unix_ms: elapsed_ms }) != Next::End
    }

    /// Failures after which entries were rolled back.
    pub(crate) fn rollbacks(&self) -> u64 {
        self.shared.log.as_ref().map_or(0, |log| log.status().rollbacks)
    }
}
