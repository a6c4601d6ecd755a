//! Owns every session together with its feed: takes an input, lets the session decide, puts the outcome into the feed, and
//! answers when the feed has kept it.
//!
//! Entry point: [`Hub`]. Inputs of one session are decided one after the other, those of different sessions side by side.
//! What it deliberately leaves out: HTTP, WebSockets, tokens.

mod conversions;
mod entry;
mod error;
mod filter;
mod history;
mod listener;
mod live_picture;
mod onlooker;
mod open;
mod recovery;
mod restore;
mod row;
mod schemas;
mod server_message;
mod shared_session;
#[cfg(test)]
mod simulation;
mod snapshots;

use std::{collections::BTreeMap, path::Path, sync::Arc, time::Duration};

use parking_lot::RwLock;
use tokio::sync::watch;

pub use conversions::ConversionCounts;
pub use entry::{Beginning, Distributed, Entry};
pub use error::HubError;
pub use filter::Filter;
pub use history::{History, HistoryRequest};
pub use listener::{Farewell, Heard, Listener, Subscription};
pub use live_picture::ShownPicture;
pub use onlooker::Onlooker;
pub use shared_session::{Accepted, Published, SharedSession};

use crate::{
    auth::ProtocolExpected,
    clock::Clock,
    feed::{self, Directory, Durability, Feed, StoreError, blocking},
    identity::{ClientId, SchemaVersion, SessionName},
    message::{Limits, Validation},
    schema::{Catalogue, Changes, Registry, SchemaError},
    session::{Caller, Input, Rules, SessionInfo},
};
use open::{Found, Unopened};
use restore::Restored;
use schemas::SessionSchemas;

/// How often the hub looks for members that were inactive for too long.
const TICK_SEC: u64 = 1;

/// What an operator decides about all sessions.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The rules of every session.
    pub rules: Rules,
    /// Which messages are held to the schema.
    pub validation: Validation,
    /// The limits on a message.
    pub limits: Limits,
    /// How feeds are kept.
    pub feeds: feed::Settings,
    /// Entries after which a snapshot is kept: the most that a start has to fold for a session.
    pub snapshot_entries: u64,
    /// Most entities in the live picture of a session.
    pub picture_entities_max: usize,
    /// Most sessions at a time.
    pub sessions_max: usize,
    /// Counts the conversions of all sessions.
    pub conversions: ConversionCounts,
    /// Protocol in the header of the server's own messages.
    pub protocol: String,
    /// ProtocolVersion in the header of the server's own messages.
    pub protocol_version: String,
    /// Whether a message that names its receivers reaches nobody else.
    pub private_addressing: bool,
}

impl Settings {
    /// What a message that is sent with a token has to say.
    fn protocol_expected(&self) -> ProtocolExpected<'_> {
        let (protocol, version) = (self.protocol.as_str(), self.protocol_version.as_str());
        ProtocolExpected { protocol, version, private_addressing: self.private_addressing }
    }
}

/// Whether a session is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Creation {
    /// It did not exist before.
    Created,
    /// It existed; its description was brought up to date.
    Updated,
}

/// Every session of this server.
pub struct Hub {
    /// Told whenever a session is there, is not there any more, or is described differently.
    changes: watch::Sender<()>,
    sessions: RwLock<BTreeMap<SessionName, Arc<SharedSession>>>,
    catalogue: Catalogue,
    settings: Arc<Settings>,
    clock: Arc<dyn Clock>,
    /// Where feeds are kept; nothing when they are in memory only.
    directory: Option<Arc<Directory>>,
    /// What was found at the start and could not be opened, by the name of its feed.
    unopened: BTreeMap<String, Unopened>,
    /// Held while a session is created or deleted: both touch its files.
    changing: tokio::sync::Mutex<()>,
}

impl Hub {
    /// The hub with every session that the data directory holds. In memory the directory is not touched.
    ///
    /// # Errors
    /// The data directory cannot be used.
    pub async fn open(
        catalogue: Catalogue,
        settings: Settings,
        clock: Arc<dyn Clock>,
        data_dir: &Path,
    ) -> Result<Arc<Self>, StoreError> {
        let (settings, now) = (Arc::new(settings), clock.now());
        let (directory, found) = match settings.feeds.durability {
            Durability::Memory => (None, Found::default()),
            Durability::Sync | Durability::Async => {
                let (data_dir, settings) = (data_dir.to_owned(), Arc::clone(&settings));
                blocking(move || {
                    let directory = Directory::open(&data_dir)?;
                    let found = open::read_all(&directory, &settings, now)?;
                    Ok((Some(Arc::new(directory)), found))
                })
                .await?
            }
        };
        let Found { sessions, unopened } = found;
        let unopened = unopened.into_iter().map(|unopened| (unopened.name.clone(), unopened)).collect();
        let (serving, changing) = (RwLock::default(), tokio::sync::Mutex::default());
        let changes = watch::Sender::new(());
        let mut hub = Self { changes, sessions: serving, catalogue, settings, clock, directory, unopened, changing };
        for (feed, restored) in sessions {
            hub.serve_again(feed, restored);
        }
        Ok(Arc::new(hub))
    }

    fn serve_again(&mut self, feed: Feed<Entry>, restored: Restored) {
        let name = restored.session.name().clone();
        match SessionSchemas::of(restored.session.info(), &self.schemas()) {
            Ok(schemas) => {
                tracing::info!(session = %name, state = %restored.session.state(), address = %feed.address(), "restored");
                self.serve(restored, feed, schemas);
            }
            Err(error) => {
                let why = error.to_string();
                tracing::error!(session = %name, "a kept session is not served: {why}");
                let name = name.to_string();
                self.unopened.insert(name.clone(), Unopened { name, why, is_in_place: true });
            }
        }
    }

    /// What an operator must know of the start: the names of sessions that are kept and not served, and why.
    pub fn unopened(&self) -> impl Iterator<Item = (&str, &str)> {
        self.unopened.values().map(|unopened| (unopened.name.as_str(), unopened.why.as_str()))
    }

    /// What an acknowledgement means.
    pub fn durability(&self) -> Durability {
        self.settings.feeds.durability
    }

    /// How many messages were converted for members that receive another version.
    pub fn conversions(&self) -> &ConversionCounts {
        &self.settings.conversions
    }

    /// The session of this name.
    pub fn session(&self, name: &SessionName) -> Result<Arc<SharedSession>, HubError> {
        let sessions = self.sessions.read();
        sessions
            .get(name)
            .cloned()
            .ok_or_else(|| HubError::SessionNotFound { active: sessions.keys().cloned().collect() })
    }

    /// Tells whenever a session is there, is not there any more, or is described differently.
    pub fn changes(&self) -> watch::Receiver<()> {
        self.changes.subscribe()
    }

    fn tell_of_change(&self) {
        self.changes.send_replace(());
    }

    /// Every session, by name.
    pub fn sessions(&self) -> Vec<Arc<SharedSession>> {
        self.sessions.read().values().cloned().collect()
    }

    /// The schema versions that sessions may have.
    pub fn schema_versions(&self) -> Vec<SchemaVersion> {
        schemas::names(&self.schemas())
    }

    /// The schema versions as they are now, those that cannot be used among them.
    pub fn schemas(&self) -> Arc<Registry> {
        self.catalogue.current()
    }

    /// Reads the folder of schemas anew: messages that come from now on are held to what is there now. A session whose
    /// version is not there any more goes on with what it has. Blocks its thread.
    ///
    /// # Errors
    /// The folder cannot be read; everything stays as it was.
    pub fn reload_schemas(&self) -> Result<Changes, SchemaError> {
        let changes = self.catalogue.reload()?;
        let registry = self.schemas();
        self.sessions().iter().for_each(|session| session.follow_schemas(&registry));
        Ok(changes)
    }

    /// Creates the session, or brings the names of an existing one up to date. It is done also when the caller goes away.
    pub async fn create(
        self: &Arc<Self>,
        name: &SessionName,
        info: SessionInfo,
    ) -> Result<(Creation, Arc<SharedSession>), HubError> {
        let (hub, name) = (Arc::clone(self), name.clone());
        let creating = tokio::spawn(async move {
            let _changing = hub.changing.lock().await;
            match hub.session(&name) {
                Ok(existing) => {
                    existing.take(&Caller::Unchecked, update(info)).await?;
                    hub.tell_of_change();
                    Ok((Creation::Updated, existing))
                }
                Err(_) => Ok((Creation::Created, hub.begin(name, info).await?)),
            }
        });
        creating.await.unwrap_or_else(|panic| Err(HubError::NotComposed(panic.to_string())))
    }

    async fn begin(&self, name: SessionName, info: SessionInfo) -> Result<Arc<SharedSession>, HubError> {
        if let Some(unopened) = self.unopened.get(name.as_str()).filter(|unopened| unopened.is_in_place) {
            return Err(HubError::NotOpened(unopened.why.clone()));
        }
        let schemas = SessionSchemas::of(&info, &self.schemas())?;
        let sessions_max = self.settings.sessions_max;
        if self.sessions.read().len() >= sessions_max {
            return Err(HubError::TooManySessions { sessions_max });
        }
        let feed = self.open_feed(&name).await?;
        let at = self.clock.now();
        let beginning = Beginning { name, info };
        let restored = Restored::new(&beginning, at, self.settings.rules);
        let (events, name) = (Vec::new(), beginning.name.clone());
        let entry = Entry { at, beginning: Some(beginning), events, message: None };
        let kept = match feed.append(entry) {
            Ok(pending) => pending.await.map_err(HubError::from),
            Err(refused) => Err(refused.into()),
        };
        if let Err(error) = kept {
            feed.close().await;
            self.remove_files(&name).await;
            return Err(error);
        }
        Ok(self.serve(restored, feed, schemas))
    }

    async fn open_feed(&self, name: &SessionName) -> Result<Feed<Entry>, StoreError> {
        let settings = self.settings.feeds;
        match &self.directory {
            None => Ok(Feed::new(settings.limits.backlog)),
            Some(directory) => {
                let (directory, name) = (Arc::clone(directory), name.clone());
                blocking(move || directory.open_feed(name.as_str(), &settings)).await
            }
        }
    }

    fn serve(&self, restored: Restored, feed: Feed<Entry>, schemas: SessionSchemas) -> Arc<SharedSession> {
        let name = restored.session.name().clone();
        let (settings, clock) = (Arc::clone(&self.settings), Arc::clone(&self.clock));
        let shared = Arc::new(SharedSession::new(restored, feed, schemas, settings, clock));
        recovery::watch(&shared);
        snapshots::watch(&shared);
        self.sessions.write().insert(name, Arc::clone(&shared));
        // They may have been loaded anew since they were looked up.
        shared.follow_schemas(&self.schemas());
        self.tell_of_change();
        shared
    }

    /// Closes every stream of the session and forgets it, its file included; without `force` only when nobody is joined.
    /// It is done also when the caller goes away.
    pub async fn delete(self: &Arc<Self>, name: &SessionName, force: bool) -> Result<(), HubError> {
        let (hub, name) = (Arc::clone(self), name.clone());
        let deleting = tokio::spawn(async move {
            let _changing = hub.changing.lock().await;
            let session = hub.session(&name)?;
            session.take(&Caller::Unchecked, Input::Delete { force }).await?;
            hub.sessions.write().remove(&name);
            hub.tell_of_change();
            session.feed().close().await;
            hub.remove_files(&name).await;
            Ok(())
        });
        deleting.await.unwrap_or_else(|panic| Err(HubError::NotComposed(panic.to_string())))
    }

    /// Removes the files of a session that is no more. Where that fails, the next start does it.
    async fn remove_files(&self, name: &SessionName) {
        let Some(directory) = self.directory.clone() else { return };
        let feed = name.clone();
        if let Err(error) = blocking(move || directory.delete(feed.as_str())).await {
            tracing::warn!(session = %name, %error, "the files of the session are not removed yet");
        }
    }

    /// Takes nothing more, and resolves when everything is kept and every file is left in order.
    pub async fn close(&self) {
        let closing = self.sessions().into_iter().map(|session| tokio::spawn(async move { session.close().await }));
        for closing in closing.collect::<Vec<_>>() {
            // One that panicked must not keep the others open.
            let _ = closing.await;
        }
    }

    /// Lets the sessions' time pass until the hub is dropped; tells which member of which session was removed for inactivity,
    /// once that is kept.
    pub fn spawn_clock(self: &Arc<Self>, removed: impl Fn(&SessionName, &ClientId) + Send + Sync + 'static) {
        let (hub, removed) = (Arc::downgrade(self), Arc::new(removed));
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(Duration::from_secs(TICK_SEC));
            loop {
                ticks.tick().await;
                let Some(hub) = hub.upgrade() else { return };
                for session in hub.sessions() {
                    let (gone, Some(kept)) = session.tick() else { continue };
                    let (name, removed) = (session.read(|session| session.name().clone()), Arc::clone(&removed));
                    // The store of one session may take its time; the others' goes on.
                    tokio::spawn(async move {
                        if kept.await.is_ok() {
                            gone.iter().for_each(|client| removed(&name, client));
                        }
                    });
                }
            }
        });
    }
}

/// What a session is told that exists already when somebody creates it.
fn update(info: SessionInfo) -> Input {
    let SessionInfo { schema_version, display_name, description, further_versions, validation, crossings } = info;
    Input::Update { schema_version, further_versions, validation, crossings, display_name, description }
}
