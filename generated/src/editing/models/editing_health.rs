// Generated from spec/openapi/editing.yaml; do not edit.

//! The type EditingHealth of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// The health of the door.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "EditingHealth", skip_serializing_if_is_none)]
pub struct EditingHealth {
    /// healthy, or shutting_down.
    #[oai(rename = "status", deserialize_with = "status")]
    pub status: String,
    /// Always mcp-rs-realtime-editing, by which clients of this kind of editor know it.
    #[oai(rename = "service", deserialize_with = "service")]
    pub service: String,
    /// This moment.
    #[oai(rename = "timestamp")]
    pub timestamp: time::OffsetDateTime,
    /// The version of the server.
    #[oai(rename = "version", deserialize_with = "version")]
    pub version: String,
}

fn status(value: Option<Value>) -> ParseResult<String> {
    support::text("status", value)
}

fn service(value: Option<Value>) -> ParseResult<String> {
    support::text("service", value)
}

fn version(value: Option<Value>) -> ParseResult<String> {
    support::text("version", value)
}
