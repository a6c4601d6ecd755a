//! Complex types that extend or restrict others.

use super::{
    super::{
        automaton::{Particle, Term},
        declarations::{Qualified, Site},
        error::SchemaError,
        names::XSD,
        tables::{AttributeSet, Content, Methods, SimpleId, TypeId},
    },
    Compiler,
    attributes::combined,
    element::boolean,
    restriction::{Restriction, is_emptiable},
};

impl<'d> Compiler<'d> {
    /// Reads `xs:simpleContent` or `xs:complexContent`.
    pub(super) fn derive(&mut self, id: TypeId, content: Site<'d>) -> Result<(), SchemaError> {
        content.allow_attributes(if content.local() == "complexContent" { &["mixed"] } else { &[] })?;
        if content.attribute("mixed").is_some() {
            self.tables.types[id.index()].is_mixed = boolean(content, "mixed")?;
        }
        let mut derivations = content.children();
        let (Some(derivation), None) = (derivations.next(), derivations.next()) else {
            return Err(content.invalid("s4s-elt-must-match.1", "exactly one xs:extension or xs:restriction is needed"));
        };
        let method = match derivation.local() {
            "extension" => Methods::EXTENSION,
            "restriction" => Methods::RESTRICTION,
            _ => return Err(derivation.not_implemented()),
        };
        derivation.allow_attributes(&["base"])?;
        let Some(base) = derivation.attribute("base") else {
            return Err(derivation.invalid("s4s-att-must-appear", "a derivation needs a base"));
        };
        let base = self.type_named(base, derivation)?;
        self.ensure_read(base, derivation)?;
        if self.tables.type_(base).final_.contains(method) {
            let message = format!("{} is final, so it cannot be derived from this way", self.tables.type_(base).name);
            return Err(derivation.invalid("cos-ct-extends.1.1", message));
        }
        let type_ = &mut self.tables.types[id.index()];
        (type_.base, type_.method) = (Some(base), method);
        match content.local() {
            "simpleContent" => self.derive_simple(id, base, derivation),
            _ => self.derive_complex(id, base, derivation),
        }
    }

    /// Reads a type's content now, unless that was done.
    fn ensure_read(&mut self, id: TypeId, from: Site<'d>) -> Result<(), SchemaError> {
        if let Some(at) = self.pending.iter().position(|(pending, _)| *pending == id) {
            let (id, site) = self.pending.swap_remove(at);
            return self.complex_content(id, site);
        }
        match matches!(self.tables.type_(id).content, Content::Simple(_)) || self.read.contains(&id) {
            true => Ok(()),
            false => Err(from.invalid("ct-props-correct.3", "the type is derived from itself")),
        }
    }

    fn derive_simple(&mut self, id: TypeId, base: TypeId, site: Site<'d>) -> Result<(), SchemaError> {
        let extends = site.local() == "extension";
        let simple = match self.tables.type_(base).content {
            Content::Simple(simple) => simple,
            _ if !extends && self.may_become_simple(base, site) => self.any_simple(site)?,
            _ => return Err(site.invalid("src-ct.2", "the base of simple content has no simple content")),
        };
        let content = match extends {
            true => Content::Simple(simple),
            false => {
                let name = self.tables.type_(id).name.to_string();
                let restricted = self.restricted_content(&name, simple, site)?;
                self.tables.type_(restricted).content
            }
        };
        let own = self.attributes(site)?;
        let allowed: &[&str] = if extends { &[] } else { FACETS };
        let (model, _) = self.body(site, allowed)?;
        if model.is_some() {
            return Err(site.invalid("s4s-elt-invalid-content.1", "simple content has no elements"));
        }
        self.inherit(id, base, own, site)?;
        self.tables.types[id.index()].content = content;
        self.read.insert(id);
        Ok(())
    }

    /// Whether a type may be restricted to simple content: it is mixed, needs no element, and the simple type is there.
    fn may_become_simple(&self, base: TypeId, site: Site<'_>) -> bool {
        self.tables.type_(base).is_mixed
            && self.particles.get(&base).is_none_or(is_emptiable)
            && site.children().any(|child| child.local() == "simpleType")
    }

    fn any_simple(&mut self, site: Site<'d>) -> Result<SimpleId, SchemaError> {
        let any = self.builtin(&Qualified { namespace: XSD.into(), local: "anySimpleType".into() }, site)?;
        match self.tables.type_(any).content {
            Content::Simple(simple) => Ok(simple),
            _ => Err(site.not_implemented()),
        }
    }

    fn derive_complex(&mut self, id: TypeId, base: TypeId, site: Site<'d>) -> Result<(), SchemaError> {
        let extends = site.local() == "extension";
        let (own, attributes) = self.body(site, &[])?;
        if matches!(self.tables.type_(base).content, Content::Simple(_)) {
            // A complex type with simple content may be extended by attributes this way too.
            if !extends || own.is_some() || !self.read.contains(&base) {
                return Err(site.invalid("src-ct.1", "the base of complex content is simple; use xs:simpleContent"));
            }
            self.tables.types[id.index()].content = self.tables.type_(base).content;
            self.read.insert(id);
            return self.inherit(id, base, attributes, site);
        }
        self.inherit(id, base, attributes, site)?;
        if !extends {
            return self.set_content(id, own, site);
        }
        let inherited = self.particles.get(&base).cloned();
        let base_mixed = self.tables.type_(base).is_mixed;
        let type_ = &mut self.tables.types[id.index()];
        if own.is_none() {
            type_.is_mixed = base_mixed || (type_.is_mixed && inherited.is_none());
        } else if inherited.is_some() && type_.is_mixed != base_mixed {
            return Err(site.invalid("cos-ct-extends.1.4.2.2.2.2.1", "only one of the type and its base is mixed"));
        }
        let content = match (inherited, own) {
            (Some(inherited), Some(own)) => {
                let term = Term::Sequence(vec![inherited, own]);
                Some(Particle { min: 1, max: Some(1), term, place: site.place() })
            }
            (inherited, own) => inherited.or(own),
        };
        self.set_content(id, content, site)
    }

    fn inherit(&mut self, id: TypeId, base: TypeId, own: AttributeSet, site: Site<'d>) -> Result<(), SchemaError> {
        let inherited = (*self.tables.type_(base).attributes).clone();
        let prohibited = self.prohibited(site)?;
        let attributes = combined(own.clone(), inherited, &prohibited, site)?;
        *self.tables.types[id.index()].attributes = attributes;
        if site.local() == "restriction" {
            self.restrictions.push(Restriction { type_: id, base, site, own, prohibited });
        }
        Ok(())
    }
}

/// What may stand in a restriction of simple content beside attributes.
const FACETS: &[&str] = &[
    "simpleType",
    "enumeration",
    "pattern",
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
