//! The server as a whole: every door at its path, from the first connection to an orderly end.
//!
//! Entry points: [`serve`]; [`serve_until`] for whoever ends it otherwise than by a signal.

use std::{
    error::Error,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use c2sim_generated::{
    api::{self, BASE_PATH, EXTENSIONS_YAML, OPENAPI_JSON, OPENAPI_YAML, WHOLE_JSON},
    support::mount,
};
use poem::{Endpoint, EndpointExt, IntoEndpoint, IntoResponse, Request, Response, Route, Server};
use tokio::net::TcpListener;

use super::{
    accept::{ConnectionLimits, LimitedAcceptor},
    api::{C2simApi, Guard},
    audited::AuditRefusals,
    crossing::Drafts,
    further::FurtherDoors,
    patience::Times,
    ports::{self, OwnPort},
    rate::{RateLimits, Rates},
    reload, status,
    stream::StreamDoor,
};
use crate::{
    auth::{Authenticator, KeySource, Policy},
    clock::{self, SystemClock},
    feed::{self, Backlog, Retention, StoreError},
    hub::{ConversionCounts, Hub, HubError, Settings},
    message::{Limits, Validation},
    ops::{
        Audit, Configuration, DoorFigures, Metrics, Shutdown,
        audit::{Action, Record, Trail, Who},
        configuration::DefaultSession,
        cors::cors,
        hangup::Hangups,
        headers::secure_headers,
        pages::{self, ApiDocuments, Ops},
        shutdown::Ending,
        tls::Certificates,
    },
    schema::Catalogue,
    session::Rules,
};

/// How much longer than a stream a connection waits for one that takes nothing: the stream may say why it ends.
const STALL_GRACE: Duration = Duration::from_secs(3);
/// What the closing of the stores is left of the grace time at least.
const CLOSE_STORES_MIN: Duration = Duration::from_millis(500);

/// Serves as configured until a signal ends it; prints the address once it listens.
///
/// # Errors
/// What kept the server from starting.
pub async fn serve(configuration: Configuration) -> Result<(), Box<dyn Error + Send + Sync>> {
    let shutdown = Shutdown::new();
    shutdown.request_on_signals()?;
    serve_until(configuration, shutdown, |scheme, address| ports::announce("c2sim", scheme, address)).await
}

/// Serves as configured until the end is requested; tells `listening` the scheme and the address once it listens.
///
/// # Errors
/// What kept the server from starting.
pub async fn serve_until(
    configuration: Configuration,
    shutdown: Shutdown,
    listening: impl FnOnce(&str, SocketAddr) + Send,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let configuration = Arc::new(configuration);
    let hangups = Hangups::listen()?;
    let catalogue = Catalogue::open(&configuration.external_schemas_dir())?;
    reload::report_broken(&catalogue.current());
    let keys = KeySource::of(&configuration).map_err(|error| format!("C2SIM_BEARER_PUBLIC_KEY: {error}"))?;
    let authenticator = Arc::new(Authenticator::new(Policy::of(&configuration), keys, Arc::new(SystemClock)));
    let certificates = Certificates::of(&configuration)?;
    let settings = settings(&configuration);
    let hub = Hub::open(catalogue, settings, Arc::new(SystemClock), &configuration.data_dir).await?;
    let audit = Audit::open(&configuration)?;
    let trail = audit.trail(Who::server());
    create_sessions(&hub, configuration.default_sessions()?, &trail).await?;
    let removals = trail.clone();
    hub.spawn_clock(move |session, client| {
        removals.record(Record::new(Action::MemberRemoved).session(session.as_str()).client(client.as_str()));
    });
    hangups.reload_with({
        let (hub, trail, certificates) = (Arc::clone(&hub), trail.clone(), certificates.clone());
        move || {
            reload::schemas(&hub, &trail);
            reload::certificates(certificates.as_deref(), &trail);
        }
    });
    let listener = TcpListener::bind(configuration.bind).await.map_err(|error| {
        format!("cannot listen on {}: {error}; choose another address with --bind", configuration.bind)
    })?;
    let address = listener.local_addr()?;
    let acceptor = LimitedAcceptor::new(listener, &connection_limits(&configuration)).with_tls(certificates);
    let own_ports = ports::bind(&acceptor, &configuration).await?;
    listening(acceptor.scheme(), address);
    own_ports.iter().for_each(OwnPort::announce);
    let ending = ended(shutdown.clone(), configuration.shutdown_ms);
    let (further, metrics, figures) = open_further(&hub, &configuration, &authenticator, &audit, &shutdown).await?;
    let rates = Rates::of(&configuration);
    let around = (&further, Arc::clone(&rates), metrics, figures);
    let doors = doors(Arc::clone(&hub), Arc::clone(&configuration), authenticator, &audit, shutdown.clone(), around);
    let serving = Server::new_with_acceptor(acceptor).run_with_graceful_shutdown(
        doors,
        {
            let shutdown = shutdown.clone();
            async move { shutdown.requested().await }
        },
        Some(Duration::from_millis(configuration.shutdown_ms)),
    );
    let own_ports = ports::serve(own_ports, (&further, rates), &configuration, &audit, &shutdown);
    let (served, own_served, (ending, requested_at)) = tokio::join!(serving, own_ports, ending);
    served?;
    own_served?;
    let grace = Duration::from_millis(configuration.shutdown_ms).saturating_sub(requested_at.elapsed());
    close(&hub, &further, grace).await;
    if let Ending::CutShort { unfinished } = ending {
        tracing::warn!(unfinished, "ended before everything was finished");
    }
    trail.record(Record::new(Action::ServerStop));
    tokio::task::spawn_blocking(move || audit.close(CLOSE_STORES_MIN)).await?;
    Ok(())
}

/// The further doors, what is counted, and the figures in which they show themselves.
async fn open_further(
    hub: &Arc<Hub>,
    configuration: &Arc<Configuration>,
    authenticator: &Arc<Authenticator>,
    audit: &Audit,
    shutdown: &Shutdown,
) -> Result<(FurtherDoors, Arc<Metrics>, DoorFigures), StoreError> {
    let figures = DoorFigures::default();
    let metrics = Metrics::new(configuration.metrics_systems_max, configuration.durability);
    let metrics = Arc::new(metrics.with_conversions(hub.conversions()).with_audit(audit).with_doors(&figures));
    let drafts = Drafts {
        hub: Arc::clone(hub),
        configuration: Arc::clone(configuration),
        metrics: Arc::clone(&metrics),
        audit: audit.clone(),
    };
    let further = FurtherDoors::open(configuration, authenticator, drafts, shutdown).await?;
    further.show(&figures);
    Ok((further, metrics, figures))
}

/// How the run ended, and when its end was requested.
async fn ended(shutdown: Shutdown, grace_ms: u64) -> (Ending, Instant) {
    shutdown.requested().await;
    let requested_at = Instant::now();
    (shutdown.finished(grace_ms).await, requested_at)
}

fn connection_limits(configuration: &Configuration) -> ConnectionLimits<'_> {
    ConnectionLimits {
        connections_max: configuration.connections_max,
        address_max: configuration.address_connections_max,
        proxies: &configuration.trusted_proxies,
        stall: Duration::from_millis(configuration.stall_timeout_ms) + STALL_GRACE,
        times: Times {
            head: Duration::from_millis(configuration.header_timeout_ms),
            idle: Duration::from_millis(configuration.idle_timeout_ms),
            message: Duration::from_millis(configuration.body_timeout_ms),
        },
    }
}

/// Leaves every store in order, as far as the grace time allows.
async fn close(hub: &Hub, further: &FurtherDoors, grace: Duration) {
    let closing = async { tokio::join!(hub.close(), further.close()) };
    if tokio::time::timeout(grace.max(CLOSE_STORES_MIN), closing).await.is_err() {
        tracing::warn!("ended before every session was closed in order; the next start takes a little longer");
    }
}

/// Every door at its path.
fn doors(
    hub: Arc<Hub>,
    configuration: Arc<Configuration>,
    authenticator: Arc<Authenticator>,
    audit: &Audit,
    shutdown: Shutdown,
    (further, rates, metrics, figures): (&FurtherDoors, Arc<Rates>, Arc<Metrics>, DoorFigures),
) -> impl Endpoint + use<> {
    let handler = C2simApi {
        hub: Arc::clone(&hub),
        configuration: Arc::clone(&configuration),
        metrics: Arc::clone(&metrics),
        shutdown: shutdown.clone(),
        audit: audit.clone(),
    };
    let service = api::service(Arc::new(handler));
    let documents = ApiDocuments {
        asyncapi_yaml: super::ASYNCAPI_YAML,
        yaml: OPENAPI_YAML,
        json: OPENAPI_JSON,
        extensions_yaml: EXTENSIONS_YAML,
        whole_json: WHOLE_JSON,
        live_json: service.spec().into(),
    };
    let stream = {
        let (hub, configuration, metrics) = (Arc::clone(&hub), Arc::clone(&configuration), Arc::clone(&metrics));
        StreamDoor::new(hub, configuration, metrics, shutdown.clone(), audit.clone())
    };
    let operations = Operations { stream, service: service.into_endpoint() };
    let guarded = Arc::new(Guard {
        inner: operations,
        authenticator,
        configuration: Arc::clone(&configuration),
        metrics: Arc::clone(&metrics),
        shutdown: shutdown.clone(),
        audit: audit.clone(),
    });
    let started_at = clock::now();
    let status = {
        let (configuration, shutdown, audit) = (Arc::clone(&configuration), shutdown.clone(), audit.clone());
        Arc::new(move || status::report(&hub, &configuration, &audit, &shutdown, &figures, started_at))
    };
    let pages = Ops { configuration: Arc::clone(&configuration), metrics, shutdown, documents, status };
    let prefix = configuration.prefix.as_str();
    let pages = pages::routes(pages);
    let all = if prefix.is_empty() { pages } else { Route::new().nest(prefix, pages) };
    let base = format!("{prefix}{BASE_PATH}");
    let all = mount(all.at(&base, Arc::clone(&guarded)), &base, guarded);
    let refusals = AuditRefusals { audit: audit.clone(), configuration: Arc::clone(&configuration) };
    let limits = RateLimits { rates, configuration: Arc::clone(&configuration) };
    let all = further.mount(all, prefix).with(limits).with(refusals);
    all.with(secure_headers(&configuration)).with(cors(&configuration))
}

/// What the operator decided about all sessions.
pub(super) fn settings(configuration: &Configuration) -> Settings {
    let rules = Rules {
        orders_while_paused: configuration.orders_while_paused,
        inactive_timeout_ms: configuration.inactive_timeout_ms,
        members_max: configuration.members_max,
        ..Rules::default()
    };
    Settings {
        rules,
        validation: match configuration.xsd_validation_enabled {
            true => Validation::On,
            false => Validation::InitializationOnly,
        },
        limits: Limits {
            bytes_max: configuration.message_bytes_max,
            depth_max: configuration.xml_depth_max,
            name_bytes_max: configuration.xml_name_bytes_max,
            attributes_max: configuration.xml_attributes_max,
            elements_max: configuration.xml_elements_max,
            ..Limits::default()
        },
        feeds: feeds(configuration),
        snapshot_entries: configuration.snapshot_entries as u64,
        picture_entities_max: configuration.picture_entities_max,
        sessions_max: configuration.sessions_max,
        conversions: ConversionCounts::default(),
        protocol: configuration.protocol.clone(),
        protocol_version: configuration.protocol_version.clone(),
        private_addressing: configuration.private_addressing,
    }
}

fn feeds(configuration: &Configuration) -> feed::Settings {
    let default = feed::Limits::default();
    feed::Settings {
        durability: configuration.durability,
        retention: Retention {
            age_ms: configuration.retention_ms,
            bytes: configuration.retention_bytes,
            entries: configuration.retention_entries,
        },
        limits: feed::Limits {
            backlog: Backlog { entries: configuration.backlog_messages_max, bytes: configuration.backlog_bytes_max },
            waiting: Backlog { entries: configuration.waiting_messages_max, bytes: configuration.waiting_bytes_max },
            store_read: Backlog { bytes: configuration.stream_read_bytes_max, ..default.store_read },
            store_readers: configuration.store_readers_max,
            ..default
        },
    }
}

/// The operations of the interface, and the stream that stands among their paths.
struct Operations<E> {
    stream: StreamDoor,
    service: E,
}

impl<E: Endpoint> Endpoint for Operations<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        match StreamDoor::session_of(request.uri().path()) {
            Some(_) => self.stream.call(request).await,
            None => self.service.call(request).await.map(IntoResponse::into_response),
        }
    }
}

/// The sessions that are to be there from the first start on; one that came back is left as it is.
async fn create_sessions(hub: &Arc<Hub>, sessions: Vec<DefaultSession>, trail: &Trail) -> Result<(), HubError> {
    for DefaultSession { name, info } in sessions {
        if hub.session(&name).is_err() {
            hub.create(&name, info).await?;
            trail.record(Record::new(Action::SessionCreate).session(name.as_str()));
        }
    }
    Ok(())
}
