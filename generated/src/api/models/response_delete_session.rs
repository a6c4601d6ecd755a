// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type ResponseDeleteSession of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// The outcome of deleting a session.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ResponseDeleteSession", skip_serializing_if_is_none)]
pub struct ResponseDeleteSession {
    /// What happened, in words.
    #[oai(rename = "message", deserialize_with = "message")]
    pub message: Option<String>,
}

fn message(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("message", value)
}
