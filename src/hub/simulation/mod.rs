//! A simulated world with a seed: clients in an exercise, the session, its feed and a bad disk, on a virtual clock, with a
//! crash possible at every step.
//!
//! What is checked: what was acknowledged is kept, and what was refused is not; there is one order for all, and nothing
//! twice; a listener misses nothing and hears nothing else, also one that comes back after an address; the session equals
//! the fold of its feed, also after a restart, with and without a snapshot; the picture is the fold of all that is kept.
//!
//! `C2SIM_SEED=N` tries one history again, `C2SIM_SEEDS=N` tries the first N.

mod checks;
mod ear;
mod ends;
mod exercise;
mod opening;
mod snapshots;
mod truth;

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use futures_util::FutureExt;
use parking_lot::Mutex;
use tokio::{runtime::Runtime, sync::watch};

use super::{Entry, Farewell, HubError, Settings, SharedSession, Subscription, snapshots::Due};
use crate::{
    auth::Principal,
    clock::Clock,
    feed::{
        Address, AppendRefused, Backlog, Epoch, Health,
        simulation::{Chance, Disk, Fault, Happened, Steps, check_happened, for_each_seed},
    },
    identity::{ClientId, SchemaVersion, SystemName},
    session::{Caller, Event, Input, Outcome},
};
use ear::Ear;
use opening::{WorldClock, open, settings};
use truth::Truth;

const HISTORIES: u64 = 60;
const STEPS: usize = 300;

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
    /// Snapshots that the session wants to be kept.
    due: watch::Receiver<Option<Arc<Due>>>,
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
        let (epoch, due) = (session.address().epoch, session.snapshots_due());
        Self {
            chance,
            runtime,
            clock,
            settings,
            disk,
            session,
            steps,
            due,
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
        match self.chance.below(64) {
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
            58..=61 => self.keep_snapshot(),
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
        match self.chance.below(5) {
            0 => self.ask(Input::Delete { force }),
            _ => self.ask(Input::Update {
                schema_version,
                further_versions: None,
                validation: None,
                crossings: None,
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

fn publish(session: &Arc<SharedSession>, client: &ClientId, xml: String, asked: &Waiting) -> Result<(), HubError> {
    let accepted = session.publish(&Principal::unchecked(), client, xml.clone().into(), None)?;
    let answer = Box::pin(async move { accepted.kept().await.map(|_| Outcome::default()) });
    asked.lock().push(Asked { what: What::Message(xml), answer });
    Ok(())
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
        "kept a snapshot",
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
