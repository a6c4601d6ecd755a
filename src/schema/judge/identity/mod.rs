//! Identity constraints, judged while the document streams by.
//!
//! Entry points: `Judge::identity_start` and `Judge::identity_end`, called only where the schema has such constraints. A
//! *scope* is an open element whose declaration has a constraint, a *row* an open element that a selector led to. What must
//! always hold: memory grows with the keys of open scopes only, and with no more than [`ENTRIES_MAX`] of them.

mod node_table;

use super::{Attribute, Inside, Judge, Prefixes, faults::Told, key::key};
use crate::schema::{
    identity::{AttributeTest, Category, Constraint, Field},
    names::{NameId, NamespaceId},
    tables::{AttributeUse, Content, Tables},
};
use node_table::{Handed, NodeTable};

/// Most keys that are held at one time.
pub(super) const ENTRIES_MAX: usize = 1_000_000;

/// What is known of the constraints of the open elements.
#[derive(Debug)]
pub(super) struct Identities {
    scopes: Vec<Scope>,
    rows: Vec<Row>,
    awaited: Vec<Awaited>,
    /// The names of the open elements from that of the outermost scope on.
    names: Vec<(NamespaceId, NameId)>,
    /// How many elements were open around the outermost scope.
    above: usize,
    handed: Vec<Handed>,
    /// Elements counted, so that each has a number.
    nodes: usize,
    entries: usize,
    pub(super) entries_max: usize,
    gave_up: bool,
    /// The name of the element being entered, where its declaration does not have it.
    pub(super) undeclared: Option<(NamespaceId, NameId)>,
}

/// A constraint of an open element.
#[derive(Debug)]
struct Scope {
    constraint: u32,
    depth: usize,
    keys: NodeTable,
    /// References to keys that did not come yet.
    waiting: Vec<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    key: String,
    offset: usize,
    path: String,
}

/// An open element that is held to a constraint.
#[derive(Debug)]
struct Row {
    scope: usize,
    depth: usize,
    node: usize,
    offset: usize,
    values: Vec<Slot>,
}

/// A field of a row.
#[derive(Debug, Clone, PartialEq)]
enum Slot {
    Absent,
    /// The element is open.
    Open,
    Value(String),
    /// A fault was reported, so nothing more is to be said of the row.
    Faulty,
}

/// A field that is the value of an open element.
#[derive(Debug)]
struct Awaited {
    row: usize,
    field: usize,
    depth: usize,
}

impl Default for Identities {
    fn default() -> Self {
        Self {
            scopes: Vec::new(),
            rows: Vec::new(),
            awaited: Vec::new(),
            names: Vec::new(),
            above: 0,
            handed: Vec::new(),
            nodes: 0,
            entries: 0,
            entries_max: ENTRIES_MAX,
            gave_up: false,
            undeclared: None,
        }
    }
}

impl Identities {
    /// Whether any element that is open has a constraint.
    #[inline]
    pub(super) fn is_watching(&self) -> bool {
        !self.scopes.is_empty()
    }

    pub(super) fn clear(&mut self) {
        *self = Self { entries_max: self.entries_max, ..Self::default() };
    }

    fn constraint<'t>(&self, tables: &'t Tables, row: usize) -> &'t Constraint {
        &tables.constraints[self.scopes[self.rows[row].scope].constraint as usize]
    }

    /// The names from below an element to the innermost.
    fn below(&self, depth: usize) -> &[(NamespaceId, NameId)] {
        &self.names[depth - self.above..]
    }

    /// Begins what a new element begins: scopes and rows.
    fn open(&mut self, tables: &Tables, constraints: &[u32], depth: usize, offset: usize) {
        if self.scopes.is_empty() {
            (self.above, self.nodes) = (depth, 0);
            self.names.clear();
        }
        self.nodes += 1;
        let scope = |&constraint| Scope { constraint, depth, keys: NodeTable::default(), waiting: Vec::new() };
        self.scopes.extend(constraints.iter().map(scope));
        for scope in 0..self.scopes.len() {
            let constraint = &tables.constraints[self.scopes[scope].constraint as usize];
            let names = self.below(self.scopes[scope].depth);
            if constraint.selector.iter().any(|path| path.leads_to(names)) {
                let values = vec![Slot::Absent; constraint.fields.len()];
                self.rows.push(Row { scope, depth, node: self.nodes, offset, values });
            }
        }
    }
}

impl Judge<'_> {
    /// An element was entered; its type and whether it is nil are known.
    #[cold]
    pub(super) fn identity_start(&mut self, attributes: &[Attribute<'_>], prefixes: &dyn Prefixes) {
        let tables = self.tables;
        let undeclared = self.identities.undeclared.take();
        let Some(open) = self.open.last().copied() else { return };
        let constraints = tables.constrained.get(&open.element).map_or(&[][..], |constraints| constraints);
        if (constraints.is_empty() && !self.identities.is_watching()) || self.identities.gave_up {
            return;
        }
        let element = tables.element(open.element);
        let depth = self.open.len();
        let mut identities = std::mem::take(&mut self.identities);
        if identities.is_watching() {
            identities.names.push(undeclared.unwrap_or((element.namespace, element.name)));
        }
        identities.open(tables, constraints, depth, open.offset);
        for row in 0..identities.rows.len() {
            let constraint = identities.constraint(tables, row);
            for (index, field) in constraint.fields.iter().enumerate() {
                self.field(&mut identities, (row, index), constraint, field, attributes, prefixes);
            }
        }
        self.identities = identities;
    }

    /// Takes what the element just entered is to a field of a row: its value later, or an attribute now.
    fn field(
        &mut self,
        identities: &mut Identities,
        (row, index): (usize, usize),
        constraint: &Constraint,
        field: &Field,
        attributes: &[Attribute<'_>],
        prefixes: &dyn Prefixes,
    ) {
        let names = identities.below(identities.rows[row].depth);
        let mut met = Vec::new();
        let mut is_element = false;
        for path in field.paths.iter().filter(|path| path.leads_to(names)) {
            match &path.attribute {
                None => is_element = true,
                Some(test) => met.extend(self.attribute_keys(test, attributes, prefixes)),
            }
        }
        if is_element {
            met.push(Slot::Open);
            identities.awaited.push(Awaited { row, field: index, depth: self.open.len() });
        }
        for slot in met {
            let known = &mut identities.rows[row].values[index];
            if *known == Slot::Absent {
                *known = slot;
            } else if std::mem::replace(known, Slot::Faulty) != Slot::Faulty {
                let offset = self.open.last().map_or(0, |open| open.offset);
                let message = format!(
                    "the field {} of {} is there more than once for one element; leave one of them",
                    field.text,
                    constraint.words()
                );
                let rule = "cvc-identity-constraint.3";
                self.tell(Told { offset, rule, message, found: field.text.to_string(), expected: Vec::new() }, None);
            }
        }
    }

    /// The values of the attributes that a test admits, those included that the type adds.
    fn attribute_keys(&self, test: &AttributeTest, attributes: &[Attribute<'_>], prefixes: &dyn Prefixes) -> Vec<Slot> {
        let tables = self.tables;
        let Some(open) = self.open.last() else { return Vec::new() };
        let set = &tables.type_(open.type_).attributes;
        let mut keys = Vec::new();
        for attribute in attributes.iter().filter(|attribute| attribute.namespace != NamespaceId::XSI) {
            if !test.admits(attribute.namespace, attribute.name) {
                continue;
            }
            let is_global = |known: &&AttributeUse| {
                known.namespace == attribute.namespace && known.local.as_bytes() == attribute.name
            };
            let known = set
                .get(attribute.namespace, attribute.name)
                .or_else(|| tables.attributes.iter().find(is_global).filter(|_| set.any.is_some()));
            let value = match known {
                Some(known) => key(tables.simple(known.simple), attribute.value, prefixes),
                // What nothing declares has no value that could be compared.
                None => None,
            };
            keys.push(value.map_or(Slot::Faulty, Slot::Value));
        }
        for known in set.uses.iter().filter(|known| test.admits(known.namespace, known.local.as_bytes())) {
            let is_there = attributes
                .iter()
                .any(|attribute| known.namespace == attribute.namespace && known.local.as_bytes() == attribute.name);
            if let Some(value) = known.value.as_ref().filter(|_| !is_there) {
                let value = key(tables.simple(known.simple), &value.text, prefixes);
                keys.push(value.map_or(Slot::Faulty, Slot::Value));
            }
        }
        keys
    }

    /// The innermost element ends; its value was checked.
    #[cold]
    pub(super) fn identity_end(&mut self, prefixes: &dyn Prefixes) {
        let depth = self.open.len();
        let mut identities = std::mem::take(&mut self.identities);
        while let Some(awaited) = identities.awaited.pop_if(|awaited| awaited.depth == depth) {
            let constraint = identities.constraint(self.tables, awaited.row);
            let value = self.element_key(constraint, &constraint.fields[awaited.field], prefixes);
            let slot = &mut identities.rows[awaited.row].values[awaited.field];
            if *slot == Slot::Open {
                *slot = value;
            }
        }
        while let Some(row) = identities.rows.pop_if(|row| row.depth == depth) {
            self.end_of_row(&mut identities, row);
        }
        if identities.scopes.last().is_some_and(|scope| scope.depth == depth)
            || identities.handed.iter().any(|handed| handed.depth == depth)
        {
            self.end_of_scopes(&mut identities, depth);
        }
        identities.names.pop();
        if identities.entries > identities.entries_max {
            self.too_many(&mut identities);
        }
        self.identities = identities;
    }

    /// The value of the element that ends, as a field.
    fn element_key(&mut self, constraint: &Constraint, field: &Field, prefixes: &dyn Prefixes) -> Slot {
        let tables = self.tables;
        let Some(open) = self.open.last().copied() else { return Slot::Faulty };
        let found = self.here();
        let fault = |judge: &mut Self, rule, message| {
            judge.tell(Told { offset: open.offset, rule, message, found, expected: Vec::new() }, None);
            Slot::Faulty
        };
        if constraint.category == Category::Key && tables.element(open.element).nillable {
            let message = format!(
                "{} is declared as nillable, so it cannot be the field {} of {}; the schema contradicts itself",
                self.here(),
                field.text,
                constraint.words()
            );
            return fault(self, "cvc-identity-constraint.4.2.3", message);
        }
        match (open.content, tables.type_(open.type_).content) {
            (Inside::Nil, _) => Slot::Absent,
            (Inside::Value(simple), _) => {
                key(tables.simple(simple), &self.text, prefixes).map_or(Slot::Faulty, Slot::Value)
            }
            (Inside::Ignored, _) | (_, Content::Simple(_)) => Slot::Faulty,
            _ => {
                let words = constraint.words();
                let message = format!(
                    "{} holds no simple value, so it cannot be the field {} of {words}",
                    self.here(),
                    field.text
                );
                fault(self, "cvc-identity-constraint.3", message)
            }
        }
    }

    /// Stops where the keys become too many.
    fn too_many(&mut self, identities: &mut Identities) {
        let message = format!(
            "more than {} keys of identity constraints are open at one time; divide the document",
            identities.entries_max
        );
        let offset = self.open.last().map_or(0, |open| open.offset);
        let rule = "cvc-identity-constraint";
        self.tell(Told { offset, rule, message, found: String::new(), expected: Vec::new() }, None);
        identities.clear();
        identities.gave_up = true;
    }
}
