//! Snapshots, which are due whenever the session says so, and are written at any time after that.

use futures_util::FutureExt;

use super::World;
use crate::hub::snapshots;

impl World {
    /// What the watcher of snapshots does once its runtime gives it a turn.
    pub(super) fn keep_snapshot(&mut self) {
        let Some(due) = self.due.borrow().clone() else { return };
        match due.mark.committed().now_or_never() {
            // Its entries wait for the writer, or for a store that is well again.
            None => return,
            Some(false) => self.happened("had a snapshot to keep and no entries for it"),
            Some(true) => match self.runtime.block_on(snapshots::keep_once_committed(&self.session, &due)) {
                Ok(()) => self.happened("kept a snapshot"),
                // It is tried again, as the next one would stand for this one too.
                Err(_) => return,
            },
        }
        self.due.mark_unchanged();
    }
}
