//! What a C2SIM schema declares, read for the generator by a reader of its own: the judge is not asked about itself.
//!
//! Entry point: [`Declared::built_in`]. It reads just what the schemas under `spec/xsd` use, and panics at anything else:
//! they are part of the program, and a test reads them all.

use std::collections::BTreeMap;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::schema::built_in_file;

/// The declarations of one schema version.
#[derive(Debug, Default)]
pub struct Declared {
    /// The namespace of every element.
    pub namespace: String,
    /// Global elements and their types.
    pub elements: BTreeMap<String, String>,
    /// Simple types by name.
    pub simple: BTreeMap<String, Simple>,
    /// Named groups.
    pub groups: BTreeMap<String, Model>,
    /// Complex types by name.
    pub complex: BTreeMap<String, Model>,
}

/// A simple type: its base, and what it restricts.
#[derive(Debug, Clone, Default)]
pub struct Simple {
    /// The type it restricts.
    pub base: String,
    /// The values it allows; empty for any.
    pub enumeration: Vec<String>,
    /// Further facets with their values.
    pub facets: Vec<(String, String)>,
}

/// A content model: a flat sequence or choice.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// Whether one of the particles comes, not all.
    pub is_choice: bool,
    /// What it is made of, in order.
    pub particles: Vec<Particle>,
}

/// One particle of a content model.
#[derive(Debug, Clone)]
pub struct Particle {
    /// Whether it stands for a named group.
    pub is_group: bool,
    /// The element, or the group.
    pub name: String,
    /// How often it comes at least.
    pub min: usize,
    /// How often it comes at most; none is unbounded.
    pub max: Option<usize>,
}

impl Declared {
    /// Reads the schema of a version that is built in.
    pub fn built_in(version: &str) -> Self {
        let mut declared = Self::default();
        declared.read_file(&format!("{version}/c2sim.xsd"));
        declared
    }

    /// The content model of an element; none for one with text.
    pub fn model(&self, element: &str) -> Option<&Model> {
        self.complex.get(&self.elements[element])
    }

    /// The particles of a content model, group references replaced by what they hold.
    pub fn flat(&self, model: &Model) -> Vec<Particle> {
        let expand = |particle: &Particle| match particle.is_group {
            true => self.flat(&self.groups[&particle.name]),
            false => vec![particle.clone()],
        };
        model.particles.iter().flat_map(expand).collect()
    }

    /// The built-in type that a simple type comes from, with all facets and the innermost enumeration on the way.
    pub fn resolved(&self, name: &str) -> Simple {
        let Some(own) = self.simple.get(name) else { return Simple { base: name.to_owned(), ..Simple::default() } };
        let base = self.resolved(&own.base);
        let enumeration = if own.enumeration.is_empty() { base.enumeration } else { own.enumeration.clone() };
        Simple { base: base.base, enumeration, facets: [base.facets, own.facets.clone()].concat() }
    }

    fn read_file(&mut self, path: &str) {
        let text = built_in_file(path).unwrap_or_else(|| panic!("{path} is not built in"));
        let mut reader = Reader::from_str(text);
        // What is being declared: its element, its name.
        let mut open: (String, String) = Default::default();
        loop {
            match reader.read_event().expect("a built-in schema is well-formed") {
                Event::Start(start) | Event::Empty(start) => self.declaration(&start, &mut open, path),
                Event::Eof => return,
                _ => {}
            }
        }
    }

    fn declaration(&mut self, start: &BytesStart<'_>, open: &mut (String, String), path: &str) {
        let local = start.local_name().as_ref().to_owned();
        let attribute = |name: &str| {
            let found = start.try_get_attribute(name).expect("attributes are well-formed")?;
            let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            Some(value.expect("values have no unknown entities").into_owned())
        };
        let name = attribute("name");
        let local_name = |name: String| match name.split_once(':') {
            Some(("xs", builtin)) => format!("xs:{builtin}"),
            Some((_, local)) => local.to_owned(),
            None => name,
        };
        match (local.as_str(), name) {
            ("schema", _) => {
                if let Some(namespace) = attribute("targetNamespace") {
                    self.namespace = namespace;
                }
            }
            ("include", _) => {
                self.read_file(&located(path, &attribute("schemaLocation").expect("an include says where")));
            }
            ("element", Some(name)) => {
                self.elements.insert(name, local_name(attribute("type").expect("global elements have a named type")));
            }
            ("simpleType" | "complexType" | "group", Some(name)) => {
                match local.as_str() {
                    "simpleType" => drop(self.simple.insert(name.clone(), Simple::default())),
                    "complexType" => drop(self.complex.insert(name.clone(), Model::default())),
                    _ => drop(self.groups.insert(name.clone(), Model::default())),
                }
                *open = (local, name);
            }
            ("restriction", None) => {
                self.open_simple(open).base = local_name(attribute("base").expect("a restriction has a base"))
            }
            ("enumeration", None) => {
                self.open_simple(open).enumeration.push(attribute("value").expect("an enumeration has values"))
            }
            ("sequence", None) => {}
            ("choice", None) => self.open_model(open).is_choice = true,
            ("element" | "group", None) => {
                let particle = Particle {
                    is_group: local == "group",
                    name: local_name(attribute("ref").expect("particles are references")),
                    min: attribute("minOccurs").map_or(1, |min| min.parse().expect("bounds are numbers")),
                    max: match attribute("maxOccurs").as_deref() {
                        Some("unbounded") => None,
                        max => Some(max.map_or(1, |max| max.parse().expect("bounds are numbers"))),
                    },
                };
                self.open_model(open).particles.push(particle);
            }
            ("annotation" | "documentation", _) => {}
            (facet, None) => {
                let value =
                    attribute("value").unwrap_or_else(|| panic!("{path}: the generator does not know xs:{facet}"));
                self.open_simple(open).facets.push((facet.to_owned(), value));
            }
            (other, _) => panic!("{path}: the generator does not know xs:{other}"),
        }
    }

    fn open_simple(&mut self, open: &(String, String)) -> &mut Simple {
        self.simple.get_mut(&open.1).expect("facets stand in a simple type")
    }

    fn open_model(&mut self, open: &(String, String)) -> &mut Model {
        let models = if open.0 == "group" { &mut self.groups } else { &mut self.complex };
        models.get_mut(&open.1).expect("particles stand in a content model")
    }
}

/// The built-in file that a location in another names.
fn located(file: &str, location: &str) -> String {
    match location.strip_prefix("../") {
        Some(above) => above.to_owned(),
        None => file.rsplit_once('/').map_or(location.to_owned(), |(folder, _)| format!("{folder}/{location}")),
    }
}
