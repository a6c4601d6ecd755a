//! Every entry that was ever kept, as it was first seen on the disk, and what follows from it.

use std::collections::{BTreeMap, HashSet};

use crate::{
    feed::{Record, Row, Sequence, simulation::Contents},
    hub::{Entry, restore::Restored},
    identity::Timestamp,
    session::{Event, Rules, Session},
};

/// The entries in their order.
#[derive(Default)]
pub(super) struct Truth {
    rows: BTreeMap<Sequence, Row<'static>>,
    entries: BTreeMap<Sequence, Entry>,
}

impl Truth {
    /// Takes in what the disk holds now: an entry keeps its place, and nothing is there twice.
    pub(super) fn take_in(&mut self, contents: &Contents) {
        for (at, row) in &contents.entries {
            match self.rows.get(at) {
                Some(known) => assert_eq!(known, row, "an entry keeps its place"),
                None => {
                    let entry = Entry::from_row(row.clone()).unwrap();
                    assert_eq!(at.minus(1), self.head(), "entries follow each other");
                    self.rows.insert(*at, row.clone());
                    self.entries.insert(*at, entry);
                }
            }
        }
    }

    /// Forgets what the disk lost with the machine's power, when an acknowledgement did not promise more.
    pub(super) fn cut(&mut self, after: Sequence) {
        self.rows.split_off(&after.next());
        self.entries.split_off(&after.next());
    }

    pub(super) fn head(&self) -> Sequence {
        self.rows.keys().next_back().copied().unwrap_or(Sequence::BEFORE_FIRST)
    }

    pub(super) fn get(&self, at: Sequence) -> Option<&Entry> {
        self.entries.get(&at)
    }

    /// The entries after this one.
    pub(super) fn after(&self, at: Sequence) -> impl Iterator<Item = &Entry> {
        self.entries.range(at.next()..).map(|(_, entry)| entry)
    }

    /// Whether a message with exactly this document went out.
    pub(super) fn holds_message(&self, line: &str) -> bool {
        self.rows.values().any(|row| row.body.as_deref() == Some(line))
    }

    /// Whether exactly these events happened together.
    pub(super) fn holds_events(&self, events: &[Event]) -> bool {
        self.entries.values().any(|entry| entry.events == events)
    }

    /// How often something happened.
    pub(super) fn count(&self, is_it: impl Fn(&Event) -> bool) -> usize {
        self.entries.values().flat_map(|entry| &entry.events).filter(|event| is_it(event)).count()
    }

    /// No message went out twice.
    pub(super) fn check_once(&self) {
        let mut tickets = HashSet::new();
        for message in self.entries.values().filter_map(|entry| entry.message.as_ref()) {
            assert!(tickets.insert(message.tracking_id), "nothing goes out twice");
        }
    }

    /// The session as it follows from every entry from the first on, without a snapshot.
    pub(super) fn fold(&self, now: Timestamp, rules: Rules) -> Option<Session> {
        let mut session = None;
        for entry in self.entries.values() {
            match &entry.beginning {
                Some(beginning) => session = Some(Restored::new(beginning, entry.at, rules).session),
                None => entry.events.iter().for_each(|event| session.as_mut().unwrap().apply(event)),
            }
        }
        session.map(|session| Session::restore(session.folded().clone(), now, rules))
    }
}
