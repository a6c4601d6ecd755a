// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type RequestCreateSession of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// The session to create, or what to change on it.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "RequestCreateSession", skip_serializing_if_is_none)]
pub struct RequestCreateSession {
    #[allow(missing_docs)]
    #[oai(rename = "data", deserialize_with = "data")]
    pub data: models::SessionInfo,
}

fn data(value: Option<Value>) -> ParseResult<models::SessionInfo> {
    support::field("data", value)
}
