// Generated from spec/openapi/relay.yaml; do not edit.

//! The type LoginRequest of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Who logs in.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "LoginRequest", skip_serializing_if_is_none)]
pub struct LoginRequest {
    /// The name of the net. Without it, the net of the login; for server participants `default`. An empty one counts as
    /// absent.
    #[oai(rename = "net", deserialize_with = "net")]
    pub net: Option<String>,
    /// What the client calls itself, for people; at most 64 characters.
    #[oai(rename = "name", deserialize_with = "name")]
    pub name: Option<String>,
}

fn net(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("net", value)
}

fn name(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("name", value)
}
