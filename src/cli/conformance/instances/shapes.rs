//! Documents that show each part of a content model, and twins that break it in one place.
//!
//! Entry point: [`Shapes::of`]. What must always hold: each element that the kinds of message can carry is looked into once,
//! in the kind from which the fewest steps lead to it; all that a sample contains beside its point is the least there can be.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};

use parking_lot::Mutex;

use super::{Declared, Generator, Model, Node, Particle, Simple};
use crate::message::MessageKind;

/// What stands for the header among the kinds of message.
pub const HEADER: &str = "C2SIMHeader";

/// The samples that were made, by version and seed: a run asks for the same ones hundreds of times.
static MADE: Mutex<BTreeMap<(&str, u64), Arc<Shapes>>> = Mutex::new(BTreeMap::new());

/// What a sample shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// An element with the least there can be in it.
    Least,
    /// What may be left out, or one of several branches, is there.
    Present,
    /// What may come several times comes twice.
    Repeated,
    /// What must be there is missing.
    Missing,
    /// What may come once comes twice.
    Doubled,
    /// Two neighbours have changed places.
    Disordered,
    /// A value is none of its type.
    BadValue,
    /// There is an element that nothing declares.
    Unknown,
}

impl Shape {
    /// Every shape, those of valid documents first.
    pub const ALL: [Self; 8] = [
        Self::Least,
        Self::Present,
        Self::Repeated,
        Self::Missing,
        Self::Doubled,
        Self::Disordered,
        Self::BadValue,
        Self::Unknown,
    ];

    /// Whether documents of this shape are valid.
    pub fn is_valid(self) -> bool {
        matches!(self, Self::Least | Self::Present | Self::Repeated)
    }

    /// What reports call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Least => "least",
            Self::Present => "present",
            Self::Repeated => "repeated",
            Self::Missing => "missing",
            Self::Doubled => "doubled",
            Self::Disordered => "disordered",
            Self::BadValue => "bad-value",
            Self::Unknown => "unknown",
        }
    }
}

/// A root element with its point, and in words what that is.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The place and what is done there, such as `ReportBody/ReportID missing`.
    pub point: String,
    /// The root element.
    pub root: Node,
}

/// The samples of a schema version.
#[derive(Debug, Default)]
pub struct Shapes {
    samples: BTreeMap<(String, Shape), Vec<Sample>>,
}

impl Shapes {
    /// The samples of a built-in version: of every kind of message, and of the header. The same seed makes the same ones.
    pub fn built_in(version: &'static str, seed: u64) -> Arc<Self> {
        let mut made = MADE.lock();
        let of_kinds = || {
            let roots: Vec<&str> = MessageKind::all().map(MessageKind::element_name).chain([HEADER]).collect();
            let declared = Declared::built_in(version);
            Arc::new(Self::of(&roots, &mut Generator::new(&declared, seed)))
        };
        Arc::clone(made.entry((version, seed)).or_insert_with(of_kinds))
    }

    /// All samples with one of these elements as the root, from the least that this generator makes.
    pub fn of(roots: &[&str], generator: &mut Generator<'_>) -> Self {
        let mut shapes = Self::default();
        let mut seen: BTreeSet<&str> = roots.iter().copied().collect();
        let mut waiting: VecDeque<Vec<&str>> = roots.iter().map(|root| vec![*root]).collect();
        let declared = generator.declared;
        while let Some(path) = waiting.pop_front() {
            let element = path[path.len() - 1];
            let mut made = Made { shapes: &mut shapes, path: &path, generator };
            made.add(Shape::Least, "", |_, _| {});
            let Some(model) = declared.model(element) else {
                made.leaf(element);
                continue;
            };
            made.add(Shape::Unknown, "NoSuchElement", |node, _| node.children.push(Node::new("NoSuchElement")));
            match model.is_choice {
                true => made.branches(&declared.flat(model)),
                false => made.sequence(&declared.flat(model)),
            }
            for particle in declared.flat(model) {
                let (name, _) = declared.elements.get_key_value(&particle.name).expect("particles are declared");
                if seen.insert(name) {
                    waiting.push_back([path.as_slice(), &[name.as_str()]].concat());
                }
            }
        }
        shapes
    }

    /// The samples of a shape with this root.
    pub fn samples(&self, root: &str, shape: Shape) -> &[Sample] {
        self.samples.get(&(root.to_owned(), shape)).map_or(&[], Vec::as_slice)
    }
}

/// The samples of the element that a path leads to.
struct Made<'a, 'g, 'd> {
    shapes: &'a mut Shapes,
    path: &'a [&'a str],
    generator: &'g mut Generator<'d>,
}

impl Made<'_, '_, '_> {
    /// Adds the least document that leads to the element, changed there.
    fn add(&mut self, shape: Shape, child: &str, change: impl FnOnce(&mut Node, &mut Generator<'_>)) {
        let mut root = self.generator.least(self.path[0]);
        let mut node = &mut root;
        for step in &self.path[1..] {
            let at = put(node, step, self.generator);
            node = &mut node.children[at];
        }
        change(node, self.generator);
        let place = if child.is_empty() { self.path.join("/") } else { format!("{}/{child}", self.path.join("/")) };
        let sample = Sample { point: format!("{place} {}", shape.name()), root };
        self.shapes.samples.entry((self.path[0].to_owned(), shape)).or_default().push(sample);
    }

    fn leaf(&mut self, element: &str) {
        let declared = self.generator.declared;
        let bad = bad_value(&declared.resolved(&declared.elements[element]));
        match bad {
            Some(bad) => self.add(Shape::BadValue, "", |node, _| node.text = bad),
            None => self.add(Shape::BadValue, "", |node, _| node.children.push(Node::new("NoSuchElement"))),
        }
    }

    fn branches(&mut self, particles: &[Particle]) {
        for particle in particles {
            let name = particle.name.as_str();
            self.add(Shape::Present, name, |node, generator| {
                put(node, name, generator);
            });
            if particle.max == Some(1) {
                self.add(Shape::Doubled, name, |node, generator| {
                    let at = put(node, name, generator);
                    let copy = node.children[at].clone();
                    node.children.push(copy);
                });
            }
        }
        if particles.iter().all(|particle| particle.min > 0) {
            self.add(Shape::Missing, "any branch", |node, _| node.children.clear());
        }
    }

    fn sequence(&mut self, particles: &[Particle]) {
        for (place, particle) in particles.iter().enumerate() {
            let name = particle.name.as_str();
            match particle.min {
                0 => self.add(Shape::Present, name, |node, generator| {
                    put(node, name, generator);
                }),
                _ => self.add(Shape::Missing, name, |node, _| {
                    let first = node.children.iter().position(|child| child.name == name);
                    drop(node.children.remove(first.expect("what must be there is in the least document")));
                }),
            }
            let shape = if particle.max == Some(1) { Shape::Doubled } else { Shape::Repeated };
            if particle.max.is_none_or(|max| max == 1 || max > particle.min) {
                self.add(shape, name, |node, generator| {
                    let at = put(node, name, generator);
                    let copy = node.children[at].clone();
                    node.children.insert(at, copy);
                });
            }
            if let Some(next) = particles.get(place + 1) {
                self.add(Shape::Disordered, name, |node, generator| {
                    put(node, name, generator);
                    let second = put(node, &next.name, generator);
                    node.children.swap(second - 1, second);
                });
            }
        }
    }
}

/// Sees to it that the element has this child, and answers where.
fn put(node: &mut Node, child: &str, generator: &mut Generator<'_>) -> usize {
    if let Some(there) = node.children.iter().position(|known| known.name == child) {
        return there;
    }
    let declared: &Declared = generator.declared;
    let model: &Model = declared.model(&node.name).expect("only elements with content have children");
    if model.is_choice {
        node.children = vec![generator.least(child)];
        return 0;
    }
    let particles = declared.flat(model);
    let rank = |name: &str| particles.iter().position(|particle| particle.name == name);
    let at = node.children.iter().take_while(|known| rank(&known.name) < rank(child)).count();
    node.children.insert(at, generator.least(child));
    at
}

/// A value that is none of the type; none where every text is one.
fn bad_value(simple: &Simple) -> Option<String> {
    if !simple.enumeration.is_empty() {
        return Some("NO_SUCH_VALUE".to_owned());
    }
    let bound = |name: &str| simple.facets.iter().any(|(facet, _)| facet == name);
    match simple.base.as_str() {
        _ if bound("pattern") => Some("no match".to_owned()),
        "xs:string" => None,
        _ if bound("maxInclusive") || bound("maxExclusive") => Some("99999999".to_owned()),
        _ if bound("minInclusive") || bound("minExclusive") => Some("-99999999".to_owned()),
        _ => Some("no number".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        message::{Limits, check},
        schema::Schema,
    };

    #[test]
    fn valid_shapes_are_valid_and_the_others_are_not() {
        for version in ["1.0.2", "2.0.0"] {
            let declared = Declared::built_in(version);
            let root = format!("{}/spec/xsd/{version}/c2sim.xsd", env!("CARGO_MANIFEST_DIR"));
            let schema = Schema::from_file(root.as_ref()).unwrap();
            let roots = MessageKind::all().map(MessageKind::element_name).chain([HEADER]);
            let roots: Vec<&str> = roots.collect();
            let shapes = Shapes::built_in(version, 1);
            for shape in Shape::ALL {
                let mut count = 0;
                for sample in roots.iter().flat_map(|root| shapes.samples(root, shape)) {
                    let document = sample.root.document(&declared.namespace);
                    let judged = check(document.clone().into(), &schema, &Limits::default());
                    assert_eq!(judged.is_ok(), shape.is_valid(), "{version} {}: {judged:?} {document}", sample.point);
                    count += 1;
                }
                println!("{version} {}: {count}", shape.name());
                assert!(count > 50, "{version} {shape:?}: {count}");
            }
        }
    }
}
