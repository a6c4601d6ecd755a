// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type SessionInfo of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// What whoever creates a session says about it.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "SessionInfo", skip_serializing_if_is_none)]
pub struct SessionInfo {
    /// The version of the C2SIM schema that messages of the session follow.
    #[oai(rename = "c2simSchemaVersion", deserialize_with = "c2sim_schema_version")]
    pub c2sim_schema_version: String,
    /// How user interfaces call the session.
    #[oai(rename = "displayName", deserialize_with = "display_name")]
    pub display_name: String,
    /// What the session is for.
    #[oai(rename = "description", deserialize_with = "description")]
    pub description: String,
}

fn c2sim_schema_version(value: Option<Value>) -> ParseResult<String> {
    support::text("c2simSchemaVersion", value)
}

fn display_name(value: Option<Value>) -> ParseResult<String> {
    support::text("displayName", value)
}

fn description(value: Option<Value>) -> ParseResult<String> {
    support::text("description", value)
}
