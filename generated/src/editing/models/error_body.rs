// Generated from spec/openapi/editing.yaml; do not edit.

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
    /// The particulars by their names; there where a C2SIM session refused, and then under the code of its interface.
    #[oai(rename = "details")]
    pub details: Option<std::collections::BTreeMap<String, serde_json::Value>>,
}

fn code(value: Option<Value>) -> ParseResult<String> {
    support::text("code", value)
}

fn message(value: Option<Value>) -> ParseResult<String> {
    support::text("message", value)
}
