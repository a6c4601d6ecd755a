//! Values that are more than a text of the right form: default, fixed, or identifiers.

use std::collections::HashSet;

use super::{
    Judge, Prefixes,
    faults::{Told, quoted},
};
use crate::schema::{
    tables::{Content, ElementId, SimpleId, Type},
    value::{
        Fault, Identity, SimpleType,
        atomic::Atomic,
        white_space::{trim, words},
    },
    verdict::Violation,
};

/// The identifiers of a document.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    known: HashSet<String>,
    /// References with where they stand: offset and path.
    references: Vec<(String, usize, String)>,
}

impl Identifiers {
    pub(super) fn clear(&mut self) {
        self.known.clear();
        self.references.clear();
    }
}

impl Judge<'_> {
    /// The checker of the text of an element with mixed content that has a fixed value: it is held to that text alone.
    pub(super) fn fixed_text(&self, element: ElementId, type_: &Type) -> Option<SimpleId> {
        let is_fixed = self.tables.element(element).value.as_ref().is_some_and(|value| value.is_fixed);
        let is_mixed = !matches!(type_.content, Content::Simple(_)) && type_.is_mixed;
        self.tables.any_simple.filter(|_| is_fixed && is_mixed)
    }

    /// The value of the element that ends.
    #[cold]
    pub(super) fn tracked_value(&mut self, id: SimpleId, prefixes: &dyn Prefixes) {
        let tables = self.tables;
        let Some(open) = self.open.last().copied() else { return };
        let simple = tables.simple(id);
        let value = tables.element(open.element).value.as_ref();
        if let Some(value) = value.filter(|_| self.text.is_empty()) {
            self.text.push_str(&value.text);
        }
        if let Err(fault) = simple.check(&self.text) {
            return self.faulty_value(fault);
        }
        if let Some(value) = value.filter(|value| value.is_fixed)
            && !simple.are_equal(&self.text, &value.text)
        {
            let found = quoted(&self.text);
            let message = format!("the value of {} must be '{}', not '{found}'", self.here(), value.text);
            let expected = vec![value.text.to_string()];
            let rule = "cvc-elt.5.2.2.2.2";
            self.tell(Told { offset: open.offset, rule, message, found, expected }, None);
        }
        if simple.is_tracked() {
            let text = self.text.clone();
            if let Some(fault) = name_fault(simple, &text, prefixes) {
                return self.faulty_value(fault);
            }
            self.identify(&simple.identifiers(&text), open.offset);
        }
    }

    /// Notes the identifiers in a value.
    pub(super) fn identify(&mut self, identifiers: &[(Identity, &str)], offset: usize) {
        for &(identity, name) in identifiers {
            if identity == Identity::Entity {
                let found = quoted(name);
                let message =
                    format!("'{found}' would have to be an entity, but no document here can declare one; remove it");
                let rule = "cvc-simple-type.2";
                self.tell(Told { offset, rule, message, found, expected: Vec::new() }, None);
            } else if identity == Identity::Reference {
                let path = self.path(None);
                self.identifiers.references.push((name.to_owned(), offset, path));
            } else if !self.identifiers.known.insert(name.to_owned()) {
                let found = quoted(name);
                let message = format!("the identifier '{found}' is there a second time; give each its own");
                self.tell(Told { offset, rule: "cvc-id.2", message, found, expected: Vec::new() }, None);
            }
        }
    }

    /// Reports references to what is not there.
    pub(super) fn dangling(&mut self) {
        for (name, offset, path) in std::mem::take(&mut self.identifiers.references) {
            if self.more || self.identifiers.known.contains(&name) {
                continue;
            }
            if self.violations.len() >= self.violations_max {
                self.more = true;
                return;
            }
            let found = quoted(&name);
            let message = format!("nothing in the document has the identifier '{found}'; correct the reference");
            let rule = "cvc-id.1";
            self.violations.push(Violation { offset, path, rule, message, found, expected: Vec::new() });
        }
    }
}

/// What is wrong with the qualified names in a value: a prefix is not declared, or the name is none of an enumeration.
pub(super) fn name_fault(simple: &SimpleType, text: &str, prefixes: &dyn Prefixes) -> Option<Fault> {
    match (simple.atomic, simple.items.first()) {
        (Atomic::Name, _) => {
            let (prefix, local) = trim(text).split_once(':').unwrap_or(("", trim(text)));
            let Some(namespace) = prefixes.namespace_of(prefix.as_bytes()) else {
                let requirement = format!("a name whose prefix is declared; add xmlns:{prefix}");
                return Some(Fault { rule: "cvc-datatype-valid.1.2.1", requirement, expected: Vec::new() });
            };
            let names = simple.names.as_ref()?;
            if names.iter().any(|(known, name)| *known == namespace && name == local) {
                return None;
            }
            let expected: Vec<String> = names.iter().map(|(_, name)| name.clone()).collect();
            let requirement = format!("one of the names {}, each in its namespace", expected.join(", "));
            Some(Fault { rule: "cvc-enumeration-valid", requirement, expected })
        }
        (Atomic::List, Some(item)) => words(text).find_map(|word| name_fault(item, word, prefixes)),
        (Atomic::Union, _) => {
            let members = simple.items.iter().filter(|member| member.check(text).is_ok());
            let mut fault = None;
            for member in members {
                fault = Some(name_fault(member, text, prefixes)?);
            }
            fault
        }
        _ => None,
    }
}
