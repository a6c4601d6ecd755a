//! How a run ends, by a crash or in order, and how the next one begins.

use futures_util::FutureExt;

use super::{World, opening::open};
use crate::feed::{self, Durability, Health, simulation::Crash};

impl World {
    pub(super) fn crash(&mut self) {
        let crash = [Crash::Kill, Crash::Power][self.chance.below(2)];
        let chance = &mut self.chance;
        let appeared = self.disk.lock().crash(crash, &mut |limit| chance.below(limit));
        for body in appeared.iter().filter_map(|row| row.body.as_deref()) {
            // It was refused, and is kept after all: nobody was told that it is.
            self.refused.retain(|refused| refused != body);
            assert!(self.acknowledged.0.iter().all(|acknowledged| acknowledged != body));
        }
        self.happened("crashed");
        self.restart(crash == Crash::Power && self.settings.feeds.durability == Durability::Async);
    }

    /// An end in order.
    pub(super) fn close(&mut self) {
        if self.session.feed().health().borrow().clone() != Health::default() || self.disk.lock().is_full {
            return;
        }
        // A last snapshot is left out: others are taken at any time, also just before this.
        let feed = self.session.feed().clone();
        let mut closing = Box::pin(async move { feed.close().await });
        assert!(closing.as_mut().now_or_never().is_none());
        while self.write_once() {}
        self.check();
        let appeared = self.disk.lock().crash(Crash::Kill, &mut |_| 1);
        assert!(appeared.is_empty());
        self.happened("closed");
        self.restart(false);
    }

    fn restart(&mut self, may_lose: bool) {
        // Whoever waited hears nothing any more, and every connection is gone.
        self.asked.lock().clear();
        self.left.extend(self.ears.drain(..).map(|ear| (ear.client.clone(), ear.address())));
        let kept = self.disk.lock().contents().entries.keys().next_back().copied();
        (self.session, self.steps) = open(&self.disk, &self.settings, &self.clock);
        self.due = self.session.snapshots_due();
        let epoch = self.session.address().epoch;
        assert!(epoch == self.epoch || may_lose, "the epoch changes only when something may be lost");
        if epoch != self.epoch {
            self.happened("lost entries that were not synced");
            self.truth.cut(kept.unwrap_or(feed::Sequence::BEFORE_FIRST));
            self.acknowledged = Default::default();
            self.epoch = epoch;
        }
        self.check();
        self.check_fold();
        self.is_deleted |= self.session.read(|session| session.is_deleted());
    }
}
