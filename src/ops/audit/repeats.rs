//! Keeps what clients repeat from filling the log: of one kind of refusal some are written one by one, and the others are
//! counted and written as one.
//!
//! Entry points: [`Repeats::admit`], [`Repeats::due`]. What must always hold: every refusal is in the log, by itself or in a
//! count; in a window at most `KINDS_MAX + 1` times `ONE_BY_ONE_MAX + 1` lines are of refusals, whatever comes.

use std::collections::HashMap;

use super::{action::Action, record::Record};
use crate::identity::Timestamp;

/// How long a kind is counted before the count is written.
const WINDOW_MS: u64 = 60_000;
/// Refusals of one kind that are written one by one in a window.
pub(super) const ONE_BY_ONE_MAX: u64 = 10;
/// Kinds that are told apart at a time; refusals of further kinds are counted together.
pub(super) const KINDS_MAX: usize = 100;

/// What was refused lately.
#[derive(Default)]
pub(super) struct Repeats {
    kinds: HashMap<Kind, Window>,
    others: Option<Window>,
}

#[derive(PartialEq, Eq, Hash)]
struct Kind {
    action: Action,
    code: &'static str,
    address: Option<Box<str>>,
    client: Option<Box<str>>,
}

struct Window {
    since: Timestamp,
    written: u64,
    counted: u64,
    last: Record,
}

impl Window {
    fn new(now: Timestamp, record: &Record) -> Self {
        Self { since: now, written: 0, counted: 0, last: record.clone() }
    }

    fn take(&mut self, record: Record) -> Option<Record> {
        if self.written < ONE_BY_ONE_MAX {
            self.written += 1;
            return Some(record);
        }
        self.counted += 1;
        self.last = record;
        None
    }

    fn is_over(&self, now: Timestamp) -> bool {
        now.ms_since(self.since) >= WINDOW_MS
    }

    fn summary(self) -> Option<Record> {
        (self.counted > 0).then(|| self.last.standing_for(self.counted))
    }
}

impl Repeats {
    /// The record where it is to be written by itself.
    pub(super) fn admit(&mut self, record: Record, now: Timestamp) -> Option<Record> {
        let Some((action, code, address, client)) = record.kind_of_refusal() else { return Some(record) };
        let kind = Kind { action, code, address: address.map(Box::from), client: client.map(Box::from) };
        if !self.kinds.contains_key(&kind) && self.kinds.len() >= KINDS_MAX {
            let record = record.of_nobody();
            return self.others.get_or_insert_with(|| Window::new(now, &record)).take(record);
        }
        self.kinds.entry(kind).or_insert_with(|| Window::new(now, &record)).take(record)
    }

    /// The counts whose time has come; all of them at the end.
    pub(super) fn due(&mut self, now: Timestamp, is_end: bool) -> Vec<Record> {
        let kinds = self.kinds.extract_if(|_, window| is_end || window.is_over(now)).map(|(_, window)| window);
        let mut due: Vec<Record> = kinds.filter_map(Window::summary).collect();
        if self.others.as_ref().is_some_and(|others| is_end || others.is_over(now)) {
            due.extend(self.others.take().and_then(Window::summary));
        }
        due
    }
}
