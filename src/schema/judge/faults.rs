//! Putting a fault into words. Everything here happens only for a document that is not valid.

use super::{Inside, Judge, Open};
use crate::schema::{
    names::{NameId, NamespaceId},
    nearest::meant,
    value::Fault,
    verdict::Violation,
};

/// Longest part of a document's text that a message repeats, in characters.
const QUOTED_MAX: usize = 60;
/// Most names that a message lists.
const LISTED_MAX: usize = 12;

/// A depth that no document climbs out of.
const PASS_OVER: usize = usize::MAX / 2;

/// A fault without its path.
pub(super) struct Told {
    pub(super) offset: usize,
    pub(super) rule: &'static str,
    pub(super) message: String,
    pub(super) found: String,
    pub(super) expected: Vec<String>,
}

impl Judge<'_> {
    /// Records a fault of the innermost open element, or, with a name, of a child of it.
    pub(super) fn tell(&mut self, told: Told, child: Option<&str>) {
        self.tell_at(told, |judge| judge.path(child));
    }

    /// Records a fault of the element with this path.
    pub(super) fn tell_at(&mut self, told: Told, path: impl FnOnce(&Self) -> String) {
        if self.violations.len() >= self.violations_max {
            // One more is known to be there: the rest of the document changes nothing and is passed over.
            self.more = true;
            self.skipped = PASS_OVER;
            return;
        }
        let Told { offset, rule, message, found, expected } = told;
        let path = path(self);
        self.violations.push(Violation { offset, path, rule, message, found, expected });
    }

    pub(super) fn path(&self, child: Option<&str>) -> String {
        let mut path = String::new();
        for open in &self.open {
            path.push('/');
            path.push_str(self.element_name(open));
            if open.number > 0 {
                path.push_str(&format!("[{}]", open.number));
            }
        }
        if let Some(child) = child {
            path.push('/');
            path.push_str(child);
        }
        if path.is_empty() { "/".into() } else { path }
    }

    pub(super) fn element_name(&self, open: &Open) -> &str {
        self.tables.names.local(self.tables.element(open.element).name)
    }

    /// The innermost open element's name.
    pub(super) fn here(&self) -> String {
        self.open.last().map_or("the document", |open| self.element_name(open)).to_owned()
    }

    pub(super) fn names(&self, names: impl Iterator<Item = NameId>) -> Vec<String> {
        names.map(|name| self.tables.names.local(name).to_owned()).collect()
    }

    /// A namespace in words.
    pub(super) fn namespace_words(&self, namespace: NamespaceId) -> String {
        match namespace {
            NamespaceId::NONE => "no namespace".into(),
            NamespaceId::UNKNOWN => "a namespace that the schema does not know".into(),
            known => format!("the namespace {}", self.tables.namespaces.uri(known)),
        }
    }

    #[cold]
    pub(super) fn stray_text(&mut self, text: &str, offset: usize) {
        let here = self.here();
        let found = quoted(text);
        let (rule, message, expected) = match self.open.last().map(|open| open.content) {
            Some(Inside::Elements | Inside::All(_)) => (
                "cvc-complex-type.2.3",
                format!(
                    "the text '{found}' stands between the elements of {here}, which holds elements only; remove it or put \
                     it into the element it belongs to"
                ),
                self.expected_here(),
            ),
            Some(Inside::Nil) => (
                "cvc-elt.3.2.1",
                format!("{here} says that it is nil, so it must be empty; remove the text or xsi:nil"),
                Vec::new(),
            ),
            _ => (
                "cvc-complex-type.2.1",
                format!("{here} must be empty, without even white space; write <{here}/>"),
                Vec::new(),
            ),
        };
        self.tell(Told { offset, rule, message, found, expected }, None);
        if let Some(open) = self.open.last_mut() {
            // One report for an element is enough; the elements in it are judged on.
            match open.content {
                Inside::Elements | Inside::All(_) => open.told_of_text = true,
                _ => open.content = Inside::Ignored,
            }
        }
    }

    #[cold]
    pub(super) fn faulty_value(&mut self, fault: Fault) {
        let here = self.here();
        let Some(open) = self.open.last() else { return };
        let type_ = &self.tables.type_(open.type_).name;
        let found = quoted(&self.text);
        let shown = if self.text.is_empty() { "it is empty".to_owned() } else { format!("'{found}' is not") };
        let proposal = proposal(&fault, &self.text);
        let mut message = format!("the value of {here} must be {}, {shown} ({type_}){proposal}", fault.requirement);
        let trimmed = self.text.trim();
        if trimmed.len() < self.text.len() && !trimmed.is_empty() {
            message.push_str("; white space around the value counts, remove it if it is not meant");
        }
        let told = Told { offset: open.offset, rule: fault.rule, message, found, expected: fault.expected };
        self.tell(told, None);
    }

    #[cold]
    pub(super) fn incomplete(&mut self, offset: usize) {
        let stray = self.stray.take();
        if stray.is_some() && stray == self.open.last().map(|open| (self.open.len(), open.position)) {
            // What stands in the place of the missing element was reported, with what is expected there.
            return;
        }
        let here = self.here();
        let expected = self.expected_here();
        let message = match expected.as_slice() {
            [] => format!("{here} ends too early: an element is missing"),
            [only] => format!("{here} ends too early: the element {only} is missing; add it before </{here}>"),
            several => format!("{here} ends too early: next must come {}", listed(several)),
        };
        self.tell(Told { offset, rule: "cvc-complex-type.2.4.b", message, found: String::new(), expected }, None);
    }

    /// The names that may come next in the innermost open element.
    pub(super) fn expected_here(&self) -> Vec<String> {
        let Some(open) = self.open.last() else { return Vec::new() };
        if let Inside::All(all) = open.content {
            return self.names(self.not_yet(all));
        }
        self.names(self.tables.automata.expected(open.position).into_iter().map(|(transition, _)| transition.name))
    }
}

/// The value that was meant, as an end of the sentence, where a value of an enumeration is near.
pub(super) fn proposal(fault: &Fault, found: &str) -> String {
    match meant(found, fault.expected.iter().map(String::as_str)) {
        Some(meant) if fault.rule == "cvc-enumeration-valid" => format!("; write {meant} if that is meant"),
        _ => String::new(),
    }
}

/// Names in a sentence.
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => "nothing".into(),
        [only] => only.clone(),
        many if many.len() > LISTED_MAX => {
            format!("one of {} and {} more", many[..LISTED_MAX].join(", "), many.len() - LISTED_MAX)
        }
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

/// The beginning of a text, on one line.
pub(super) fn quoted(text: &str) -> String {
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    let mut quoted: String = text.chars().take(QUOTED_MAX).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(QUOTED_MAX).is_some() {
        quoted.push('…');
    }
    quoted
}
