// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type ResponseResignSession of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// The outcome of resigning.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ResponseResignSession", skip_serializing_if_is_none)]
pub struct ResponseResignSession {
    /// What happened, in words.
    #[oai(rename = "msg", deserialize_with = "msg")]
    pub msg: String,
}

fn msg(value: Option<Value>) -> ParseResult<String> {
    support::text("msg", value)
}
