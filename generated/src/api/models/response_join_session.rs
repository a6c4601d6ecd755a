// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type ResponseJoinSession of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// The session that was joined.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ResponseJoinSession", skip_serializing_if_is_none)]
pub struct ResponseJoinSession {
    #[allow(missing_docs)]
    #[oai(rename = "session", deserialize_with = "session")]
    pub session: models::DynamicSessionInfo,
}

fn session(value: Option<Value>) -> ParseResult<models::DynamicSessionInfo> {
    support::field("session", value)
}
