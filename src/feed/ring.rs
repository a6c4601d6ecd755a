//! The latest entries, in memory, up to a limit of entries and of bytes.

use std::{collections::VecDeque, sync::Arc};

use super::{Backlog, FellBehind, Kept, Sequence};

/// The latest entries of a feed. The newest entry is always kept, however large.
pub(super) struct Ring<T> {
    entries: VecDeque<Arc<T>>,
    /// Sequence of the last entry that was let go.
    before: Sequence,
    bytes: usize,
    limit: Backlog,
}

impl<T: Kept> Ring<T> {
    /// An empty ring, whose first entry will be the one after `before`.
    pub(super) fn new(limit: Backlog, before: Sequence) -> Self {
        Self { entries: VecDeque::new(), before, bytes: 0, limit }
    }

    /// Takes the entry and lets the oldest go until the limit holds again.
    pub(super) fn push(&mut self, entry: Arc<T>) -> Sequence {
        self.bytes += entry.size_bytes();
        self.entries.push_back(entry);
        while self.entries.len() > 1 && (self.entries.len() > self.limit.entries || self.bytes > self.limit.bytes) {
            if let Some(oldest) = self.entries.pop_front() {
                self.bytes -= oldest.size_bytes();
                self.before = self.before.next();
            }
        }
        self.before.plus(self.entries.len() as u64)
    }

    /// The entries after a position, within the limit, at least one if there is one: who takes them holds them, also when
    /// they are let go here.
    pub(super) fn read_after(
        &self,
        position: Sequence,
        limit: Backlog,
        batch: &mut Vec<Arc<T>>,
    ) -> Result<(), FellBehind> {
        if position < self.before {
            return Err(FellBehind { missed_entries: self.before.entries_since(position) });
        }
        let read = usize::try_from(position.entries_since(self.before)).unwrap_or(usize::MAX);
        let mut bytes = 0;
        let fits = |entry: &&Arc<T>| {
            let is_first = bytes == 0;
            bytes += entry.size_bytes().max(1);
            is_first || bytes <= limit.bytes
        };
        batch.extend(self.entries.range(read..).take(limit.entries).take_while(fits).cloned());
        Ok(())
    }

    /// The last sequence that was let go.
    pub(super) fn before(&self) -> Sequence {
        self.before
    }

    pub(super) fn kept(&self) -> Backlog {
        Backlog { entries: self.entries.len(), bytes: self.bytes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(limit_entries: usize, limit_bytes: usize, sizes: &[usize]) -> Ring<usize> {
        let mut ring = Ring::new(Backlog { entries: limit_entries, bytes: limit_bytes }, Sequence::BEFORE_FIRST);
        for (index, &size) in sizes.iter().enumerate() {
            assert_eq!(ring.push(Arc::new(size)), Sequence::BEFORE_FIRST.plus(index as u64 + 1));
        }
        ring
    }

    fn read(ring: &Ring<usize>, position: u64, entries_max: usize) -> Result<Vec<usize>, u64> {
        read_up_to(ring, position, Backlog { entries: entries_max, bytes: 1_000 })
    }

    fn read_up_to(ring: &Ring<usize>, position: u64, limit: Backlog) -> Result<Vec<usize>, u64> {
        let mut batch = Vec::new();
        ring.read_after(Sequence::BEFORE_FIRST.plus(position), limit, &mut batch)
            .map(|()| batch.iter().map(|entry| **entry).collect())
            .map_err(|behind| behind.missed_entries)
    }

    #[test]
    fn keeps_up_to_its_limits_and_not_one_more() {
        let check = |entries, bytes, sizes: &[usize], kept: (usize, usize)| {
            let ring = ring(entries, bytes, sizes);
            assert_eq!(ring.kept(), Backlog { entries: kept.0, bytes: kept.1 }, "{entries} {bytes} {sizes:?}");
        };
        check(3, 100, &[1, 1, 1], (3, 3));
        check(3, 100, &[1, 1, 1, 1], (3, 3));
        check(9, 10, &[5, 5], (2, 10));
        check(9, 10, &[5, 5, 1], (2, 6));
        check(9, 10, &[5, 50], (1, 50));
    }

    #[test]
    fn reads_from_a_position_or_says_how_many_are_gone() {
        let ring = ring(3, 100, &[10, 11, 12, 13, 14]);
        assert_eq!(read(&ring, 2, 9), Ok(vec![12, 13, 14]));
        assert_eq!(read(&ring, 3, 1), Ok(vec![13]));
        assert_eq!(read(&ring, 5, 9), Ok(vec![]));
        assert_eq!(read(&ring, 1, 9), Err(1));
        assert_eq!(read(&ring, 0, 9), Err(2));
    }
    #[test]
    fn a_read_takes_up_to_its_bytes_and_not_one_more_yet_always_one_entry() {
        let ring = ring(9, 1_000, &[10, 11, 12]);
        let check = |position, bytes, expected: &[usize]| {
            assert_eq!(read_up_to(&ring, position, Backlog { entries: 9, bytes }).unwrap(), expected, "{bytes}");
        };
        check(0, 33, &[10, 11, 12]);
        check(0, 32, &[10, 11]);
        check(0, 20, &[10]);
        check(0, 1, &[10]);
        check(2, 1, &[12]);
    }
}
