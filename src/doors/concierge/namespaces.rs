//! All namespaces: opened when somebody comes, and forgotten when nobody is left.
//!
//! Entry point: [`Namespaces::get`]. What must always hold: one namespace a name, also when two clients come at once; there
//! are never more than the limit.

use std::{collections::HashMap, path::Path, sync::Arc};

use parking_lot::Mutex;

use super::{
    files::Files,
    namespace::{Namespace, Settings},
};
use crate::{
    clock::Clock,
    feed::{self, Directory, Durability, Feed, StoreError, blocking},
    identity::{SessionName, Timestamp},
};

/// The folder below the data directory in which what goes through namespaces is kept, where it is.
const FOLDER: &str = "concierge";

/// All namespaces.
pub(super) struct Namespaces {
    open: Mutex<HashMap<SessionName, Arc<Namespace>>>,
    settings: Settings,
    namespaces_max: usize,
    feeds: feed::Settings,
    directory: Option<Arc<Directory>>,
    clock: Arc<dyn Clock>,
    files: Arc<Files>,
    /// Held while one is opened.
    opening: tokio::sync::Mutex<()>,
}

/// Why a namespace cannot be entered.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotOpened {
    /// There are enough.
    #[error("there are {namespaces_max} namespaces, which is the most; use one of them or try again later")]
    TooMany {
        /// The limit.
        namespaces_max: usize,
    },
    /// The store does not give it.
    #[error("the namespace cannot be opened at the moment: {0}")]
    Store(#[from] StoreError),
}

impl Namespaces {
    /// No namespace yet.
    pub(super) async fn open(
        settings: Settings,
        namespaces_max: usize,
        feeds: feed::Settings,
        data_dir: &Path,
        clock: Arc<dyn Clock>,
        files: Arc<Files>,
    ) -> Result<Self, StoreError> {
        let directory = match feeds.durability {
            Durability::Memory => None,
            Durability::Sync | Durability::Async => {
                let folder = data_dir.join(FOLDER);
                Some(Arc::new(blocking(move || Directory::open(&folder)).await?))
            }
        };
        let (open, opening) = (Mutex::default(), tokio::sync::Mutex::default());
        Ok(Self { open, settings, namespaces_max, feeds, directory, clock, files, opening })
    }

    /// The namespace of this name.
    pub(super) async fn get(&self, name: &SessionName) -> Result<Arc<Namespace>, NotOpened> {
        if let Some(namespace) = self.open.lock().get(name) {
            return Ok(Arc::clone(namespace));
        }
        let _opening = self.opening.lock().await;
        {
            let open = self.open.lock();
            if let Some(namespace) = open.get(name) {
                return Ok(Arc::clone(namespace));
            }
            if open.len() >= self.namespaces_max {
                return Err(NotOpened::TooMany { namespaces_max: self.namespaces_max });
            }
        }
        let feed = match self.directory.clone() {
            None => Feed::new(self.feeds.limits.backlog),
            Some(directory) => {
                let (name, settings) = (name.clone(), self.feeds);
                blocking(move || directory.open_feed(name.as_str(), &settings)).await?
            }
        };
        let (clock, files) = (Arc::clone(&self.clock), Arc::clone(&self.files));
        let namespace = Namespace::new(name.clone(), feed, self.settings, clock, files);
        namespace.watch();
        self.open.lock().insert(name.clone(), Arc::clone(&namespace));
        Ok(namespace)
    }

    /// Lets time pass: whoever was waited for long enough leaves, and namespaces in memory without anybody are forgotten.
    pub(super) fn pass(&self, now: Timestamp) {
        let open: Vec<_> = self.open.lock().values().map(Arc::clone).collect();
        for namespace in &open {
            namespace.expire(now);
        }
        drop(open);
        if self.directory.is_none() {
            // Whoever is about to come in holds it.
            self.open.lock().retain(|_, namespace| Arc::strong_count(namespace) > 1 || !namespace.is_empty());
        }
    }

    /// Takes nothing more, and resolves when everything is kept.
    pub(super) async fn close(&self) {
        let open: Vec<_> = self.open.lock().values().map(Arc::clone).collect();
        for namespace in open {
            namespace.close().await;
        }
    }
}
