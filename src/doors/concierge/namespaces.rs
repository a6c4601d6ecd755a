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

/// How much there is in all namespaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Population {
    pub(super) namespaces: usize,
    pub(super) clients: usize,
    pub(super) services: usize,
}

/// Why a namespace cannot be entered.
#[derive(Debug, thiserror::Error)]
pub(in crate::doors) enum NotOpened {
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
    /// The namespaces that are kept, and otherwise none yet.
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
        let namespaces = Self { open, settings, namespaces_max, feeds, directory, clock, files, opening };
        namespaces.open_again().await?;
        Ok(namespaces)
    }

    /// Opens the namespaces that are kept: whoever may resume is waited for from now on.
    async fn open_again(&self) -> Result<(), StoreError> {
        let Some(directory) = self.directory.clone() else { return Ok(()) };
        let names = blocking(move || directory.names()).await?;
        for name in names.iter().filter_map(|name| SessionName::parse(name).ok()) {
            if let Err(error) = self.get(&name).await {
                tracing::error!(namespace = name.as_str(), %error, "a namespace that is kept is not open");
            }
        }
        Ok(())
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
        let (clock, files, settings) = (Arc::clone(&self.clock), Arc::clone(&self.files), self.settings);
        let (own_name, directory, feeds) = (name.clone(), self.directory.clone(), self.feeds);
        let open = move || {
            let feed = match directory {
                None => Feed::new(feeds.limits.backlog),
                Some(directory) => directory.open_feed(own_name.as_str(), &feeds)?,
            };
            Namespace::open(own_name, feed, settings, clock, files)
        };
        // In memory there is nothing to be read.
        let namespace = if self.directory.is_some() { blocking(open).await? } else { open()? };
        namespace.watch();
        self.open.lock().insert(name.clone(), Arc::clone(&namespace));
        Ok(namespace)
    }

    /// How much there is in all of them.
    pub(super) fn population(&self) -> Population {
        let open: Vec<_> = self.open.lock().values().map(Arc::clone).collect();
        let namespaces = Population { namespaces: open.len(), ..Population::default() };
        open.iter().fold(namespaces, |all, namespace| {
            let (clients, services) = namespace.population();
            Population { clients: all.clients + clients, services: all.services + services, ..all }
        })
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
