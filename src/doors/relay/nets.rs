//! The feeds of the nets: what clients send each other, in one order a net.
//!
//! Entry point: [`Nets::feed`]. In memory a feed goes when the last client of its net does; where messages are kept, it stays.
//! What must always hold: one feed a net, also when two clients come to it at once.

use std::{collections::HashMap, path::Path, sync::Arc};

use parking_lot::RwLock;

use super::{Refused, core::Net, message::PeerMessage};
use crate::{
    feed::{Backlog, Directory, Durability, Feed, Limits, Sequence, Settings, StoreError, blocking},
    ops::Configuration,
};

/// The folder below the data directory in which messages between peers are kept.
const FOLDER: &str = "relay";

/// The feeds of the nets.
pub(super) struct Nets {
    feeds: RwLock<HashMap<Net, Feed<PeerMessage>>>,
    settings: Settings,
    directory: Option<Arc<Directory>>,
    /// Held while a feed is opened.
    opening: tokio::sync::Mutex<()>,
}

impl Nets {
    /// No feed yet; those that are kept are opened when somebody comes to their net.
    pub(super) async fn open(configuration: &Configuration, data_dir: &Path) -> Result<Self, StoreError> {
        let backlog =
            Backlog { entries: configuration.relay_backlog_messages_max, bytes: configuration.relay_backlog_bytes_max };
        let limits = Limits { backlog, ..Limits::default() };
        let settings = Settings { durability: configuration.relay_durability, limits, ..Settings::default() };
        let directory = match settings.durability {
            Durability::Memory => None,
            Durability::Sync | Durability::Async => {
                let folder = data_dir.join(FOLDER);
                Some(Arc::new(blocking(move || Directory::open(&folder)).await?))
            }
        };
        Ok(Self { feeds: RwLock::default(), settings, directory, opening: tokio::sync::Mutex::default() })
    }

    /// The feed of a net.
    pub(super) async fn feed(&self, net: &Net) -> Result<Feed<PeerMessage>, Refused> {
        if let Some(feed) = self.feeds.read().get(net) {
            return Ok(feed.clone());
        }
        let _opening = self.opening.lock().await;
        if let Some(feed) = self.feeds.read().get(net) {
            return Ok(feed.clone());
        }
        let feed = match self.directory.clone() {
            None => Feed::new(self.settings.limits.backlog),
            Some(directory) => {
                let (net, settings) = (net.clone(), self.settings);
                let open = move || directory.open_feed(net.as_str(), &settings);
                blocking(open).await.map_err(Refused::store)?
            }
        };
        self.feeds.write().insert(net.clone(), feed.clone());
        Ok(feed)
    }

    /// The number of the last message of a net.
    pub(super) async fn head(&self, net: &Net) -> Result<Sequence, Refused> {
        Ok(self.feed(net).await?.head())
    }

    /// Forgets the feeds in memory of the nets that `is_left` names.
    pub(super) fn forget(&self, is_left: impl Fn(&Net) -> bool) {
        if self.directory.is_none() {
            self.feeds.write().retain(|net, _| !is_left(net));
        }
    }

    /// Closes every feed.
    pub(super) async fn close(&self) {
        let feeds: Vec<_> = self.feeds.read().values().cloned().collect();
        for feed in feeds {
            feed.close().await;
        }
    }
}
