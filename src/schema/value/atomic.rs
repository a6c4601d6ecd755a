//! The built-in lexical and value spaces.

use std::cmp::Ordering;

use super::{
    Fault,
    moment::{Calendar, Duration, Moment},
    number::{Decimal, double, is_double},
    white_space::words,
};
use crate::schema::declarations::is_ncname;

/// A primitive type as far as it decides what a text may be; integers, which restrict decimals, are one of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::schema) enum Atomic {
    Text,
    Boolean,
    Decimal,
    Integer,
    Double,
    Float,
    Hex,
    Base64,
    /// A qualified name: a prefix may be in front of it.
    Name,
    Moment(Calendar),
    Duration,
    /// Many values, separated by white space.
    List,
    /// A value of one of several types.
    Union,
}

/// A value that facets compare.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::schema) enum Value<'t> {
    Text(&'t str),
    Boolean(bool),
    Decimal(Decimal<'t>),
    Double(f64),
    Hex(&'t str),
    Base64(&'t str),
    Moment(Moment),
    Duration(Duration),
}

impl Value<'_> {
    /// The order of two values; none where they are incomparable.
    pub(in crate::schema) fn compare(&self, other: &Value<'_>) -> Option<Ordering> {
        match (self, other) {
            (Value::Decimal(a), Value::Decimal(b)) => Some(a.compare(b)),
            (Value::Double(a), Value::Double(b)) if a.is_nan() && b.is_nan() => Some(Ordering::Equal),
            (Value::Double(a), Value::Double(b)) => a.partial_cmp(b),
            (Value::Moment(a), Value::Moment(b)) => a.compare(b),
            (Value::Duration(a), Value::Duration(b)) => a.compare(b),
            (Value::Hex(a), Value::Hex(b)) if a.eq_ignore_ascii_case(b) => Some(Ordering::Equal),
            (Value::Base64(a), Value::Base64(b)) => digits(a).eq(digits(b)).then_some(Ordering::Equal),
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
            Atomic::Double | Atomic::Float => is_double(text),
            Atomic::Hex => text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
            Atomic::Base64 => is_base64(text),
            Atomic::Name => match text.split_once(':') {
                Some((prefix, local)) => is_ncname(prefix) && is_ncname(local),
                None => is_ncname(text),
            },
            Atomic::Moment(calendar) => Moment::parse(calendar, text).is_some(),
            Atomic::Duration => Duration::parse(text).is_some(),
            Atomic::List | Atomic::Union => false,
        }
    }

    /// The value of a text that is lexically right.
    pub(in crate::schema) fn value(self, text: &str) -> Option<Value<'_>> {
        match self {
            Atomic::Text | Atomic::Name | Atomic::List | Atomic::Union => Some(Value::Text(text)),
            Atomic::Hex => Some(Value::Hex(text)),
            Atomic::Base64 => Some(Value::Base64(text)),
            Atomic::Moment(calendar) => Moment::parse(calendar, text).map(Value::Moment),
            Atomic::Duration => Duration::parse(text).map(Value::Duration),
            Atomic::Float => {
                double(text)?;
                text.parse::<f32>().ok().map(|float| Value::Double(float.into()))
            }
            Atomic::Boolean => Some(Value::Boolean(matches!(text, "true" | "1"))),
            Atomic::Decimal => Decimal::parse(text).map(Value::Decimal),
            Atomic::Integer => Decimal::parse_integer(text).map(Value::Decimal),
            Atomic::Double => double(text).map(Value::Double),
        }
    }

    /// Whether values have an order, so that bounds mean something.
    pub(in crate::schema) fn is_ordered(self) -> bool {
        use Atomic::{Decimal, Double, Duration, Float, Integer, Moment};
        matches!(self, Decimal | Integer | Double | Float | Moment(_) | Duration)
    }

    /// The length of a value as facets count it.
    pub(in crate::schema) fn length(self, text: &str) -> u64 {
        let length = match self {
            Atomic::Hex => text.len() / 2,
            Atomic::Base64 => digits(text).filter(|byte| *byte != b'=').count() * 3 / 4,
            Atomic::List => words(text).count(),
            _ => text.chars().count(),
        };
        length as u64
    }

    pub(in crate::schema) fn fault(self) -> Fault {
        let requirement = match self {
            Atomic::Text => "a text",
            Atomic::Boolean => "true, false, 1 or 0",
            Atomic::Decimal => "a decimal number such as -1.5 (digits with a point, no exponent)",
            Atomic::Integer => "an integer such as -12 (digits only, no point, no exponent)",
            Atomic::Hex => "an even number of hexadecimal digits",
            Atomic::Base64 => "bytes in base 64",
            Atomic::Name => "a name, with a prefix that is declared or without one",
            Atomic::Duration => "a duration such as P1DT2H30M",
            Atomic::Moment(calendar) => form(calendar),
            Atomic::List => "a list of values",
            Atomic::Union => "a value of one of the types of the union",
            Atomic::Double | Atomic::Float => "a number such as -1.5 or 1.5E3, or INF, -INF, NaN",
        };
        let expected = match self {
            Atomic::Boolean => ["true", "false", "1", "0"].map(str::to_owned).into(),
            _ => vec![requirement.to_owned()],
        };
        Fault { rule: "cvc-datatype-valid.1.2.1", requirement: requirement.into(), expected }
    }
}

/// What of a text in base 64 is no white space.
fn digits(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(|byte| *byte != b' ')
}

fn is_base64(text: &str) -> bool {
    let bytes: Vec<u8> = digits(text).collect();
    let padding = bytes.iter().rev().take_while(|byte| **byte == b'=').count();
    let (body, _) = bytes.split_at(bytes.len() - padding);
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    // The bits of the last digit that no byte takes are zero.
    let last = body.last().copied().unwrap_or(b'A');
    let ends_well = match padding {
        0 => true,
        1 => b"AEIMQUYcgkosw048".contains(&last),
        2 => b"AQgw".contains(&last),
        _ => false,
    };
    bytes.len().is_multiple_of(4) && body.iter().all(is_digit) && ends_well
}

fn form(calendar: Calendar) -> &'static str {
    match calendar {
        Calendar::DateTime => "a date and time such as 2026-01-31T23:59:59Z",
        Calendar::Date => "a date such as 2026-01-31",
        Calendar::Time => "a time such as 23:59:59",
        Calendar::YearMonth => "a year and month such as 2026-01",
        Calendar::Year => "a year such as 2026",
        Calendar::MonthDay => "a month and day such as --01-31",
        Calendar::Month => "a month such as --01",
        Calendar::Day => "a day such as ---31",
    }
}
