//! What the generated types share when they are read from JSON and described by JSON Schema.

use std::fmt;

use schemars::{Schema, json_schema};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};

use crate::{occurs::Field, rt::TextFacets};

/// The next property of an object: one of these names.
#[derive(Debug, Clone, Copy)]
pub struct PropertyKey(pub &'static [&'static str]);

impl<'de> DeserializeSeed<'de> for PropertyKey {
    type Value = &'static str;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<&'static str, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for PropertyKey {
    type Value = &'static str;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the name of a property")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<&'static str, E> {
        self.0.iter().copied().find(|name| *name == key).ok_or_else(|| E::unknown_field(key, self.0))
    }
}

/// The property that says which element of a choice it is: one of these names.
#[derive(Debug, Clone, Copy)]
pub struct ChoiceKey(pub &'static [&'static str]);

impl ChoiceKey {
    /// The name of the one property.
    pub fn read<'de, A: MapAccess<'de>>(self, object: &mut A) -> Result<&'static str, A::Error> {
        let wanted = || de::Error::custom(format_args!("an object with one property is wanted, one of {:?}", self.0));
        object.next_key_seed(PropertyKey(self.0))?.ok_or_else(wanted)
    }
}

/// Sees that a choice has no second property.
pub fn single<'de, A: MapAccess<'de>>(object: &mut A) -> Result<(), A::Error> {
    match object.next_key::<String>()? {
        None => Ok(()),
        Some(second) => {
            Err(de::Error::custom(format_args!("a choice has one property, and {second:?} is a second one")))
        }
    }
}

/// Reads an object without properties.
pub fn empty_object<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    struct Empty;

    impl<'de> Visitor<'de> for Empty {
        type Value = ();

        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("an object without properties")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
            object.next_key_seed(PropertyKey(&[])).map(|_| ())
        }
    }

    deserializer.deserialize_map(Empty)
}

/// Fills a field with the value of its property, which must come once.
pub fn fill<'de, A: MapAccess<'de>, F: Field>(
    field: &mut Option<F>,
    object: &mut A,
    name: &'static str,
) -> Result<(), A::Error> {
    if field.is_some() {
        return Err(de::Error::duplicate_field(name));
    }
    *field = Some(F::take(object)?);
    Ok(())
}

/// The field after the object was read: what was found, or what it is when absent.
pub fn taken<F: Field, E: de::Error>(field: Option<F>, name: &'static str) -> Result<F, E> {
    field.or_else(F::absent).ok_or_else(|| E::missing_field(name))
}

/// The schema of an object: name, whether it is required, and schema of each property.
pub fn object_schema(description: &str, properties: Vec<(&'static str, bool, Schema)>) -> Schema {
    let required: Vec<_> = properties.iter().filter(|(_, required, _)| *required).map(|(name, ..)| *name).collect();
    let mut schema = json_schema!({ "type": "object", "additionalProperties": false });
    if !required.is_empty() {
        schema.insert("required".to_owned(), required.into());
    }
    for (name, _, property) in properties {
        let entry = schema.ensure_object().entry("properties").or_insert_with(|| json_schema!({}).to_value());
        if let Some(object) = entry.as_object_mut() {
            object.insert(name.to_owned(), property.to_value());
        }
    }
    describe(&mut schema, description);
    schema
}

/// The schema of a choice: an object with one of these properties.
pub fn one_of_schema(description: &str, options: Vec<(&'static str, Schema)>) -> Schema {
    let options: Vec<_> =
        options.into_iter().map(|(name, schema)| object_schema("", vec![(name, true, schema)])).collect();
    let mut schema = json_schema!({ "oneOf": options });
    describe(&mut schema, description);
    schema
}

/// The schema of a text with its facets or its enumeration.
pub fn string_schema(description: &str, facets: Option<&TextFacets>, literals: Option<&[&'static str]>) -> Schema {
    let mut schema = json_schema!({ "type": "string" });
    if let Some(facets) = facets {
        if let Some(pattern) = &facets.pattern {
            schema.insert("pattern".to_owned(), pattern.source().into());
        }
        if let Some(length) = facets.min_length {
            schema.insert("minLength".to_owned(), length.into());
        }
        if let Some(length) = facets.max_length {
            schema.insert("maxLength".to_owned(), length.into());
        }
    }
    if let Some(literals) = literals {
        schema.insert("enum".to_owned(), literals.into());
    }
    describe(&mut schema, description);
    schema
}

pub(crate) fn describe(schema: &mut Schema, description: &str) {
    let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
    if !description.is_empty() {
        schema.insert("description".to_owned(), description.into());
    }
}
