//! Simple types: what a text must be to be a value of one.
//!
//! Entry point: `SimpleType::check`. What must always hold: facets compare values exactly (decimals of any size are never
//! turned into binary numbers), and checking a valid text of a flat type allocates nothing.

pub(super) mod atomic;
pub(super) mod enumeration;
pub(super) mod facets;
pub(super) mod moment;
pub(super) mod number;
pub(super) mod pattern;
pub(super) mod white_space;

use std::{borrow::Cow, sync::Arc};

use self::{
    atomic::{Atomic, Value},
    enumeration::Enumeration,
    facets::{Bound, Digits, Lengths},
    pattern::Pattern,
    white_space::{WhiteSpace, trim, words},
};
use super::names::NamespaceId;

/// A simple type with everything that it inherits.
#[derive(Debug, Clone)]
pub(super) struct SimpleType {
    /// What a list's items are, or a union's members.
    pub(super) items: Vec<Arc<SimpleType>>,
    pub(super) identity: Identity,
    /// The lexical and value space that it restricts.
    pub(super) atomic: Atomic,
    pub(super) white_space: WhiteSpace,
    /// Every derivation step's alternatives; a value matches all of them.
    pub(super) patterns: Vec<Arc<Pattern>>,
    pub(super) enumeration: Option<Arc<Enumeration>>,
    pub(super) bounds: Vec<Bound>,
    pub(super) lengths: Lengths,
    pub(super) digits: Digits,
    /// The values of an enumeration of qualified names.
    pub(super) names: Option<Arc<[(NamespaceId, String)]>>,
    /// Facets that no restriction may change.
    pub(super) fixed: Vec<&'static str>,
}

impl Pattern {
    #[inline]
    fn check(&self, text: &str) -> Result<(), Fault> {
        match self.matches(text) {
            true => Ok(()),
            false => Err(Fault {
                rule: "cvc-pattern-valid",
                requirement: format!("of the form {}", self.source()),
                expected: vec![self.source().to_owned()],
            }),
        }
    }
}

/// What a value says about a document's identifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Identity {
    None,
    /// It is one, which no other value may be.
    Id,
    /// It is one that the document has.
    Reference,
    /// It names an entity, of which no document has any: they are declared in a DOCTYPE.
    Entity,
}

/// Why a text is not a value of a simple type.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fault {
    /// The clause of XML Schema.
    pub(super) rule: &'static str,
    /// What the text would have to be, as a half sentence behind "must be".
    pub(super) requirement: String,
    /// Values or a form that would do, best first.
    pub(super) expected: Vec<String>,
}

impl SimpleType {
    /// A type without facets of its own.
    pub(super) fn of(atomic: Atomic, white_space: WhiteSpace) -> Self {
        Self {
            items: Vec::new(),
            identity: Identity::None,
            atomic,
            white_space,
            patterns: Vec::new(),
            enumeration: None,
            bounds: Vec::new(),
            lengths: Lengths::default(),
            digits: Digits::default(),
            names: None,
            fixed: Vec::new(),
        }
    }

    /// Whether every text is a value, so that nobody needs to keep it.
    pub(super) fn accepts_anything(&self) -> bool {
        matches!(self.atomic, Atomic::Text)
            && self.patterns.is_empty()
            && self.enumeration.is_none()
            && self.lengths == Lengths::default()
            && self.identity == Identity::None
    }

    /// The text as facets see it.
    pub(super) fn normalise<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.white_space.normalise(text)
    }

    /// Checks a text as it stands in a document.
    #[inline]
    pub(super) fn check(&self, text: &str) -> Result<(), Fault> {
        match self.white_space {
            WhiteSpace::Preserve => self.check_normalised(text),
            _ => self.check_normalised(&self.normalise(text)),
        }
    }

    /// Whether two texts, which are values, are the same value.
    pub(super) fn are_equal(&self, a: &str, b: &str) -> bool {
        let (a, b) = (self.normalise(a), self.normalise(b));
        match self.atomic {
            Atomic::List => {
                let Some(item) = self.items.first() else { return false };
                let (a, b): (Vec<_>, Vec<_>) = (words(&a).collect(), words(&b).collect());
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| item.are_equal(a, b))
            }
            Atomic::Union => match (self.member(&a), self.member(&b)) {
                (Some(of_a), Some(of_b)) => Arc::ptr_eq(of_a, of_b) && of_a.are_equal(&a, &b),
                _ => false,
            },
            atomic => match (atomic.value(&a), atomic.value(&b)) {
                (Some(a), Some(b)) => a.compare(&b).is_some_and(std::cmp::Ordering::is_eq),
                _ => false,
            },
        }
    }

    /// The member of a union that a text is a value of.
    pub(super) fn member(&self, text: &str) -> Option<&Arc<SimpleType>> {
        self.items.iter().find(|member| member.check(text).is_ok())
    }

    /// Checks what is a list or a union; any other type has found its text wrong already.
    #[cold]
    fn check_items(&self, text: &str) -> Result<(), Fault> {
        match (self.atomic, self.items.first()) {
            (Atomic::List, Some(item)) => words(text).try_for_each(|word| item.check(word))?,
            (Atomic::Union, Some(_)) if self.member(text).is_some() => {}
            _ => return Err(self.atomic.fault()),
        }
        for pattern in &self.patterns {
            pattern.check(text)?;
        }
        if let Some(enumeration) = &self.enumeration
            && !enumeration.values().any(|known| self.are_equal(known, text))
        {
            return Err(enumeration.fault(text));
        }
        self.lengths.check(self.atomic.length(text), self.atomic)
    }

    /// The identifiers in a text that is a value, and what each is.
    pub(super) fn identifiers<'t>(&self, text: &'t str) -> Vec<(Identity, &'t str)> {
        match self.atomic {
            Atomic::List => {
                let item = self.items.first();
                words(text).flat_map(|word| item.map(|item| item.identifiers(word)).unwrap_or_default()).collect()
            }
            Atomic::Union => self.member(text).map(|member| member.identifiers(text)).unwrap_or_default(),
            _ if self.identity == Identity::None => Vec::new(),
            _ => vec![(self.identity, trim(text))],
        }
    }

    /// Whether values may be qualified names.
    pub(super) fn has_names(&self) -> bool {
        self.atomic == Atomic::Name || self.items.iter().any(|item| item.has_names())
    }

    /// Whether values may be identifiers or qualified names, so that more is to be done with them.
    pub(super) fn is_tracked(&self) -> bool {
        self.identity != Identity::None
            || self.atomic == Atomic::Name
            || self.items.iter().any(|item| item.is_tracked())
    }

    fn check_normalised(&self, text: &str) -> Result<(), Fault> {
        if !self.atomic.is_lexical(text) {
            return self.check_items(text);
        }
        for pattern in &self.patterns {
            pattern.check(text)?;
        }
        if let Some(enumeration) = &self.enumeration
            && !enumeration.contains(text, self.atomic)
        {
            return Err(enumeration.fault(text));
        }
        if !self.lengths.is_none() {
            self.lengths.check(self.atomic.length(text), self.atomic)?;
        }
        if self.bounds.is_empty() && self.digits.is_none() {
            return Ok(());
        }
        let Some(value) = self.atomic.value(text) else { return Err(self.atomic.fault()) };
        self.bounds.iter().try_for_each(|bound| bound.check(&value))?;
        match value {
            Value::Decimal(decimal) => self.digits.check(&decimal),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
