//! What a feed asks of its entries: how large they are, and how they are written into a store and read back.

use std::borrow::Cow;

/// What a feed keeps says how much memory it takes.
pub trait Kept: Send + Sync + 'static {
    /// Bytes that this entry holds in memory.
    fn size_bytes(&self) -> usize;
}

/// An entry that a durable feed can keep. What [`Record::to_row`] gives, [`Record::from_row`] reads back as an equal entry.
///
/// Both are called off the caller's thread: by the feed's writer, and by readers of the store.
pub trait Record: Kept + Sized {
    /// The entry as a row.
    fn to_row(&self) -> Row<'_>;

    /// The entry that a row holds.
    fn from_row(row: Row<'_>) -> Result<Self, NotARecord>;
}

/// An entry as it stands in the store: one row of a table that any SQLite tool can read.
///
/// The feed gives none of the columns a meaning but [`Row::at_unix_ms`], by which it keeps to a retention age.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row<'a> {
    /// When the entry came to be, in milliseconds since 1970-01-01T00:00:00Z.
    pub at_unix_ms: u64,
    /// What it is, for those who search.
    pub kind: Option<Cow<'a, str>>,
    /// Who sent it, for those who search.
    pub sender: Option<Cow<'a, str>>,
    /// The ticket under which it is known.
    pub tracking_id: Option<Cow<'a, str>>,
    /// The document itself, readable; borrowed from the entry, so that writing does not copy it.
    pub body: Option<Cow<'a, str>>,
    /// All else, as JSON.
    pub meta: Cow<'a, str>,
}

/// Bytes that a row takes in a store beside its texts: numbers, headers, its share of the tree.
const ROW_OVERHEAD_BYTES: u64 = 48;

impl Row<'_> {
    /// About how many bytes the row takes in a store; what a retention by size counts.
    pub fn size_bytes(&self) -> u64 {
        let texts = [&self.kind, &self.sender, &self.tracking_id, &self.body];
        let lengths = texts.iter().filter_map(|text| text.as_ref()).map(|text| text.len() as u64);
        ROW_OVERHEAD_BYTES + self.meta.len() as u64 + lengths.sum::<u64>()
    }
}

/// The row is not one that an entry was written as.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotARecord(pub String);

/// Entries that are numbers, for the tests of this room.
#[cfg(test)]
mod numbers {
    use super::*;

    impl Kept for usize {
        fn size_bytes(&self) -> usize {
            *self
        }
    }

    impl Record for usize {
        fn to_row(&self) -> Row<'_> {
            Row { at_unix_ms: *self as u64, body: Some(format!("<n>{self}</n>").into()), ..Row::default() }
        }

        fn from_row(row: Row<'_>) -> Result<Self, NotARecord> {
            let body = row.body.ok_or_else(|| NotARecord("there is no body".to_owned()))?;
            let digits = body.strip_prefix("<n>").and_then(|rest| rest.strip_suffix("</n>"));
            digits.and_then(|digits| digits.parse().ok()).ok_or_else(|| NotARecord(format!("not a number: {body}")))
        }
    }
}
