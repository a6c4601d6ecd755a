//! The place of an entry in its feed.

use std::fmt;

/// The place of an entry in its feed: 1 for the first, one more for each that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sequence(u64);

impl Sequence {
    /// The position before the first entry: a cursor that stands here has read nothing.
    pub const BEFORE_FIRST: Sequence = Sequence(0);

    /// The most that a store can number: SQLite's integers are signed.
    pub(super) const MAX: Sequence = Sequence(i64::MAX as u64);

    /// The place with this number; `None` past what a store can number.
    pub(super) fn new(number: u64) -> Option<Self> {
        Some(Self(number)).filter(|sequence| *sequence <= Self::MAX)
    }

    /// The number as a store keeps it.
    pub(super) fn as_stored(self) -> i64 {
        self.0.cast_signed()
    }

    /// What [`Sequence::as_stored`] gave; a negative number, which it never gives, counts as 0.
    pub(super) fn from_stored(number: i64) -> Self {
        Self(u64::try_from(number).unwrap_or_default())
    }

    /// The number itself.
    pub fn number(self) -> u64 {
        self.0
    }

    /// The place after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The place `entries` further on.
    #[must_use]
    pub fn plus(self, entries: u64) -> Self {
        Self(self.0 + entries)
    }

    /// The place `entries` earlier, at the earliest the one before the first.
    #[must_use]
    pub fn minus(self, entries: u64) -> Self {
        Self(self.0.saturating_sub(entries))
    }

    /// How many entries lie after `earlier`, up to and with this one; 0 when `earlier` is not earlier.
    pub fn entries_since(self, earlier: Sequence) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl From<Sequence> for u64 {
    fn from(sequence: Sequence) -> Self {
        sequence.0
    }
}

impl From<u64> for Sequence {
    fn from(place: u64) -> Self {
        Self(place)
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}
