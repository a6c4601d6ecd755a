//! Keys and the elements that have them, and what becomes of them when rows and scopes end.

use std::collections::{HashMap, hash_map::Entry};

use super::{Identities, Judge, Row, Slot, Waiting};
use crate::schema::{
    identity::Category,
    judge::faults::{Told, quoted},
};

/// The keys of one constraint and the numbers of the elements that have them; none for a key that several elements below
/// have, so that it says nothing.
pub(super) type NodeTable = HashMap<String, Option<usize>>;

/// What the children of an open element hand up of a key that a reference further up may mean.
#[derive(Debug)]
pub(super) struct Handed {
    constraint: u32,
    /// How many elements are open when it counts.
    pub(super) depth: usize,
    keys: NodeTable,
}

/// Divides the fields of a key.
const DIVIDER: &str = "\u{0}";

impl Judge<'_> {
    /// An element that a selector led to ends: its key is complete or never will be.
    pub(super) fn end_of_row(&mut self, identities: &mut Identities, row: Row) {
        let scope = &mut identities.scopes[row.scope];
        let constraint = &self.tables.constraints[scope.constraint as usize];
        if row.values.contains(&Slot::Faulty) {
            return;
        }
        let values = row.values.iter().map(|slot| match slot {
            Slot::Value(value) => Some(value.as_str()),
            _ => None,
        });
        let Some(values) = values.collect::<Option<Vec<&str>>>() else {
            if constraint.category == Category::Key {
                let missing = constraint.fields.iter().zip(&row.values).filter(|(_, slot)| **slot == Slot::Absent);
                let missing: Vec<String> = missing.map(|(field, _)| field.text.to_string()).collect();
                let message =
                    format!("{} lacks {} of {}; add it", self.here(), missing.join(" and "), constraint.words());
                let rule = "cvc-identity-constraint.4.2.1";
                self.tell(Told { offset: row.offset, rule, message, found: String::new(), expected: missing }, None);
            }
            return;
        };
        let shown = shown(&values);
        let key = values.join(DIVIDER);
        if let Category::Reference(meant) = constraint.category {
            // A key of the same element is final; any other may still be contradicted.
            let beside = identities.scopes.iter().rev().find(|scope| scope.constraint == meant);
            let is_known = beside.is_some_and(|beside| {
                beside.depth == identities.scopes[row.scope].depth && beside.keys.contains_key(&key)
            });
            if !is_known {
                let waiting = Waiting { key, offset: row.offset, path: self.path(None) };
                identities.scopes[row.scope].waiting.push(waiting);
                identities.entries += 1;
            }
            return;
        }
        if scope.keys.insert(key, Some(row.node)).is_none() {
            identities.entries += 1;
            return;
        }
        let rule = match constraint.category {
            Category::Unique => "cvc-identity-constraint.4.1",
            _ => "cvc-identity-constraint.4.2.2",
        };
        let message = format!("{} repeats '{shown}' of {}; give each its own", self.here(), constraint.words());
        self.tell(Told { offset: row.offset, rule, message, found: shown, expected: Vec::new() }, None);
    }

    /// An element ends that has constraints or below which there are keys: references are resolved, keys handed up.
    pub(super) fn end_of_scopes(&mut self, identities: &mut Identities, depth: usize) {
        let mut tables: Vec<(u32, NodeTable)> = Vec::new();
        while let Some(at) = identities.handed.iter().position(|handed| handed.depth == depth) {
            let Handed { constraint, keys, .. } = identities.handed.swap_remove(at);
            tables.push((constraint, keys));
        }
        let mut references = Vec::new();
        while let Some(scope) = identities.scopes.pop_if(|scope| scope.depth == depth) {
            if let Category::Reference(meant) = self.tables.constraints[scope.constraint as usize].category {
                references.push((scope.constraint, meant, scope.waiting));
                continue;
            }
            match tables.iter_mut().find(|(constraint, _)| *constraint == scope.constraint) {
                Some((_, keys)) => keys.extend(scope.keys),
                None => tables.push((scope.constraint, scope.keys)),
            }
        }
        for (constraint, meant, waiting) in references.into_iter().rev() {
            let keys = tables.iter().find(|(constraint, _)| *constraint == meant).map(|(_, keys)| keys);
            for waiting in waiting {
                if !keys.is_some_and(|keys| matches!(keys.get(&waiting.key), Some(Some(_)))) {
                    self.dangling_reference(constraint, meant, waiting);
                }
            }
        }
        for (constraint, keys) in tables {
            let is_meant = identities.scopes.iter().any(|scope| {
                self.tables.constraints[scope.constraint as usize].category == Category::Reference(constraint)
            });
            if is_meant {
                identities.hand_up(constraint, depth - 1, keys);
            }
        }
        identities.count();
    }

    fn dangling_reference(&mut self, constraint: u32, meant: u32, waiting: Waiting) {
        let [constraint, meant] = [constraint, meant].map(|id| &self.tables.constraints[id as usize]);
        let found = shown(&waiting.key.split(DIVIDER).collect::<Vec<_>>());
        let message = format!(
            "nothing has '{found}' of {}, as {} asks; correct the reference",
            meant.words(),
            constraint.words()
        );
        let rule = "cvc-identity-constraint.4.3";
        let told = Told { offset: waiting.offset, rule, message, found, expected: Vec::new() };
        self.tell_at(told, |_| waiting.path);
    }
}

impl Identities {
    /// Adds the keys of a child to those of its siblings; a key that two of them have is no key.
    fn hand_up(&mut self, constraint: u32, depth: usize, keys: NodeTable) {
        let same = |handed: &&mut Handed| handed.depth == depth && handed.constraint == constraint;
        let Some(handed) = self.handed.iter_mut().find(same) else {
            let keys = keys.into_iter().filter(|(_, node)| node.is_some()).collect();
            return self.handed.push(Handed { constraint, depth, keys });
        };
        for (key, node) in keys.into_iter().filter(|(_, node)| node.is_some()) {
            match handed.keys.entry(key) {
                Entry::Vacant(free) => drop(free.insert(node)),
                Entry::Occupied(mut taken) if *taken.get() != node => *taken.get_mut() = None,
                Entry::Occupied(_) => {}
            }
        }
    }

    fn count(&mut self) {
        let scopes = self.scopes.iter().map(|scope| scope.keys.len() + scope.waiting.len());
        self.entries = scopes.sum::<usize>() + self.handed.iter().map(|handed| handed.keys.len()).sum::<usize>();
    }
}

/// A key for a message: without the letters that tell the types apart.
fn shown(values: &[&str]) -> String {
    let values: Vec<String> = values.iter().map(|value| quoted(value.get(1..).unwrap_or_default())).collect();
    values.join(", ")
}
