//! Why a schema cannot be used.

use std::{fmt, io};

/// Where in a schema's files something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file as it was named when it was loaded.
    pub file: String,
    /// The line of the start tag, from 1.
    pub line: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.file, self.line)
    }
}

/// Why a schema was refused. Each names the file and, where there is one, the line, and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// A file of the schema could not be read.
    #[error("{file}: cannot be read ({source}); put the file there or correct the schemaLocation that names it")]
    Unreadable {
        /// The file that was asked for.
        file: String,
        /// What the system answered.
        source: io::Error,
    },
    /// No file was given, or none holds a schema.
    #[error("{0}: no schema found; put at least one .xsd file there")]
    Empty(String),
    /// A file is not well-formed XML.
    #[error("{place}: not well-formed XML: {message}")]
    NotWellFormed {
        /// Where reading stopped.
        place: Place,
        /// What the XML reader says.
        message: String,
    },
    /// The schema uses something that this validator does not implement, so its verdicts would not be right.
    #[error("{place}: {construct} is not supported; rewrite the schema without it")]
    NotImplemented {
        /// Where it stands.
        place: Place,
        /// The construct, such as `xs:override`.
        construct: String,
    },
    /// A name is used that nothing declares.
    #[error("{place}: no {kind} named '{name}'; declare it or include the file that does")]
    Unresolved {
        /// Where it is used.
        place: Place,
        /// What kind of component was looked for.
        kind: &'static str,
        /// The name, with its namespace in braces when it has one.
        name: String,
    },
    /// The schema breaks a rule of XML Schema.
    #[error("{place}: {message} ({rule})")]
    Invalid {
        /// Where it stands.
        place: Place,
        /// The clause of XML Schema 1.0.
        rule: &'static str,
        /// What is wrong and what would be right.
        message: String,
    },
}

impl SchemaError {
    /// The file that is to be mended, and the line where that is known.
    pub fn file(&self) -> (&str, Option<u32>) {
        match self {
            Self::Unreadable { file, .. } | Self::Empty(file) => (file, None),
            Self::NotWellFormed { place, .. }
            | Self::NotImplemented { place, .. }
            | Self::Unresolved { place, .. }
            | Self::Invalid { place, .. } => (&place.file, Some(place.line)),
        }
    }

    /// What in the file stands in the way: a construct, a name, or the rule that is broken.
    pub fn construct(&self) -> Option<String> {
        match self {
            Self::NotImplemented { construct, .. } => Some(construct.clone()),
            Self::Unresolved { kind, name, .. } => Some(format!("{kind} {name}")),
            Self::Invalid { rule, .. } => Some((*rule).to_owned()),
            Self::Unreadable { .. } | Self::Empty(_) | Self::NotWellFormed { .. } => None,
        }
    }
}
