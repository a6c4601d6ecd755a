//! Reads entries that are no longer in memory, off the threads that serve, a few readers at a time.

use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::Semaphore;

use super::{
    Backlog, FellBehind, ReadError, Record, Sequence,
    store::{OpenReader, Reader, StoreError},
};

/// Reads one read's worth after a position; entries are made from rows by the feed's own [`Record`].
type Read<T> = fn(&mut dyn Reader, Sequence, Backlog) -> Result<Vec<Arc<T>>, ReadError>;

/// The readers of one store.
pub(super) struct Archive<T> {
    open: Box<dyn OpenReader>,
    idle: Mutex<Vec<Box<dyn Reader>>>,
    permits: Arc<Semaphore>,
    read: Read<T>,
}

impl<T: Record> Archive<T> {
    pub(super) fn new(open: Box<dyn OpenReader>, readers_max: usize) -> Arc<Self> {
        let permits = Arc::new(Semaphore::new(readers_max.max(1)));
        Arc::new(Self { open, idle: Mutex::default(), permits, read: read::<T> })
    }
}

impl<T: Send + Sync + 'static> Archive<T> {
    /// The entries after `position`, within the limit, at least one; the caller knows that there is one.
    pub(super) async fn read_after(
        self: &Arc<Self>,
        position: Sequence,
        limit: Backlog,
    ) -> Result<Vec<Arc<T>>, ReadError> {
        // The semaphore is never closed, and a read that panics has lost what it was to read.
        let gone = || StoreError::Unavailable { what: "the reading was broken off".to_owned() };
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(|_| gone())?;
        let archive = Arc::clone(self);
        let reading = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let idle = archive.idle.lock().pop();
            let mut reader = idle.map_or_else(|| archive.open.open(), Ok)?;
            let found = (archive.read)(&mut *reader, position, limit)?;
            // A reader that failed is not used again.
            archive.idle.lock().push(reader);
            Ok(found)
        });
        reading.await.unwrap_or_else(|_| Err(gone().into()))
    }

    /// A reader of its own, for whoever reads for long.
    pub(super) fn open(&self) -> Result<Box<dyn Reader>, StoreError> {
        self.open.open()
    }
}

fn read<T: Record>(reader: &mut dyn Reader, position: Sequence, limit: Backlog) -> Result<Vec<Arc<T>>, ReadError> {
    let mut found = Vec::new();
    let mut first = None;
    reader.read_after(position, limit, &mut |sequence, row| {
        let first = *first.get_or_insert(sequence);
        check_next(first.minus(1).plus(found.len() as u64), sequence)?;
        found.push(Arc::new(decode(sequence, row)?));
        Ok(())
    })?;
    match first {
        Some(first) if first == position.next() => Ok(found),
        Some(first) => Err(FellBehind { missed_entries: first.minus(1).entries_since(position) }.into()),
        None => Err(StoreError::corrupt(format!("there is no entry after {position}")).into()),
    }
}

/// Sees to it that entries follow each other without a gap.
pub(super) fn check_next(position: Sequence, sequence: Sequence) -> Result<(), StoreError> {
    if sequence == position.next() {
        return Ok(());
    }
    Err(StoreError::corrupt(format!("entry {sequence} follows {position}, and what is between them is missing")))
}

pub(super) fn decode<T: Record>(sequence: Sequence, row: super::Row<'_>) -> Result<T, StoreError> {
    T::from_row(row).map_err(|error| StoreError::corrupt(format!("entry {sequence}: {error}")))
}
