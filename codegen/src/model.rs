//! What a schema says, in the few forms that C2SIM uses; read from it by xsd-parser's stages.
//!
//! The parser, the interpreter and the optimizer of xsd-parser do the work; here their result is brought down to the
//! forms that the codec has a macro for. A form that it has none for is an error: nothing is passed over.

mod interpret;

use std::{collections::BTreeMap, path::Path};

use crate::{Error, flatten::flatten};

/// A whole schema.
#[derive(Debug)]
pub struct Model {
    /// Target namespace.
    pub namespace: String,
    /// The types by their names in the schema.
    pub types: BTreeMap<String, Type>,
    /// Names of the global elements and of their types.
    pub elements: BTreeMap<String, String>,
}

/// A named type.
#[derive(Debug)]
pub struct Type {
    /// Stem of the file that declares it.
    pub file: String,
    /// What the schema's notes say of it, or of the element that carries its name.
    pub docs: Option<String>,
    /// What its values are.
    pub form: Form,
}

/// What the values of a type are.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// A text with facets.
    Text {
        /// Pattern in XSD's spelling.
        pattern: Option<String>,
        /// Fewest characters.
        min_length: Option<usize>,
        /// Most characters.
        max_length: Option<usize>,
    },
    /// A number, or a truth value.
    Number {
        /// Name of the primitive type, such as `double`.
        primitive: String,
        /// Lower bound.
        min: Limit,
        /// Upper bound.
        max: Limit,
    },
    /// One of several texts, sorted.
    Enumeration(Vec<String>),
    /// Elements in order.
    Sequence(Vec<Particle>),
    /// One of several elements.
    Choice(Vec<Particle>),
    /// Nothing.
    Empty,
}

/// A bound of a number, as the schema spells it.
#[derive(Debug, Clone, PartialEq)]
pub enum Limit {
    /// No bound.
    None,
    /// The bound is allowed.
    Inclusive(String),
    /// The bound is not allowed.
    Exclusive(String),
}

/// An element in a sequence or a choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Particle {
    /// Local name of the element.
    pub element: String,
    /// Name of its type in the schema.
    pub type_name: String,
    /// How often it occurs.
    pub occurs: Occurs,
    /// What the schema's notes say of the element.
    pub docs: Option<String>,
}

/// How often an element occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occurs {
    /// Exactly once.
    Once,
    /// At most once.
    AtMostOnce,
    /// Any number of times.
    Any,
    /// At least once.
    AtLeastOnce,
}

impl Model {
    /// Reads the schema whose root file this is.
    pub fn read(root: &Path) -> Result<Self, Error> {
        interpret::interpret(root, &flatten(root)?)
    }

    /// Names of the types that the type uses, itself included.
    pub fn reachable_from<'m>(&'m self, type_name: &'m str) -> Vec<&'m str> {
        let mut reached = vec![type_name];
        let mut next = 0;
        while let Some(name) = reached.get(next).copied() {
            if let Some(Type { form: Form::Sequence(particles) | Form::Choice(particles), .. }) = self.types.get(name) {
                for particle in particles {
                    if !reached.contains(&particle.type_name.as_str()) {
                        reached.push(&particle.type_name);
                    }
                }
            }
            next += 1;
        }
        reached
    }
}
