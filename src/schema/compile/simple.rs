//! Simple types: restrictions and their facets.

use std::sync::Arc;

use super::{
    super::{
        declarations::Site,
        error::SchemaError,
        tables::{Content, Methods, SimpleId, TypeId},
        value::{
            SimpleType,
            atomic::Atomic,
            enumeration::Enumeration,
            facets::{Bound, BoundKind},
            pattern::Pattern,
            white_space::WhiteSpace,
        },
    },
    Compiler,
};

impl<'d> Compiler<'d> {
    /// Compiles a simple type.
    pub(super) fn simple_type(&mut self, name: &str, site: Site<'d>) -> Result<TypeId, SchemaError> {
        let mut derivations = site.children();
        let (Some(derivation), None) = (derivations.next(), derivations.next()) else {
            return Err(site.invalid("s4s-elt-must-match.1", format!("{name} needs exactly one xs:restriction")));
        };
        match derivation.local() {
            "restriction" => self.restriction(name, derivation),
            "list" => self.list(name, derivation),
            "union" => self.union(name, derivation),
            _ => Err(derivation.not_implemented()),
        }
    }

    /// A complex type's simple content, restricted.
    pub(super) fn restricted_content(
        &mut self,
        name: &str,
        base: SimpleId,
        site: Site<'d>,
    ) -> Result<TypeId, SchemaError> {
        let inherited = self.tables.simple(base).clone();
        let base = match site.children().find(|child| child.local() == "simpleType") {
            Some(inline) => {
                inline.allow_attributes(&[])?;
                let inline = self.simple_type(&format!("the base of {name}"), inline)?;
                match self.tables.type_(inline).content {
                    Content::Simple(simple) => self.tables.simple(simple).clone(),
                    _ => inherited,
                }
            }
            None => inherited,
        };
        let mut facets = Facets { simple: base.clone(), base, patterns: vec![], enumeration: vec![] };
        for facet in site.children().filter(|child| !NO_FACETS.contains(&child.local())) {
            facets.add(facet)?;
        }
        let simple = facets.complete(site)?;
        Ok(self.add_simple(name, None, simple))
    }

    fn restriction(&mut self, name: &str, site: Site<'d>) -> Result<TypeId, SchemaError> {
        site.allow_attributes(&["base"])?;
        let inline = site.children().find(|child| child.local() == "simpleType");
        let base = match (site.attribute("base"), inline) {
            (Some(base), None) => self.type_named(base, site)?,
            (None, Some(inline)) => {
                inline.allow_attributes(&[])?;
                self.simple_type(&format!("the base of {name}"), inline)?
            }
            _ => {
                let message = "a restriction needs either a base attribute or a simpleType inside";
                return Err(site.invalid("src-simple-type.2", message));
            }
        };
        let Content::Simple(base_simple) = self.tables.type_(base).content else {
            return Err(site.invalid("st-props-correct.1", format!("the base of {name} is not a simple type")));
        };
        if &*self.tables.type_(base).name == "xs:anySimpleType" {
            return Err(site.invalid("st-props-correct.1", "xs:anySimpleType cannot be restricted; restrict xs:string"));
        }
        if self.tables.type_(base).final_.contains(Methods::RESTRICTION) {
            return Err(site.invalid("st-props-correct.3", format!("the base of {name} is final")));
        }
        let base_simple = self.tables.simple(base_simple).clone();
        let mut facets =
            Facets { simple: base_simple.clone(), base: base_simple, patterns: vec![], enumeration: vec![] };
        for facet in site.children().filter(|child| child.local() != "simpleType") {
            facets.add(facet)?;
        }
        let simple = facets.complete(site)?;
        Ok(self.add_simple(name, Some(base), simple))
    }
}

/// Children of a restriction of simple content that are no facets.
const NO_FACETS: [&str; 4] = ["simpleType", "attribute", "attributeGroup", "anyAttribute"];

/// The facets of one restriction, added to what its base has.
struct Facets<'d> {
    simple: SimpleType,
    base: SimpleType,
    patterns: Vec<&'d str>,
    enumeration: Vec<String>,
}

impl<'d> Facets<'d> {
    fn add(&mut self, site: Site<'d>) -> Result<(), SchemaError> {
        site.allow_attributes(&["value", "fixed"])?;
        if let Some(child) = site.children().next() {
            return Err(child.not_implemented());
        }
        let Some(value) = site.node.attribute("value") else {
            return Err(site.invalid("s4s-att-must-appear", format!("{} needs a value", site.construct())));
        };
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

    fn complete(mut self, site: Site<'_>) -> Result<SimpleType, SchemaError> {
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
            && upper.value().compare(&lower.value()).is_some_and(std::cmp::Ordering::is_lt)
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

    fn add_enumeration(&mut self, value: &str, site: Site<'_>) -> Result<(), SchemaError> {
        if self.base.atomic == Atomic::Name {
            let construct = "an enumeration of qualified names".into();
            return Err(SchemaError::NotImplemented { place: site.place(), construct });
        }
        self.base.check(value).map_err(|fault| {
            let message = format!("'{value}' is no value of the base type, it must be {}", fault.requirement);
            site.invalid("enumeration-valid-restriction", message)
        })?;
        self.enumeration.push(self.base.normalise(value).into_owned());
        Ok(())
    }

    fn set_white_space(&mut self, value: &str, site: Site<'_>) -> Result<(), SchemaError> {
        let white_space = match value.trim() {
            "preserve" => WhiteSpace::Preserve,
            "replace" => WhiteSpace::Replace,
            "collapse" => WhiteSpace::Collapse,
            other => {
                return Err(site.invalid("cvc-enumeration-valid", format!("'{other}' is no way to treat white space")));
            }
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
            order.is_none_or(|order| if kind.is_lower() { order.is_lt() } else { order.is_gt() })
        };
        if self.base.bounds.iter().any(|other| same_side(other) && wider(other)) {
            return Err(
                site.invalid("minInclusive-valid-restriction", format!("'{value}' is wider than the base's bound"))
            );
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
        if inherited.is_some_and(|inherited| number > inherited) || (is_total && number == 0) {
            return Err(site.invalid("totalDigits-valid-restriction", format!("{number} digits are not possible here")));
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
    let exclusive = |bound: &Bound| matches!(bound.kind(), BoundKind::MinExclusive | BoundKind::MaxExclusive);
    match bound.value().compare(&inherited.value()) {
        Some(std::cmp::Ordering::Equal) => exclusive(bound) || !exclusive(inherited),
        Some(_) => true,
        None => false,
    }
}

fn has_length(atomic: Atomic) -> bool {
    matches!(atomic, Atomic::Text | Atomic::Name | Atomic::Hex | Atomic::Base64 | Atomic::List)
}
