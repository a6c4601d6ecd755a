//! Going on behind an element that should not be there, so that one fault is one report.
//!
//! An element that could come later is taken as that one, what it skips is reported as missing. An element of the right name
//! in the wrong namespace is taken as the right one, its content is not looked at. A mistyped name is taken as the one that
//! was meant. Any other is passed over.

use super::{
    Inside, Judge,
    faults::{Told, listed},
};
use crate::schema::{
    names::{NameId, NamespaceId},
    nearest::{meant, nearest},
    tables::ElementId,
};

/// Root elements proposed for one that is not declared.
const PROPOSED_MAX: usize = 5;

/// A start tag.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) namespace: NamespaceId,
    pub(super) local: &'a [u8],
    pub(super) offset: usize,
}

impl Found<'_> {
    pub(super) fn name(&self) -> String {
        String::from_utf8_lossy(self.local).into_owned()
    }
}

/// The declaration to go on with and the element's number among its siblings; none: its content is passed over.
pub(super) type Entered = Option<(ElementId, u32)>;

impl Judge<'_> {
    pub(super) fn root(&mut self, found: Found<'_>) -> Entered {
        let tables = self.tables;
        let known = tables.names.find(found.namespace, found.local).and_then(|name| tables.global(name));
        if let Some(element) = known {
            return Some((element, 0));
        }
        let name = found.name();
        let globals = || tables.names.ids().filter(|&name| tables.global(name).is_some());
        let elsewhere = globals().find(|&id| tables.names.local(id) == name).map(|id| tables.names.namespace(id));
        let (message, expected) = match elsewhere {
            Some(namespace) => self.wrong_namespace(&name, found.namespace, namespace),
            None => {
                let near = nearest(&name, globals().map(|id| tables.names.local(id)));
                let near: Vec<String> = near.into_iter().take(PROPOSED_MAX).map(str::to_owned).collect();
                let target = &tables.target;
                let message = format!(
                    "the root element {name} is not declared in the schema of {target}; it begins with an element that is, \
                     such as {}",
                    near.first().map_or("none", String::as_str),
                );
                (message, near)
            }
        };
        self.tell(
            Told { offset: found.offset, rule: "cvc-elt.1", message, found: name.clone(), expected },
            Some(&name),
        );
        None
    }

    fn wrong_namespace(&self, name: &str, found: NamespaceId, right: NamespaceId) -> (String, Vec<String>) {
        let right_words = self.namespace_words(right);
        let uri = self.tables.namespaces.uri(right);
        let advice = match right {
            NamespaceId::NONE => format!(
                "write it without a prefix, with xmlns=\"\" where a default namespace is in scope: <{name} xmlns=\"\">"
            ),
            _ => format!("declare it on the element or around it: <{name} xmlns=\"{uri}\">"),
        };
        let message =
            format!("the element {name} is in {}, expected is {right_words}; {advice}", self.namespace_words(found));
        (message, vec![format!("{{{uri}}}{name}")])
    }

    /// A child where the content model has none of this name.
    pub(super) fn recover(&mut self, found: Found<'_>) -> Entered {
        let tables = self.tables;
        let at = self.open.last()?.position;
        let name = tables.names.find(found.namespace, found.local);
        if let Some((missing, transition, position)) = name.and_then(|name| tables.automata.ahead(at, name)) {
            self.missing_before(found, &missing);
            self.open.last_mut()?.position = position;
            return if self.more { None } else { Some((transition.element, self.number(transition))) };
        }
        let twin = tables.names.ids().find(|&id| {
            tables.names.namespace(id) != found.namespace
                && tables.names.local(id).as_bytes() == found.local
                && tables.automata.step(at, id).is_some()
        });
        match twin {
            Some(twin) => {
                self.foreign(found, twin);
                None
            }
            None => self.unexpected(found, name),
        }
    }

    fn missing_before(&mut self, found: Found<'_>, missing: &[NameId]) {
        let here = self.here();
        let name = found.name();
        let expected = self.expected_here();
        let missing = self.names(missing.iter().copied());
        let message = match missing.as_slice() {
            [only] => format!("in {here} the element {only} is missing before {name}; add it there"),
            several => {
                format!("in {here} the elements {} are missing before {name}; add them there", several.join(", "))
            }
        };
        let told =
            Told { offset: found.offset, rule: "cvc-complex-type.2.4.a", message, found: name.clone(), expected };
        self.tell(told, Some(&name));
    }

    fn foreign(&mut self, found: Found<'_>, twin: NameId) {
        let name = found.name();
        let (message, expected) = self.wrong_namespace(&name, found.namespace, self.tables.names.namespace(twin));
        let told =
            Told { offset: found.offset, rule: "cvc-complex-type.2.4.a", message, found: name.clone(), expected };
        self.tell(told, Some(&name));
        let step = |open: &super::Open| self.tables.automata.step(open.position, twin).map(|(_, position)| position);
        if let Some(position) = self.open.last().and_then(step)
            && let Some(open) = self.open.last_mut()
        {
            open.position = position;
        }
    }

    /// A child of another name, which may be a mistyped one.
    fn unexpected(&mut self, found: Found<'_>, name: Option<NameId>) -> Entered {
        let here = self.here();
        let text = found.name();
        let expected = self.expected_here();
        let open = self.open.last()?;
        let start = match self.tables.type_(open.type_).content {
            crate::schema::tables::Content::Elements(start) => start,
            _ => return None,
        };
        let at = open.position;
        let comes_earlier = name.is_some_and(|name| self.tables.automata.mentions(start, name));
        let meant = meant(&text, expected.iter().map(String::as_str)).filter(|_| !comes_earlier);
        let way = meant.and_then(|meant| {
            let mut next = self.tables.automata.expected(at).into_iter();
            next.find(|(transition, _)| self.tables.names.local(transition.name) == meant)
        });
        let complete = self.tables.automata.is_complete(open.position);
        let next = match (expected.as_slice(), complete) {
            ([], _) => format!("{here} must end here"),
            (names, true) => format!("here may come {}, or {here} ends", listed(names)),
            (names, false) => format!("expected is {}", listed(names)),
        };
        let what = match (meant, comes_earlier) {
            (Some(meant), _) => format!("{text} is no element of {here}; write {meant} if that is meant"),
            (None, true) if self.is_alternative(open.position, start) => {
                format!(
                    "{text} cannot come here in {here}: another choice was made, or it came often enough; remove one"
                )
            }
            (None, true) => format!("{text} comes too late in {here}, or once too often; move or remove it"),
            (None, false) => format!("{text} does not belong into {here}; remove it"),
        };
        let foreign = match found.namespace {
            NamespaceId::UNKNOWN => format!(" ({text} is in {})", self.namespace_words(NamespaceId::UNKNOWN)),
            _ => String::new(),
        };
        let rule = if expected.is_empty() { "cvc-complex-type.2.4.d" } else { "cvc-complex-type.2.4.a" };
        let message = format!("{what}; {next}{foreign}");
        let first = meant.and_then(|meant| expected.iter().position(|name| name == meant));
        let mut expected = expected;
        if let Some(at) = first {
            expected[..=at].rotate_right(1);
        }
        self.tell(Told { offset: found.offset, rule, message, found: text.clone(), expected }, Some(&text));
        let Some((transition, position)) = way else {
            self.stray = Some((self.open.len(), at));
            return None;
        };
        self.open.last_mut()?.position = position;
        let number = self.number(transition);
        // A name that means something elsewhere is more than a typo: what is in it says nothing.
        if self.more || name.is_some() { None } else { Some((transition.element, number)) }
    }

    /// Whether nothing at all can follow although something came: the sign of a choice that was made.
    fn is_alternative(&self, at: crate::schema::automaton::Position, start: u32) -> bool {
        at.state != start && self.tables.automata.expected(at).is_empty()
    }

    /// A child where there can be none.
    pub(super) fn child_in_leaf(&mut self, found: Found<'_>) -> Entered {
        let here = self.here();
        let name = found.name();
        let nothing = self.open.last().is_some_and(|open| open.content == Inside::Nothing);
        let is_fixed_text = self
            .open
            .last()
            .is_some_and(|open| matches!(open.content, Inside::Value(_)) && self.tables.type_(open.type_).is_mixed);
        let (rule, message) = match nothing {
            _ if is_fixed_text => (
                "cvc-elt.5.2.2.1",
                format!("{here} has a fixed text, so it cannot contain the element {name}; remove it"),
            ),
            true => (
                "cvc-complex-type.2.1",
                format!("{here} must be empty but contains the element {name}; write <{here}/>"),
            ),
            false => ("cvc-type.3.1.2", format!("{here} holds a value, no elements, but contains {name}; remove it")),
        };
        self.tell(Told { offset: found.offset, rule, message, found: name.clone(), expected: Vec::new() }, Some(&name));
        if let Some(open) = self.open.last_mut() {
            open.content = Inside::Ignored;
        }
        None
    }
}
