//! The files that clients leave for each other: who may do what, where each lies, how much there may be.
//!
//! Entry points: [`Files::reader`] and [`Files::writer`] tell who asks; [`Files::find`], [`Files::remove`] and [`Staging`] do
//! it. What must always hold: no text of a client becomes a path of the disk, where files have names that the server makes
//! up; a file goes with its client; what is written to the disk is counted before it is. What it deliberately leaves out:
//! HTTP, and which client is there.

mod naming;
mod range;
mod serving;
mod staging;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use parking_lot::Mutex;
use uuid::Uuid;

use super::core::{ClientInfo, ClientUuid};
use crate::identity::SessionName;

pub(super) use naming::{FilePath, NotAFilePath};
pub(super) use serving::one_segment;
pub(super) use staging::Staging;

/// The folder of the files, below the data directory. What lies in it at the start is of clients that are gone.
const FOLDER: &str = "concierge-files";

/// How much may be kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct FileLimits {
    /// Bytes of one file.
    pub(super) file_bytes_max: usize,
    /// Bytes of all files of one client.
    pub(super) client_bytes_max: usize,
    /// Files of one client.
    pub(super) client_files_max: usize,
    /// Bytes of all files.
    pub(super) bytes_max: usize,
}

/// The file store.
pub(super) struct Files {
    folder: PathBuf,
    limits: FileLimits,
    shelf: Mutex<Shelf>,
}

/// What there is, under one lock.
#[derive(Default)]
struct Shelf {
    owners: HashMap<ClientUuid, Owner>,
    names: HashMap<(SessionName, String), ClientUuid>,
    /// Private keys, where clients have some.
    keys: HashMap<Uuid, ClientUuid>,
    /// Bytes on the disk or on their way there.
    bytes: usize,
}

/// A client and its files.
struct Owner {
    namespace: SessionName,
    private_key: Option<Uuid>,
    files: HashMap<FilePath, Stored>,
    /// Bytes on the disk or on their way there.
    bytes: usize,
}

/// A file.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    /// Its name on the disk, which also tells one content from the next.
    blob: Uuid,
    bytes: usize,
    at: SystemTime,
}

/// Why something is not done with a file. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub(super) enum FileRefused {
    #[error("the header x-fs-key is missing; send the uuid that HELLO names")]
    NoKey,
    #[error("the header x-fs-key is no uuid; send the one that HELLO names")]
    NotAKey,
    #[error("nobody who is connected has this key; it ends with the connection")]
    UnknownKey,
    #[error("only the client itself changes its files, with its own key{}", if *private { ", which is fs_key in HELLO" } else { "" })]
    NotYours { private: bool },
    #[error("there is no such client or file")]
    NotFound,
    #[error("a file has at most {max} bytes here")]
    FileTooLarge { max: usize },
    #[error("the files of one client have at most {max} bytes; delete some")]
    ClientTooLarge { max: usize },
    #[error("a client has at most {max} files; delete some")]
    TooMany { max: usize },
    #[error("the files of all clients together are at their limit; try again later")]
    StoreFull,
    #[error("the disk does not take or give it at the moment: {0}")]
    Disk(#[from] io::Error),
}

impl Files {
    /// The store below this data directory, empty.
    pub(super) fn open(data_dir: &Path, limits: FileLimits) -> io::Result<Arc<Self>> {
        let folder = data_dir.join(FOLDER);
        match std::fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        Ok(Arc::new(Self { folder, limits, shelf: Mutex::default() }))
    }

    /// How many files there are, and how many bytes they have.
    pub(super) fn sizes(&self) -> (usize, usize) {
        let shelf = self.shelf.lock();
        (shelf.owners.values().map(|owner| owner.files.len()).sum(), shelf.bytes)
    }

    /// A client came.
    pub(super) fn joined(&self, namespace: &SessionName, client: &ClientInfo, private_key: Option<Uuid>) {
        let mut shelf = self.shelf.lock();
        let owner = Owner { namespace: namespace.clone(), private_key, files: HashMap::new(), bytes: 0 };
        shelf.owners.insert(client.uuid, owner);
        shelf.names.insert((namespace.clone(), client.name.clone()), client.uuid);
        if let Some(key) = private_key {
            shelf.keys.insert(key, client.uuid);
        }
    }

    /// A client left, and its files with it.
    pub(super) fn left(&self, namespace: &SessionName, client: &ClientInfo) {
        let mut shelf = self.shelf.lock();
        shelf.names.remove(&(namespace.clone(), client.name.clone()));
        let Some(owner) = shelf.owners.remove(&client.uuid) else { return };
        if let Some(key) = owner.private_key {
            shelf.keys.remove(&key);
        }
        // What is on its way to the disk is given back by whoever writes it.
        shelf.bytes -= owner.files.values().map(|file| file.bytes).sum::<usize>();
        drop(shelf);
        self.unlink(owner.files.into_values().map(|file| file.blob).collect());
    }

    /// Whose files a reader with this key means by the name of a client.
    pub(super) fn reader(&self, key: Option<&str>, name: &str) -> Result<ClientUuid, FileRefused> {
        let shelf = self.shelf.lock();
        let (asking, _) = shelf.holder(key)?;
        let namespace = &shelf.owners[&asking].namespace;
        shelf.names.get(&(namespace.clone(), name.to_owned())).copied().ok_or(FileRefused::NotFound)
    }

    /// The same for a writer, which must be that client.
    pub(super) fn writer(&self, key: Option<&str>, name: &str) -> Result<ClientUuid, FileRefused> {
        let shelf = self.shelf.lock();
        let (asking, is_private) = shelf.holder(key)?;
        let owner = &shelf.owners[&asking];
        let is_own = shelf.names.get(&(owner.namespace.clone(), name.to_owned())) == Some(&asking);
        let has_right = is_private || owner.private_key.is_none();
        if is_own && has_right { Ok(asking) } else { Err(FileRefused::NotYours { private: is_own }) }
    }

    /// A file of this client.
    pub(super) fn find(&self, owner: ClientUuid, path: &FilePath) -> Result<Stored, FileRefused> {
        let shelf = self.shelf.lock();
        shelf.owners.get(&owner).and_then(|owner| owner.files.get(path)).cloned().ok_or(FileRefused::NotFound)
    }

    /// Removes a file of this client.
    pub(super) fn remove(&self, owner: ClientUuid, path: &FilePath) -> Result<(), FileRefused> {
        let mut shelf = self.shelf.lock();
        let owner = shelf.owners.get_mut(&owner).ok_or(FileRefused::NotFound)?;
        let file = owner.files.remove(path).ok_or(FileRefused::NotFound)?;
        owner.bytes -= file.bytes;
        shelf.bytes -= file.bytes;
        drop(shelf);
        self.unlink(vec![file.blob]);
        Ok(())
    }

    /// Where a file lies.
    fn place(&self, blob: Uuid) -> PathBuf {
        self.folder.join(blob.simple().to_string())
    }

    /// Removes files from the disk, behind whoever asked for it.
    fn unlink(&self, blobs: Vec<Uuid>) {
        if blobs.is_empty() {
            return;
        }
        let places: Vec<PathBuf> = blobs.into_iter().map(|blob| self.place(blob)).collect();
        let unlink = move || {
            for place in places {
                if let Err(error) = std::fs::remove_file(&place) {
                    tracing::warn!(%error, "a file of a client cannot be removed; the next start does it");
                }
            }
        };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn_blocking(unlink)),
            Err(_) => unlink(),
        }
    }
}

impl Shelf {
    /// Who has this key, and whether it is the private one.
    fn holder(&self, key: Option<&str>) -> Result<(ClientUuid, bool), FileRefused> {
        let key = Uuid::try_parse(key.ok_or(FileRefused::NoKey)?).map_err(|_| FileRefused::NotAKey)?;
        if let Some(client) = self.keys.get(&key) {
            return Ok((*client, true));
        }
        let client = ClientUuid(key);
        if self.owners.contains_key(&client) { Ok((client, false)) } else { Err(FileRefused::UnknownKey) }
    }
}
