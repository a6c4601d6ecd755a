//! Owns every session together with its feed: takes an input, lets the session decide, puts the outcome into the feed.
//!
//! Entry point: [`Hub`]. Inputs of one session are decided one after the other, those of different sessions side by side.
//! What it deliberately leaves out: HTTP, WebSockets, tokens.

mod entry;
mod error;
mod listener;
mod server_message;
mod shared_session;

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use parking_lot::RwLock;

pub use entry::{Distributed, Entry};
pub use error::HubError;
pub use listener::{Farewell, Listener};
pub use shared_session::{Published, SharedSession};

use crate::{
    clock::Clock,
    feed::Backlog,
    identity::{SchemaVersion, SessionName},
    message::{Limits, Validation},
    schema::{Registry, Schema, SchemaError},
    session::{Input, Rules, Session, SessionInfo},
};

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
    /// What a feed keeps for streams that are behind.
    pub backlog: Backlog,
    /// Most sessions at a time.
    pub sessions_max: usize,
    /// Protocol in the header of the server's own messages.
    pub protocol: String,
    /// ProtocolVersion in the header of the server's own messages.
    pub protocol_version: String,
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
    sessions: RwLock<BTreeMap<SessionName, Arc<SharedSession>>>,
    schemas: Schemas,
    settings: Arc<Settings>,
    clock: Arc<dyn Clock>,
}

/// The schemas that sessions may have.
pub struct Schemas {
    /// Those that can be used.
    pub registry: Registry,
    /// Those that were found and cannot be used, and why.
    pub broken: Vec<(SchemaVersion, SchemaError)>,
}

impl Hub {
    /// A hub without sessions.
    pub fn new(schemas: Schemas, settings: Settings, clock: Arc<dyn Clock>) -> Arc<Self> {
        Arc::new(Self { sessions: RwLock::default(), schemas, settings: Arc::new(settings), clock })
    }

    /// The session of this name.
    pub fn session(&self, name: &SessionName) -> Result<Arc<SharedSession>, HubError> {
        let sessions = self.sessions.read();
        sessions
            .get(name)
            .cloned()
            .ok_or_else(|| HubError::SessionNotFound { active: sessions.keys().cloned().collect() })
    }

    /// Every session, by name.
    pub fn sessions(&self) -> Vec<Arc<SharedSession>> {
        self.sessions.read().values().cloned().collect()
    }

    /// The schema versions that sessions may have.
    pub fn schema_versions(&self) -> Vec<SchemaVersion> {
        let mut versions: Vec<_> =
            self.schemas.registry.versions().iter().map(|version| version.name.clone()).collect();
        versions.sort();
        versions
    }

    /// Creates the session, or brings the names of an existing one up to date.
    pub fn create(&self, name: &SessionName, info: SessionInfo) -> Result<(Creation, Arc<SharedSession>), HubError> {
        let mut sessions = self.sessions.write();
        if let Some(existing) = sessions.get(name) {
            let SessionInfo { schema_version, display_name, description } = info;
            existing.take(Input::Update { schema_version, display_name, description })?;
            return Ok((Creation::Updated, Arc::clone(existing)));
        }
        let schema = self.schema(&info.schema_version)?;
        if sessions.len() >= self.settings.sessions_max {
            return Err(HubError::TooManySessions { sessions_max: self.settings.sessions_max });
        }
        let session = Session::new(name.clone(), info, self.clock.now(), self.settings.rules);
        let shared = Arc::new(SharedSession::new(session, schema, Arc::clone(&self.settings), Arc::clone(&self.clock)));
        sessions.insert(name.clone(), Arc::clone(&shared));
        Ok((Creation::Created, shared))
    }

    /// Closes every stream of the session and forgets it; without `force` only when nobody is joined.
    pub fn delete(&self, name: &SessionName, force: bool) -> Result<(), HubError> {
        self.session(name)?.delete(force)?;
        self.sessions.write().remove(name);
        Ok(())
    }

    /// Lets the sessions' time pass until the hub is dropped.
    pub fn spawn_clock(self: &Arc<Self>) {
        let hub = Arc::downgrade(self);
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(Duration::from_secs(TICK_SEC));
            loop {
                ticks.tick().await;
                let Some(hub) = hub.upgrade() else { return };
                hub.sessions().iter().for_each(|session| session.tick());
            }
        });
    }

    fn schema(&self, version: &SchemaVersion) -> Result<Arc<Schema>, HubError> {
        let Schemas { registry, broken } = &self.schemas;
        match (registry.get(version), broken.iter().find(|(name, _)| name == version)) {
            (Some(schema), _) => Ok(Arc::clone(schema)),
            (None, Some((name, why))) => Err(HubError::SchemaUnusable { version: name.clone(), why: why.to_string() }),
            (None, None) => {
                Err(HubError::SchemaNotSupported { requested: version.clone(), supported: self.schema_versions() })
            }
        }
    }
}
