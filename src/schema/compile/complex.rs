//! Complex types, groups and their content models.

use std::collections::HashMap;

use super::{
    super::{
        automaton::{Particle, Term},
        declarations::{Kind, Qualified, Site},
        error::SchemaError,
        names::{NameId, XSD},
        tables::{Admits, AttributeSet, Content, Methods, Process, Type, TypeId, Wildcard},
    },
    Compiler,
    element::{boolean, methods},
};

/// Most particles of a schema: groups within groups can multiply beyond all bounds.
const PARTICLES_MAX: usize = 200_000;

impl<'d> Compiler<'d> {
    /// Gives a complex type its id; its content is read later, since it may refer to itself.
    pub(super) fn announce_complex(&mut self, name: &str, site: Site<'d>) -> Result<TypeId, SchemaError> {
        site.allow_attributes(&["name", "mixed", "abstract", "block", "final"])?;
        let anything = self.anything(site)?;
        let mut type_ = Type::new(name, Some(anything), Content::Empty);
        type_.is_abstract = boolean(site, "abstract")?;
        type_.is_mixed = boolean(site, "mixed")?;
        type_.block = methods(site, "block", "blockDefault", Methods::EXTENSION.union(Methods::RESTRICTION))?;
        type_.final_ = methods(site, "final", "finalDefault", Methods::EXTENSION.union(Methods::RESTRICTION))?;
        let id = self.add_type(type_);
        self.pending.push((id, site));
        Ok(id)
    }

    /// Reads what a complex type contains.
    pub(super) fn complex_content(&mut self, id: TypeId, site: Site<'d>) -> Result<(), SchemaError> {
        if let Some(derived) = site.children().find(|child| matches!(child.local(), "simpleContent" | "complexContent"))
        {
            let mut others = site.children().filter(|other| !std::ptr::eq(other.node, derived.node));
            return match others.next() {
                Some(other) => Err(other.invalid("s4s-elt-invalid-content.1", "nothing may stand beside the content")),
                None => self.derive(id, derived),
            };
        }
        let (content, attributes) = self.body(site, &[])?;
        *self.tables.types[id.index()].attributes = attributes;
        self.set_content(id, content, site)
    }

    /// The content model and the attributes that stand in a definition.
    pub(super) fn body(
        &mut self,
        site: Site<'d>,
        besides: &[&str],
    ) -> Result<(Option<Particle>, AttributeSet), SchemaError> {
        let mut content = None;
        for child in site.children() {
            match child.local() {
                "attribute" | "attributeGroup" | "anyAttribute" => {}
                name if besides.contains(&name) => {}
                "sequence" | "choice" | "group" | "all" if content.is_none() => content = Some(self.particle(child)?),
                "sequence" | "choice" | "group" | "all" => {
                    return Err(
                        child.invalid("s4s-elt-invalid-content.1", "a type has one content model; nest the second")
                    );
                }
                _ => return Err(child.not_implemented()),
            }
        }
        let attributes = self.attributes(site)?;
        Ok((content.filter(|particle| !is_empty(particle)), attributes))
    }

    /// Gives a type its content model; mixed content without elements has an empty one.
    pub(super) fn set_content(
        &mut self,
        id: TypeId,
        content: Option<Particle>,
        site: Site<'d>,
    ) -> Result<(), SchemaError> {
        if let Some(particle) = &content {
            self.check_consistent(particle, site)?;
            self.particles.insert(id, particle.clone());
        }
        let empty = || Particle { min: 1, max: Some(1), term: Term::Sequence(Vec::new()), place: site.place() };
        let mixed = self.tables.type_(id).is_mixed.then(empty);
        if let Some(particle) = content.or(mixed) {
            self.models.push((id, particle, site));
        }
        self.read.insert(id);
        Ok(())
    }

    /// The root of all types.
    pub(super) fn anything(&mut self, site: Site<'d>) -> Result<TypeId, SchemaError> {
        let name = Qualified { namespace: XSD.into(), local: "anyType".into() };
        if let Some(&known) = self.types.get(&name) {
            return Ok(known);
        }
        let wildcard = Wildcard { admits: Admits::Any, process: Process::Lax };
        let mut type_ = Type::new("xs:anyType", None, Content::Empty);
        type_.is_mixed = true;
        type_.attributes.any = Some(wildcard.clone());
        let id = self.add_type(type_);
        self.register_type(&name, id, site)?;
        let any = self.add_wildcard(wildcard);
        let model = Particle { min: 0, max: None, term: Term::Any(any), place: site.place() };
        self.set_content(id, Some(model), site)?;
        Ok(id)
    }

    fn add_wildcard(&mut self, wildcard: Wildcard) -> u32 {
        self.tables.wildcards.push(wildcard);
        u32::try_from(self.tables.wildcards.len() - 1).expect("tables have fewer than 2^32 entries")
    }

    /// The content of a named group.
    pub(super) fn group(&mut self, name: &Qualified, site: Site<'d>) -> Result<Particle, SchemaError> {
        if self.groups.contains(name) {
            return Err(site.invalid("mg-props-correct.2", format!("the group '{}' contains itself", name.local)));
        }
        site.allow_attributes(&["name"])?;
        self.groups.push(name.clone());
        let mut content = None;
        for child in site.children() {
            match child.local() {
                "sequence" | "choice" | "all" if content.is_none() => content = Some(self.particle(child)?),
                _ => return Err(child.not_implemented()),
            }
        }
        self.groups.pop();
        content.ok_or_else(|| site.invalid("s4s-elt-must-match.2", format!("the group '{}' is empty", name.local)))
    }

    fn particle(&mut self, site: Site<'d>) -> Result<Particle, SchemaError> {
        self.particles_read += 1;
        if self.particles_read > PARTICLES_MAX {
            let construct = format!("more than {PARTICLES_MAX} particles, groups written out,");
            return Err(SchemaError::NotImplemented { place: site.place(), construct });
        }
        let (min, max) = occurrence(site)?;
        let term = match site.local() {
            "sequence" => Term::Sequence(self.particles(site)?),
            "choice" => Term::Choice(self.particles(site)?),
            "all" if min > 1 || max != Some(1) => {
                return Err(site.invalid("cos-all-limited.1.2", "xs:all comes at most once"));
            }
            "all" => Term::All(self.particles(site)?),
            "any" => {
                site.allow_attributes(&["namespace", "processContents", "minOccurs", "maxOccurs"])?;
                no_children(site)?;
                let wildcard = self.wildcard(site)?;
                Term::Any(self.add_wildcard(wildcard))
            }
            "group" => {
                site.allow_attributes(&["ref", "minOccurs", "maxOccurs"])?;
                no_children(site)?;
                let name = site.qualified(reference(site)?)?;
                let group = self.find(Kind::Group, &name, site)?;
                self.group(&name, group)?.term
            }
            "element" if site.attribute("ref").is_some() => {
                site.allow_attributes(&["ref", "minOccurs", "maxOccurs"])?;
                no_children(site)?;
                let name = site.qualified(reference(site)?)?;
                let element = self.find(Kind::Element, &name, site)?;
                Term::Element(self.global_element(&name, element)?)
            }
            "element" => Term::Element(self.local_element(site)?),
            _ => return Err(site.not_implemented()),
        };
        Ok(Particle { min, max, term, place: site.place() })
    }

    fn particles(&mut self, site: Site<'d>) -> Result<Vec<Particle>, SchemaError> {
        site.allow_attributes(&["minOccurs", "maxOccurs"])?;
        site.children().map(|child| self.particle(child)).collect()
    }

    /// Elements of one name in one content model have one type.
    fn check_consistent(&self, model: &Particle, site: Site<'_>) -> Result<(), SchemaError> {
        let mut types: HashMap<NameId, TypeId> = HashMap::new();
        let mut open = vec![model];
        while let Some(particle) = open.pop() {
            match &particle.term {
                Term::Any(_) => {}
                Term::Sequence(parts) | Term::Choice(parts) | Term::All(parts) => open.extend(parts),
                Term::Element(id) => {
                    let element = self.tables.element(*id);
                    if *types.entry(element.name).or_insert(element.type_) != element.type_ {
                        let name = self.tables.names.local(element.name);
                        let message = format!("the element '{name}' has two different types in one content model");
                        return Err(site.invalid("cos-element-consistent", message));
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whether a type with this content model has empty content: not even white space may stand in it. A model that is
/// empty only further inside admits white space.
fn is_empty(particle: &Particle) -> bool {
    match &particle.term {
        _ if particle.max == Some(0) => true,
        Term::Sequence(parts) | Term::All(parts) => parts.is_empty(),
        Term::Choice(parts) => parts.is_empty() && particle.min == 0,
        Term::Element(_) | Term::Any(_) => false,
    }
}

pub(super) fn reference(site: Site<'_>) -> Result<&str, SchemaError> {
    site.attribute("ref").ok_or_else(|| site.invalid("src-resolve", format!("{} needs a ref", site.construct())))
}

pub(super) fn no_children(site: Site<'_>) -> Result<(), SchemaError> {
    match site.children().next() {
        None => Ok(()),
        Some(child) => Err(child.invalid("src-element.2.2", "a reference has no content of its own")),
    }
}

fn occurrence(site: Site<'_>) -> Result<(u32, Option<u32>), SchemaError> {
    let number = |name: &str| match site.attribute(name) {
        None => Ok(1),
        Some(text) => text.trim_start_matches('+').parse::<u32>().map_err(|_| {
            site.invalid("cvc-datatype-valid.1.2.1", format!("{name}=\"{text}\" is not a number up to 4294967295"))
        }),
    };
    let min = number("minOccurs")?;
    let max = match site.attribute("maxOccurs") {
        Some("unbounded") => None,
        _ => Some(number("maxOccurs")?),
    };
    match max {
        Some(max) if max < min => {
            Err(site.invalid("p-props-correct.2.1", format!("minOccurs {min} exceeds maxOccurs {max}")))
        }
        max => Ok((min, max)),
    }
}
