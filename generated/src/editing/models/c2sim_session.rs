// Generated from spec/openapi/editing.yaml; do not edit.

//! The type C2simSession of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// A C2SIM session that takes documents.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "C2simSession", skip_serializing_if_is_none)]
pub struct C2simSession {
    /// Its name.
    #[oai(rename = "name", deserialize_with = "name")]
    pub name: String,
    /// What people call it.
    #[oai(rename = "display_name", deserialize_with = "display_name")]
    pub display_name: String,
    /// The version of its schema, the first where there are several.
    #[oai(rename = "schema_version", deserialize_with = "schema_version")]
    pub schema_version: String,
    /// Its state, such as RUNNING.
    #[oai(rename = "state", deserialize_with = "state")]
    pub state: String,
}

fn name(value: Option<Value>) -> ParseResult<String> {
    support::text("name", value)
}

fn display_name(value: Option<Value>) -> ParseResult<String> {
    support::text("display_name", value)
}

fn schema_version(value: Option<Value>) -> ParseResult<String> {
    support::text("schema_version", value)
}

fn state(value: Option<Value>) -> ParseResult<String> {
    support::text("state", value)
}
