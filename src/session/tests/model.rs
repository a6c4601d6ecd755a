//! The model of a session: a plain table, written apart from the room's code. `histories.rs` holds both side by side.

use std::collections::{BTreeMap, BTreeSet};

use super::kinds::EXPECTED;

pub(super) const CLIENTS: [&str; 4] = ["alpha", "bravo", "delta", "gamma"];
pub(super) const STATES: [&str; 5] = ["UNINITIALIZED", "INITIALIZING", "INITIALIZED", "RUNNING", "PAUSED"];
pub(super) const MEMBERS_MAX: usize = 3;
pub(super) const WAITING_MAX: usize = 2;
pub(super) const PARTS_MAX: usize = 2;
pub(super) const COMPLETED_MAX: usize = 2;
pub(super) const TIMEOUT_MS: u64 = 100;

/// What a trigger of the table leads to, as indices into [`STATES`].
pub(super) fn leads_to(trigger: &str) -> Option<usize> {
    Some(match trigger {
        "ResetScenario" => 0,
        "SubmitInitialization" => 1,
        "ShareScenario" | "StopScenario" => 2,
        "StartScenario" | "ResumeScenario" => 3,
        "PauseScenario" => 4,
        _ => return None,
    })
}

#[derive(Debug, Clone)]
pub(super) struct Seat {
    pub(super) name: String,
    pub(super) last_seen: u64,
    pub(super) stream: Option<u64>,
}

/// A part by its system, its scenario setting and the step that brought it.
pub(super) type Part = (usize, usize, u64);

#[derive(Debug, Clone)]
pub(super) struct Model {
    pub(super) is_default: bool,
    pub(super) orders_while_paused: bool,
    pub(super) now: u64,
    pub(super) steps: u64,
    pub(super) state: usize,
    pub(super) members: BTreeMap<usize, Seat>,
    pub(super) waiting: BTreeMap<usize, u64>,
    pub(super) parts: Vec<Part>,
    pub(super) completed: BTreeSet<usize>,
    pub(super) display_name: String,
    pub(super) deleted: bool,
    /// What the last move is answered: the outcome's lines, or the refusal.
    pub(super) answer: Result<Vec<String>, String>,
}

#[derive(Debug, Clone)]
pub(super) struct Move {
    pub(super) after_ms: u64,
    pub(super) act: Act,
}

#[derive(Debug, Clone)]
pub(super) enum Act {
    Join { who: usize, system: Option<usize> },
    Resign { who: usize },
    Publish { who: usize, kind: &'static str, system: usize, setting: usize },
    Update { version: &'static str, name: &'static str },
    Delete { force: bool },
    Open { who: usize, stream: u64 },
    Close { who: usize, stream: u64 },
    Seen { who: usize },
    Tick,
}

impl Model {
    pub(super) fn answer_to(&mut self, act: &Act) -> Result<Vec<String>, String> {
        if self.deleted {
            return match act {
                Act::Close { .. } | Act::Seen { .. } | Act::Tick => Ok(vec![]),
                _ => Err("deleted".to_owned()),
            };
        }
        match *act {
            Act::Join { who, system } => self.join(who, system),
            Act::Resign { who } => Ok(match self.members.remove(&who) {
                Some(seat) => {
                    let closes = seat.stream.map(|stream| format!("close {who}/{stream} Resigned"));
                    [format!("resigned {who}")].into_iter().chain(closes).collect()
                }
                None => vec![],
            }),
            Act::Publish { who, kind, system, setting } => self.publish(who, kind, system, setting),
            Act::Update { version: "2.0.0", name } if self.display_name == name => Ok(vec![]),
            Act::Update { version: "2.0.0", name } => {
                name.clone_into(&mut self.display_name);
                Ok(vec![format!("updated {name}")])
            }
            Act::Update { .. } => Err("version 2.0.0".to_owned()),
            Act::Delete { force } => self.delete(force),
            Act::Open { who, stream } => self.open(who, stream),
            Act::Close { who, stream } => {
                let now = self.now;
                self.waiting.retain(|client, waiting| (*client, *waiting) != (who, stream));
                if let Some(seat) = self.members.get_mut(&who).filter(|seat| seat.stream == Some(stream)) {
                    (seat.stream, seat.last_seen) = (None, now);
                }
                Ok(vec![])
            }
            Act::Seen { who } => {
                let now = self.now;
                self.members.entry(who).and_modify(|seat| seat.last_seen = now);
                Ok(vec![])
            }
            Act::Tick => {
                let now = self.now;
                let gone = |seat: &Seat| seat.stream.is_none() && seat.last_seen + TIMEOUT_MS <= now;
                let lines = self.members.iter().filter(|(_, seat)| gone(seat));
                let lines = lines.map(|(who, seat)| format!("expired {who} {}", seat.last_seen)).collect();
                self.members.retain(|_, seat| !gone(seat));
                Ok(lines)
            }
        }
    }

    fn join(&mut self, who: usize, system: Option<usize>) -> Result<Vec<String>, String> {
        if let Some(seat) = self.members.get(&who) {
            return Err(format!("joined as {}", seat.name));
        }
        if self.members.len() == MEMBERS_MAX {
            return Err("limit members".to_owned());
        }
        let name = system.map_or("UNKNOWN".to_owned(), |system| format!("S{system}"));
        let stream = self.waiting.remove(&who);
        let starts = stream.map(|stream| format!("start {stream}"));
        let lines = [format!("joined {who} {name} {}", self.now)].into_iter().chain(starts).collect();
        self.members.insert(who, Seat { name, last_seen: self.now, stream });
        Ok(lines)
    }

    fn publish(&mut self, who: usize, kind: &str, system: usize, setting: usize) -> Result<Vec<String>, String> {
        if !self.members.contains_key(&who) {
            return Err("not joined".to_owned());
        }
        let lines = self.message(who, kind, system, setting)?;
        let now = self.now;
        self.members.entry(who).and_modify(|seat| seat.last_seen = now);
        Ok(lines)
    }

    fn message(&mut self, who: usize, kind: &str, system: usize, setting: usize) -> Result<Vec<String>, String> {
        let state = STATES[self.state];
        let column = match self.state {
            0 => 0,
            1 if self.parts.is_empty() => 1,
            state => state + 1,
        };
        let row = EXPECTED.iter().find(|(name, _)| *name == kind).unwrap().1;
        match row.as_bytes()[column] {
            b's' => return Err(format!("state {kind} {state}")),
            b'o' if !self.orders_while_paused => return Err(format!("state {kind} {state}")),
            b'i' => return Err(format!("initialization {state}")),
            b'n' => return Err(format!("incomplete {state} [] {:?}", names(&self.completed))),
            b't' => return Err(format!("transition {kind} {state}")),
            b'w' => return self.submit(system, setting),
            b'm' => {
                self.state = 2;
                return Ok(vec![format!("{kind} to INITIALIZED by {who}"), format!("first {:?}", self.parts)]);
            }
            _ => {}
        }
        let mut lines = vec!["others".to_owned()];
        if kind == "InitializationComplete" && !self.completed.contains(&system) {
            if self.completed.len() == COMPLETED_MAX {
                return Err("limit systems that reported complete".to_owned());
            }
            self.completed.insert(system);
            lines.insert(0, format!("complete S{system}"));
        } else if let Some(to) = leads_to(kind) {
            self.state = to;
            lines.insert(0, format!("{kind} to {} by {who}", STATES[to]));
        }
        if kind == "ResetScenario" {
            self.parts.clear();
            self.completed.clear();
        }
        Ok(lines)
    }

    fn submit(&mut self, system: usize, setting: usize) -> Result<Vec<String>, String> {
        let mut position = self.parts.len();
        for (index, (other, other_setting, _)) in self.parts.iter().enumerate() {
            if *other == system {
                position = index;
            } else if *other_setting != setting {
                return Err(format!("conflict S{system} S{other}"));
            }
        }
        if position == PARTS_MAX {
            return Err("limit parts of an initialization".to_owned());
        }
        let part = (system, setting, self.steps);
        match self.parts.get_mut(position) {
            Some(own) => *own = part,
            None => self.parts.push(part),
        }
        Ok(vec![format!("submitted {part:?}"), "withheld".to_owned()])
    }

    fn delete(&mut self, force: bool) -> Result<Vec<String>, String> {
        if self.is_default {
            return Err("protected".to_owned());
        }
        if !self.members.is_empty() && !force {
            return Err(format!("in use {}", self.members.len()));
        }
        let streams = self.members.iter().filter_map(|(who, seat)| Some((*who, seat.stream?)));
        let streams = streams.chain(self.waiting.iter().map(|(who, stream)| (*who, *stream)));
        let closes = streams.map(|(who, stream)| format!("close {who}/{stream} SessionDeleted"));
        let lines = ["deleted".to_owned()].into_iter().chain(closes).collect();
        self.deleted = true;
        self.members.clear();
        self.waiting.clear();
        Ok(lines)
    }

    fn open(&mut self, who: usize, stream: u64) -> Result<Vec<String>, String> {
        let mut lines = vec![];
        let before = match self.members.get_mut(&who) {
            Some(seat) => {
                lines.push(format!("start {stream}"));
                seat.last_seen = self.now;
                seat.stream.replace(stream)
            }
            None if !self.waiting.contains_key(&who) && self.waiting.len() == WAITING_MAX => {
                return Err("limit streams of clients that have not joined".to_owned());
            }
            None => self.waiting.insert(who, stream),
        };
        lines.extend(before.filter(|old| *old != stream).map(|old| format!("close {who}/{old} Replaced")));
        Ok(lines)
    }

    /// What can be read of a session.
    pub(super) fn shown(&self) -> Shown {
        let seats = self.members.iter();
        Shown {
            state: STATES[self.state].to_owned(),
            members: seats.map(|(who, seat)| (*who, seat.name.clone(), seat.last_seen, seat.stream)).collect(),
            parts: self.parts.clone(),
            completed: names(&self.completed),
            display_name: self.display_name.clone(),
            deleted: self.deleted,
            initialization_can_be_read: self.state >= 2 && !self.deleted,
        }
    }
}

#[derive(Debug, PartialEq)]
pub(super) struct Shown {
    pub(super) state: String,
    pub(super) members: Vec<(usize, String, u64, Option<u64>)>,
    pub(super) parts: Vec<Part>,
    pub(super) completed: Vec<String>,
    pub(super) display_name: String,
    pub(super) deleted: bool,
    pub(super) initialization_can_be_read: bool,
}

pub(super) fn names(systems: &BTreeSet<usize>) -> Vec<String> {
    systems.iter().map(|system| format!("S{system}")).collect()
}
