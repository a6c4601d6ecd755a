//! A listener's position in a feed.

use std::sync::Arc;

use tokio::sync::watch;

use super::{Feed, Kept, Sequence};

/// A listener's position in a feed. It costs the feed nothing while it does not read.
pub struct Cursor<T> {
    feed: Feed<T>,
    position: Sequence,
    head: watch::Receiver<Sequence>,
}

/// The entries after the cursor's position are no longer kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{missed_entries} entries are no longer kept; read faster, or start again from the present")]
pub struct FellBehind {
    /// How many entries are gone that this cursor had not read.
    pub missed_entries: u64,
}

impl<T: Kept> Cursor<T> {
    pub(super) fn new(feed: Feed<T>, position: Sequence, head: watch::Receiver<Sequence>) -> Self {
        Self { feed, position, head }
    }

    /// Waits until there is something to read, then fills `batch` with up to `entries_max` entries and moves on.
    ///
    /// Dropping the future loses nothing: the cursor moves only when the batch is filled.
    pub async fn read(&mut self, entries_max: usize, batch: &mut Vec<Arc<T>>) -> Result<(), FellBehind> {
        batch.clear();
        let position = self.position;
        // The feed's sender lives as long as this cursor's own handle on the feed, so that the wait cannot fail.
        let _ = self.head.wait_for(|head| *head > position).await;
        self.feed.read_after(position, entries_max, batch)?;
        self.position = position.plus(batch.len() as u64);
        Ok(())
    }

    /// The last sequence that was read.
    pub fn position(&self) -> Sequence {
        self.position
    }
}

#[cfg(test)]
mod tests {
    use super::super::Backlog;
    use super::*;

    fn feed(limit_entries: usize) -> Feed<usize> {
        Feed::new(Backlog { entries: limit_entries, bytes: 1_000 })
    }

    async fn read(cursor: &mut Cursor<usize>) -> Result<Vec<usize>, FellBehind> {
        let mut batch = Vec::new();
        cursor.read(2, &mut batch).await.map(|()| batch.iter().map(|entry| **entry).collect())
    }

    #[tokio::test]
    async fn every_cursor_sees_every_entry_once_in_order() {
        let feed = feed(10);
        let mut early = feed.cursor_after(Sequence::BEFORE_FIRST);
        for entry in [1, 2, 3] {
            feed.append(entry);
        }
        let mut late = feed.cursor_after(feed.head());
        assert_eq!(read(&mut early).await, Ok(vec![1, 2]));
        assert_eq!(read(&mut early).await, Ok(vec![3]));
        feed.append(4);
        assert_eq!(read(&mut early).await, Ok(vec![4]));
        assert_eq!(read(&mut late).await, Ok(vec![4]));
        assert_eq!(late.position(), feed.head());
    }

    #[tokio::test]
    async fn a_sleeping_cursor_wakes_for_an_entry() {
        let feed = feed(10);
        let mut cursor = feed.cursor_after(Sequence::BEFORE_FIRST);
        let reading = tokio::spawn(async move { read(&mut cursor).await });
        tokio::task::yield_now().await;
        feed.append(7);
        assert_eq!(reading.await.unwrap(), Ok(vec![7]));
    }

    #[tokio::test]
    async fn a_cursor_that_fell_behind_is_told_how_far() {
        let feed = feed(2);
        let mut cursor = feed.cursor_after(Sequence::BEFORE_FIRST);
        for entry in [1, 2, 3] {
            feed.append(entry);
        }
        assert_eq!(read(&mut cursor).await, Err(FellBehind { missed_entries: 1 }));
    }
}
