// Generated from spec/openapi/concierge.yaml; do not edit.

//! The type ErrorBody of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// What was wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ErrorBody", skip_serializing_if_is_none)]
pub struct ErrorBody {
    /// A stable name of what was wrong.
    #[oai(rename = "code", deserialize_with = "code")]
    pub code: String,
    /// The same for people.
    #[oai(rename = "message", deserialize_with = "message")]
    pub message: String,
}

fn code(value: Option<Value>) -> ParseResult<String> {
    support::text("code", value)
}

fn message(value: Option<Value>) -> ParseResult<String> {
    support::text("message", value)
}
