//! The last changes of a document, and what an editor has not seen of them.
//!
//! What must always hold: memory is bounded in changes and bytes; an editor whose view is older than what is kept is told
//! so, never guessed at.

use std::collections::VecDeque;

use super::{Change, ConnectionId, Version};

/// How much is remembered for editors that are behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RecentLimit {
    /// Changes.
    pub(crate) changes: usize,
    /// Bytes that they hold.
    pub(crate) bytes: usize,
}

/// A change that was made.
#[derive(Debug, Clone)]
struct Made {
    version: Version,
    author: Option<ConnectionId>,
    change: Change,
}

/// The last changes of a document.
pub(super) struct Recent {
    limit: RecentLimit,
    changes: VecDeque<Made>,
    bytes: usize,
    /// The last version whose change is forgotten.
    forgotten: Version,
}

impl Recent {
    /// Remembers nothing of what came before `version`.
    pub(super) fn after(version: Version, limit: RecentLimit) -> Self {
        Self { limit, changes: VecDeque::new(), bytes: 0, forgotten: version }
    }

    pub(super) fn push(&mut self, version: Version, author: Option<ConnectionId>, change: Change) {
        self.bytes += change.size_bytes();
        self.changes.push_back(Made { version, author, change });
        while self.changes.len() > self.limit.changes || self.bytes > self.limit.bytes {
            let Some(made) = self.changes.pop_front() else { break };
            self.bytes -= made.change.size_bytes();
            self.forgotten = made.version;
        }
    }

    /// The last version whose change is forgotten: the oldest view that can still be brought up to date.
    pub(super) fn forgotten(&self) -> Version {
        self.forgotten
    }

    /// What others than `own` changed after `version`, in order.
    fn of_others(&self, own: ConnectionId, version: Version) -> impl Iterator<Item = (Version, Change)> {
        let first = self.changes.partition_point(|made| made.version <= version);
        let later = self.changes.range(first..).filter(move |made| made.author != Some(own));
        later.map(|made| (made.version, made.change.clone()))
    }
}

/// What leads from the text that one editor sees, its own changes included, to the text of the document.
///
/// An editor need not wait for the answer to one edit before it sends the next: whatever it sends, it made on top of its
/// own edits before.
#[derive(Debug, Default)]
pub(super) struct Bridge {
    /// The version that the editor named last.
    base: Version,
    /// How far the changes of others are in `others`, or seen.
    through: Version,
    /// Changes of others that the editor has not seen, as they are made after its own.
    pub(super) others: VecDeque<(Version, Change)>,
}

/// Why an editor's view cannot be brought up to date.
pub(super) struct TooOld;

impl Bridge {
    /// Leads from what the editor sees when it names `base` to the present of the document.
    pub(super) fn reach(&mut self, own: ConnectionId, base: Version, recent: &Recent) -> Result<(), TooOld> {
        let through = self.through.max(base);
        if base < self.base || through < recent.forgotten() || self.others.len() > recent.limit.changes {
            return Err(TooOld);
        }
        self.base = base;
        while self.others.front().is_some_and(|(version, _)| *version <= base) {
            self.others.pop_front();
        }
        self.others.extend(recent.of_others(own, through));
        self.through = self.others.back().map_or(through, |(version, _)| through.max(*version));
        Ok(())
    }

    /// How long the text is that the editor sees, when the document's has `length`.
    pub(super) fn length_seen(&self, length: usize) -> usize {
        self.others.iter().rev().fold(length, |length, (_, change)| change.length_before(length))
    }

    /// The editor's change as it has to be made in the document, and what the others' changes are once it has made it.
    pub(super) fn crossed(&self, change: Change) -> (Change, VecDeque<(Version, Change)>) {
        let mut others = self.others.clone();
        let crossed = others.iter_mut().fold(change, |own, (_, other)| {
            let crossed = own.later_than(other);
            *other = other.earlier_than(&own);
            crossed
        });
        (crossed, others)
    }

    /// The editor set the whole text: it sees what the document has.
    pub(super) fn level(&mut self, version: Version) {
        self.others.clear();
        self.through = version;
    }
}
