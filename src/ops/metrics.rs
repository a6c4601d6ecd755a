//! What the server counts, in the form that Prometheus collects (OpenMetrics text).
//!
//! Entry point: [`Metrics`]. What must always hold: the number of series is bounded whatever clients invent; systems
//! beyond the limit are counted together as `OTHER`, so sums stay right. What it deliberately leaves out: who calls it
//! when; a caller on a hot path keeps an [`AcceptedCounter`] instead of asking for it at every message.

mod conversions;

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, atomic::AtomicU64},
    time::Instant,
};

use parking_lot::RwLock;
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::{Registry, Unit},
};

use conversions::Conversions;

use super::{
    DoorFigures,
    audit::{Audit, Collected},
};
use crate::{
    feed::Durability,
    hub::ConversionCounts,
    identity::{SessionName, SystemName},
    message::MessageKind,
};

/// Stands in a label for what has no series of its own.
pub const OTHER: &str = "OTHER";

/// The value of the label `c2sim_app`.
const APP: &str = "c2sim-server";

/// Longest text of a label, in bytes; a longer system name is counted as [`OTHER`].
const LABEL_BYTES_MAX: usize = 256;

/// Upper bounds of the buckets of request durations, in seconds.
const DURATION_BOUNDS_SEC: [f64; 14] =
    [0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

type Count = Counter<u64, AtomicU64>;

/// Every metric of one server.
pub struct Metrics {
    registry: Registry,
    valid: Family<Accepted, Count>,
    warned: Family<Accepted, Count>,
    invalid: Family<Refused, Count>,
    bytes_sent: Family<Accepted, Count>,
    request_duration: Histogram,
    active_requests: Gauge,
    named: RwLock<Named>,
    systems_max: usize,
}

/// Which names have series of their own.
#[derive(Default)]
struct Named {
    systems: HashMap<Arc<str>, HashSet<Arc<str>>>,
    pairs: usize,
    codes: HashSet<&'static str>,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Accepted {
    c2sim_shared_session: Arc<str>,
    c2sim_system_name: Arc<str>,
    c2sim_msg_kind: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Refused {
    c2sim_shared_session: Arc<str>,
    c2sim_system_name: Arc<str>,
    c2sim_error_kind: &'static str,
}

/// Counts accepted messages of one kind from one system in one session; cheap to keep and to use.
#[derive(Debug, Clone)]
pub struct AcceptedCounter {
    valid: Count,
    bytes_sent: Count,
}

impl AcceptedCounter {
    /// Counts one accepted message of so many bytes as the client sent it.
    pub fn record(&self, bytes: usize) {
        self.valid.inc();
        self.bytes_sent.inc_by(u64::try_from(bytes).unwrap_or(u64::MAX));
    }
}

/// A request that is being answered: counted as active, and its duration recorded, when this is dropped.
#[must_use = "dropped at once, the request would count as ended"]
pub struct ActiveRequest {
    started: Instant,
    duration: Histogram,
    active: Gauge,
}

impl Drop for ActiveRequest {
    fn drop(&mut self) {
        self.active.dec();
        self.duration.observe(self.started.elapsed().as_secs_f64());
    }
}

impl Metrics {
    /// Fresh metrics of a server with this durability; at most `systems_max` pairs of session and system get series of
    /// their own.
    pub fn new(systems_max: usize, durability: Durability) -> Self {
        let mut registry = Registry::with_labels([("c2sim_app".into(), APP.into())].into_iter());
        let (valid, warned, bytes_sent) = (Family::default(), Family::default(), Family::default());
        let (invalid, active_requests) = (Family::default(), Gauge::default());
        let request_duration = Histogram::new(DURATION_BOUNDS_SEC);
        // The text form appends `_total` to counters and the unit to what has one.
        registry.register(
            "c2sim_client_msg_valid_count",
            "Messages of clients that were accepted",
            Family::clone(&valid),
        );
        registry.register(
            "c2sim_client_msg_warned_count",
            "Messages of clients that were accepted although they do not follow the schema",
            Family::clone(&warned),
        );
        registry.register(
            "c2sim_client_msg_invalid_count",
            "Messages of clients that were refused",
            Family::clone(&invalid),
        );
        registry.register("c2sim_client_msg_bytes_sent", "Bytes of the accepted messages", Family::clone(&bytes_sent));
        registry.register_with_unit(
            "c2sim_request_duration",
            "Time from a request to its answer",
            Unit::Seconds,
            request_duration.clone(),
        );
        registry.register("c2sim_server_active_requests", "Requests being answered", active_requests.clone());
        let durability = Info::new([("durability", durability.as_str())]);
        registry.register("c2sim_server_durability", "What an accepted message outlives", durability);
        let named = RwLock::default();
        Self { registry, valid, warned, invalid, bytes_sent, request_duration, active_requests, named, systems_max }
    }

    /// Shows the conversions between schema versions as well.
    #[must_use]
    pub fn with_conversions(mut self, conversions: &ConversionCounts) -> Self {
        self.registry.register_collector(Box::new(Conversions(conversions.clone())));
        self
    }

    /// The same, with how the further doors do.
    #[must_use]
    pub fn with_doors(mut self, doors: &DoorFigures) -> Self {
        self.registry.register_collector(Box::new(doors.clone()));
        self
    }

    /// The same, with how the audit log does.
    #[must_use]
    pub fn with_audit(mut self, audit: &Audit) -> Self {
        self.registry.register_collector(Box::new(Collected(audit.clone())));
        self
    }

    /// The counter of one kind of message from one system, to be kept by whoever publishes often.
    pub fn accepted_counter(&self, session: &SessionName, system: &SystemName, kind: MessageKind) -> AcceptedCounter {
        let (session, system) = self.labels(session.as_str(), system.as_str());
        let labels =
            Accepted { c2sim_shared_session: session, c2sim_system_name: system, c2sim_msg_kind: kind.element_name() };
        AcceptedCounter {
            valid: self.valid.get_or_create_owned(&labels),
            bytes_sent: self.bytes_sent.get_or_create_owned(&labels),
        }
    }

    /// Counts an accepted message of so many bytes as the client sent it.
    pub fn message_accepted(&self, session: &SessionName, system: &SystemName, kind: MessageKind, bytes: usize) {
        self.accepted_counter(session, system, kind).record(bytes);
    }

    /// Counts a message that was accepted although it does not follow the schema, beside [`Metrics::message_accepted`].
    pub fn message_warned(&self, session: &SessionName, system: &SystemName, kind: MessageKind) {
        let (session, system) = self.labels(session.as_str(), system.as_str());
        let labels =
            Accepted { c2sim_shared_session: session, c2sim_system_name: system, c2sim_msg_kind: kind.element_name() };
        self.warned.get_or_create(&labels).inc();
    }

    /// Counts a refused message under its error code. A session that does not exist, and a system that is not known, are
    /// `None` and count as [`OTHER`]: what a client invents shall not take the place of what there is.
    pub fn message_refused(&self, session: Option<&SessionName>, system: Option<&SystemName>, code: &'static str) {
        let (session, system) = match session {
            Some(session) => self.labels(session.as_str(), system.map_or(OTHER, SystemName::as_str)),
            None => (OTHER.into(), OTHER.into()),
        };
        if !self.named.read().codes.contains(code) {
            self.named.write().codes.insert(code);
        }
        let labels = Refused { c2sim_shared_session: session, c2sim_system_name: system, c2sim_error_kind: code };
        self.invalid.get_or_create(&labels).inc();
    }

    /// Counts a request as active until the answer drops.
    pub fn request_started(&self) -> ActiveRequest {
        self.active_requests.inc();
        ActiveRequest {
            started: Instant::now(),
            duration: self.request_duration.clone(),
            active: self.active_requests.clone(),
        }
    }

    /// Removes the series of a deleted session. A counter that is still kept counts on unseen.
    pub fn forget_session(&self, session: &SessionName) {
        let mut named = self.named.write();
        let Some((session, systems)) = named.systems.remove_entry(session.as_str()) else { return };
        named.pairs -= systems.len();
        for system in systems.into_iter().chain([OTHER.into()]) {
            let (c2sim_shared_session, c2sim_system_name) = (Arc::clone(&session), system);
            for kind in MessageKind::all() {
                let labels = Accepted {
                    c2sim_shared_session: Arc::clone(&c2sim_shared_session),
                    c2sim_system_name: Arc::clone(&c2sim_system_name),
                    c2sim_msg_kind: kind.element_name(),
                };
                self.valid.remove(&labels);
                self.warned.remove(&labels);
                self.bytes_sent.remove(&labels);
            }
            for code in &named.codes {
                self.invalid.remove(&Refused {
                    c2sim_shared_session: Arc::clone(&c2sim_shared_session),
                    c2sim_system_name: Arc::clone(&c2sim_system_name),
                    c2sim_error_kind: code,
                });
            }
        }
    }

    /// All metrics as OpenMetrics text.
    pub fn text(&self) -> String {
        let mut buffer = String::new();
        text::encode(&mut buffer, &self.registry).expect("a String takes whatever is written to it");
        buffer
    }

    /// The labels under which a session and a system are counted: their own while there is room, then [`OTHER`].
    fn labels(&self, session: &str, system: &str) -> (Arc<str>, Arc<str>) {
        if let Some(known) = self.named.read().find(session, system) {
            return known;
        }
        let mut named = self.named.write();
        if let Some(known) = named.find(session, system) {
            return known;
        }
        if !named.systems.contains_key(session) {
            if named.systems.len() >= self.systems_max || session.len() > LABEL_BYTES_MAX {
                return (OTHER.into(), OTHER.into());
            }
            named.systems.insert(session.into(), HashSet::new());
        }
        if named.pairs < self.systems_max && system.len() <= LABEL_BYTES_MAX && system != OTHER {
            named.pairs += 1;
            named.systems.entry(session.into()).or_default().insert(system.into());
            return (session.into(), system.into());
        }
        (session.into(), OTHER.into())
    }
}

impl Named {
    fn find(&self, session: &str, system: &str) -> Option<(Arc<str>, Arc<str>)> {
        let (session, systems) = self.systems.get_key_value(session)?;
        Some((Arc::clone(session), Arc::clone(systems.get(system)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::SystemMessage;

    fn session(name: &str) -> SessionName {
        SessionName::parse(name).unwrap()
    }

    fn lines(metrics: &Metrics, name: &str) -> Vec<String> {
        let text = metrics.text();
        text.lines().filter(|line| line.starts_with(name)).map(str::to_owned).collect()
    }

    #[test]
    fn accepted_messages_are_counted_by_session_system_and_kind() {
        let metrics = Metrics::new(10, Durability::Sync);
        let (default, blue) = (SessionName::default_session(), SystemName::new("BLUE \"1\"\n"));
        let counter = metrics.accepted_counter(&default, &blue, MessageKind::Report);
        counter.record(100);
        counter.record(50);
        metrics.message_accepted(&default, &blue, MessageKind::Report, 7);
        metrics.message_accepted(&default, &blue, MessageKind::System(SystemMessage::StartScenario), 1);
        let labels = r#"{c2sim_app="c2sim-server",c2sim_shared_session="default",c2sim_system_name="BLUE \"1\"\n",c2sim_msg_kind="ReportBody"}"#;
        let text = metrics.text();
        assert!(text.contains(&format!("c2sim_client_msg_valid_count_total{labels} 3\n")), "{text}");
        assert!(text.contains(&format!("c2sim_client_msg_bytes_sent_total{labels} 157\n")), "{text}");
        assert_eq!(lines(&metrics, "c2sim_client_msg_valid_count_total{").len(), 2);
        let durability = lines(&metrics, "c2sim_server_durability_info{");
        assert_eq!(durability, [r#"c2sim_server_durability_info{c2sim_app="c2sim-server",durability="sync"} 1"#]);
    }

    #[test]
    fn refused_messages_are_counted_by_code() {
        let metrics = Metrics::new(10, Durability::Sync);
        let default = SessionName::default_session();
        metrics.message_refused(Some(&default), Some(&SystemName::new("BLUE")), "XSD_VALIDATION_ERROR");
        metrics.message_refused(None, None, "SHARED_SESSION_NOT_FOUND");
        let mut counted = lines(&metrics, "c2sim_client_msg_invalid_count_total{");
        counted.sort();
        assert_eq!(
            counted,
            [
                r#"c2sim_client_msg_invalid_count_total{c2sim_app="c2sim-server",c2sim_shared_session="OTHER",c2sim_system_name="OTHER",c2sim_error_kind="SHARED_SESSION_NOT_FOUND"} 1"#,
                r#"c2sim_client_msg_invalid_count_total{c2sim_app="c2sim-server",c2sim_shared_session="default",c2sim_system_name="BLUE",c2sim_error_kind="XSD_VALIDATION_ERROR"} 1"#,
            ]
        );
    }

    #[test]
    fn a_request_is_active_until_it_is_answered() {
        let metrics = Metrics::new(10, Durability::Sync);
        let request = metrics.request_started();
        assert_eq!(
            lines(&metrics, "c2sim_server_active_requests{"),
            [r#"c2sim_server_active_requests{c2sim_app="c2sim-server"} 1"#]
        );
        drop(request);
        assert_eq!(
            lines(&metrics, "c2sim_server_active_requests{"),
            [r#"c2sim_server_active_requests{c2sim_app="c2sim-server"} 0"#]
        );
        let count = lines(&metrics, "c2sim_request_duration_seconds_count");
        assert_eq!(count, [r#"c2sim_request_duration_seconds_count{c2sim_app="c2sim-server"} 1"#]);
        assert!(metrics.text().contains("# TYPE c2sim_request_duration_seconds histogram"));
    }

    #[test]
    fn invented_names_do_not_make_series_without_end() {
        let metrics = Metrics::new(3, Durability::Sync);
        let default = SessionName::default_session();
        for number in 0..100 {
            metrics.message_accepted(&default, &SystemName::new(&format!("S{number}")), MessageKind::Report, 1);
        }
        let series = lines(&metrics, "c2sim_client_msg_valid_count_total{");
        assert_eq!(series.len(), 4, "three with names, and one for the rest: {series:?}");
        assert!(series.iter().any(|line| line.contains(r#"c2sim_system_name="OTHER""#) && line.ends_with(" 97")));
        for number in 0..100 {
            metrics.message_accepted(&session(&format!("x{number}")), &SystemName::new("A"), MessageKind::Report, 1);
        }
        assert_eq!(lines(&metrics, "c2sim_client_msg_valid_count_total{").len(), 4 + 2 + 1, "two sessions, then OTHER");
        metrics.message_accepted(&default, &SystemName::new(&"y".repeat(257)), MessageKind::Plan, 1);
        assert!(!metrics.text().contains("yyy"));
    }

    #[test]
    fn a_deleted_session_makes_room() {
        let metrics = Metrics::new(1, Durability::Sync);
        for name in ["one", "two"] {
            let name = session(name);
            metrics.message_accepted(&name, &SystemName::new("A"), MessageKind::Report, 1);
            metrics.message_refused(Some(&name), Some(&SystemName::new("A")), "IO_ERROR");
            metrics.message_refused(Some(&name), Some(&SystemName::new("B")), "IO_ERROR");
            assert!(metrics.text().contains(&format!(r#"c2sim_shared_session="{name}",c2sim_system_name="A""#)));
            metrics.forget_session(&name);
            assert!(!metrics.text().contains("c2sim_shared_session"), "{}", metrics.text());
        }
    }
}
