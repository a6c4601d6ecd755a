//! A simulated world with a seed: an owner, cursors and a bad disk, driven through random histories on a virtual clock.
//!
//! What is checked: acknowledged entries are kept; what was refused is not seen; every cursor sees each entry once, in
//! order, also across crashes; the owner's fold equals the entries; a client resumes, or is told rightly why not.

mod chance;
mod disk;
mod seeds;
mod steps;

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use futures_util::FutureExt;
use parking_lot::Mutex;

use super::{
    Address, AppendRefused, Backlog, Cursor, Durability, Epoch, Feed, Pending, ReadError, Record, ResumeRefused,
    Sequence, Settings,
    shared::Log,
    writer::{Moment, Next, Writer},
};
pub(crate) use chance::{Chance, settings};
pub(crate) use disk::{Contents, Crash, Disk, Fault, SimulatedStore};
pub(crate) use seeds::{Happened, check_happened, for_each_seed};
pub(crate) use steps::Steps;

const HISTORIES: u64 = 80;
const STEPS: usize = 300;

/// A client: where it stands, and what it must see next.
struct Client {
    cursor: Cursor<usize>,
    expected: Sequence,
    address: Address,
}

type Appended = Arc<Mutex<Vec<(usize, Pending)>>>;

struct World {
    chance: Chance,
    runtime: tokio::runtime::Runtime,
    settings: Settings,
    disk: Arc<Mutex<Disk>>,
    feed: Feed<usize>,
    writer: Writer<usize>,
    now_ms: u64,
    clients: Vec<Client>,
    pending: Appended,
    /// What the owner has folded, committed or not.
    folded: Arc<Mutex<Vec<usize>>>,
    next_entry: Arc<Mutex<usize>>,
    truth: BTreeMap<Sequence, usize>,
    acknowledged: BTreeMap<Sequence, usize>,
    refused: HashSet<usize>,
    epoch: Epoch,
    happened: Happened,
}

fn sequence(number: usize) -> Sequence {
    Sequence::BEFORE_FIRST.plus(number as u64)
}

impl World {
    fn new(seed: u64) -> Self {
        let mut chance = Chance(seed);
        let settings = settings(&mut chance);
        let disk = Arc::new(Mutex::new(Disk::new(settings.durability)));
        let (feed, writer) = Feed::with_writer(Box::new(SimulatedStore::open(&disk)), &settings);
        let runtime = tokio::runtime::Builder::new_current_thread().max_blocking_threads(1).build().unwrap();
        let epoch = feed.epoch();
        Self {
            chance,
            runtime,
            settings,
            disk,
            feed,
            writer,
            now_ms: 0,
            clients: Vec::new(),
            pending: Arc::default(),
            folded: Arc::default(),
            next_entry: Arc::new(Mutex::new(1)),
            truth: BTreeMap::new(),
            acknowledged: BTreeMap::new(),
            refused: HashSet::new(),
            epoch,
            happened: Happened::new(),
        }
    }

    fn happened(&mut self, what: &'static str) {
        *self.happened.entry(what).or_default() += 1;
    }

    fn step(&mut self) {
        match self.chance.below(26) {
            0..=7 => self.append(),
            8..=13 => self.write(),
            14..=17 => self.read(),
            18 => self.join(),
            19 => self.snapshot(),
            20 => self.crash(),
            21 => self.reopen(),
            22..=23 => self.now_ms += self.chance.below(700) as u64,
            24 => self.disk.lock().fault = Some([Fault::Nothing, Fault::Ghost][self.chance.below(2)]),
            _ => {
                let is_full = self.chance.below(3) == 0;
                self.disk.lock().is_full = is_full;
            }
        }
        self.check();
    }

    /// The owner's way: ask for room, decide, append.
    fn append(&mut self) {
        let entries = self.chance.below(4) + 1;
        match self.feed.check_room(Backlog { entries, bytes: 0 }) {
            Ok(()) => append(&self.feed, entries, &self.next_entry, &self.folded, &self.pending),
            Err(AppendRefused::RolledBack { to }) => self.go_back(to),
            Err(AppendRefused::QueueFull { limit }) => {
                self.happened("queue full");
                let waiting = self.feed.log_status().unwrap().waiting;
                assert!(waiting.entries + entries > limit.entries);
            }
            Err(AppendRefused::Suspended(_)) => self.happened("suspended"),
            Err(AppendRefused::Closed) => panic!("the feed is open"),
        }
    }

    fn go_back(&mut self, to: Sequence) {
        self.happened("went back");
        assert_eq!(to, self.feed.head());
        *self.folded.lock() = self.fold();
        self.feed.settle_rollback();
    }

    /// Everything that was ever committed, from the snapshot and the entries after it.
    fn fold(&self) -> Vec<usize> {
        let replay = self.feed.replay().unwrap();
        let snapshot = replay.snapshot().map(|snapshot| snapshot.parts["folded"].to_vec()).unwrap_or_default();
        let snapshot = String::from_utf8(snapshot).unwrap();
        let mut folded: Vec<usize> = snapshot.split_whitespace().map(|entry| entry.parse().unwrap()).collect();
        for entry in replay {
            let (at, entry) = entry.unwrap();
            folded.push(entry);
            assert_eq!(at, sequence(folded.len()));
        }
        folded
    }

    /// The writer writes, and while it does, others append.
    fn write(&mut self) {
        if self.chance.below(2) == 0 {
            let (feed, next_entry) = (self.feed.clone(), Arc::clone(&self.next_entry));
            let (folded, pending) = (Arc::clone(&self.folded), Arc::clone(&self.pending));
            self.disk.lock().meanwhile = Some(Box::new(move || {
                if feed.check_room(Backlog { entries: 2, bytes: 0 }).is_ok() {
                    append(&feed, 2, &next_entry, &folded, &pending);
                }
            }));
        }
        self.write_once();
        // What was not called while it wrote is not called later.
        self.disk.lock().meanwhile = None;
    }

    fn write_once(&mut self) -> Next {
        let head = self.feed.head();
        let shared = Arc::clone(&self.feed.owner.shared);
        let log: &Log<usize> = shared.log.as_ref().unwrap();
        let rollbacks = log.status().rollbacks;
        let next = self.writer.step(log, Moment { elapsed_ms: self.now_ms, unix_ms: self.now_ms });
        if log.status().rollbacks > rollbacks {
            self.happened("rolled back");
            assert_eq!(self.feed.head(), head);
            let after = head.next();
            self.clients.iter_mut().for_each(|client| client.expected = client.expected.min(after));
        }
        next
    }

    fn join(&mut self) {
        let head = usize::try_from(self.feed.head().number()).unwrap();
        let gone = usize::try_from(self.feed.gone().number()).unwrap();
        let tail = self.folded.lock().len();
        let must_go_back = self.feed.health().borrow().rolled_back_to.is_some();
        let (cursor, after) = match self.chance.below(2) {
            0 if !must_go_back => (self.feed.cursor_at_tail(), sequence(tail)),
            _ => {
                let position = sequence(gone + self.chance.below(head - gone + 1));
                (self.feed.cursor_after(position), position)
            }
        };
        let address = Address { epoch: self.epoch, sequence: after.min(self.feed.head()) };
        self.clients.push(Client { cursor, expected: after.next(), address });
    }

    fn read(&mut self) {
        if self.clients.is_empty() {
            return;
        }
        let index = self.chance.below(self.clients.len());
        let entries_max = self.chance.below(6) + 1;
        let (head, gone) = (self.feed.head(), self.feed.gone());
        let client = &mut self.clients[index];
        let mut batch = Vec::new();
        if client.expected > head {
            let read = client.cursor.read(entries_max, &mut batch).now_or_never();
            assert_eq!(read, None, "there is nothing to read");
            return;
        }
        match self.runtime.block_on(client.cursor.read(entries_max, &mut batch)) {
            Ok(()) => {}
            Err(ReadError::FellBehind(_)) if client.expected <= gone => {
                self.clients.swap_remove(index);
                return self.happened("fell behind");
            }
            Err(error) => panic!("{error}"),
        }
        assert!(!batch.is_empty() && batch.len() <= entries_max);
        for entry in batch {
            assert_eq!(self.truth.get(&client.expected), Some(&*entry));
            assert!(!self.refused.contains(&*entry));
            client.expected = client.expected.next();
        }
        client.address = client.cursor.address();
        assert_eq!(client.address.sequence.next(), client.expected);
    }

    fn snapshot(&mut self) {
        if self.feed.health().borrow().rolled_back_to.is_none() {
            let text: Vec<String> = self.folded.lock().iter().map(usize::to_string).collect();
            self.feed.put_snapshot(BTreeMap::from([("folded".to_owned(), text.join(" ").into())]));
        }
    }

    fn crash(&mut self) {
        let crash = [Crash::Kill, Crash::Power][self.chance.below(2)];
        let chance = &mut self.chance;
        let appeared = self.disk.lock().crash(crash, &mut |limit| chance.below(limit));
        if !appeared.is_empty() {
            self.happened("a refused append appeared after a crash");
        }
        for row in appeared {
            let entry = usize::from_row(row).unwrap();
            assert!(self.refused.remove(&entry) || !self.is_acknowledged(entry));
        }
        self.restart(crash == Crash::Power && self.settings.durability == Durability::Async);
    }

    fn is_acknowledged(&self, entry: usize) -> bool {
        self.acknowledged.values().any(|acknowledged| *acknowledged == entry)
    }

    fn reopen(&mut self) {
        self.runtime.block_on(async {
            self.feed.owner.shared.log.as_ref().unwrap().close();
        });
        while self.write_once() != Next::End {}
        self.check();
        let appeared = self.disk.lock().crash(Crash::Kill, &mut |_| 1);
        assert!(appeared.is_empty());
        self.restart(false);
    }

    fn restart(&mut self, may_lose: bool) {
        self.pending.lock().clear();
        let (feed, writer) = Feed::with_writer(Box::new(SimulatedStore::open(&self.disk)), &self.settings);
        (self.feed, self.writer, self.now_ms) = (feed, writer, 0);
        let is_continued = self.feed.epoch() == self.epoch;
        assert!(is_continued || may_lose, "the epoch changes only when something may be lost");
        if !is_continued {
            self.happened("epoch changed");
            let after = self.feed.head().next();
            self.truth.split_off(&after);
            self.acknowledged.split_off(&after);
            self.epoch = self.feed.epoch();
        }
        self.check();
        *self.folded.lock() = self.fold();
        for client in std::mem::take(&mut self.clients) {
            self.resume(client.address, is_continued);
        }
    }

    fn resume(&mut self, address: Address, is_continued: bool) {
        match self.feed.cursor_from(address) {
            Ok(cursor) => {
                assert!(is_continued);
                self.happened("resumed");
                self.clients.push(Client { cursor, expected: address.sequence.next(), address });
            }
            Err(ResumeRefused::OtherEpoch { current }) => assert!(!is_continued && current == self.epoch),
            Err(ResumeRefused::Gone { oldest, .. }) => {
                assert!(is_continued && oldest.sequence == self.feed.gone() && address.sequence < oldest.sequence);
            }
            Err(error @ ResumeRefused::Future { .. }) => panic!("{error}"),
        }
    }

    /// What must hold at every moment.
    fn check(&mut self) {
        let head = self.feed.head();
        let disk = Arc::clone(&self.disk);
        let disk = disk.lock();
        let contents = disk.contents();
        for (at, row) in &contents.entries {
            // A number is its own time; to read it from the whole row each time would take most of the test.
            let entry = usize::try_from(row.at_unix_ms).unwrap();
            let known = *self.truth.entry(*at).or_insert(entry);
            assert_eq!(known, entry, "an entry keeps its place");
            assert!(!self.refused.contains(&entry), "what was refused is not kept");
        }
        assert_eq!(self.truth.keys().next_back().copied().unwrap_or(Sequence::BEFORE_FIRST), head);
        let waiting = std::mem::take(&mut *self.pending.lock());
        for (entry, mut pending) in waiting {
            match (&mut pending).now_or_never() {
                None => self.pending.lock().push((entry, pending)),
                Some(Ok(address)) => {
                    assert!(address.epoch == self.epoch && address.sequence <= head);
                    self.acknowledged.insert(address.sequence, entry);
                }
                Some(Err(_)) => {
                    self.refused.insert(entry);
                }
            }
        }
        for (at, entry) in &self.acknowledged {
            assert_eq!(self.truth.get(at), Some(entry), "what was acknowledged is kept");
            assert!(*at <= self.feed.gone() || contents.entries.contains_key(at), "and still there");
        }
    }

    /// Everything heals; whoever waits is answered, and every cursor comes to the end.
    fn finish(&mut self) {
        (self.disk.lock().is_full, self.disk.lock().fault) = (false, None);
        if let Err(AppendRefused::RolledBack { to }) = self.feed.check_room(Backlog::default()) {
            self.go_back(to);
        }
        for _ in 0..50 {
            self.now_ms += 500;
            self.write_once();
        }
        self.check();
        assert!(self.pending.lock().is_empty());
        assert_eq!(self.feed.log_status().unwrap().waiting, Backlog::default());
        assert_eq!(self.feed.health().borrow().clone(), super::Health::default());
        assert_eq!(*self.folded.lock(), self.truth.values().copied().collect::<Vec<_>>());
        for _ in 0..10_000 {
            self.read();
        }
        assert!(self.clients.iter().all(|client| client.expected == self.feed.head().next()));
    }
}

fn append(
    feed: &Feed<usize>,
    entries: usize,
    next_entry: &Mutex<usize>,
    folded: &Mutex<Vec<usize>>,
    pending: &Mutex<Vec<(usize, Pending)>>,
) {
    for _ in 0..entries {
        let mut next_entry = next_entry.lock();
        let appended = feed.append(*next_entry).unwrap();
        let mut folded = folded.lock();
        folded.push(*next_entry);
        assert_eq!(appended.address().sequence, sequence(folded.len()));
        pending.lock().push((*next_entry, appended));
        *next_entry += 1;
    }
}

#[test]
fn acknowledged_entries_survive_whatever_the_disk_does() {
    let happened = for_each_seed(HISTORIES, |seed| {
        let mut world = World::new(seed);
        (0..STEPS).for_each(|_| world.step());
        world.finish();
        world.happened
    });
    let expected = [
        "queue full",
        "suspended",
        "rolled back",
        "went back",
        "fell behind",
        "resumed",
        "epoch changed",
        "a refused append appeared after a crash",
    ];
    check_happened(&happened, &expected);
}
