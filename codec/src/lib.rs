//! How the generated message types are read from XML and JSON, checked, and written.
//!
//! The generated modules are tables: each type is one call of [`sequence!`], [`choice!`], [`empty!`], [`enumeration!`],
//! [`text!`] or [`number!`], and these macros give it everything else. A user of the types needs
//! [`Document`] (`from_xml`, `to_xml`), [`Edition`], [`ReadError`], [`FacetError`] and [`OneOrMore`].
//!
//! What must always hold: a value of a generated type keeps the facets and the occurrence of its schema type, whether it
//! was made by a constructor, read from XML or read from JSON; what is written is well-formed.
//!
//! What is deliberately left out: attributes, wildcards, mixed content, substitution. The schemas have none, and the
//! generator refuses a schema that does.

mod complex;
mod document;
mod edition;
mod enumeration;
mod error;
mod json;
mod lexical;
mod occurs;
mod reader;
mod simple;
mod writer;

pub use document::Document;
pub use edition::Edition;
pub use error::{Facet, FacetError, Found, ReadError, ReadErrorKind};
pub use occurs::{NoOccurrence, OneOrMore};
pub use reader::{DEPTH_MAX, Reader};
pub use writer::Writer;

/// The content of an element: what stands between its tags.
pub trait XmlValue: Sized {
    /// Reads the content and the end tag. The start tag was read before.
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError>;

    /// Writes the content without the tags.
    fn write(&self, writer: &mut Writer);
}

/// What the macros and the generated code speak to; not an interface for anyone else.
#[doc(hidden)]
pub mod rt {
    pub use crate::{
        enumeration::position,
        json::{
            ChoiceKey, PropertyKey, empty_object, fill, object_schema, one_of_schema, single, string_schema, taken,
        },
        lexical::{
            Boolean, Byte, Decimal, Double, Float, Int, Integer, Lexical, Long, NonNegativeInteger, PositiveInteger,
            Short, UnsignedByte, UnsignedInt, UnsignedLong, UnsignedShort,
        },
        occurs::Field,
        simple::{Pattern, TextFacets, bounds_schema, check_bounds},
    };
    pub use {schemars, serde};
}
