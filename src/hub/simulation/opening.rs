//! A session on a disk, on a clock that the world turns, with limits that a short history meets.

use std::sync::{
    Arc, LazyLock,
    atomic::{AtomicU64, Ordering},
};

use futures_util::FutureExt;
use parking_lot::Mutex;

use crate::{
    clock::Clock,
    feed::{
        self,
        simulation::{Chance, Disk, Steps},
    },
    hub::{Beginning, ConversionCounts, Entry, Settings, SharedSession, restore::Restored, schemas::SessionSchemas},
    identity::{SchemaVersion, SessionName, Timestamp},
    message::{Limits, Validation},
    schema::Registry,
    session::{Rules, SessionInfo},
};

/// Members that say nothing for so long are removed.
const INACTIVE_MS: u64 = 600;

static REGISTRY: LazyLock<Arc<Registry>> = LazyLock::new(|| Arc::new(Registry::built_in().unwrap()));

/// A clock that the world turns.
#[derive(Default)]
pub(super) struct WorldClock(pub(super) AtomicU64);

impl Clock for WorldClock {
    fn now(&self) -> Timestamp {
        Timestamp { unix_ms: self.0.load(Ordering::Relaxed) }
    }
}

/// The session on this disk: the one that is there, or a new one, as the hub does it.
pub(super) fn open(
    disk: &Arc<Mutex<Disk>>,
    settings: &Arc<Settings>,
    clock: &Arc<WorldClock>,
) -> (Arc<SharedSession>, Steps<Entry>) {
    let now = clock.now();
    let (feed, mut steps) = Steps::<Entry>::open(disk, &settings.feeds);
    let restored = Restored::read(feed.replay().unwrap(), now, settings.rules).unwrap().unwrap_or_else(|| {
        let info = SessionInfo {
            schema_version: SchemaVersion::new("2.0.0"),
            further_versions: None,
            validation: None,
            crossings: None,
            display_name: "An exercise".into(),
            description: String::new(),
        };
        let beginning = Beginning { name: SessionName::parse("exercise").unwrap(), info };
        let restored = Restored::new(&beginning, now, settings.rules);
        let entry = Entry { at: now, beginning: Some(beginning), events: Vec::new(), message: None };
        let kept = feed.append(entry).unwrap();
        steps.step(now.unix_ms);
        assert!(kept.now_or_never().unwrap().is_ok());
        restored
    });
    let clock: Arc<dyn Clock> = Arc::clone(clock) as _;
    let schemas = SessionSchemas::of(restored.session.info(), &REGISTRY).unwrap();
    let session = SharedSession::new(restored, feed, schemas, Arc::clone(settings), clock);
    (Arc::new(session), steps)
}

/// Small limits, so that a short history meets all of them.
pub(super) fn settings(chance: &mut Chance) -> Settings {
    Settings {
        rules: Rules { inactive_timeout_ms: INACTIVE_MS, ..Rules::default() },
        validation: Validation::On,
        limits: Limits::default(),
        feeds: feed::simulation::settings(chance),
        snapshot_entries: 3 + chance.below(12) as u64,
        picture_entities_max: 100,
        sessions_max: 1,
        conversions: ConversionCounts::default(),
        private_addressing: false,
        protocol: "SISO-STD-C2SIM".into(),
        protocol_version: "1.0.2".into(),
    }
}
