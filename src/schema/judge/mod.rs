//! Judging a document: events in, a verdict out.
//!
//! Entry point: [`Judge`]. What must always hold: a valid document allocates nothing beyond the first growth of two buffers;
//! everything that serves an error (paths, names, nearest values) is worked out when there is one. Left out: whether the
//! document is well-formed, which the caller has seen to: tags match, there is one root, prefixes are declared.

mod attributes;
mod faults;
mod identifiers;
mod identity;
mod key;
mod recovery;
mod wildcard;

use super::{
    Schema,
    automaton::{Automata, Position, Repeats, Transition},
    names::{NameId, NamespaceId},
    tables::{self, ElementId, SimpleId, Tables, TypeId},
    value::white_space::is_white_space,
    verdict::{Verdict, Violation},
};

/// An attribute of an element; declarations of namespaces are none.
#[derive(Debug, Clone, Copy)]
pub struct Attribute<'a> {
    /// Its namespace, [`NamespaceId::NONE`] without a prefix.
    pub namespace: NamespaceId,
    /// Its local name.
    pub name: &'a [u8],
    /// Its value, references resolved and white space normalised as XML says.
    pub value: &'a str,
    /// Where it stands.
    pub offset: usize,
}

/// The prefixes in scope, for values that are qualified names.
pub trait Prefixes {
    /// The namespace that a prefix is bound to; the empty prefix is the default namespace, [`NamespaceId::NONE`] when there
    /// is none. None for a prefix that is not declared.
    fn namespace_of(&self, prefix: &[u8]) -> Option<NamespaceId>;
}

/// Judges one document after another against a schema.
#[derive(Debug)]
pub struct Judge<'s> {
    tables: &'s Tables,
    violations_max: usize,
    open: Vec<Open>,
    tally: Vec<Counted>,
    /// Members of open `xs:all` groups that came: how many elements were open, and which member.
    came: Vec<(usize, usize)>,
    identifiers: identifiers::Identifiers,
    identities: identity::Identities,
    /// The text so far of the element with simple content that is open.
    text: String,
    /// Where a child was reported that has no place, and is all that is wrong if its parent ends there.
    stray: Option<(usize, Position)>,
    /// Depth inside a part that is not looked at.
    skipped: usize,
    violations: Vec<Violation>,
    more: bool,
}

/// Children of one name that may come with others between them.
#[derive(Debug, Clone, Copy)]
struct Counted {
    /// How many elements were open when they came.
    depth: usize,
    name: NameId,
    count: u32,
}

/// An element that is open.
#[derive(Debug, Clone, Copy)]
struct Open {
    element: ElementId,
    type_: TypeId,
    content: Inside,
    /// Where its children stand in its content model.
    position: Position,
    /// The last child's name, and how many of it came in a row.
    child: NameId,
    run: u32,
    /// Where among its siblings of one name it stands; 0 where only one can come.
    number: u32,
    /// Where its start tag stands, or, once there was text, its text.
    offset: usize,
    /// Whether text between its elements was reported.
    told_of_text: bool,
}

/// What an open element admits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Elements,
    /// Elements in any order: an index of the tables' groups.
    All(u32),
    /// Text of this simple type, which is kept.
    Value(SimpleId),
    /// Any text.
    Text,
    Nothing,
    /// Nothing, because the element says that it is nil.
    Nil,
    /// A fault was reported that makes the rest of the content meaningless.
    Ignored,
}

impl<'s> Judge<'s> {
    /// A judge that reports up to `violations_max` faults a document.
    pub fn new(schema: &'s Schema, violations_max: usize) -> Self {
        Self {
            tables: schema.tables(),
            violations_max,
            open: Vec::with_capacity(32),
            tally: Vec::new(),
            came: Vec::new(),
            identifiers: identifiers::Identifiers::default(),
            identities: identity::Identities::default(),
            text: String::with_capacity(256),
            stray: None,
            skipped: 0,
            violations: Vec::new(),
            more: false,
        }
    }

    /// Sets how many keys of identity constraints are held at one time.
    #[cfg(test)]
    pub(super) fn hold_keys(&mut self, entries_max: usize) {
        self.identities.entries_max = entries_max;
    }

    /// A start tag, with its attributes other than declarations of namespaces. `offset` is where the tag begins.
    #[inline]
    pub fn start(
        &mut self,
        namespace: NamespaceId,
        local: &[u8],
        attributes: &[Attribute<'_>],
        prefixes: &dyn Prefixes,
        offset: usize,
    ) {
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        let tables = self.tables;
        if let Some(parent) = self.open.last_mut()
            && parent.content == Inside::Elements
            && let Some(name) = tables.names.find(namespace, local)
            && let Some((transition, position)) = tables.automata.step(parent.position, name)
        {
            parent.position = position;
            let number = self.number(transition);
            self.enter(transition.element, number, attributes, prefixes, offset);
        } else {
            self.start_elsewhere(namespace, local, attributes, prefixes, offset);
        }
    }

    /// Where among its siblings of one name a child stands that comes by a transition; 0 where only one can come.
    #[inline]
    fn number(&mut self, transition: &Transition) -> u32 {
        let depth = self.open.len();
        match (transition.repeats, self.open.last_mut()) {
            (Repeats::InARow, Some(parent)) => {
                parent.run = if parent.child == transition.name { parent.run + 1 } else { 1 };
                parent.child = transition.name;
                parent.run
            }
            (Repeats::Scattered, Some(_)) => {
                let mut siblings = self.tally.iter_mut().rev().take_while(|counted| counted.depth == depth);
                if let Some(counted) = siblings.find(|counted| counted.name == transition.name) {
                    counted.count += 1;
                    return counted.count;
                }
                self.tally.push(Counted { depth, name: transition.name, count: 1 });
                1
            }
            _ => 0,
        }
    }

    #[inline]
    fn enter(
        &mut self,
        element: ElementId,
        number: u32,
        attributes: &[Attribute<'_>],
        prefixes: &dyn Prefixes,
        offset: usize,
    ) {
        let declared = self.tables.element(element);
        self.open.push(Open {
            element,
            type_: declared.type_,
            content: Inside::Nothing,
            position: Automata::start(0),
            child: NameId::UNKNOWN,
            run: 0,
            number,
            offset,
            told_of_text: false,
        });
        if !attributes.is_empty() || declared.is_examined {
            self.enter_examined(element, attributes, prefixes);
        } else {
            self.begin(declared.inside);
        }
    }

    /// As [`Judge::enter`], for an element whose start tag says more than its name.
    #[cold]
    fn enter_examined(&mut self, element: ElementId, attributes: &[Attribute<'_>], prefixes: &dyn Prefixes) {
        let (type_, nil) = self.examine(attributes, prefixes);
        if !self.tables.constraints.is_empty() {
            self.identity_start(attributes, prefixes);
        }
        if !nil {
            let inside = match self.fixed_text(element, self.tables.type_(type_)) {
                Some(simple) => tables::Inside::Value(simple),
                None => self.tables.inside(self.tables.element(element), type_),
            };
            self.begin(inside);
        }
    }

    /// Makes the innermost element ready for its content.
    #[inline]
    fn begin(&mut self, inside: tables::Inside) {
        let Some(open) = self.open.last_mut() else { return };
        // Text is as good as reported where it may stand.
        open.content = match inside {
            tables::Inside::Elements(start, is_mixed) => {
                open.told_of_text = is_mixed;
                open.position = Automata::start(start);
                Inside::Elements
            }
            tables::Inside::Value(simple) => {
                self.text.clear();
                Inside::Value(simple)
            }
            tables::Inside::Text => Inside::Text,
            tables::Inside::All(all, is_mixed) => {
                open.told_of_text = is_mixed;
                Inside::All(all)
            }
            tables::Inside::Nothing => Inside::Nothing,
        };
    }

    /// A start tag that the content model does not have here, or the root's.
    #[cold]
    fn start_elsewhere(
        &mut self,
        namespace: NamespaceId,
        local: &[u8],
        attributes: &[Attribute<'_>],
        prefixes: &dyn Prefixes,
        offset: usize,
    ) {
        let found = recovery::Found { namespace, local, offset };
        let entered = match self.open.last().map(|open| open.content) {
            None => self.root(found),
            Some(Inside::Elements) => match self.by_wildcard(found, attributes) {
                Some(entered) => entered,
                None => self.recover(found),
            },
            Some(Inside::All(all)) => self.in_any_order(all, found),
            Some(Inside::Ignored) => None,
            Some(Inside::Nothing | Inside::Nil | Inside::Text | Inside::Value(_)) => self.child_in_leaf(found),
        };
        match entered {
            Some((element, number)) => {
                if self.tables.anything == Some(element) {
                    let name = self.tables.names.find(namespace, local).unwrap_or(NameId::UNKNOWN);
                    self.identities.undeclared = Some((namespace, name));
                }
                self.enter(element, number, attributes, prefixes, offset);
            }
            None => self.skipped = self.skipped.max(1),
        }
    }

    /// A piece of character data, references resolved; pieces of one text may come apart.
    #[inline]
    pub fn text(&mut self, text: &str, offset: usize) {
        if self.skipped > 0 {
            return;
        }
        let Some(open) = self.open.last_mut() else { return };
        match open.content {
            Inside::Value(_) => {
                if self.text.is_empty() {
                    open.offset = offset;
                }
                self.text.push_str(text);
            }
            Inside::Text | Inside::Ignored => {}
            Inside::Elements | Inside::All(_) if is_white_space(text) => {}
            Inside::Nothing | Inside::Nil if text.is_empty() => {}
            Inside::Elements | Inside::All(_) if open.told_of_text => {}
            Inside::Elements | Inside::All(_) | Inside::Nothing | Inside::Nil => self.stray_text(text, offset),
        }
    }

    /// White space between tags: for a caller that knows already what it is, and otherwise as [`Judge::text`].
    #[inline]
    pub fn white_space(&mut self, text: &str, offset: usize) {
        if self.open.last().is_none_or(|open| open.content != Inside::Elements) {
            self.text(text, offset);
        }
    }

    /// An end tag, with the prefixes in scope before it. `offset` is where it begins.
    #[inline]
    pub fn end(&mut self, prefixes: &dyn Prefixes, offset: usize) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let Some(open) = self.open.last() else { return };
        match open.content {
            Inside::Elements if !self.tables.automata.is_complete(open.position) => self.incomplete(offset),
            Inside::Value(simple) if self.tables.is_tracked => self.tracked_value(simple, prefixes),
            Inside::Value(simple) => {
                if let Err(fault) = self.tables.simple(simple).check(&self.text) {
                    self.faulty_value(fault);
                }
            }
            Inside::All(all) => self.end_of_all(all, offset),
            Inside::Elements | Inside::Text | Inside::Nothing | Inside::Nil | Inside::Ignored => {}
        }
        if self.identities.is_watching() {
            self.identity_end(prefixes);
        }
        self.open.pop();
        while self.tally.last().is_some_and(|counted| counted.depth > self.open.len()) {
            self.tally.pop();
        }
    }

    /// The verdict on the document; the judge is ready for the next.
    pub fn finish(&mut self) -> Verdict {
        self.dangling();
        let verdict = Verdict { violations: std::mem::take(&mut self.violations), more: self.more };
        self.reset();
        verdict
    }

    /// Forgets the document judged so far; buffers stay.
    pub fn reset(&mut self) {
        self.open.clear();
        self.tally.clear();
        self.came.clear();
        self.identifiers.clear();
        self.identities.clear();
        self.text.clear();
        self.stray = None;
        self.skipped = 0;
        self.violations.clear();
        self.more = false;
    }
}
