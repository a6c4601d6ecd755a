//! Simple types: what a text must be to be a value of one.
//!
//! Entry point: `SimpleType::check`. What must always hold: facets compare values exactly (decimals of any size are never
//! turned into binary numbers), and checking a valid text of a flat type allocates nothing.

pub(super) mod atomic;
pub(super) mod enumeration;
pub(super) mod facets;
pub(super) mod number;
pub(super) mod pattern;
pub(super) mod white_space;

use std::{borrow::Cow, sync::Arc};

use self::{
    atomic::{Atomic, Value},
    enumeration::Enumeration,
    facets::{Bound, Digits, Lengths},
    pattern::Pattern,
    white_space::WhiteSpace,
};

/// A simple type with everything that it inherits.
#[derive(Debug, Clone)]
pub(super) struct SimpleType {
    /// The lexical and value space that it restricts.
    pub(super) atomic: Atomic,
    pub(super) white_space: WhiteSpace,
    /// Every derivation step's alternatives; a value matches all of them.
    pub(super) patterns: Vec<Arc<Pattern>>,
    pub(super) enumeration: Option<Arc<Enumeration>>,
    pub(super) bounds: Vec<Bound>,
    pub(super) lengths: Lengths,
    pub(super) digits: Digits,
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
            atomic,
            white_space,
            patterns: Vec::new(),
            enumeration: None,
            bounds: Vec::new(),
            lengths: Lengths::default(),
            digits: Digits::default(),
        }
    }

    /// Whether every text is a value, so that nobody needs to keep it.
    pub(super) fn accepts_anything(&self) -> bool {
        matches!(self.atomic, Atomic::Text)
            && self.patterns.is_empty()
            && self.enumeration.is_none()
            && self.lengths == Lengths::default()
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
        match (self.atomic.value(&a), self.atomic.value(&b)) {
            (Some(a), Some(b)) => a.compare(&b).is_some_and(std::cmp::Ordering::is_eq),
            _ => false,
        }
    }

    fn check_normalised(&self, text: &str) -> Result<(), Fault> {
        if !self.atomic.is_lexical(text) {
            return Err(self.atomic.fault());
        }
        for pattern in &self.patterns {
            if !pattern.matches(text) {
                return Err(Fault {
                    rule: "cvc-pattern-valid",
                    requirement: format!("of the form {}", pattern.source()),
                    expected: vec![pattern.source().to_owned()],
                });
            }
        }
        if let Some(enumeration) = &self.enumeration
            && !enumeration.contains(text, self.atomic)
        {
            return Err(enumeration.fault(text));
        }
        if !self.lengths.is_none() {
            self.lengths.check(text)?;
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
