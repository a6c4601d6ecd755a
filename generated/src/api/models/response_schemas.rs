// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type ResponseSchemas of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// The schemas that there are.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ResponseSchemas", skip_serializing_if_is_none)]
pub struct ResponseSchemas {
    /// One entry a version, the newest first.
    #[oai(rename = "schemas", deserialize_with = "schemas")]
    pub schemas: Vec<models::SchemaDescription>,
}

fn schemas(value: Option<Value>) -> ParseResult<Vec<models::SchemaDescription>> {
    support::field("schemas", value)
}
