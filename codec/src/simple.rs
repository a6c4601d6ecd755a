//! Simple types that are no enumerations: a type of its own around a text, a number or a boolean, which checks its facets.

use std::{
    cmp::Ordering,
    collections::HashMap,
    ops::Bound,
    sync::{LazyLock, Mutex, PoisonError},
};

use regex::Regex;
use schemars::Schema;

use crate::{Facet, FacetError, rt::Lexical};

/// A pattern facet. It must match the whole value, as XSD says; types that share one share its compiled form.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    compiled: LazyLock<Regex, Compile>,
}

type Compile = Box<dyn FnOnce() -> Regex + Send>;

impl Pattern {
    /// A pattern in the portable spelling that the generator makes of XSD's, anchored at both ends.
    pub fn new(source: &'static str) -> Self {
        Self { source, compiled: LazyLock::new(Box::new(move || compiled(source))) }
    }

    /// The anchored expression.
    pub fn source(&self) -> &'static str {
        self.source
    }

    fn matches(&self, text: &str) -> bool {
        self.compiled.is_match(text)
    }
}

fn compiled(source: &'static str) -> Regex {
    static COMPILED: LazyLock<Mutex<HashMap<&'static str, Regex>>> = LazyLock::new(Mutex::default);
    let mut known = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let compile = || Regex::new(source).expect("the generator checked every pattern");
    known.entry(source).or_insert_with(compile).clone()
}

/// The facets of a text.
#[derive(Debug, Default)]
pub struct TextFacets {
    /// The value must match it.
    pub pattern: Option<Pattern>,
    /// Fewest characters.
    pub min_length: Option<usize>,
    /// Most characters.
    pub max_length: Option<usize>,
}

impl TextFacets {
    /// Checks a text, every character of which must also be one of XML's.
    pub fn check(&self, type_name: &'static str, text: &str) -> Result<(), FacetError> {
        let refused = |facet| Err(FacetError { type_name, facet, value: text.to_owned() });
        if let Some(character) = text.chars().find(|&character| !is_xml(character)) {
            return refused(Facet::Character(character));
        }
        if let Some(pattern) = self.pattern.as_ref().filter(|pattern| !pattern.matches(text)) {
            return refused(Facet::Pattern(pattern.source()));
        }
        if self.min_length.is_none() && self.max_length.is_none() {
            return Ok(());
        }
        let length = text.chars().count();
        match (self.min_length, self.max_length) {
            (Some(min), _) if length < min => refused(Facet::MinLength(min)),
            (_, Some(max)) if length > max => refused(Facet::MaxLength(max)),
            _ => Ok(()),
        }
    }
}

/// Whether XML 1.0 allows the character.
fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Checks a number against its range.
pub fn check_bounds<L: Lexical>(
    type_name: &'static str,
    (min, max): (Bound<L::Value>, Bound<L::Value>),
    value: L::Value,
) -> Result<(), FacetError> {
    let at_least = |bound: &L::Value| matches!(value.partial_cmp(bound), Some(Ordering::Greater | Ordering::Equal));
    let at_most = |bound: &L::Value| matches!(value.partial_cmp(bound), Some(Ordering::Less | Ordering::Equal));
    let broken = match (min, max) {
        (Bound::Included(min), _) if !at_least(&min) => Some(Facet::MinInclusive(min.to_string())),
        (Bound::Excluded(min), _) if !at_least(&min) || value == min => Some(Facet::MinExclusive(min.to_string())),
        (_, Bound::Included(max)) if !at_most(&max) => Some(Facet::MaxInclusive(max.to_string())),
        (_, Bound::Excluded(max)) if !at_most(&max) || value == max => Some(Facet::MaxExclusive(max.to_string())),
        _ => None,
    };
    broken.map_or(Ok(()), |facet| Err(FacetError { type_name, facet, value: L::print(value) }))
}

/// The JSON Schema of a number with its range.
pub fn bounds_schema<L: Lexical>(description: &str, (min, max): (Bound<L::Value>, Bound<L::Value>)) -> Schema
where
    L::Value: serde::Serialize,
{
    let unbounded = matches!((&min, &max), (Bound::Unbounded, Bound::Unbounded));
    let mut schema = L::schema(!unbounded);
    let mut put = |key: &str, value: L::Value| {
        let value = serde_json::to_value(value).unwrap_or_default();
        schema.insert(key.to_owned(), value);
    };
    match min {
        Bound::Included(min) => put("minimum", min),
        Bound::Excluded(min) => put("exclusiveMinimum", min),
        Bound::Unbounded => {}
    }
    match max {
        Bound::Included(max) => put("maximum", max),
        Bound::Excluded(max) => put("exclusiveMaximum", max),
        Bound::Unbounded => {}
    }
    crate::json::describe(&mut schema, description);
    schema
}

/// Declares a type of texts, with its facets.
#[macro_export]
macro_rules! text {
    ($(#[doc = $doc:literal])* $name:ident = $xsd:literal
        $(, pattern $pattern:literal)? $(, min_length $min:literal)? $(, max_length $max:literal)?) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// A checked value.
            pub fn new(text: impl Into<String>) -> Result<Self, $crate::FacetError> {
                let text = text.into();
                Self::facets().check($xsd, &text)?;
                Ok(Self(text))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            fn facets() -> &'static $crate::rt::TextFacets {
                static FACETS: ::std::sync::LazyLock<$crate::rt::TextFacets> =
                    ::std::sync::LazyLock::new(|| $crate::rt::TextFacets {
                        $(pattern: Some($crate::rt::Pattern::new($pattern)),)?
                        $(min_length: Some($min),)?
                        $(max_length: Some($max),)?
                        ..Default::default()
                    });
                &FACETS
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::FacetError;

            fn from_str(text: &str) -> Result<Self, $crate::FacetError> {
                Self::new(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::FacetError;

            fn try_from(text: &str) -> Result<Self, $crate::FacetError> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::FacetError;

            fn try_from(text: String) -> Result<Self, $crate::FacetError> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, out: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl $crate::XmlValue for $name {
            fn read(reader: &mut $crate::Reader<'_>) -> Result<Self, $crate::ReadError> {
                reader.value(|text| Self::new(text))
            }

            fn write(&self, writer: &mut $crate::Writer) {
                writer.text(&self.0);
            }
        }

        $crate::as_json_string!($name);

        impl $crate::rt::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut $crate::rt::schemars::SchemaGenerator) -> $crate::rt::schemars::Schema {
                $crate::rt::string_schema(concat!($($doc, "\n",)*), Some(Self::facets()), None)
            }
        }
    };
}

/// Declares a type of numbers, in full range or between two bounds, or of truth values.
#[macro_export]
macro_rules! number {
    ($(#[doc = $doc:literal])* $name:ident = $xsd:literal, $lexical:ident $value:ident) => {
        $crate::number!(@type ($($doc)*) $name = $xsd, $lexical $value, Unbounded, Unbounded);

        impl From<$value> for $name {
            fn from(value: $value) -> Self {
                Self(value)
            }
        }
    };
    ($(#[doc = $doc:literal])* $name:ident = $xsd:literal, $lexical:ident $value:ident,
        $min:ident $(($min_value:literal))?, $max:ident $(($max_value:literal))?) => {
        $crate::number!(@type ($($doc)*) $name = $xsd, $lexical $value,
            $min $(($min_value))?, $max $(($max_value))?);

        impl TryFrom<$value> for $name {
            type Error = $crate::FacetError;

            fn try_from(value: $value) -> Result<Self, $crate::FacetError> {
                Self::checked(value)
            }
        }
    };
    (@type ($($doc:literal)*) $name:ident = $xsd:literal, $lexical:ident $value:ident,
        $min:ident $(($min_value:literal))?, $max:ident $(($max_value:literal))?) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
        pub struct $name($value);

        impl $name {
            const BOUNDS: (::std::ops::Bound<$value>, ::std::ops::Bound<$value>) =
                (::std::ops::Bound::$min $(($min_value))?, ::std::ops::Bound::$max $(($max_value))?);

            /// The number.
            pub fn get(self) -> $value {
                self.0
            }

            fn checked(value: $value) -> Result<Self, $crate::FacetError> {
                $crate::rt::check_bounds::<$crate::rt::$lexical>($xsd, Self::BOUNDS, value)?;
                Ok(Self(value))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::FacetError;

            fn from_str(text: &str) -> Result<Self, $crate::FacetError> {
                use $crate::rt::Lexical;
                match $crate::rt::$lexical::parse(text) {
                    Some(value) => Self::checked(value),
                    None => Err($crate::FacetError {
                        type_name: $xsd,
                        facet: $crate::Facet::Lexical($crate::rt::$lexical::NAME),
                        value: text.to_owned(),
                    }),
                }
            }
        }

        impl From<$name> for $value {
            fn from(value: $name) -> $value {
                value.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, out: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                use $crate::rt::Lexical;
                out.write_str(&$crate::rt::$lexical::print(self.0))
            }
        }

        impl $crate::XmlValue for $name {
            fn read(reader: &mut $crate::Reader<'_>) -> Result<Self, $crate::ReadError> {
                reader.value(str::parse)
            }

            fn write(&self, writer: &mut $crate::Writer) {
                writer.text(&self.to_string());
            }
        }

        impl $crate::rt::serde::Serialize for $name {
            fn serialize<S: $crate::rt::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use $crate::rt::Lexical;
                $crate::rt::$lexical::to_json(self.0, serializer)
            }
        }

        impl<'de> $crate::rt::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::rt::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use $crate::rt::Lexical;
                let value = $crate::rt::$lexical::from_json(deserializer)?;
                Self::checked(value).map_err($crate::rt::serde::de::Error::custom)
            }
        }

        impl $crate::rt::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut $crate::rt::schemars::SchemaGenerator) -> $crate::rt::schemars::Schema {
                $crate::rt::bounds_schema::<$crate::rt::$lexical>(concat!($($doc, "\n",)*), Self::BOUNDS)
            }
        }
    };
}
