//! The door for editing a text together: sessions over REST, edits over a WebSocket, in JSON or as Yjs.
//!
//! Entry points: [`EditingDoor::open`], then [`EditingDoor::mounted`] in a server that has other doors too, or
//! [`EditingDoor::native`] for a port of its own. The rules stand in `core`; each document is a feed of its own, and every
//! connection is a cursor on it. What must always hold: what one document's editors say reaches nobody else; the id of a
//! session is a secret that reaches no log and no disk. What it deliberately leaves out: who may read or write which
//! document (a session may edit the one that it names).

mod board;
mod connection;
mod core;
mod credential;
mod crossing;
mod document;
mod documents;
mod entry;
mod envelope;
mod farewell;
mod frames;
mod json;
mod page;
mod refusal;
mod routes;
mod row;
mod sessions;
mod yjs;

use std::{sync::Arc, time::Duration};

use parking_lot::Mutex;
use poem::Route;

use self::core::{Limits, Rate, RecentLimit, Rules, Sessions};
use crate::{
    auth::Authenticator,
    clock::{Clock, SystemClock},
    doors::{crossing::Drafts, traffic::Traffic},
    feed::{self, Backlog, StoreError},
    ops::{Configuration, Shutdown, door_figures::Figure},
};
use document::Settings;
use documents::Documents;
use farewell::Farewell;

/// How often the door looks for sessions that expired.
const TICK_MS: u64 = 500;
/// What documents remember for editors that are behind.
const RECENT: RecentLimit = RecentLimit { changes: 8_192, bytes: 4 << 20 };

/// The door with everything that it keeps.
pub(crate) struct EditingDoor {
    sessions: Mutex<Sessions>,
    documents: Documents,
    /// What the documents may become in C2SIM sessions.
    drafts: Drafts,
    /// Tells who may open sessions.
    authenticator: Arc<Authenticator>,
    configuration: Arc<Configuration>,
    clock: Arc<dyn Clock>,
    shutdown: Shutdown,
    traffic: Traffic,
}

impl EditingDoor {
    /// The door as configured, with the documents that are kept below the data directory.
    ///
    /// # Errors
    /// The directory cannot be used.
    pub(super) fn open(
        configuration: &Arc<Configuration>,
        authenticator: Arc<Authenticator>,
        drafts: Drafts,
        shutdown: Shutdown,
    ) -> Result<Arc<Self>, StoreError> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let rules = Rules {
            ttl_ms: configuration.editing_session_ttl_ms,
            rate: Rate {
                per_sec: configuration.editing_rate_per_sec as u64,
                burst: configuration.editing_rate_burst as u64,
            },
            connections_max: configuration.editing_session_connections_max,
            connections_all_max: configuration.editing_connections_max,
            sessions_max: configuration.editing_sessions_max,
            sessions_user_max: configuration.editing_user_sessions_max,
        };
        let settings = Settings {
            root: configuration.editing_yjs_text.clone(),
            limits: Limits { text_units: configuration.editing_document_units_max, recent: RECENT },
            sanitizing: configuration.editing_sanitize,
            snapshot_entries: configuration.snapshot_entries as u64,
        };
        let feeds = feed::Settings {
            durability: configuration.editing_durability.unwrap_or(configuration.durability),
            limits: feed::Limits {
                backlog: Backlog {
                    entries: configuration.editing_backlog_messages_max,
                    bytes: configuration.backlog_bytes_max,
                },
                waiting: Backlog {
                    entries: configuration.waiting_messages_max,
                    bytes: configuration.waiting_bytes_max,
                },
                store_readers: configuration.store_readers_max,
                ..feed::Limits::default()
            },
            ..feed::Settings::default()
        };
        let documents_max = configuration.editing_documents_max;
        let documents = Documents::open(&configuration.data_dir, feeds, settings, documents_max, Arc::clone(&clock))?;
        let door = Arc::new(Self {
            sessions: Mutex::new(Sessions::new(rules)),
            documents,
            drafts,
            authenticator,
            configuration: Arc::clone(configuration),
            clock,
            shutdown,
            traffic: Traffic::default(),
        });
        door.spawn_clock();
        Ok(door)
    }

    /// Hangs the door into a server that has other doors too, at `base`, such as `/editing`.
    pub(super) fn mounted(self: &Arc<Self>, route: Route, base: &str) -> Route {
        routes::mounted(self, route, base)
    }

    /// The door on its native paths, for a port of its own.
    pub(super) fn native(self: &Arc<Self>) -> Route {
        routes::native(self)
    }

    /// How the door does.
    pub(super) fn figures(&self) -> Vec<Figure> {
        let (sessions, connections) = {
            let sessions = self.sessions.lock();
            (sessions.len() as u64, sessions.connections())
        };
        vec![
            Figure::now("sessions", "Sessions of editors", sessions),
            Figure::now("connections", "Connections of editors", connections),
            Figure::now("documents", "Documents that are open", self.documents.len() as u64),
            Figure::count("messages_received", "Messages of editors that came", self.traffic.received()),
            Figure::count("messages_sent", "Messages that went out to editors", self.traffic.sent()),
        ]
    }

    /// Takes nothing more, and resolves when every document is kept.
    pub(super) async fn close(&self) {
        self.documents.close().await;
    }

    /// Lets the sessions' time pass until the door is dropped.
    fn spawn_clock(self: &Arc<Self>) {
        let door = Arc::downgrade(self);
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(Duration::from_millis(TICK_MS));
            loop {
                ticks.tick().await;
                let Some(door) = door.upgrade() else { return };
                let expired = door.sessions.lock().expire(door.clock.now());
                for (id, session) in expired {
                    door.documents.end_session(&session.document, id, Farewell::SessionExpired);
                }
            }
        });
    }
}
