//! From declarations to tables.
//!
//! Entry point: `compile`. Everything that is declared is compiled, used or not, so that a fault is found when the schema is
//! loaded. What must always hold: a construct that is not understood refuses the schema; nothing is passed over.

mod attributes;
mod builtin;
mod complex;
mod derivation;
mod element;
mod facets;
mod identity;
mod restriction;
mod simple;
mod substitution;
mod value;
mod variety;

use std::collections::{HashMap, HashSet};

use super::{
    automaton::{BuildError, Particle, Term},
    declarations::{Declarations, Kind, Qualified, Site},
    error::SchemaError,
    names::{NameId, XSD},
    tables::{Content, ElementId, Methods, SimpleId, Tables, Type, TypeId},
    value::SimpleType,
};

/// Compiles all declarations.
pub(super) fn compile(declarations: &Declarations) -> Result<Tables, SchemaError> {
    let target = declarations.documents.first().map_or("", |document| document.target.as_str());
    let mut compiler = Compiler {
        declarations,
        tables: Tables::new(target),
        elements: HashMap::new(),
        types: HashMap::new(),
        groups: Vec::new(),
        simple_open: Vec::new(),
        pending: Vec::new(),
        models: Vec::new(),
        particles: HashMap::new(),
        read: HashSet::new(),
        particles_read: 0,
        heads: Vec::new(),
        declared: Vec::new(),
        elements_open: Vec::new(),
        attribute_groups: Vec::new(),
        attribute_numbers: HashMap::new(),
        identities: identity::Identities::default(),
        restrictions: Vec::new(),
        group_restrictions: Vec::new(),
    };
    for name in declarations.all(Kind::Type) {
        let site = declarations.get(Kind::Type, &name).expect("listed names are declared");
        compiler.named_type(&name, site)?;
    }
    for name in declarations.all(Kind::Element) {
        let site = declarations.get(Kind::Element, &name).expect("listed names are declared");
        compiler.global_element(&name, site)?;
    }
    for name in declarations.all(Kind::Group) {
        let site = declarations.get(Kind::Group, &name).expect("listed names are declared");
        compiler.group(&name, site)?;
    }
    for name in declarations.all(Kind::Attribute) {
        let site = declarations.get(Kind::Attribute, &name).expect("listed names are declared");
        let attribute = compiler.global_attribute(&name, site)?;
        compiler.tables.attributes.push(attribute);
    }
    for name in declarations.all(Kind::AttributeGroup) {
        let site = declarations.get(Kind::AttributeGroup, &name).expect("listed names are declared");
        compiler.attribute_group(&name, site)?;
    }
    compiler.redefinitions()?;
    compiler.declare_anything()?;
    compiler.complete()?;
    Ok(compiler.tables)
}

struct Compiler<'d> {
    declarations: &'d Declarations,
    tables: Tables,
    elements: HashMap<Qualified, ElementId>,
    types: HashMap<Qualified, TypeId>,
    /// Groups whose content is being read, so that one that contains itself is seen.
    groups: Vec<Qualified>,
    /// Named simple types being read, likewise.
    simple_open: Vec<Qualified>,
    /// Complex types whose content is still to be read.
    pending: Vec<(TypeId, Site<'d>)>,
    /// Content models whose automata are still to be built.
    models: Vec<(TypeId, Particle, Site<'d>)>,
    /// The content models of complex types that are read and not empty.
    particles: HashMap<TypeId, Particle>,
    /// Complex types whose content is read.
    read: HashSet<TypeId>,
    particles_read: usize,
    heads: Vec<Substitution<'d>>,
    /// Elements and where they are declared.
    declared: Vec<(ElementId, Site<'d>)>,
    /// Global elements being declared, so that one that stands for itself is seen.
    elements_open: Vec<Qualified>,
    /// Attribute groups being read, likewise.
    attribute_groups: Vec<Qualified>,
    attribute_numbers: HashMap<*const super::tree::Node, u32>,
    identities: identity::Identities<'d>,
    restrictions: Vec<restriction::Restriction<'d>>,
    /// Groups that redefine others, and those.
    group_restrictions: Vec<(Particle, Particle)>,
}

/// An element that may stand for another.
#[derive(Clone, Copy)]
struct Substitution<'d> {
    member: ElementId,
    head: ElementId,
    site: Site<'d>,
    /// The head's declaration.
    declaration: Site<'d>,
}

impl<'d> Compiler<'d> {
    /// Reads the contents of complex types until none is left, then builds their automata.
    fn complete(&mut self) -> Result<(), SchemaError> {
        while let Some((id, site)) = self.pending.pop() {
            self.complex_content(id, site)?;
        }
        self.check_substitutions()?;
        self.set_values()?;
        self.resolve_references()?;
        self.check_restrictions()?;
        for (id, model, site) in std::mem::take(&mut self.models) {
            let model = self.with_substitutes(model);
            if let Term::All(parts) = &model.term {
                self.tables.types[id.index()].content = self.all(parts, model.min == 0, site)?;
                continue;
            }
            let Tables { automata, elements, wildcards, .. } = &mut self.tables;
            let start = automata.add(&model, elements, wildcards).map_err(|error| self.build_error(error, site))?;
            self.tables.types[id.index()].content = Content::Elements(start);
        }
        let examined: Vec<bool> = self
            .tables
            .types
            .iter()
            .map(|type_| type_.is_abstract || type_.attributes.uses.iter().any(|attribute| attribute.is_required))
            .collect();
        for element in &mut self.tables.elements {
            // Where there are identity constraints, every element may be a part of a key.
            let is_watched = !self.tables.constraints.is_empty();
            let is_fixed = element.value.as_ref().is_some_and(|value| value.is_fixed);
            element.is_examined = element.is_abstract || is_watched || is_fixed || examined[element.type_.index()];
        }
        let inside: Vec<_> =
            self.tables.elements.iter().map(|element| self.tables.inside(element, element.type_)).collect();
        for (element, inside) in self.tables.elements.iter_mut().zip(inside) {
            element.inside = inside;
        }
        self.tables.globals = vec![None; self.tables.names.len()];
        for &id in self.elements.values() {
            let name = self.tables.element(id).name;
            self.tables.globals[name.0 as usize] = Some(id);
        }
        Ok(())
    }

    fn build_error(&self, error: BuildError, site: Site<'_>) -> SchemaError {
        match error {
            BuildError::Ambiguous { name, places: [place, other] } => SchemaError::Invalid {
                place,
                rule: "cos-nonambig",
                message: format!(
                    "the element '{}' fits here and at {other}, so a document could be read in two ways; make the content \
                     model of {} deterministic",
                    self.tables.names.local(name),
                    site.attribute("name").unwrap_or("the type"),
                ),
            },
            BuildError::Nested => {
                site.invalid("cos-all-limited.1.2", "xs:all must be the whole content model, not a part of one")
            }
            BuildError::TooLarge => SchemaError::NotImplemented {
                place: site.place(),
                construct: "a content model whose bounded repetitions of groups make more than 50000 places".into(),
            },
        }
    }

    /// Follows a reference to a global component.
    fn find(&self, kind: Kind, name: &Qualified, from: Site<'_>) -> Result<Site<'d>, SchemaError> {
        let Some(site) = self.declarations.get(kind, name) else {
            let (kind, name) = (kind.name(), name.to_string());
            return Err(SchemaError::Unresolved { place: from.place(), kind, name });
        };
        visible(name, from)?;
        Ok(site)
    }

    /// The type that an attribute value names.
    fn type_named(&mut self, value: &str, from: Site<'d>) -> Result<TypeId, SchemaError> {
        let name = from.qualified(value)?;
        if name.namespace == XSD {
            return self.builtin(&name, from);
        }
        if let Some(&known) = self.types.get(&name) {
            visible(&name, from)?;
            return Ok(known);
        }
        let site = self.find(Kind::Type, &name, from)?;
        self.named_type(&name, site)
    }

    /// The id of a global type; a complex one is only announced, its content is read later.
    fn named_type(&mut self, name: &Qualified, site: Site<'d>) -> Result<TypeId, SchemaError> {
        if let Some(&known) = self.types.get(name) {
            return Ok(known);
        }
        if site.local() == "complexType" {
            let id = self.announce_complex(&name.local, site)?;
            return self.register_type(name, id, site);
        }
        if self.simple_open.contains(name) {
            return Err(site.invalid("st-props-correct.2", format!("the type '{}' is derived from itself", name.local)));
        }
        site.allow_attributes(&["name", "final"])?;
        self.simple_open.push(name.clone());
        let id = self.simple_type(&name.local, site)?;
        let meaningful = Methods::RESTRICTION.union(Methods::LIST).union(Methods::UNION);
        self.tables.types[id.index()].final_ = element::methods(site, "final", "finalDefault", meaningful)?;
        self.simple_open.pop();
        self.register_type(name, id, site)
    }

    fn register_type(&mut self, name: &Qualified, id: TypeId, site: Site<'d>) -> Result<TypeId, SchemaError> {
        let namespace = self.tables.namespaces.intern(&name.namespace);
        let number = self.tables.type_names.intern(namespace, &name.local).ok_or_else(|| too_long(site))?;
        debug_assert_eq!(number.0 as usize, self.tables.named_types.len());
        self.tables.named_types.push(id);
        self.types.insert(name.clone(), id);
        Ok(id)
    }

    fn add_type(&mut self, type_: Type) -> TypeId {
        let id = TypeId::next(self.tables.types.len());
        self.tables.types.push(type_);
        id
    }

    fn add_simple(&mut self, name: &str, base: Option<TypeId>, simple: SimpleType) -> TypeId {
        let id = SimpleId::next(self.tables.simple.len());
        self.tables.simple.push(simple);
        self.add_type(Type::new(name, base, Content::Simple(id)))
    }

    fn element_name(&mut self, name: &Qualified, site: Site<'_>) -> Result<NameId, SchemaError> {
        let namespace = self.tables.namespaces.intern(&name.namespace);
        self.tables.names.intern(namespace, &name.local).ok_or_else(|| too_long(site))
    }
}

/// Refuses names of namespaces that the file which uses them does not import.
fn visible(name: &Qualified, from: Site<'_>) -> Result<(), SchemaError> {
    match from.document.may_refer_to(&name.namespace) {
        true => Ok(()),
        false => {
            let message = format!("{name} is in a namespace that this file does not import; add xs:import");
            Err(from.invalid("src-resolve.4", message))
        }
    }
}

fn too_long(site: Site<'_>) -> SchemaError {
    SchemaError::NotImplemented { place: site.place(), construct: "a name of more than 65535 bytes".into() }
}
