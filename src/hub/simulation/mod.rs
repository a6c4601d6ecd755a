//! A simulated world with a seed: clients in an exercise, the session, its feed and a bad disk, on a virtual clock, with a
//! crash possible at every step.
//!
//! What is checked: what was acknowledged is kept, and what was refused is not; there is one order for all, and nothing
//! twice; a listener misses nothing and hears nothing else, also one that comes back after an address; the session equals
//! the fold of its feed, also after a restart, with and without a snapshot.
//!
//! `C2SIM_SEED=N` tries one history again, `C2SIM_SEEDS=N` tries the first N.

mod ear;
mod exercise;
mod truth;

use std::{
    pin::Pin,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicU64, Ordering},
    },
};

use futures_util::FutureExt;
use parking_lot::Mutex;
use tokio::runtime::Runtime;

use super::{
    Beginning, ConversionCounts, Entry, Farewell, HubError, Settings, SharedSession, Subscription, restore::Restored,
    schemas::SessionSchemas,
};
use crate::{
    auth::Principal,
    clock::Clock,
    feed::{
        self, Address, AppendRefused, Backlog, Durability, Epoch, Health,
        simulation::{Chance, Crash, Disk, Fault, Happened, Steps, check_happened, for_each_seed},
    },
    identity::{ClientId, SchemaVersion, SessionName, SystemName, Timestamp},
    message::{Limits, Validation},
    schema::Registry,
    session::{Caller, Event, Input, Outcome, Rules, SessionInfo},
};
use ear::Ear;
use truth::Truth;

const HISTORIES: u64 = 60;
const STEPS: usize = 300;
/// Members that say nothing for so long are removed.
const INACTIVE_MS: u64 = 600;

static REGISTRY: LazyLock<Arc<Registry>> = LazyLock::new(|| Arc::new(Registry::built_in().unwrap()));

/// A clock that the world turns.
#[derive(Default)]
struct WorldClock(AtomicU64);

impl Clock for WorldClock {
    fn now(&self) -> Timestamp {
        Timestamp { unix_ms: self.0.load(Ordering::Relaxed) }
    }
}

/// What a client waits for.
struct Asked {
    what: What,
    answer: Pin<Box<dyn Future<Output = Result<Outcome, HubError>> + Send>>,
}

/// What a client asked for.
enum What {
    /// A message: its document, on one line.
    Message(String),
    /// Something else.
    Input,
}

type Waiting = Arc<Mutex<Vec<Asked>>>;

struct World {
    chance: Chance,
    runtime: Runtime,
    clock: Arc<WorldClock>,
    settings: Arc<Settings>,
    disk: Arc<Mutex<Disk>>,
    session: Arc<SharedSession>,
    steps: Steps<Entry>,
    epoch: Epoch,
    asked: Waiting,
    ears: Vec<Ear>,
    /// Where clients left off that have no stream any more.
    left: Vec<(ClientId, Address)>,
    truth: Truth,
    /// Documents and events that were acknowledged, in the epoch of now.
    acknowledged: (Vec<String>, Vec<Vec<Event>>),
    refused: Vec<String>,
    next_mark: usize,
    is_deleted: bool,
    happened: Happened,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut chance = Chance(seed);
        let settings = Arc::new(settings(&mut chance));
        let disk = Arc::new(Mutex::new(Disk::new(settings.feeds.durability)));
        let clock = Arc::new(WorldClock(AtomicU64::new(1_000)));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .max_blocking_threads(1)
            .build()
            .unwrap();
        let (session, steps) = open(&disk, &settings, &clock);
        let epoch = session.address().epoch;
        Self {
            chance,
            runtime,
            clock,
            settings,
            disk,
            session,
            steps,
            epoch,
            asked: Waiting::default(),
            ears: Vec::new(),
            left: Vec::new(),
            truth: Truth::default(),
            acknowledged: Default::default(),
            refused: Vec::new(),
            next_mark: 1,
            is_deleted: false,
            happened: Happened::new(),
        }
    }

    fn happened(&mut self, what: &'static str) {
        *self.happened.entry(what).or_default() += 1;
    }

    fn step(&mut self) {
        // Every moment is another, so that events tell when they happened.
        self.clock.0.fetch_add(1, Ordering::Relaxed);
        match self.chance.below(60) {
            0..=21 => self.publish(),
            22..=25 => self.member(),
            26..=33 => self.write(),
            34..=41 => self.hear(),
            42..=44 => self.listen(),
            45 => self.hang_up(),
            46 if self.chance.below(3) == 0 => self.crash(),
            47 if self.chance.below(4) == 0 => self.close(),
            48 if self.chance.below(2) == 0 => {
                self.disk.lock().fault = Some([Fault::Nothing, Fault::Ghost][self.chance.below(2)]);
            }
            49 => self.disk.lock().is_full = true,
            50..=53 => self.disk.lock().is_full = false,
            54..=56 => self.go_back(),
            57 => self.administer(),
            _ => self.pass_time(),
        }
        self.check();
    }

    fn message(&mut self) -> (ClientId, String) {
        let client = exercise::client(&mut self.chance);
        let state = self.session.read(|session| session.state());
        self.next_mark += 1;
        (client.clone(), exercise::message(&client, self.next_mark, state, &mut self.chance))
    }

    fn publish(&mut self) {
        let (client, xml) = self.message();
        let is_member = self.session.read(|session| session.member(&client).is_some());
        if !is_member && self.chance.below(4) > 0 {
            return self.ask(join(client));
        }
        match publish(&self.session, &client, xml, &self.asked) {
            Ok(()) => self.happened("published"),
            Err(HubError::Refused(_)) => self.happened("refused by the session"),
            Err(HubError::NotKept(_)) => self.happened("refused by the store"),
            Err(HubError::SessionNotFound { .. }) => assert!(self.session.read(|session| session.is_deleted())),
            Err(error) => panic!("{error}"),
        }
    }

    fn ask(&mut self, input: Input) {
        let session = Arc::clone(&self.session);
        let mut answer: Pin<Box<dyn Future<Output = _> + Send>> =
            Box::pin(async move { session.take(&Caller::Unchecked, input).await });
        match answer.as_mut().now_or_never() {
            None => self.asked.lock().push(Asked { what: What::Input, answer }),
            Some(Ok(outcome)) => assert!(outcome.events.is_empty(), "what changed is answered after its commit"),
            Some(Err(HubError::Refused(_) | HubError::NotKept(_) | HubError::SessionNotFound { .. })) => {}
            Some(Err(error)) => panic!("{error}"),
        }
    }

    fn member(&mut self) {
        let client = exercise::client(&mut self.chance);
        let input = match self.chance.below(5) {
            0 => Input::Resign { client, reason: None },
            _ => join(client),
        };
        self.ask(input);
    }

    fn administer(&mut self) {
        let schema_version = SchemaVersion::new("2.0.0");
        let display_name = format!("the {}th", self.next_mark);
        let force = self.chance.below(2) == 0;
        match self.chance.below(10) {
            0 => self.ask(Input::Delete { force }),
            _ => self.ask(Input::Update {
                schema_version,
                further_versions: None,
                validation: None,
                display_name,
                description: String::new(),
            }),
        }
    }

    fn pass_time(&mut self) {
        let ms = self.chance.below(700) as u64;
        self.clock.0.fetch_add(ms, Ordering::Relaxed);
        self.session.tick();
    }

    /// The writer writes, and while it does, others publish.
    fn write(&mut self) {
        if self.chance.below(2) == 0 {
            let (client, xml) = self.message();
            let (session, asked) = (Arc::clone(&self.session), Arc::clone(&self.asked));
            self.disk.lock().meanwhile = Some(Box::new(move || {
                // Whatever becomes of it, the checks tell.
                let _ = publish(&session, &client, xml, &asked);
            }));
        }
        self.write_once();
        self.disk.lock().meanwhile = None;
    }

    fn write_once(&mut self) -> bool {
        let (head, rollbacks) = (self.session.feed().head(), self.steps.rollbacks());
        let is_open = self.steps.step(self.clock.now().unix_ms);
        if self.steps.rollbacks() > rollbacks {
            self.happened("rolled back");
            self.ears.iter_mut().for_each(|ear| ear.rolled_back(head));
        }
        is_open
    }

    /// The session goes back to what is kept, some time after the store failed.
    fn go_back(&mut self) {
        let is_rolled_back = self.session.feed().health().borrow().rolled_back_to.is_some();
        if is_rolled_back {
            self.session.go_back().unwrap();
            self.happened("went back");
        }
    }

    /// A client opens a stream: at the present, or where one of its streams ended before.
    fn listen(&mut self) {
        let client = exercise::client(&mut self.chance);
        let left = self.left.iter().position(|(who, _)| *who == client).filter(|_| self.chance.below(3) > 0);
        let after = left.map(|index| self.left.swap_remove(index).1);
        let present = self.session.feed().cursor_at_tail().position();
        let is_member = self.session.read(|session| session.member(&client).is_some());
        let gone = self.session.feed().gone();
        match self.session.listen(&Caller::Unchecked, &client, Subscription { after, ..Subscription::default() }) {
            Ok(listener) => {
                if let Some(after) = after {
                    assert!(after.epoch == self.epoch && after.sequence >= gone, "nothing was missed for good");
                    self.happened("resumed");
                }
                self.ears.push(Ear::new(client, listener, present, after, is_member));
            }
            Err(HubError::ResumeNotPossible(_)) => {
                let after = after.expect("the present is always there");
                assert!(after.epoch != self.epoch || after.sequence < gone, "what was missed is kept");
                self.happened("could not resume");
            }
            Err(HubError::SessionNotFound { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }

    fn hang_up(&mut self) {
        if !self.ears.is_empty() {
            let index = self.chance.below(self.ears.len());
            let ear = self.ears.swap_remove(index);
            self.left.push((ear.client.clone(), ear.address()));
        }
    }

    fn hear(&mut self) {
        if !self.ears.is_empty() {
            let index = self.chance.below(self.ears.len());
            self.hear_one(index);
        }
    }

    fn hear_one(&mut self, index: usize) -> bool {
        self.truth.take_in(self.disk.lock().contents());
        let Some(farewell) = self.ears[index].hear(&self.runtime, &self.truth) else { return true };
        let ear = self.ears.swap_remove(index);
        ear.check(&farewell, self.session.feed().gone(), &self.truth);
        self.left.extend(ear.last_heard.map(|address| (ear.client.clone(), address)));
        self.happened(match farewell {
            Farewell::Resigned => "told: resigned",
            Farewell::Expired => "told: expired",
            Farewell::Deleted => "told: deleted",
            Farewell::Replaced => "told: replaced",
            Farewell::FellBehind(_) | Farewell::ResumeNotPossible(_) => "told: fell behind",
            _ => "told: not kept",
        });
        false
    }

    fn crash(&mut self) {
        let crash = [Crash::Kill, Crash::Power][self.chance.below(2)];
        let chance = &mut self.chance;
        let appeared = self.disk.lock().crash(crash, &mut |limit| chance.below(limit));
        for body in appeared.iter().filter_map(|row| row.body.as_deref()) {
            // It was refused, and is kept after all: nobody was told that it is.
            self.refused.retain(|refused| refused != body);
            assert!(self.acknowledged.0.iter().all(|acknowledged| acknowledged != body));
        }
        self.happened("crashed");
        self.restart(crash == Crash::Power && self.settings.feeds.durability == Durability::Async);
    }

    /// An end in order.
    fn close(&mut self) {
        if self.session.feed().health().borrow().clone() != Health::default() || self.disk.lock().is_full {
            return;
        }
        // A last snapshot is left out: whoever writes it needs a runtime that goes on by itself.
        let feed = self.session.feed().clone();
        let mut closing = Box::pin(async move { feed.close().await });
        assert!(closing.as_mut().now_or_never().is_none());
        while self.write_once() {}
        self.check();
        let appeared = self.disk.lock().crash(Crash::Kill, &mut |_| 1);
        assert!(appeared.is_empty());
        self.happened("closed");
        self.restart(false);
    }

    fn restart(&mut self, may_lose: bool) {
        // Whoever waited hears nothing any more, and every connection is gone.
        self.asked.lock().clear();
        self.left.extend(self.ears.drain(..).map(|ear| (ear.client.clone(), ear.address())));
        let kept = self.disk.lock().contents().entries.keys().next_back().copied();
        (self.session, self.steps) = open(&self.disk, &self.settings, &self.clock);
        let epoch = self.session.address().epoch;
        assert!(epoch == self.epoch || may_lose, "the epoch changes only when something may be lost");
        if epoch != self.epoch {
            self.happened("lost entries that were not synced");
            self.truth.cut(kept.unwrap_or(feed::Sequence::BEFORE_FIRST));
            self.acknowledged = Default::default();
            self.epoch = epoch;
        }
        self.check();
        self.check_fold();
        self.is_deleted |= self.session.read(|session| session.is_deleted());
    }

    /// What must hold at every moment.
    fn check(&mut self) {
        self.truth.take_in(self.disk.lock().contents());
        assert_eq!(self.truth.head(), self.session.feed().head(), "what is kept is shown");
        let waiting = std::mem::take(&mut *self.asked.lock());
        for mut asked in waiting {
            match (asked.answer.as_mut().now_or_never(), asked.what) {
                (None, what) => self.asked.lock().push(Asked { what, ..asked }),
                (Some(Ok(_)), What::Message(line)) => self.acknowledged.0.push(line),
                (Some(Ok(outcome)), What::Input) => {
                    self.is_deleted |= outcome.events.iter().any(|event| matches!(event, Event::Deleted { .. }));
                    self.acknowledged.1.push(outcome.events);
                }
                (Some(Err(_)), What::Message(line)) => self.refused.push(line),
                (Some(Err(_)), What::Input) => {}
            }
        }
    }

    /// What follows from all of the feed.
    fn check_fold(&mut self) {
        self.truth.check_once();
        for line in &self.refused {
            assert!(!self.truth.holds_message(line), "what was refused is not kept: {line}");
        }
        for line in &self.acknowledged.0 {
            assert!(self.truth.holds_message(line) || withheld(line), "what was acknowledged is kept: {line}");
        }
        for events in &self.acknowledged.1 {
            assert!(self.truth.holds_events(events), "what was acknowledged is kept: {events:?}");
        }
        let folded = self.truth.fold(self.clock.now(), self.settings.rules).unwrap();
        self.session
            .read(|session| assert_eq!(session.folded(), folded.folded(), "the session is the fold of its feed"));
        let replayed = Restored::read(self.session.feed().replay().unwrap(), self.clock.now(), self.settings.rules);
        let replayed = replayed.unwrap().unwrap();
        assert_eq!(replayed.session.folded(), folded.folded(), "with a snapshot it is the same");
        assert_eq!(replayed.messages, self.session.messages());
        if !folded.is_deleted() {
            assert_eq!(replayed.initialization, self.session.initialization(&ClientId::parse("nobody").unwrap()).ok());
        }
    }

    /// Everything heals; whoever waits is answered, and every listener comes to the end.
    fn finish(mut self) -> Happened {
        (self.disk.lock().is_full, self.disk.lock().fault) = (false, None);
        for _ in 0..50 {
            self.go_back();
            self.clock.0.fetch_add(500, Ordering::Relaxed);
            self.write_once();
        }
        self.check();
        assert!(self.asked.lock().is_empty(), "everybody is answered");
        assert_eq!(self.session.feed().health().borrow().clone(), Health::default());
        assert_eq!(
            self.session.feed().check_room(Backlog::default()).map_err(|refused| match refused {
                AppendRefused::Closed => "closed",
                _ => "not taken",
            }),
            Ok(())
        );
        self.check_fold();
        let expired = self.truth.count(|event| matches!(event, Event::Expired { .. }));
        *self.happened.entry("expired").or_default() += expired;
        while let Some(last) = self.ears.len().checked_sub(1) {
            // A session is short: this often, everybody has heard everything.
            if (0..STEPS).all(|_| self.hear_one(last)) {
                self.ears.truncate(last);
            }
        }
        self.happened
    }
}

fn join(client: ClientId) -> Input {
    let system_name = Some(SystemName::new(client.as_str()));
    Input::Join {
        client,
        display_name: "someone".into(),
        system_name,
        schema_version: None,
        address: "127.0.0.1".into(),
    }
}

/// A client's part of the initialization is kept, and not passed on.
fn withheld(line: &str) -> bool {
    line.contains("<C2SIMInitializationBody>")
}

fn publish(session: &Arc<SharedSession>, client: &ClientId, xml: String, asked: &Waiting) -> Result<(), HubError> {
    let accepted = session.publish(&Principal::unchecked(), client, xml.clone().into(), None)?;
    let answer = Box::pin(async move { accepted.kept().await.map(|_| Outcome::default()) });
    asked.lock().push(Asked { what: What::Message(xml), answer });
    Ok(())
}

/// The session on this disk: the one that is there, or a new one, as the hub does it.
fn open(
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
fn settings(chance: &mut Chance) -> Settings {
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

#[test]
fn a_session_and_its_feed_survive_whatever_clients_and_the_disk_do() {
    let happened = for_each_seed(HISTORIES, |seed| {
        let mut world = World::new(seed);
        for _ in 0..STEPS {
            if world.is_deleted {
                break;
            }
            world.step();
        }
        world.finish()
    });
    let expected = [
        "published",
        "refused by the session",
        "refused by the store",
        "rolled back",
        "went back",
        "crashed",
        "closed",
        "lost entries that were not synced",
        "told: resigned",
        "expired",
        "told: deleted",
        "told: replaced",
        "told: not kept",
        "resumed",
        "could not resume",
    ];
    check_happened(&happened, &expected);
}
