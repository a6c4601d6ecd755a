// Generated from spec/openapi/editing.yaml; do not edit.

//! The type Violation of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// One place at which a document breaks its schema.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "Violation", skip_serializing_if_is_none)]
pub struct Violation {
    /// Its line, from 1.
    #[oai(rename = "line")]
    pub line: i64,
    /// Its column in characters, from 1.
    #[oai(rename = "column")]
    pub column: i64,
    /// The element that it concerns, from the root on.
    #[oai(rename = "path", deserialize_with = "path")]
    pub path: String,
    /// The clause of XML Schema that is broken, or `well-formedness`.
    #[oai(rename = "rule", deserialize_with = "rule")]
    pub rule: String,
    /// What was found; empty where something is missing.
    #[oai(rename = "found", deserialize_with = "found")]
    pub found: String,
    /// What would do, the most likely first.
    #[oai(rename = "expected", deserialize_with = "expected")]
    pub expected: Vec<String>,
}

fn path(value: Option<Value>) -> ParseResult<String> {
    support::text("path", value)
}

fn rule(value: Option<Value>) -> ParseResult<String> {
    support::text("rule", value)
}

fn found(value: Option<Value>) -> ParseResult<String> {
    support::text("found", value)
}

fn expected(value: Option<Value>) -> ParseResult<Vec<String>> {
    support::field("expected", value)
}
