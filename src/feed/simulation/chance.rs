//! What a seed decides: the course of a history, and the settings of its feed.

use super::super::{Backlog, Durability, Limits, Retention, Settings};

/// A small generator (SplitMix64), so that a history is its seed and nothing else.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// A number below the limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap()
    }
}

/// Small limits, so that a short history meets all of them.
pub(crate) fn settings(chance: &mut Chance) -> Settings {
    let entries = |entries| Backlog { entries, bytes: usize::MAX / 2 };
    let limits = Limits {
        backlog: entries(5),
        waiting: entries(12),
        group: entries(4),
        store_read: entries(3),
        probe_first_ms: 100,
        probe_max_ms: 400,
        retention_interval_ms: 1_000,
        retention_chunk_entries: 3,
        ..Limits::default()
    };
    let durability = [Durability::Sync, Durability::Async][chance.below(2)];
    let retention = Retention { entries: [None, Some(20)][chance.below(2)], ..Retention::default() };
    Settings { durability, retention, limits }
}
