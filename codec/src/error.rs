//! Why a text is not a value, and why a document is not a message.

use std::fmt;

/// A value that does not keep a facet of its type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{value:?} is not a {type_name}: {facet}")]
pub struct FacetError {
    /// The type's name in the schema.
    pub type_name: &'static str,
    /// The facet that is not kept.
    pub facet: Facet,
    /// The value as it was given.
    pub value: String,
}

/// A facet of a simple type, with its value in the schema.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Facet {
    /// The value is not spelled as the type's values are; the name of the primitive type.
    #[error("it is not spelled as an {0}")]
    Lexical(&'static str),
    /// A character that cannot stand in an XML document.
    #[error("the character {0:?} cannot stand in XML")]
    Character(char),
    /// The pattern that the value must match as a whole.
    #[error("it must match the pattern {0}")]
    Pattern(&'static str),
    /// The value is none of the enumeration.
    #[error("it must be one of the {0} values of the enumeration")]
    Enumeration(usize),
    /// Smallest value allowed.
    #[error("it must be at least {0}")]
    MinInclusive(String),
    /// The value must be greater than this one.
    #[error("it must be greater than {0}")]
    MinExclusive(String),
    /// Greatest value allowed.
    #[error("it must be at most {0}")]
    MaxInclusive(String),
    /// The value must be less than this one.
    #[error("it must be less than {0}")]
    MaxExclusive(String),
    /// Fewest characters allowed.
    #[error("it must have at least {0} characters")]
    MinLength(usize),
    /// Most characters allowed.
    #[error("it must have at most {0} characters")]
    MaxLength(usize),
}

/// A document that cannot be read as the type asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("byte {offset}, {path}: {kind}")]
pub struct ReadError {
    /// Where in the document, in bytes from its beginning: the first byte of what was found.
    pub offset: u64,
    /// The element that was being read, as a path of local names from the root; `/` before the root.
    pub path: String,
    /// What is wrong there.
    pub kind: ReadErrorKind,
}

impl ReadError {
    /// Local name of the element that was being read; empty before the root.
    pub fn element(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// What is wrong in a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadErrorKind {
    /// The bytes are not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// Not well-formed; what the parser says.
    #[error("not well-formed: {0}")]
    Malformed(String),
    /// A document type declaration, which is refused outright.
    #[error("a DOCTYPE is not allowed")]
    Doctype,
    /// Deeper than [`crate::DEPTH_MAX`] elements.
    #[error("elements are nested deeper than {0}")]
    TooDeep(usize),
    /// Something else than what may stand here.
    #[error("found {found}, expected {}", Expected(expected))]
    Unexpected {
        /// What stands there.
        found: Found,
        /// Local names of the elements that may stand there; none where only the end tag may.
        expected: Vec<&'static str>,
    },
    /// An attribute, which no element of the schema has.
    #[error("attribute {0:?} is not allowed")]
    Attribute(String),
    /// An entity that is not one of the five that XML predefines.
    #[error("entity &{0}; is not defined")]
    Entity(String),
    /// A value that does not keep its type's facets.
    #[error(transparent)]
    Value(#[from] FacetError),
}

/// What stands where something else was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// An element of the edition's namespace, by its local name.
    Element(String),
    /// An element of another namespace or of none.
    ForeignElement {
        /// Its local name.
        name: String,
        /// Its namespace; empty for none.
        namespace: String,
    },
    /// Text between elements.
    Text,
    /// The end of the element that is being read.
    End,
    /// The end of the document.
    EndOfDocument,
}

impl fmt::Display for Found {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Found::Element(name) => write!(out, "element {name}"),
            Found::ForeignElement { name, namespace } if namespace.is_empty() => {
                write!(out, "element {name} without a namespace")
            }
            Found::ForeignElement { name, namespace } => write!(out, "element {name} of namespace {namespace}"),
            Found::Text => out.write_str("text"),
            Found::End => out.write_str("the end of the element"),
            Found::EndOfDocument => out.write_str("the end of the document"),
        }
    }
}

struct Expected<'e>(&'e [&'static str]);

impl fmt::Display for Expected<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [] => out.write_str("the end"),
            [one] => out.write_str(one),
            many => write!(out, "one of {}", many.join(", ")),
        }
    }
}
