// Generated from spec/openapi/relay.yaml; do not edit.

//! The type RelayError of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Why a request was refused.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "RelayError", skip_serializing_if_is_none)]
pub struct RelayError {
    /// The stable code.
    #[oai(rename = "error", deserialize_with = "error")]
    pub error: String,
    /// What is wrong and what to do.
    #[oai(rename = "message", deserialize_with = "message")]
    pub message: String,
}

fn error(value: Option<Value>) -> ParseResult<String> {
    support::text("error", value)
}

fn message(value: Option<Value>) -> ParseResult<String> {
    support::text("message", value)
}
