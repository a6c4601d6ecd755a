//! The facets of a restriction, each held against those of the base as it is read.

use std::{cmp::Ordering, sync::Arc};

use super::{
    super::{
        declarations::{Qualified, Site},
        error::SchemaError,
        value::{
            SimpleType,
            atomic::Atomic,
            enumeration::Enumeration,
            facets::{Bound, BoundKind},
            pattern::Pattern,
            white_space::WhiteSpace,
        },
    },
    element::boolean,
};

/// The facets of one restriction, added to what its base has.
pub(super) struct Facets<'d> {
    simple: SimpleType,
    base: SimpleType,
    patterns: Vec<&'d str>,
    enumeration: Vec<String>,
    /// The values of an enumeration of qualified names, with where each stands.
    pub(super) names: Vec<(Qualified, Site<'d>)>,
    /// The facets that may stand once and did.
    seen: Vec<&'d str>,
}

impl<'d> Facets<'d> {
    /// No facets yet beside those of the base.
    pub(super) fn of(base: SimpleType) -> Self {
        let simple = base.clone();
        Self { simple, base, patterns: vec![], enumeration: vec![], names: vec![], seen: vec![] }
    }

    pub(super) fn add(&mut self, site: Site<'d>) -> Result<(), SchemaError> {
        let is_repeated = matches!(site.local(), "enumeration" | "pattern");
        site.allow_attributes(if is_repeated { &["value"] } else { &["value", "fixed"] })?;
        if let Some(child) = site.children().next() {
            return Err(child.not_implemented());
        }
        let Some(value) = site.node.attribute("value") else {
            return Err(site.invalid("s4s-att-must-appear", format!("{} needs a value", site.construct())));
        };
        if !is_repeated {
            self.once(value, site)?;
        }
        match site.local() {
            "enumeration" => self.add_enumeration(value, site),
            "pattern" => {
                self.patterns.push(value);
                Ok(())
            }
            "whiteSpace" => self.set_white_space(value, site),
            "length" | "minLength" | "maxLength" => self.set_length(value, site),
            "totalDigits" | "fractionDigits" => self.set_digits(value, site),
            name => match BoundKind::from_facet(name) {
                Some(kind) => self.set_bound(kind, value, site),
                None => Err(site.not_implemented()),
            },
        }
    }

    /// Refuses a facet that stood before, or that the base has fixed to another value.
    fn once(&mut self, value: &str, site: Site<'d>) -> Result<(), SchemaError> {
        let name = site.local();
        if self.seen.contains(&name) {
            return Err(site.invalid("src-single-facet-value", format!("{} is there twice", site.construct())));
        }
        self.seen.push(name);
        if self.base.fixed.contains(&name) && !self.is_unchanged(name, value.trim()) {
            let message = format!("the base has fixed {}, so it cannot become '{value}'", site.construct());
            return Err(site.invalid("st-restrict-facets", message));
        }
        if boolean(site, "fixed")? {
            self.simple.fixed.extend(FIXABLE.iter().find(|known| **known == name));
        }
        Ok(())
    }

    fn is_unchanged(&self, name: &str, value: &str) -> bool {
        let number = value.trim_start_matches('+').parse().ok();
        match name {
            "whiteSpace" => white_space(value) == Some(self.base.white_space),
            "length" | "minLength" => number == self.base.lengths.min,
            "maxLength" => number == self.base.lengths.max,
            "totalDigits" => number == self.base.digits.total,
            "fractionDigits" => number == self.base.digits.fraction,
            _ => BoundKind::from_facet(name).is_some_and(|kind| {
                let value = self.base.atomic.value(value);
                let same =
                    |known: &Bound| value.and_then(|value| value.compare(&known.value())) == Some(Ordering::Equal);
                self.base.bounds.iter().any(|known| known.kind() == kind && same(known))
            }),
        }
    }

    /// Whether the restriction itself has both facets.
    fn has_both(&self, a: &str, b: &str) -> bool {
        self.seen.contains(&a) && self.seen.contains(&b)
    }

    fn check_together(&self, site: Site<'_>) -> Result<(), SchemaError> {
        let refuse = |rule, message: &str| Err(site.invalid(rule, message));
        if self.has_both("minInclusive", "minExclusive") {
            return refuse("minInclusive-minExclusive", "minInclusive and minExclusive exclude each other");
        }
        if self.has_both("maxInclusive", "maxExclusive") {
            return refuse("maxInclusive-maxExclusive", "maxInclusive and maxExclusive exclude each other");
        }
        if (self.has_both("length", "minLength") && self.base.lengths.min.is_none())
            || (self.has_both("length", "maxLength") && self.base.lengths.max.is_none())
        {
            return refuse("length-minLength-maxLength", "length excludes minLength and maxLength");
        }
        match (self.simple.digits.fraction, self.simple.digits.total) {
            (Some(fraction), Some(total)) if fraction > total => {
                refuse("fractionDigits-totalDigits", "there cannot be more digits behind the point than in all")
            }
            _ => Ok(()),
        }
    }

    pub(super) fn complete(mut self, site: Site<'_>) -> Result<SimpleType, SchemaError> {
        self.check_together(site)?;
        if !self.patterns.is_empty() {
            let pattern = Pattern::new(&self.patterns).map_err(|wrong| site.invalid("pattern-valid", wrong))?;
            self.simple.patterns.push(Arc::new(pattern));
        }
        if !self.enumeration.is_empty() {
            let values: Vec<&str> = self.enumeration.iter().map(String::as_str).collect();
            let enumeration = Enumeration::new(&values).ok_or_else(|| super::too_long(site))?;
            self.simple.enumeration = Some(Arc::new(enumeration));
        }
        let bound = |lower| self.simple.bounds.iter().find(move |bound| bound.kind().is_lower() == lower);
        if let (Some(lower), Some(upper)) = (bound(true), bound(false))
            && upper.value().compare(&lower.value()).is_some_and(|order| match order {
                Ordering::Equal => is_exclusive(lower) != is_exclusive(upper),
                order => order.is_lt(),
            })
        {
            return Err(
                site.invalid("minInclusive-less-than-equal-to-maxInclusive", "the lower bound exceeds the upper one")
            );
        }
        match (self.simple.lengths.min, self.simple.lengths.max) {
            (Some(min), Some(max)) if min > max => {
                Err(site.invalid("minLength-less-than-equal-to-maxLength", "the least length exceeds the greatest"))
            }
            _ => Ok(self.simple),
        }
    }

    fn add_enumeration(&mut self, value: &'d str, site: Site<'d>) -> Result<(), SchemaError> {
        if self.base.atomic == Atomic::Boolean {
            return Err(site.invalid("cos-applicable-facets", "xs:enumeration does not apply to xs:boolean"));
        }
        self.base.check(value).map_err(|fault| {
            let message = format!("'{value}' is no value of the base type, it must be {}", fault.requirement);
            site.invalid("enumeration-valid-restriction", message)
        })?;
        if self.base.atomic == Atomic::Name {
            self.names.push((site.qualified(value)?, site));
        } else {
            self.enumeration.push(self.base.normalise(value).into_owned());
        }
        Ok(())
    }

    fn set_white_space(&mut self, value: &str, site: Site<'_>) -> Result<(), SchemaError> {
        if self.base.atomic == Atomic::Union {
            return Err(site.invalid("cos-applicable-facets", "xs:whiteSpace does not apply to a union"));
        }
        let Some(white_space) = white_space(value.trim()) else {
            return Err(site.invalid("cvc-enumeration-valid", format!("'{value}' is no way to treat white space")));
        };
        if white_space < self.base.white_space {
            return Err(
                site.invalid("whiteSpace-valid-restriction", "white space cannot be kept that the base removes")
            );
        }
        self.simple.white_space = white_space;
        Ok(())
    }

    fn set_bound(&mut self, kind: BoundKind, value: &str, site: Site<'_>) -> Result<(), SchemaError> {
        let atomic = self.base.atomic;
        if !atomic.is_ordered() {
            return Err(site.invalid("cos-applicable-facets", format!("{} needs an ordered base", site.construct())));
        }
        let Some(bound) = Bound::new(kind, value.trim(), atomic) else {
            let message = format!("'{value}' is no value of the base type, it must be {}", atomic.fault().requirement);
            return Err(site.invalid("cvc-datatype-valid.1.2.1", message));
        };
        let same_side = |other: &Bound| other.kind().is_lower() == kind.is_lower();
        let wider = |other: &Bound| {
            let order = bound.value().compare(&other.value());
            order.is_none_or(|order| match order {
                Ordering::Equal => is_exclusive(other) && !is_exclusive(&bound),
                order => order.is_lt() == kind.is_lower(),
            })
        };
        if self.base.bounds.iter().any(|other| same_side(other) && wider(other)) {
            let rule = match kind {
                BoundKind::MinInclusive => "minInclusive-valid-restriction",
                BoundKind::MinExclusive => "minExclusive-valid-restriction",
                BoundKind::MaxInclusive => "maxInclusive-valid-restriction",
                BoundKind::MaxExclusive => "maxExclusive-valid-restriction",
            };
            return Err(site.invalid(rule, format!("'{value}' is wider than the base's bound")));
        }
        let inherited = &self.base.bounds;
        self.simple.bounds.retain(|other| !same_side(other) || !inherited.contains(other) || !subsumes(&bound, other));
        self.simple.bounds.push(bound);
        Ok(())
    }

    fn set_length(&mut self, value: &str, site: Site<'_>) -> Result<(), SchemaError> {
        let number = self.number(value, site, has_length(self.base.atomic))?;
        let base = self.base.lengths;
        if base.min.is_some_and(|min| number < min && site.local() != "maxLength")
            || base.max.is_some_and(|max| number > max && site.local() != "minLength")
        {
            return Err(site.invalid("length-valid-restriction", format!("{number} is outside of the base's lengths")));
        }
        match site.local() {
            "minLength" => self.simple.lengths.min = Some(number),
            "maxLength" => self.simple.lengths.max = Some(number),
            _ => (self.simple.lengths.min, self.simple.lengths.max) = (Some(number), Some(number)),
        }
        Ok(())
    }

    fn set_digits(&mut self, value: &str, site: Site<'_>) -> Result<(), SchemaError> {
        let decimal = matches!(self.base.atomic, Atomic::Decimal | Atomic::Integer);
        let number = self.number(value, site, decimal)?;
        let is_total = site.local() == "totalDigits";
        let inherited = if is_total { self.base.digits.total } else { self.base.digits.fraction };
        let of_integer = !is_total && self.base.atomic == Atomic::Integer && number > 0;
        if inherited.is_some_and(|inherited| number > inherited) || (is_total && number == 0) || of_integer {
            let rule = if is_total { "totalDigits-valid-restriction" } else { "fractionDigits-valid-restriction" };
            return Err(site.invalid(rule, format!("{number} digits are not possible here")));
        }
        match is_total {
            true => self.simple.digits.total = Some(number),
            false => self.simple.digits.fraction = Some(number),
        }
        Ok(())
    }

    fn number(&self, value: &str, site: Site<'_>, applies: bool) -> Result<u64, SchemaError> {
        if !applies {
            let message = format!("{} does not apply to the base type", site.construct());
            return Err(site.invalid("cos-applicable-facets", message));
        }
        value
            .trim()
            .trim_start_matches('+')
            .parse()
            .map_err(|_| site.invalid("cvc-datatype-valid.1.2.1", format!("'{value}' is not a non-negative integer")))
    }
}

/// Whether a bound on the same side makes an inherited one superfluous: it is tighter, or as tight.
fn subsumes(bound: &Bound, inherited: &Bound) -> bool {
    match bound.value().compare(&inherited.value()) {
        Some(Ordering::Equal) => is_exclusive(bound) || !is_exclusive(inherited),
        Some(_) => true,
        None => false,
    }
}

fn is_exclusive(bound: &Bound) -> bool {
    matches!(bound.kind(), BoundKind::MinExclusive | BoundKind::MaxExclusive)
}

fn white_space(value: &str) -> Option<WhiteSpace> {
    Some(match value {
        "preserve" => WhiteSpace::Preserve,
        "replace" => WhiteSpace::Replace,
        "collapse" => WhiteSpace::Collapse,
        _ => return None,
    })
}

/// The facets that may be fixed.
const FIXABLE: [&str; 10] = [
    "whiteSpace",
    "length",
    "minLength",
    "maxLength",
    "totalDigits",
    "fractionDigits",
    "minInclusive",
    "minExclusive",
    "maxInclusive",
    "maxExclusive",
];

fn has_length(atomic: Atomic) -> bool {
    matches!(atomic, Atomic::Text | Atomic::Name | Atomic::Hex | Atomic::Base64 | Atomic::List)
}
