//! Values that are more than a text of the right form: default, fixed, or identifiers.

use std::collections::HashSet;

use super::{
    Judge,
    faults::{Told, quoted},
};
use crate::schema::{tables::SimpleId, value::Identity, verdict::Violation};

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
    /// The value of the element that ends.
    #[cold]
    pub(super) fn tracked_value(&mut self, id: SimpleId) {
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
            self.identify(&simple.identifiers(&text), open.offset);
        }
    }

    /// Notes the identifiers in a value.
    pub(super) fn identify(&mut self, identifiers: &[(Identity, &str)], offset: usize) {
        for &(identity, name) in identifiers {
            if identity == Identity::Reference {
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
