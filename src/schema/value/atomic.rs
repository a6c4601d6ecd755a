//! The built-in lexical and value spaces.

use std::cmp::Ordering;

use super::{
    Fault,
    number::{Decimal, double, is_double},
};

/// A primitive type as far as it decides what a text may be; integers, which restrict decimals, are one of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::schema) enum Atomic {
    Text,
    Boolean,
    Decimal,
    Integer,
    Double,
}

/// A value that facets compare.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::schema) enum Value<'t> {
    Text(&'t str),
    Boolean(bool),
    Decimal(Decimal<'t>),
    Double(f64),
}

impl Value<'_> {
    /// The order of two values; none where they are incomparable.
    pub(in crate::schema) fn compare(&self, other: &Value<'_>) -> Option<Ordering> {
        match (self, other) {
            (Value::Decimal(a), Value::Decimal(b)) => Some(a.compare(b)),
            (Value::Double(a), Value::Double(b)) if a.is_nan() && b.is_nan() => Some(Ordering::Equal),
            (Value::Double(a), Value::Double(b)) => a.partial_cmp(b),
            (Value::Text(a), Value::Text(b)) if a == b => Some(Ordering::Equal),
            (Value::Boolean(a), Value::Boolean(b)) if a == b => Some(Ordering::Equal),
            _ => None,
        }
    }
}

impl Atomic {
    /// Whether a text, white space normalised, is written as this type writes its values.
    #[inline]
    pub(in crate::schema) fn is_lexical(self, text: &str) -> bool {
        match self {
            Atomic::Text => true,
            Atomic::Boolean => matches!(text, "true" | "false" | "1" | "0"),
            Atomic::Decimal => Decimal::parse(text).is_some(),
            Atomic::Integer => Decimal::parse_integer(text).is_some(),
            Atomic::Double => is_double(text),
        }
    }

    /// The value of a text that is lexically right.
    pub(in crate::schema) fn value(self, text: &str) -> Option<Value<'_>> {
        match self {
            Atomic::Text => Some(Value::Text(text)),
            Atomic::Boolean => Some(Value::Boolean(matches!(text, "true" | "1"))),
            Atomic::Decimal => Decimal::parse(text).map(Value::Decimal),
            Atomic::Integer => Decimal::parse_integer(text).map(Value::Decimal),
            Atomic::Double => double(text).map(Value::Double),
        }
    }

    /// Whether values have an order, so that bounds mean something.
    pub(in crate::schema) fn is_ordered(self) -> bool {
        matches!(self, Atomic::Decimal | Atomic::Integer | Atomic::Double)
    }

    pub(in crate::schema) fn fault(self) -> Fault {
        let requirement = match self {
            Atomic::Text => "a text",
            Atomic::Boolean => "true, false, 1 or 0",
            Atomic::Decimal => "a decimal number such as -1.5 (digits with a point, no exponent)",
            Atomic::Integer => "an integer such as -12 (digits only, no point, no exponent)",
            Atomic::Double => "a number such as -1.5 or 1.5E3, or INF, -INF, NaN",
        };
        let expected = match self {
            Atomic::Boolean => ["true", "false", "1", "0"].map(str::to_owned).into(),
            _ => vec![requirement.to_owned()],
        };
        Fault { rule: "cvc-datatype-valid.1.2.1", requirement: requirement.into(), expected }
    }
}
