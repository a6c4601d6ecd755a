//! Entries in one order, kept; listeners are cursors that read them.
//!
//! Entry point: [`Feed`]. An append gives an entry its [`Sequence`] and wakes the cursors: its cost does not grow with the
//! number of listeners. What must always hold: sequences are dense and start at 1; every cursor sees every entry once, in
//! order, or is told that it fell behind ([`FellBehind`]); a cursor that does not read costs nobody anything.
//!
//! What it deliberately leaves out: what an entry means, and who may read it.

mod cursor;
mod ring;
mod sequence;

use std::sync::Arc;

use parking_lot::RwLock;
use tokio::sync::watch;

pub use cursor::{Cursor, FellBehind};
pub use ring::{Backlog, Kept};
pub use sequence::Sequence;

use ring::Ring;

/// The entries of one session in their order.
///
/// Cloning gives another handle on the same feed.
pub struct Feed<T> {
    shared: Arc<Shared<T>>,
}

struct Shared<T> {
    ring: RwLock<Ring<T>>,
    /// The last sequence that readers may see; cursors sleep on it.
    head: watch::Sender<Sequence>,
}

impl<T: Kept> Feed<T> {
    /// An empty feed that keeps as much as `backlog` allows.
    pub fn new(backlog: Backlog) -> Self {
        let shared = Shared { ring: RwLock::new(Ring::new(backlog)), head: watch::Sender::new(Sequence::BEFORE_FIRST) };
        Self { shared: Arc::new(shared) }
    }

    /// Puts the entry at the end and wakes the cursors.
    pub fn append(&self, entry: T) -> Sequence {
        // The head moves under the ring's lock, so that it never goes backwards.
        let mut ring = self.shared.ring.write();
        let sequence = ring.push(Arc::new(entry));
        self.shared.head.send_replace(sequence);
        sequence
    }

    /// The sequence of the last entry.
    pub fn head(&self) -> Sequence {
        *self.shared.head.borrow()
    }

    /// A cursor whose first entry is the one after `position`.
    pub fn cursor_after(&self, position: Sequence) -> Cursor<T> {
        Cursor::new(self.clone(), position, self.shared.head.subscribe())
    }

    /// Entries and bytes that are kept for cursors at this moment.
    pub fn kept(&self) -> Backlog {
        self.shared.ring.read().kept()
    }

    /// Up to `entries_max` entries after `position`, appended to `batch`.
    fn read_after(&self, position: Sequence, entries_max: usize, batch: &mut Vec<Arc<T>>) -> Result<(), FellBehind> {
        self.shared.ring.read().read_after(position, entries_max, batch)
    }
}

impl<T> Clone for Feed<T> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}
