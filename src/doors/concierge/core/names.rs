//! Names and ids of the gateway, each a type of its own.

use std::{borrow::Cow, fmt, sync::Arc};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use uuid::Uuid;

/// The name of a client: letters and digits of any script, and underscores.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::doors::concierge) struct ClientName(Arc<str>);

/// The name of a service: any characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::doors::concierge) struct ServiceName(Arc<str>);

/// The text is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::doors::concierge) struct NotAName;

/// The id under which clients know each other. It is no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::doors::concierge) struct ClientUuid(pub(in crate::doors::concierge) Uuid);

/// Which client of a namespace, in the order of their joining; no number is used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(transparent)]
pub(in crate::doors::concierge) struct ClientNumber(pub(in crate::doors::concierge) u64);

impl ClientName {
    /// Longest name, in characters.
    pub(in crate::doors::concierge) const CHARACTERS_MAX: usize = 64;

    pub(in crate::doors::concierge) fn parse(text: &str) -> Result<Self, NotAName> {
        let is_fit = |character: char| character.is_alphanumeric() || character == '_';
        let fits = (1..=Self::CHARACTERS_MAX).contains(&text.chars().count()) && text.chars().all(is_fit);
        if fits { Ok(Self(text.into())) } else { Err(NotAName) }
    }

    pub(in crate::doors::concierge) fn as_str(&self) -> &str {
        &self.0
    }
}

impl ServiceName {
    /// Longest name, in characters.
    pub(in crate::doors::concierge) const CHARACTERS_MAX: usize = 128;
    /// What the names of the server's own services begin with.
    pub(in crate::doors::concierge) const RESERVED: &str = "c2sim/";

    pub(in crate::doors::concierge) fn parse(text: &str) -> Result<Self, NotAName> {
        let fits = (1..=Self::CHARACTERS_MAX).contains(&text.chars().count());
        if fits { Ok(Self(text.into())) } else { Err(NotAName) }
    }

    /// Whether services of this name are the server's alone, and not for everybody to hear.
    pub(in crate::doors::concierge) fn is_reserved(&self) -> bool {
        self.0.starts_with(Self::RESERVED)
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for ClientName {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for ServiceName {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClientUuid {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(out)
    }
}

impl Serialize for ClientUuid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ClientUuid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Uuid::try_parse(&text).map(Self).map_err(|error| D::Error::custom(format!("no UUID: {error}")))
    }
}

impl JsonSchema for ClientUuid {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "ClientUuid".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "uuid" })
    }
}
