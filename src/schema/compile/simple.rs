//! Simple types: restrictions and their facets.

use super::{
    super::{
        declarations::Site,
        error::SchemaError,
        tables::{Content, Methods, SimpleId, TypeId},
        value::SimpleType,
    },
    Compiler, Kind,
    facets::Facets,
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
                let inline_site = inline;
                let inline = self.simple_type(&format!("the base of {name}"), inline)?;
                if !self.has_ancestor(inline, base) {
                    let message = "the simple type is not derived from that of the base";
                    return Err(inline_site.invalid("derivation-ok-restriction.5.2.2.1", message));
                }
                match self.tables.type_(inline).content {
                    Content::Simple(simple) => self.tables.simple(simple).clone(),
                    _ => inherited,
                }
            }
            None => inherited,
        };
        let mut facets = Facets::of(base);
        for facet in site.children().filter(|child| !NO_FACETS.contains(&child.local())) {
            facets.add(facet)?;
        }
        let simple = self.completed(facets, false, site)?;
        Ok(self.add_simple(name, None, simple))
    }

    /// The type with its facets; those of an enumeration of qualified names as the schema numbers them.
    fn completed(
        &mut self,
        mut facets: Facets<'d>,
        is_notation: bool,
        site: Site<'d>,
    ) -> Result<SimpleType, SchemaError> {
        let names = std::mem::take(&mut facets.names);
        let mut simple = facets.complete(site)?;
        if names.is_empty() {
            return Ok(simple);
        }
        let mut numbered = Vec::new();
        for (name, site) in names {
            if is_notation {
                self.find(Kind::Notation, &name, site)?;
            }
            numbered.push((self.tables.namespaces.intern(&name.namespace), name.local));
        }
        simple.names = Some(numbered.into());
        Ok(simple)
    }

    /// Whether a type is xs:NOTATION or derived from it.
    pub(super) fn is_notation(&self, type_: TypeId) -> bool {
        let mut types = std::iter::successors(Some(type_), |&type_| self.tables.type_(type_).base);
        types.any(|type_| &*self.tables.type_(type_).name == "xs:NOTATION")
    }

    /// Whether a type or one that it is derived from has this checker.
    fn has_ancestor(&self, type_: TypeId, simple: SimpleId) -> bool {
        let mut types = std::iter::successors(Some(type_), |&type_| self.tables.type_(type_).base);
        types.any(|type_| self.tables.type_(type_).content == Content::Simple(simple))
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
        let mut facets = Facets::of(base_simple);
        for facet in site.children().filter(|child| child.local() != "simpleType") {
            facets.add(facet)?;
        }
        let is_notation = self.is_notation(base);
        let simple = self.completed(facets, is_notation, site)?;
        Ok(self.add_simple(name, Some(base), simple))
    }
}

/// Children of a restriction of simple content that are no facets.
const NO_FACETS: [&str; 4] = ["simpleType", "attribute", "attributeGroup", "anyAttribute"];
