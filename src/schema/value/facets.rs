//! Facets that bound values: ranges, lengths, digits.

use std::cmp::Ordering;

use super::{
    Fault,
    atomic::{Atomic, Value},
    number::Decimal,
};

/// The four kinds of bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::schema) enum BoundKind {
    MinInclusive,
    MinExclusive,
    MaxInclusive,
    MaxExclusive,
}

impl BoundKind {
    pub(in crate::schema) fn from_facet(name: &str) -> Option<Self> {
        Some(match name {
            "minInclusive" => Self::MinInclusive,
            "minExclusive" => Self::MinExclusive,
            "maxInclusive" => Self::MaxInclusive,
            "maxExclusive" => Self::MaxExclusive,
            _ => return None,
        })
    }

    pub(in crate::schema) fn is_lower(self) -> bool {
        matches!(self, Self::MinInclusive | Self::MinExclusive)
    }

    fn admits(self, order: Ordering) -> bool {
        match self {
            Self::MinInclusive => order.is_ge(),
            Self::MinExclusive => order.is_gt(),
            Self::MaxInclusive => order.is_le(),
            Self::MaxExclusive => order.is_lt(),
        }
    }

    fn rule(self) -> &'static str {
        match self {
            Self::MinInclusive => "cvc-minInclusive-valid",
            Self::MinExclusive => "cvc-minExclusive-valid",
            Self::MaxInclusive => "cvc-maxInclusive-valid",
            Self::MaxExclusive => "cvc-maxExclusive-valid",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::MinInclusive => "at least",
            Self::MinExclusive => "greater than",
            Self::MaxInclusive => "at most",
            Self::MaxExclusive => "less than",
        }
    }
}

/// A bound with its value as the schema writes it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::schema) struct Bound {
    kind: BoundKind,
    text: String,
    atomic: Atomic,
    /// A double, read once; other values are compared in their digits.
    double: f64,
}

impl Bound {
    /// A bound of a type; none when the text is no value of it or the type has no order.
    pub(in crate::schema) fn new(kind: BoundKind, text: &str, atomic: Atomic) -> Option<Self> {
        let value = atomic.value(text).filter(|_| atomic.is_ordered())?;
        let double = if let Value::Double(double) = value { double } else { 0.0 };
        Some(Self { kind, text: text.to_owned(), atomic, double })
    }

    pub(in crate::schema) fn kind(&self) -> BoundKind {
        self.kind
    }

    /// The bounding value.
    pub(in crate::schema) fn value(&self) -> Value<'_> {
        match self.atomic {
            Atomic::Double => Value::Double(self.double),
            atomic => atomic.value(&self.text).expect("a bound is checked when it is made"),
        }
    }

    /// Whether a value lies within; values that cannot be compared do not.
    pub(in crate::schema) fn admits(&self, value: &Value<'_>) -> bool {
        value.compare(&self.value()).is_some_and(|order| self.kind.admits(order))
    }

    pub(in crate::schema) fn check(&self, value: &Value<'_>) -> Result<(), Fault> {
        if self.admits(value) {
            return Ok(());
        }
        let requirement = format!("{} {}", self.kind.words(), self.text);
        Err(Fault { rule: self.kind.rule(), expected: vec![requirement.clone()], requirement })
    }
}

/// Bounds on the number of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::schema) struct Lengths {
    pub(in crate::schema) min: Option<u64>,
    pub(in crate::schema) max: Option<u64>,
}

impl Lengths {
    #[inline]
    pub(in crate::schema) fn is_none(&self) -> bool {
        self.min.is_none() && self.max.is_none()
    }

    pub(in crate::schema) fn check(&self, length: u64, atomic: Atomic) -> Result<(), Fault> {
        let unit = match atomic {
            Atomic::List => "items",
            Atomic::Hex | Atomic::Base64 => "bytes",
            _ => "characters",
        };
        let too_short = self.min.is_some_and(|min| length < min);
        let too_long = self.max.is_some_and(|max| length > max);
        if !too_short && !too_long {
            return Ok(());
        }
        let (rule, requirement) = match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => ("cvc-length-valid", format!("exactly {min} {unit} long")),
            (Some(min), _) if too_short => ("cvc-minLength-valid", format!("at least {min} {unit} long")),
            (_, max) => ("cvc-maxLength-valid", format!("at most {} {unit} long", max.unwrap_or_default())),
        };
        let requirement = format!("{requirement} (it has {length})");
        Err(Fault { rule, expected: vec![requirement.clone()], requirement })
    }
}

/// Bounds on the digits of a decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::schema) struct Digits {
    pub(in crate::schema) total: Option<u64>,
    pub(in crate::schema) fraction: Option<u64>,
}

impl Digits {
    #[inline]
    pub(in crate::schema) fn is_none(&self) -> bool {
        self.total.is_none() && self.fraction.is_none()
    }

    pub(in crate::schema) fn check(&self, decimal: &Decimal<'_>) -> Result<(), Fault> {
        let fault = |rule, requirement: String| Fault { rule, expected: vec![requirement.clone()], requirement };
        match (self.total, self.fraction) {
            (Some(total), _) if decimal.total_digits() as u64 > total => {
                Err(fault("cvc-totalDigits-valid", format!("a number of at most {total} digits")))
            }
            (_, Some(fraction)) if decimal.fraction_digits() as u64 > fraction => Err(fault(
                "cvc-fractionDigits-valid",
                format!("a number of at most {fraction} digits behind the point"),
            )),
            _ => Ok(()),
        }
    }
}
