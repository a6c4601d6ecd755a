//! How long entries are kept: a pure decision over what a store holds.
//!
//! What must always hold: only the oldest go; the newest stays, since it says where the feed goes on; what came after the
//! latest snapshot stays, since a restart folds it. A feed without a snapshot is therefore kept whole, and its owner is asked
//! for one ([`super::Feed::take_snapshot_wish`]).

use super::{Sequence, store::Brief};

/// How much of a feed is kept; whatever exceeds any of the three goes, the oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Retention {
    /// Oldest age, by the time that entries carry.
    pub age_ms: Option<u64>,
    /// Most bytes in the store.
    pub bytes: Option<u64>,
    /// Most entries.
    pub entries: Option<u64>,
}

impl Retention {
    /// Whether anything ever goes.
    pub(super) fn removes(&self) -> bool {
        self.age_ms.is_some() || self.bytes.is_some() || self.entries.is_some()
    }

    /// The last of the `oldest` entries that may go, if any may.
    pub(super) fn removable(
        &self,
        now_unix_ms: u64,
        oldest: &[Brief],
        newest: &Brief,
        snapshot_through: Option<Sequence>,
    ) -> Option<Sequence> {
        let snapshot_through = snapshot_through?;
        let may_go = |entry: &&Brief| entry.sequence <= snapshot_through && entry.sequence < newest.sequence;
        let surplus = oldest.iter().take_while(may_go).take_while(|entry| self.is_surplus(now_unix_ms, entry, newest));
        surplus.last().map(|entry| entry.sequence)
    }

    fn is_surplus(&self, now_unix_ms: u64, entry: &Brief, newest: &Brief) -> bool {
        let age_ms = now_unix_ms.saturating_sub(entry.at_unix_ms);
        let entries = newest.sequence.entries_since(entry.sequence) + 1;
        let bytes = newest.total_bytes.saturating_sub(entry.total_bytes) + entry.bytes;
        self.age_ms.is_some_and(|max| age_ms > max)
            || self.entries.is_some_and(|max| entries > max)
            || self.bytes.is_some_and(|max| bytes > max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Entries 1 to 10, one a second from 1 s on, of 100 bytes each; the clock stands at 10 s.
    fn check(retention: Retention, snapshot_through: Option<u64>, expected: Option<u64>) {
        let briefs: Vec<Brief> = (1..=10)
            .map(|number| Brief {
                sequence: Sequence::BEFORE_FIRST.plus(number),
                at_unix_ms: number * 1_000,
                bytes: 100,
                total_bytes: number * 100,
            })
            .collect();
        let through = snapshot_through.and_then(Sequence::new);
        let found = retention.removable(10_000, &briefs[..8], &briefs[9], through);
        assert_eq!(found.map(Sequence::number), expected, "{retention:?} {snapshot_through:?}");
    }

    #[test]
    fn the_oldest_go_past_each_limit() {
        let nothing = Retention::default();
        check(nothing, Some(10), None);
        check(Retention { entries: Some(10), ..nothing }, Some(10), None);
        check(Retention { entries: Some(9), ..nothing }, Some(10), Some(1));
        check(Retention { bytes: Some(1_000), ..nothing }, Some(10), None);
        check(Retention { bytes: Some(999), ..nothing }, Some(10), Some(1));
        check(Retention { age_ms: Some(9_000), ..nothing }, Some(10), None);
        check(Retention { age_ms: Some(8_999), ..nothing }, Some(10), Some(1));
        check(Retention { entries: Some(9), bytes: Some(700), age_ms: Some(7_500) }, Some(10), Some(3));
    }

    #[test]
    fn what_a_restart_needs_stays() {
        let one = Retention { entries: Some(1), ..Retention::default() };
        check(one, None, None);
        check(one, Some(0), None);
        check(one, Some(4), Some(4));
        check(one, Some(10), Some(8));
        let newest = Brief { sequence: Sequence::BEFORE_FIRST.next(), at_unix_ms: 0, bytes: 9, total_bytes: 9 };
        let none = Retention { entries: Some(0), age_ms: Some(0), bytes: Some(0) };
        assert_eq!(none.removable(99, &[newest], &newest, Some(newest.sequence)), None);
    }
}
