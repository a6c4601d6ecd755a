//! Files on their way into the store: written to the disk piece by piece, then shown all at once, or not at all.

use std::{collections::HashMap, sync::Arc, time::SystemTime};

use bytes::Bytes;
use tokio::{fs, io::AsyncWriteExt};
use uuid::Uuid;

use super::{FilePath, FileRefused, Files, Stored};
use crate::doors::concierge::core::ClientUuid;

/// Files on their way into the store. Dropped before [`Staging::commit`], nothing of them stays.
pub(in crate::doors::concierge) struct Staging {
    files: Arc<Files>,
    owner: ClientUuid,
    staged: HashMap<FilePath, Stored>,
}

impl Staging {
    /// For files of this client.
    pub(in crate::doors::concierge) fn new(files: &Arc<Files>, owner: ClientUuid) -> Self {
        Self { files: Arc::clone(files), owner, staged: HashMap::new() }
    }

    /// Adds to the file that is to stand under this path.
    pub(in crate::doors::concierge) async fn add(&mut self, path: &FilePath, piece: Bytes) -> Result<(), FileRefused> {
        let limits = self.files.limits;
        let so_far = self.staged.get(path).map_or(0, |file| file.bytes);
        if so_far + piece.len() > limits.file_bytes_max {
            return Err(FileRefused::FileTooLarge { max: limits.file_bytes_max });
        }
        self.reserve(path, piece.len())?;
        let file = self.staged.entry(path.clone()).or_insert_with(|| Stored {
            blob: Uuid::new_v4(),
            bytes: 0,
            at: SystemTime::now(),
        });
        // It counts from here on: where the disk refuses it, dropping gives it back.
        file.bytes += piece.len();
        let place = self.files.place(file.blob);
        fs::create_dir_all(&self.files.folder).await?;
        let mut open = fs::OpenOptions::new().create(true).append(true).open(place).await?;
        open.write_all(&piece).await?;
        Ok(open.flush().await?)
    }

    /// Shows the files in place of those that had their paths.
    pub(in crate::doors::concierge) fn commit(mut self) -> Result<(), FileRefused> {
        let mut shelf = self.files.shelf.lock();
        let owner = shelf.owners.get_mut(&self.owner).ok_or(FileRefused::UnknownKey)?;
        let mut replaced = Vec::new();
        let mut freed = 0;
        for (path, file) in self.staged.drain() {
            if let Some(former) = owner.files.insert(path, file) {
                freed += former.bytes;
                replaced.push(former.blob);
            }
        }
        owner.bytes -= freed;
        shelf.bytes -= freed;
        drop(shelf);
        self.files.unlink(replaced);
        Ok(())
    }

    /// Counts what is about to be written; what it replaces is counted off.
    fn reserve(&self, path: &FilePath, more: usize) -> Result<(), FileRefused> {
        let limits = self.files.limits;
        let mut shelf = self.files.shelf.lock();
        let all = shelf.bytes;
        let owner = shelf.owners.get_mut(&self.owner).ok_or(FileRefused::UnknownKey)?;
        let replaced = |path: &FilePath| owner.files.get(path).map_or(0, |file| file.bytes);
        let is_new = |path: &FilePath| !owner.files.contains_key(path);
        let freed: usize = self.staged.keys().map(&replaced).sum::<usize>()
            + if self.staged.contains_key(path) { 0 } else { replaced(path) };
        let added = self.staged.keys().filter(|path| is_new(path)).count()
            + usize::from(!self.staged.contains_key(path) && is_new(path));
        if owner.files.len() + added > limits.client_files_max {
            return Err(FileRefused::TooMany { max: limits.client_files_max });
        }
        if owner.bytes + more > limits.client_bytes_max.saturating_add(freed) {
            return Err(FileRefused::ClientTooLarge { max: limits.client_bytes_max });
        }
        if all + more > limits.bytes_max.saturating_add(freed) {
            return Err(FileRefused::StoreFull);
        }
        owner.bytes += more;
        shelf.bytes += more;
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if self.staged.is_empty() {
            return;
        }
        let bytes: usize = self.staged.values().map(|file| file.bytes).sum();
        let mut shelf = self.files.shelf.lock();
        if let Some(owner) = shelf.owners.get_mut(&self.owner) {
            owner.bytes -= bytes;
        }
        shelf.bytes -= bytes;
        drop(shelf);
        self.files.unlink(self.staged.drain().map(|(_, file)| file.blob).collect());
    }
}
