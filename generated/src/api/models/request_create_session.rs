// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type RequestCreateSession of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// The session to create, or what to change on it.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "RequestCreateSession", skip_serializing_if_is_none)]
pub struct RequestCreateSession {
    #[allow(missing_docs)]
    #[oai(rename = "data", deserialize_with = "data")]
    pub data: models::SessionInfo,
    /// The versions of the C2SIM schema that messages of the session may follow, in the order in which they are tried;
    /// the first is the one in c2simSchemaVersion, and there are at most 8. A message is valid if one that declares its
    /// namespace accepts it. Where it is left out or empty, c2simSchemaVersion is the only one. An update may not
    /// change them.
    #[oai(rename = "schemaVersions", deserialize_with = "schema_versions")]
    pub schema_versions: Option<Vec<String>>,
    #[allow(missing_docs)]
    #[oai(rename = "validation", deserialize_with = "validation")]
    pub validation: Option<models::ValidationType>,
    /// The further doors over which the session is open; an empty list closes it to all. Where it is left out, a new
    /// session is open over none, and an existing one stays as it is.
    #[oai(rename = "crossings", deserialize_with = "crossings")]
    pub crossings: Option<Vec<models::CrossingType>>,
}

fn data(value: Option<Value>) -> ParseResult<models::SessionInfo> {
    support::field("data", value)
}

fn schema_versions(value: Option<Value>) -> ParseResult<Option<Vec<String>>> {
    support::optional_field("schemaVersions", value)
}

fn validation(value: Option<Value>) -> ParseResult<Option<models::ValidationType>> {
    support::optional_field("validation", value)
}

fn crossings(value: Option<Value>) -> ParseResult<Option<Vec<models::CrossingType>>> {
    support::optional_field("crossings", value)
}
