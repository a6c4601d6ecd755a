//! From xsd-parser's meta types to the [`Model`].

use std::{collections::BTreeMap, ops::Bound, path::Path};

use xsd_parser::{
    IdentType, MetaTypes, TypeIdent,
    config::{Config, InterpreterFlags, Namespace, OptimizerFlags, Schema},
    exec_interpreter_with_ident_cache, exec_optimizer, exec_parser,
    models::{
        meta::{
            ComplexMeta, Constrains, CustomMeta, ElementMeta, ElementMetaVariant, ElementMode, ElementsMeta,
            EnumerationMeta, MetaType, MetaTypeVariant,
        },
        schema::MaxOccurs,
    },
};

use super::{Form, Limit, Model, Occurs, Particle, Type};
use crate::{Error, flatten::Flattened};

/// Primitive types of XSD for which the codec has a spelling.
const PRIMITIVES: &[&str] = &[
    "string",
    "boolean",
    "decimal",
    "double",
    "float",
    "integer",
    "nonNegativeInteger",
    "positiveInteger",
    "long",
    "int",
    "short",
    "byte",
    "unsignedLong",
    "unsignedInt",
    "unsignedShort",
    "unsignedByte",
];

pub(super) fn interpret(root: &Path, flattened: &Flattened) -> Result<Model, Error> {
    let meta = run_stages(flattened).map_err(|what| Error::Schema { path: root.to_owned(), what })?;
    let reader = MetaReader { root, meta: &meta, own: own_items(&meta, flattened) };
    let mut elements = BTreeMap::new();
    for name in &flattened.elements {
        elements.insert(name.clone(), reader.element_type(name)?);
    }
    let mut types = BTreeMap::new();
    for (name, file) in &flattened.types {
        let item = reader.item(IdentType::Type, name)?;
        let docs = docs(item).or_else(|| {
            let element = name.strip_suffix("Type")?;
            (elements.get(element)? == name).then(|| reader.element_docs(element)).flatten()
        });
        types.insert(name.clone(), Type { file: file.clone(), docs, form: reader.form(name, item)? });
    }
    Ok(Model { namespace: flattened.namespace.clone(), types, elements })
}

/// Parser, interpreter, optimizer. The primitive types are declared as themselves, so that a decimal can be told from a
/// double; of the optimizations, only groups are resolved: every other one loses names or facets.
fn run_stages(flattened: &Flattened) -> Result<MetaTypes, String> {
    let mut config = Config::default();
    config.parser.schemas = vec![Schema::NamedSchema("c2sim".to_owned(), flattened.text.clone())];
    config.interpreter.flags = InterpreterFlags::BUILDIN_TYPES | InterpreterFlags::WITH_XS_ANY_TYPE;
    for primitive in PRIMITIVES {
        config = config.with_type((IdentType::Type, Namespace::XS, *primitive), CustomMeta::new(*primitive));
    }
    config.optimizer.flags = OptimizerFlags::FLATTEN_COMPLEX_TYPES;
    let text = |error: xsd_parser::Error| error.to_string();
    let schemas = exec_parser(config.parser).map_err(text)?;
    let (types, _) = exec_interpreter_with_ident_cache(config.interpreter, &schemas).map_err(text)?;
    exec_optimizer(config.optimizer, types).map_err(text)
}

type Items<'m> = BTreeMap<(IdentType, &'m str), &'m MetaType>;

/// The items of the target namespace.
fn own_items<'m>(meta: &'m MetaTypes, flattened: &Flattened) -> Items<'m> {
    let is_own = |ident: &TypeIdent| {
        let namespace = meta.modules.get(&ident.ns).and_then(|module| module.namespace.as_ref());
        namespace.is_some_and(|namespace| *namespace.0 == *flattened.namespace.as_bytes())
    };
    let items = meta.items.iter().filter(|(ident, _)| is_own(ident));
    items.map(|(ident, item)| ((ident.type_, ident.name.as_str()), item)).collect()
}

struct MetaReader<'m> {
    root: &'m Path,
    meta: &'m MetaTypes,
    own: Items<'m>,
}

impl MetaReader<'_> {
    fn item(&self, kind: IdentType, name: &str) -> Result<&MetaType, Error> {
        self.own.get(&(kind, name)).copied().ok_or_else(|| self.refuse(name, "was not found by xsd-parser"))
    }

    /// Name of the type of a global element.
    fn element_type(&self, name: &str) -> Result<String, Error> {
        match &self.item(IdentType::Element, name)?.variant {
            MetaTypeVariant::Reference(reference) if reference.is_simple() => {
                Ok(reference.type_.name.as_str().to_owned())
            }
            _ => Err(self.refuse(name, "is an element without a named type, which is not supported")),
        }
    }

    fn element_docs(&self, name: &str) -> Option<String> {
        docs(self.own.get(&(IdentType::Element, name))?)
    }

    fn form(&self, name: &str, item: &MetaType) -> Result<Form, Error> {
        match &item.variant {
            MetaTypeVariant::Reference(reference) if reference.is_simple() => {
                self.simple(name, &reference.type_, &Constrains::default())
            }
            MetaTypeVariant::SimpleType(simple) if !simple.is_list => {
                self.simple(name, &simple.base, &simple.constrains)
            }
            MetaTypeVariant::Enumeration(enumeration) => self.enumeration(name, enumeration),
            MetaTypeVariant::ComplexType(complex) => self.complex(name, complex),
            _ => Err(self.refuse(name, "is a list, a union or a type of another kind that is not supported")),
        }
    }

    fn simple(&self, name: &str, base: &TypeIdent, facets: &Constrains) -> Result<Form, Error> {
        let primitive = self.primitive(name, base)?;
        if facets.total_digits.is_some() || facets.fraction_digits.is_some() || facets.patterns.len() > 1 {
            return Err(self.refuse(name, "has digits facets or several patterns, which is not supported"));
        }
        let (min, max) = (limit(&facets.range.start), limit(&facets.range.end));
        let (min_length, max_length) = (facets.min_length, facets.max_length);
        let pattern = facets.patterns.first().cloned();
        if primitive == "string" {
            return match (&min, &max) {
                (Limit::None, Limit::None) => Ok(Form::Text { pattern, min_length, max_length }),
                _ => Err(self.refuse(name, "is a text with a range")),
            };
        }
        if pattern.is_some() || min_length.is_some() || max_length.is_some() {
            return Err(self.refuse(name, "is a number with a pattern or a length, which is not supported"));
        }
        Ok(Form::Number { primitive, min, max })
    }

    /// The primitive type at the end of a chain of restrictions.
    fn primitive(&self, name: &str, base: &TypeIdent) -> Result<String, Error> {
        let mut ident = base;
        for _ in 0..self.meta.items.len() {
            match self.meta.items.get(ident).map(|item| &item.variant) {
                Some(MetaTypeVariant::Custom(custom)) => return Ok(custom.name.clone()),
                Some(MetaTypeVariant::Reference(reference)) if reference.is_simple() => ident = &reference.type_,
                Some(MetaTypeVariant::SimpleType(simple)) => ident = &simple.base,
                _ => break,
            }
        }
        Err(self.refuse(name, &format!("is based on {base}, which is not supported")))
    }

    fn enumeration(&self, name: &str, enumeration: &EnumerationMeta) -> Result<Form, Error> {
        let base = enumeration.base.as_ident().map(|base| self.primitive(name, base)).transpose()?;
        let plain = enumeration.constrains == Constrains::default();
        if base.as_deref() != Some("string") || !plain {
            return Err(self.refuse(name, "is an enumeration of something else than plain texts"));
        }
        let mut literals: Vec<_> =
            enumeration.variants.iter().map(|variant| variant.ident.name.as_str().to_owned()).collect();
        literals.sort_unstable();
        literals.dedup();
        Ok(Form::Enumeration(literals))
    }

    fn complex(&self, name: &str, complex: &ComplexMeta) -> Result<Form, Error> {
        let once = complex.min_occurs == 1 && complex.max_occurs == MaxOccurs::Bounded(1);
        let plain = complex.base.as_ident().is_none() && complex.attributes.is_empty();
        if !once || !plain || complex.is_mixed || complex.is_dynamic {
            return Err(self.refuse(name, "has attributes, a base, mixed or repeated content, which is not supported"));
        }
        match complex.content_meta(self.meta).map(|content| &content.variant) {
            None if complex.content.is_none() => Ok(Form::Empty),
            Some(MetaTypeVariant::Sequence(group)) => Ok(Form::Sequence(self.particles(name, &group.elements)?)),
            Some(MetaTypeVariant::Choice(group)) => {
                let particles = self.particles(name, &group.elements)?;
                match particles.iter().all(|particle| particle.occurs == Occurs::Once) {
                    true => Ok(Form::Choice(particles)),
                    false => Err(self.refuse(name, "is a choice of repeated elements, which is not supported")),
                }
            }
            _ => Err(self.refuse(name, "has a content model that is not supported")),
        }
    }

    fn particles(&self, name: &str, elements: &ElementsMeta) -> Result<Vec<Particle>, Error> {
        elements.iter().map(|element| self.particle(name, element)).collect()
    }

    fn particle(&self, name: &str, element: &ElementMeta) -> Result<Particle, Error> {
        let ElementMetaVariant::Type { type_, mode: ElementMode::Element } = &element.variant else {
            return Err(self.refuse(name, "has a wildcard or a nested group, which is not supported"));
        };
        if element.nillable || type_.type_ != IdentType::Element {
            return Err(self.refuse(name, "has a local or nillable element, which is not supported"));
        }
        let occurs = match (element.min_occurs, element.max_occurs) {
            (1, MaxOccurs::Bounded(1)) => Occurs::Once,
            (0, MaxOccurs::Bounded(1)) => Occurs::AtMostOnce,
            (0, MaxOccurs::Unbounded) => Occurs::Any,
            (1, MaxOccurs::Unbounded) => Occurs::AtLeastOnce,
            _ => return Err(self.refuse(name, "has an element with an occurrence that is not supported")),
        };
        let element = element.ident.name.as_str();
        let type_name = self.element_type(element)?;
        Ok(Particle { element: element.to_owned(), type_name, occurs, docs: self.element_docs(element) })
    }

    fn refuse(&self, name: &str, what: &str) -> Error {
        Error::Schema { path: self.root.to_owned(), what: format!("{name} {what}") }
    }
}

fn limit(bound: &Bound<String>) -> Limit {
    match bound {
        Bound::Unbounded => Limit::None,
        Bound::Included(value) => Limit::Inclusive(value.clone()),
        Bound::Excluded(value) => Limit::Exclusive(value.clone()),
    }
}

fn docs(item: &MetaType) -> Option<String> {
    let text = item.documentation.join(" ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}
