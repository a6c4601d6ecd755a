//! How often a field of a sequence occurs: `T` once, `Option<T>` at most once, `Vec<T>` any number of times,
//! [`OneOrMore`] at least once.

use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, de::MapAccess, ser::SerializeMap};

use crate::{ReadError, Reader, Writer, XmlValue};

/// At least one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOrMore<T>(Vec<T>);

/// No value where at least one is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("at least one is wanted, and there is none")]
pub struct NoOccurrence;

impl<T> OneOrMore<T> {
    /// One value.
    pub fn one(value: T) -> Self {
        Self(vec![value])
    }

    /// Adds one more.
    pub fn push(&mut self, value: T) {
        self.0.push(value);
    }

    /// The first value, of which there always is one.
    pub fn first(&self) -> &T {
        &self.0[0]
    }

    /// The values.
    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T> TryFrom<Vec<T>> for OneOrMore<T> {
    type Error = NoOccurrence;

    fn try_from(values: Vec<T>) -> Result<Self, NoOccurrence> {
        if values.is_empty() { Err(NoOccurrence) } else { Ok(Self(values)) }
    }
}

impl<T> Deref for OneOrMore<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> IntoIterator for OneOrMore<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<T: Serialize> Serialize for OneOrMore<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMore<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(Vec::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// What a field of a sequence can be.
pub trait Field: Sized {
    /// Whether a JSON object must have it.
    const REQUIRED: bool;

    /// Reads the elements of this name that come next.
    fn read_field(reader: &mut Reader<'_>, name: &'static str) -> Result<Self, ReadError>;
    /// Writes the elements.
    fn write_field(&self, writer: &mut Writer, name: &'static str);
    /// Puts the property into a JSON object, unless it is left out there.
    fn put<M: SerializeMap>(&self, object: &mut M, name: &'static str) -> Result<(), M::Error>;
    /// Takes the property's value from a JSON object.
    fn take<'de, A: MapAccess<'de>>(object: &mut A) -> Result<Self, A::Error>;
    /// What the field is when a JSON object does not have it.
    fn absent() -> Option<Self>;
    /// The JSON Schema of the property.
    fn schema(generator: &mut SchemaGenerator) -> Schema;
}

/// What can be a field: read and written as XML and as JSON.
pub trait Value: XmlValue + Serialize + for<'de> Deserialize<'de> + JsonSchema {}

impl<T: XmlValue + Serialize + for<'de> Deserialize<'de> + JsonSchema> Value for T {}

impl<T: Value> Field for T {
    const REQUIRED: bool = true;

    fn read_field(reader: &mut Reader<'_>, name: &'static str) -> Result<Self, ReadError> {
        if reader.child(name)? { T::read(reader) } else { Err(reader.unexpected()) }
    }

    fn write_field(&self, writer: &mut Writer, name: &'static str) {
        writer.element(name, self);
    }

    fn put<M: SerializeMap>(&self, object: &mut M, name: &'static str) -> Result<(), M::Error> {
        object.serialize_entry(name, self)
    }

    fn take<'de, A: MapAccess<'de>>(object: &mut A) -> Result<Self, A::Error> {
        object.next_value()
    }

    fn absent() -> Option<Self> {
        None
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<T>()
    }
}

impl<T: Value> Field for Option<T> {
    const REQUIRED: bool = false;

    fn read_field(reader: &mut Reader<'_>, name: &'static str) -> Result<Self, ReadError> {
        if reader.child(name)? { T::read(reader).map(Some) } else { Ok(None) }
    }

    fn write_field(&self, writer: &mut Writer, name: &'static str) {
        if let Some(value) = self {
            writer.element(name, value);
        }
    }

    fn put<M: SerializeMap>(&self, object: &mut M, name: &'static str) -> Result<(), M::Error> {
        self.as_ref().map_or(Ok(()), |value| object.serialize_entry(name, value))
    }

    fn take<'de, A: MapAccess<'de>>(object: &mut A) -> Result<Self, A::Error> {
        object.next_value().map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<T>()
    }
}

impl<T: Value> Field for Vec<T> {
    const REQUIRED: bool = false;

    fn read_field(reader: &mut Reader<'_>, name: &'static str) -> Result<Self, ReadError> {
        let mut values = Vec::new();
        while reader.child(name)? {
            values.push(T::read(reader)?);
        }
        reader.check_once(name, values.len())?;
        Ok(values)
    }

    fn write_field(&self, writer: &mut Writer, name: &'static str) {
        writer.repeated(name, self);
    }

    fn put<M: SerializeMap>(&self, object: &mut M, name: &'static str) -> Result<(), M::Error> {
        if self.is_empty() { Ok(()) } else { object.serialize_entry(name, self) }
    }

    fn take<'de, A: MapAccess<'de>>(object: &mut A) -> Result<Self, A::Error> {
        object.next_value()
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "array", "items": generator.subschema_for::<T>() })
    }
}

impl<T: Value> Field for OneOrMore<T> {
    const REQUIRED: bool = true;

    fn read_field(reader: &mut Reader<'_>, name: &'static str) -> Result<Self, ReadError> {
        let mut values = Self::one(T::read_field(reader, name)?);
        while reader.child(name)? {
            values.push(T::read(reader)?);
        }
        Ok(values)
    }

    fn write_field(&self, writer: &mut Writer, name: &'static str) {
        writer.repeated(name, self);
    }

    fn put<M: SerializeMap>(&self, object: &mut M, name: &'static str) -> Result<(), M::Error> {
        object.serialize_entry(name, self)
    }

    fn take<'de, A: MapAccess<'de>>(object: &mut A) -> Result<Self, A::Error> {
        object.next_value()
    }

    fn absent() -> Option<Self> {
        None
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "array", "items": generator.subschema_for::<T>(), "minItems": 1 })
    }
}
