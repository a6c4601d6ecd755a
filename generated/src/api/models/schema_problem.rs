// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type SchemaProblem of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Why the folder cannot be used. A version that is usable nevertheless is served by what was there before: the folder
/// as it was when it worked, or the built-in version.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "SchemaProblem", skip_serializing_if_is_none)]
pub struct SchemaProblem {
    /// The file that is to be mended.
    #[oai(rename = "file", deserialize_with = "file")]
    pub file: String,
    /// The line in it, from 1, where it is known.
    #[oai(rename = "line")]
    pub line: Option<i32>,
    /// What stands in the way, such as an element of XML Schema that is not supported, or a rule that is broken.
    #[oai(rename = "construct", deserialize_with = "construct")]
    pub construct: Option<String>,
    /// What is wrong and what to do.
    #[oai(rename = "message", deserialize_with = "message")]
    pub message: String,
}

fn file(value: Option<Value>) -> ParseResult<String> {
    support::text("file", value)
}

fn construct(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("construct", value)
}

fn message(value: Option<Value>) -> ParseResult<String> {
    support::text("message", value)
}
