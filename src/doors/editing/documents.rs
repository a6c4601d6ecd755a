//! All documents of the door: opened when somebody wants to edit them, and kept open until the server ends.
//!
//! What must always hold: a document that is kept comes back; one that is damaged is set aside and reported, and the others
//! serve; there are never more than the limit.

use std::{collections::HashMap, path::Path, sync::Arc};

use tokio::sync::Mutex;

use super::{
    core::{DocumentName, SessionId},
    document::{Settings, SharedDocument},
    entry::Entry,
    farewell::Farewell,
};
use crate::{
    clock::Clock,
    feed::{self, Directory, Durability, Feed, StoreError},
};

/// The folder of the documents, below that of the server's data.
const FOLDER: &str = "editing";

/// All documents of the door.
pub(super) struct Documents {
    directory: Option<Arc<Directory>>,
    feeds: feed::Settings,
    settings: Arc<Settings>,
    documents_max: usize,
    clock: Arc<dyn Clock>,
    /// One at a time is opened, so that none is opened twice.
    opening: Mutex<()>,
    open: parking_lot::RwLock<HashMap<DocumentName, Arc<SharedDocument>>>,
}

/// Why a document cannot be edited.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotOpened {
    /// There are enough.
    #[error("documents are limited to {documents_max}; edit one that is there")]
    TooMany {
        /// The limit.
        documents_max: usize,
    },
    /// The store does not give it.
    #[error("the document cannot be opened at the moment: {0}")]
    Store(#[from] StoreError),
}

impl Documents {
    /// The documents below this folder.
    pub(super) fn open(
        data_dir: &Path,
        feeds: feed::Settings,
        settings: Settings,
        documents_max: usize,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, StoreError> {
        let directory = match feeds.durability {
            Durability::Memory => None,
            Durability::Sync | Durability::Async => Some(Arc::new(Directory::open(&data_dir.join(FOLDER))?)),
        };
        let (settings, open) = (Arc::new(settings), parking_lot::RwLock::default());
        Ok(Self { directory, feeds, settings, documents_max, clock, opening: Mutex::new(()), open })
    }

    /// The document of this name; an empty one where there was none.
    pub(super) async fn get(&self, name: &DocumentName) -> Result<Arc<SharedDocument>, NotOpened> {
        if let Some(document) = self.open_one(name) {
            return Ok(document);
        }
        let _opening = self.opening.lock().await;
        if let Some(document) = self.open_one(name) {
            return Ok(document);
        }
        let (directory, feeds, settings) = (self.directory.clone(), self.feeds, Arc::clone(&self.settings));
        let (own_name, clock) = (name.clone(), Arc::clone(&self.clock));
        let (open, documents_max) = (self.open.read().len(), self.documents_max);
        let opened = tokio::task::spawn_blocking(move || {
            let Some(directory) = directory else {
                if open >= documents_max {
                    return Err(NotOpened::TooMany { documents_max });
                }
                return Ok(SharedDocument::open(own_name, Feed::new(feeds.limits.backlog), settings, clock)?);
            };
            let names = directory.names()?;
            if names.len() >= documents_max && !names.iter().any(|name| name == own_name.as_str()) {
                return Err(NotOpened::TooMany { documents_max });
            }
            Ok(open_or_set_aside(&directory, &own_name, &feeds, &settings, &clock)?)
        });
        let stopped = |error: tokio::task::JoinError| StoreError::Corrupt { what: error.to_string() };
        let document = opened.await.map_err(stopped)??;
        document.watch();
        self.open.write().insert(name.clone(), Arc::clone(&document));
        Ok(document)
    }

    /// How many are open.
    pub(super) fn len(&self) -> usize {
        self.open.read().len()
    }

    /// Ends every connection of a session.
    pub(super) fn end_session(&self, name: &DocumentName, session: SessionId, farewell: Farewell) {
        if let Some(document) = self.open_one(name) {
            document.end_session(session, farewell);
        }
    }

    /// Takes nothing more, and resolves when everything is kept.
    pub(super) async fn close(&self) {
        let documents: Vec<_> = self.open.read().values().cloned().collect();
        for document in documents {
            document.close().await;
        }
    }

    fn open_one(&self, name: &DocumentName) -> Option<Arc<SharedDocument>> {
        self.open.read().get(name).cloned()
    }
}

/// Opens a document; where its file is damaged, the file is set aside, and the document starts anew.
fn open_or_set_aside(
    directory: &Directory,
    name: &DocumentName,
    feeds: &feed::Settings,
    settings: &Arc<Settings>,
    clock: &Arc<dyn Clock>,
) -> Result<Arc<SharedDocument>, StoreError> {
    let open = || {
        let feed: Feed<Entry> = directory.open_feed(name.as_str(), feeds)?;
        let opened = SharedDocument::open(name.clone(), feed.clone(), Arc::clone(settings), Arc::clone(clock));
        if opened.is_err() {
            // Its files may be renamed next, and its writer must not hold them.
            tokio::runtime::Handle::current().block_on(feed.close());
        }
        opened
    };
    match open() {
        Err(error @ (StoreError::Corrupt { .. } | StoreError::Foreign { .. })) => {
            let aside = directory.set_aside(name.as_str())?;
            tracing::error!(document = name.as_str(), %error, "damaged, and set aside as {}", aside.display());
            open()
        }
        opened => opened,
    }
}
