// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type RequestResignSession of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Why a member leaves.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "RequestResignSession", skip_serializing_if_is_none)]
pub struct RequestResignSession {
    /// Any text; it is logged.
    #[oai(rename = "reason", deserialize_with = "reason")]
    pub reason: Option<String>,
}

fn reason(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("reason", value)
}
