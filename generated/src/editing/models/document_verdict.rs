// Generated from spec/openapi/editing.yaml; do not edit.

//! The type DocumentVerdict of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// What a C2SIM session says of a document, apart from its state and from who sends it.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "DocumentVerdict", skip_serializing_if_is_none)]
pub struct DocumentVerdict {
    /// The version of the document that was read.
    #[oai(rename = "version")]
    pub version: i64,
    /// Whether it is a C2SIM message that follows the schema.
    #[oai(rename = "valid")]
    pub valid: bool,
    /// What kind of message it is, by the name of its element such as ReportBody. There where it is valid.
    #[oai(rename = "kind", deserialize_with = "kind")]
    pub kind: Option<String>,
    /// The version of the schema that it follows. There where it is valid.
    #[oai(rename = "schema_version", deserialize_with = "schema_version")]
    pub schema_version: Option<String>,
    /// The code under which the session would refuse it. There where it is not valid.
    #[oai(rename = "code", deserialize_with = "code")]
    pub code: Option<String>,
    /// What is wrong and what to do. There where it is not valid.
    #[oai(rename = "message", deserialize_with = "message")]
    pub message: Option<String>,
    /// Where it breaks the schema, in the order of the document; empty where it is valid, or no message at all.
    #[oai(rename = "violations", deserialize_with = "violations")]
    pub violations: Vec<models::Violation>,
    /// Whether there are more violations than these.
    #[oai(rename = "more")]
    pub more: bool,
}

fn kind(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("kind", value)
}

fn schema_version(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("schema_version", value)
}

fn code(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("code", value)
}

fn message(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("message", value)
}

fn violations(value: Option<Value>) -> ParseResult<Vec<models::Violation>> {
    support::field("violations", value)
}
