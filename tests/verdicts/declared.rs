//! What a C2SIM schema declares, read for the generator by a reader of its own: the judge is not asked about itself.
//!
//! It reads just what the schemas under `spec/xsd` use, and panics at anything else.

use std::{collections::BTreeMap, path::Path};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

/// The declarations of one schema version.
#[derive(Default)]
pub struct Declared {
    pub namespace: String,
    /// Global elements and their types.
    pub elements: BTreeMap<String, String>,
    pub simple: BTreeMap<String, Simple>,
    pub groups: BTreeMap<String, Model>,
    pub complex: BTreeMap<String, Model>,
}

/// A simple type: its base, and what it restricts.
#[derive(Debug, Clone, Default)]
pub struct Simple {
    pub base: String,
    pub enumeration: Vec<String>,
    pub facets: Vec<(String, String)>,
}

/// A content model: a flat sequence or choice.
#[derive(Debug, Clone, Default)]
pub struct Model {
    pub is_choice: bool,
    pub particles: Vec<Particle>,
}

/// One particle of a content model.
#[derive(Debug, Clone)]
pub struct Particle {
    pub is_group: bool,
    pub name: String,
    pub min: usize,
    /// None is unbounded.
    pub max: Option<usize>,
}

impl Declared {
    /// Reads a schema from its root file.
    pub fn read(root: &Path) -> Self {
        let mut declared = Self::default();
        declared.read_file(root);
        declared
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

    fn read_file(&mut self, path: &Path) {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut reader = Reader::from_str(&text);
        // What is being declared: its element, its name.
        let mut open: (String, String) = Default::default();
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) | Event::Empty(start) => self.declaration(&start, &mut open, path),
                Event::Eof => return,
                _ => {}
            }
        }
    }

    fn declaration(&mut self, start: &BytesStart<'_>, open: &mut (String, String), path: &Path) {
        let local = start.local_name().as_ref().to_owned();
        let attribute = |name: &str| {
            let found = start.try_get_attribute(name).unwrap()?;
            Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned())
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
                self.read_file(&path.parent().unwrap().join(attribute("schemaLocation").unwrap()));
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
            ("restriction", None) => self.open_simple(open).base = local_name(attribute("base").unwrap()),
            ("enumeration", None) => self.open_simple(open).enumeration.push(attribute("value").unwrap()),
            ("sequence", None) => {}
            ("choice", None) => self.open_model(open).is_choice = true,
            ("element" | "group", None) => {
                let particle = Particle {
                    is_group: local == "group",
                    name: local_name(attribute("ref").expect("particles are references")),
                    min: attribute("minOccurs").map_or(1, |min| min.parse().unwrap()),
                    max: match attribute("maxOccurs").as_deref() {
                        Some("unbounded") => None,
                        max => Some(max.map_or(1, |max| max.parse().unwrap())),
                    },
                };
                self.open_model(open).particles.push(particle);
            }
            ("annotation" | "documentation", _) => {}
            (facet, None) if attribute("value").is_some() => {
                let value = attribute("value").unwrap();
                self.open_simple(open).facets.push((facet.to_owned(), value));
            }
            (other, _) => panic!("{}: the generator does not know xs:{other}", path.display()),
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
