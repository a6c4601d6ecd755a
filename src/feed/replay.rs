//! What an owner folds to stand where the feed stands: a snapshot, and the entries after it.

use std::collections::VecDeque;

use super::{
    Backlog, Record, Sequence, archive,
    store::{Reader, Snapshot, StoreError},
};

/// The latest snapshot, and, as an iterator, every committed entry after it.
pub struct Replay<T> {
    snapshot: Option<Snapshot>,
    source: Option<Box<dyn Reader>>,
    limit: Backlog,
    position: Sequence,
    head: Sequence,
    read: VecDeque<T>,
    has_failed: bool,
}

impl<T> Replay<T> {
    /// Where to begin; without a snapshot, at nothing.
    pub fn snapshot(&self) -> Option<&Snapshot> {
        self.snapshot.as_ref()
    }

    /// The last entry that will be shown.
    pub fn head(&self) -> Sequence {
        self.head
    }
}

impl<T: Record> Replay<T> {
    /// Shows nothing: what is in memory only does not come back.
    pub(super) fn nothing(head: Sequence) -> Self {
        let (limit, read) = (Backlog::default(), VecDeque::new());
        Self { snapshot: None, source: None, limit, position: head, head, read, has_failed: false }
    }

    pub(super) fn new(mut source: Box<dyn Reader>, limit: Backlog, head: Sequence) -> Result<Self, StoreError> {
        let snapshot = source.snapshot()?;
        let position = snapshot.as_ref().map_or(Sequence::BEFORE_FIRST, |snapshot| snapshot.through);
        let (source, read) = (Some(source), VecDeque::new());
        Ok(Self { snapshot, source, limit, position, head, read, has_failed: false })
    }

    fn read_more(&mut self) -> Result<(), StoreError> {
        let Some(source) = &mut self.source else { return Ok(()) };
        let (position, head, read) = (self.position, self.head, &mut self.read);
        let mut last = position;
        source.read_after(position, self.limit, &mut |sequence, row| {
            archive::check_next(last, sequence)?;
            if sequence <= head {
                read.push_back(archive::decode(sequence, row)?);
            }
            last = sequence;
            Ok(())
        })?;
        if last == position {
            return Err(StoreError::corrupt(format!("there is no entry after {position}, yet {head} is the last")));
        }
        Ok(())
    }
}

impl<T: Record> Iterator for Replay<T> {
    type Item = Result<(Sequence, T), StoreError>;

    /// The next entry; after an error, nothing more.
    fn next(&mut self) -> Option<Self::Item> {
        if self.position >= self.head || self.has_failed {
            return None;
        }
        if self.read.is_empty()
            && let Err(error) = self.read_more()
        {
            self.has_failed = true;
            return Some(Err(error));
        }
        let entry = self.read.pop_front()?;
        self.position = self.position.next();
        Some(Ok((self.position, entry)))
    }
}
