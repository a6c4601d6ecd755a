//! The last acknowledged sequence, in a small file of its own: SQLite cuts its log silently where it is damaged, and a file
//! may be exchanged for an older one; this tells it.
//!
//! It is not synced, so that after a power loss it may say too little, never too much: a lower bound that costs one write
//! to the page cache a commit.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Seek, SeekFrom, Write},
    path::Path,
};

use super::StoreError;
use crate::feed::Sequence;

/// The file of one feed.
pub(super) struct Watermark {
    file: File,
}

impl Watermark {
    /// Opens the file, and reads what it holds.
    pub(super) fn open(path: &Path) -> Result<(Self, Option<Sequence>), StoreError> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        let mut number = [0; 8];
        let acknowledged = match file.read_exact(&mut number) {
            Ok(()) => Sequence::new(u64::from_be_bytes(number)),
            Err(_) => None,
        };
        Ok((Self { file }, acknowledged))
    }

    /// Notes the last sequence. A failure is passed over: what is acknowledged is in the store, and this is a hint.
    pub(super) fn note(&mut self, acknowledged: Sequence) {
        let number = acknowledged.number().to_be_bytes();
        let _ = self.file.seek(SeekFrom::Start(0)).and_then(|_| self.file.write_all(&number));
    }
}
