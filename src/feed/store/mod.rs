//! What keeps a feed's entries beyond the process.
//!
//! Entry points: [`Store`] (one writer) and [`Reader`] (many, beside it). What must always hold: an append is kept wholly or
//! not at all; what a reader sees was committed; the kept entries are dense. SQLite keeps them by default
//! ([`SqliteStore`]); another log can take its place behind the same traits.

mod checkpoints;
mod continuity;
mod error;
mod sqlite;
mod sqlite_reader;
mod watermark;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use bytes::Bytes;

use super::{Backlog, Epoch, Row, Sequence};

pub use error::StoreError;
pub use sqlite::SqliteStore;

#[cfg(test)]
pub(super) use continuity::{LastRun, continues};

/// What the owner of a feed needs so that it must not fold all entries again: opaque bytes, and the place they stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The last entry whose effect is in the bytes.
    pub through: Sequence,
    /// The bytes, in parts that the owner names.
    pub parts: BTreeMap<String, Bytes>,
}

/// The entries that a store holds: those after `before`, up to and with `head`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// The last entry that retention removed.
    pub before: Sequence,
    /// The last entry.
    pub head: Sequence,
    /// The place that the kept snapshot stands for.
    pub snapshot_through: Option<Sequence>,
}

/// What retention must know of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brief {
    /// Its place.
    pub sequence: Sequence,
    /// When it came to be.
    pub at_unix_ms: u64,
    /// Bytes that it takes.
    pub bytes: u64,
    /// Bytes of all entries ever, up to and with this one.
    pub total_bytes: u64,
}

/// Keeps the entries of one feed. Called by one thread at a time, and may block it.
pub trait Store: Send + 'static {
    /// The life of the feed that this store continues.
    fn epoch(&self) -> Epoch;

    /// What is kept.
    fn extent(&self) -> Extent;

    /// Keeps the rows after the head: all of them when it succeeds, none as far as a reader can see when it fails.
    fn append(&mut self, rows: &[Row<'_>]) -> Result<(), StoreError>;

    /// Keeps the snapshot in place of the one before.
    fn put_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), StoreError>;

    /// The oldest entries, up to `entries_max`, and the newest.
    fn briefs(&mut self, entries_max: usize) -> Result<(Vec<Brief>, Option<Brief>), StoreError>;

    /// Removes the entries up to and with `through`.
    fn truncate(&mut self, through: Sequence) -> Result<(), StoreError>;

    /// Tries to write after a failure, and removes what a failed append may have left after the head.
    fn probe(&mut self) -> Result<(), StoreError>;

    /// Opens readers of this store.
    fn readers(&self) -> Box<dyn OpenReader>;

    /// Writes down that everything was kept; nothing is called after it.
    fn close(&mut self) -> Result<(), StoreError>;
}

/// Opens readers of a store, from any thread.
pub trait OpenReader: Send + Sync {
    /// A new reader.
    fn open(&self) -> Result<Box<dyn Reader>, StoreError>;
}

/// Is handed the entries of a read, one after the other.
pub type Visit<'a> = dyn FnMut(Sequence, Row<'_>) -> Result<(), StoreError> + 'a;

/// Reads committed entries beside the writer. May block its thread.
pub trait Reader: Send {
    /// Shows the entries after `position` in their order, within the limit, yet at least one if there is one.
    fn read_after(&mut self, position: Sequence, limit: Backlog, visit: &mut Visit<'_>) -> Result<(), StoreError>;

    /// The kept snapshot.
    fn snapshot(&mut self) -> Result<Option<Snapshot>, StoreError>;
}
