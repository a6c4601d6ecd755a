//! The service gateway: clients find each other, offer services, send each other JSON, and leave files.
//!
//! Entry points: [`ConciergeDoor::open`], then [`ConciergeDoor::mounted`] in a server that has other doors too, or
//! [`ConciergeDoor::native`] for a port of its own. The rules stand in `core`; each namespace is a feed of its own, and every
//! connection is a cursor on it. What must always hold: everybody in a namespace hears what happens in one order, its own
//! answers among it; what belongs to a client ends with it; nothing of one namespace reaches another. What it deliberately
//! leaves out: who may send to whom (a namespace is open to whoever may enter it).

mod connection;
mod core;
#[cfg(test)]
mod described;
mod entry;
mod farewell;
mod files;
mod identify;
mod namespace;
mod namespaces;
mod payload;
mod refusal;
mod reply;
mod routes;

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use poem::Route;

use self::core::Limits;
use crate::{
    auth::Authenticator,
    clock::{Clock, SystemClock},
    doors::traffic::Traffic,
    feed::{self, Backlog, StoreError},
    identity::SessionName,
    ops::{Configuration, Shutdown, door_figures::Figure},
};
use files::{FileLimits, Files};
use namespace::Settings;
pub(super) use namespace::{NotCreated, OwnService, Told};
use namespaces::{Namespaces, Population};

/// How often the door looks for clients that were waited for long enough.
const TICK_MS: u64 = 250;

/// What the names of the server's own services begin with.
pub(super) const OWN_SERVICES: &str = core::ServiceName::RESERVED;

/// The AsyncAPI document of the WebSocket.
pub(super) const ASYNCAPI_YAML: &str = include_str!("../../../spec/asyncapi/concierge.yaml");

/// The gateway with everything that it keeps.
pub(crate) struct ConciergeDoor {
    namespaces: Namespaces,
    files: Arc<Files>,
    /// Connections that are open.
    connections: Arc<AtomicUsize>,
    traffic: Traffic,
    /// Tells who may connect.
    authenticator: Arc<Authenticator>,
    configuration: Arc<Configuration>,
    clock: Arc<dyn Clock>,
    shutdown: Shutdown,
}

impl ConciergeDoor {
    /// The door as configured, with what is kept below the data directory.
    ///
    /// # Errors
    /// The directory cannot be used.
    pub(super) async fn open(
        configuration: &Arc<Configuration>,
        authenticator: Arc<Authenticator>,
        data_dir: &Path,
        shutdown: Shutdown,
    ) -> Result<Arc<Self>, StoreError> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let limits = FileLimits {
            file_bytes_max: configuration.concierge_file_bytes_max,
            client_bytes_max: configuration.concierge_client_files_bytes_max,
            client_files_max: configuration.concierge_client_files_max,
            bytes_max: configuration.concierge_files_bytes_max,
        };
        let folder = data_dir.to_owned();
        let files = feed::blocking(move || Ok(Files::open(&folder, limits)?)).await?;
        let settings = Settings {
            limits: Limits {
                services_max: configuration.concierge_services_max,
                subscriptions_max: configuration.concierge_subscriptions_max,
            },
            clients_max: configuration.concierge_clients_max,
            grace_ms: configuration.concierge_resume_ms,
            private_keys: configuration.concierge_private_keys,
            snapshot_entries: configuration.snapshot_entries as u64,
        };
        let feeds = feed::Settings {
            durability: configuration.concierge_durability,
            limits: feed::Limits {
                backlog: Backlog {
                    entries: configuration.concierge_backlog_messages_max,
                    bytes: configuration.concierge_backlog_bytes_max,
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
        let namespaces_max = configuration.concierge_namespaces_max;
        let (files_too, clock_too) = (Arc::clone(&files), Arc::clone(&clock));
        let namespaces = Namespaces::open(settings, namespaces_max, feeds, data_dir, clock_too, files_too).await?;
        let door = Arc::new(Self {
            namespaces,
            files,
            connections: Arc::default(),
            traffic: Traffic::default(),
            authenticator,
            configuration: Arc::clone(configuration),
            clock,
            shutdown,
        });
        door.spawn_clock();
        Ok(door)
    }

    /// Hangs the door into a server that has other doors too, at `base`, such as `/concierge`.
    pub(super) fn mounted(self: &Arc<Self>, route: Route, base: &str) -> Route {
        routes::mounted(self, route, base)
    }

    /// The door on its native paths, for a port of its own.
    pub(super) fn native(self: &Arc<Self>) -> Route {
        routes::native(self)
    }

    /// Creates a service of the server's own in the namespace `default`. Its name begins with [`OWN_SERVICES`]; the server
    /// comes in under a name made of `owner`.
    ///
    /// # Errors
    /// There is no room, or nothing can be kept.
    pub(super) async fn create_own(&self, owner: &str, name: &str, nickname: &str) -> Result<OwnService, NotCreated> {
        let namespace = self.namespaces.get(&SessionName::default_session()).await?;
        OwnService::create(&namespace, owner, name, nickname)
    }

    /// The largest payload that clients are told of what crosses over, in bytes.
    pub(super) fn payload_bytes_max(&self) -> usize {
        self.configuration.concierge_payload_bytes_max
    }

    /// How the door does.
    pub(super) fn figures(&self) -> Vec<Figure> {
        let Population { namespaces, clients, services } = self.namespaces.population();
        let (files, file_bytes) = self.files.sizes();
        vec![
            Figure::now("connections", "Connections to the gateway", self.connections.load(Ordering::Relaxed) as u64),
            Figure::now("namespaces", "Namespaces of the gateway that are open", namespaces as u64),
            Figure::now("clients", "Clients of the gateway, those that are waited for among them", clients as u64),
            Figure::now("services", "Services of clients", services as u64),
            Figure::count("payloads_received", "Payloads of clients that came", self.traffic.received()),
            Figure::count("payloads_sent", "Payloads that went out to clients", self.traffic.sent()),
            Figure::now("files", "Files of clients", files as u64),
            Figure::now("file_bytes", "Bytes of the files of clients", file_bytes as u64),
        ]
    }

    /// Takes nothing more, and resolves when everything is kept.
    pub(super) async fn close(&self) {
        self.namespaces.close().await;
    }

    /// Lets the namespaces' time pass until the door is dropped.
    fn spawn_clock(self: &Arc<Self>) {
        let door = Arc::downgrade(self);
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(Duration::from_millis(TICK_MS));
            loop {
                ticks.tick().await;
                let Some(door) = door.upgrade() else { return };
                door.namespaces.pass(door.clock.now());
            }
        });
    }
}
