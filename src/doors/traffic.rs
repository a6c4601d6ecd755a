//! What a door's WebSockets carried since the start of the server.

use std::sync::atomic::{AtomicU64, Ordering};

/// Messages that came and went.
#[derive(Debug, Default)]
pub(super) struct Traffic {
    received: AtomicU64,
    sent: AtomicU64,
}

impl Traffic {
    /// So many more came.
    pub(super) fn receive(&self, more: u64) {
        self.received.fetch_add(more, Ordering::Relaxed);
    }

    /// So many more went out.
    pub(super) fn send(&self, more: u64) {
        self.sent.fetch_add(more, Ordering::Relaxed);
    }

    /// How many came.
    pub(super) fn received(&self) -> u64 {
        self.received.load(Ordering::Relaxed)
    }

    /// How many went out.
    pub(super) fn sent(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }
}
