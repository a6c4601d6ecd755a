// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type DynamicSessionInfo of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// A session as it is now.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "DynamicSessionInfo", skip_serializing_if_is_none)]
pub struct DynamicSessionInfo {
    /// The name of a session, as one segment of a path with the escapes of RFC 3986.
    #[oai(
        rename = "sessionName",
        deserialize_with = "session_name",
        validator(pattern = "^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$")
    )]
    pub session_name: String,
    /// When the session was created.
    #[oai(rename = "createdAt")]
    pub created_at: time::OffsetDateTime,
    #[allow(missing_docs)]
    #[oai(rename = "info", deserialize_with = "info")]
    pub info: models::SessionInfo,
    #[allow(missing_docs)]
    #[oai(rename = "state", deserialize_with = "state")]
    pub state: models::StateType,
}

fn session_name(value: Option<Value>) -> ParseResult<String> {
    support::text("sessionName", value)
}

fn info(value: Option<Value>) -> ParseResult<models::SessionInfo> {
    support::field("info", value)
}

fn state(value: Option<Value>) -> ParseResult<models::StateType> {
    support::field("state", value)
}
