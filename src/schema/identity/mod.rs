//! What `xs:key`, `xs:unique` and `xs:keyref` compile to.
//!
//! Entry points: [`Constraint`], and `Path::parse` for the XPath subset that they are written in. What must always hold: a
//! path is decided by the names from its context to an element alone, so that a document is judged while it streams by.

mod path;

pub(super) use path::{AttributeTest, NameResolver, Path};

/// An identity constraint.
#[derive(Debug)]
pub(super) struct Constraint {
    pub(super) name: Box<str>,
    pub(super) category: Category,
    /// Which elements below the declaring one are held to it.
    pub(super) selector: Vec<Path>,
    /// What of them makes the key, in order.
    pub(super) fields: Vec<Field>,
}

/// A part of a key.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) paths: Vec<Path>,
    /// As the schema writes it, for messages.
    pub(super) text: Box<str>,
}

/// The three kinds of identity constraints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Category {
    /// Keys that are complete differ.
    Unique,
    /// Every element has a complete key, and all differ.
    Key,
    /// Complete keys are among those of another constraint, an index of the tables'.
    Reference(u32),
}

impl Constraint {
    /// The constraint as a message calls it.
    pub(super) fn words(&self) -> String {
        let kind = match self.category {
            Category::Unique => "the unique constraint",
            Category::Key => "the key",
            Category::Reference(_) => "the key reference",
        };
        format!("{kind} {}", self.name)
    }
}
