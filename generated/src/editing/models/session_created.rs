// Generated from spec/openapi/editing.yaml; do not edit.

//! The type SessionCreated of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// A new session.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "SessionCreated", skip_serializing_if_is_none)]
pub struct SessionCreated {
    /// Its id, a secret.
    #[oai(rename = "session_id", deserialize_with = "session_id")]
    pub session_id: String,
    #[allow(missing_docs)]
    #[oai(rename = "state", deserialize_with = "state")]
    pub state: models::EditingSessionState,
    /// Where to connect; to be used as it is.
    #[oai(rename = "websocket_url", deserialize_with = "websocket_url")]
    pub websocket_url: String,
}

fn session_id(value: Option<Value>) -> ParseResult<String> {
    support::text("session_id", value)
}

fn state(value: Option<Value>) -> ParseResult<models::EditingSessionState> {
    support::field("state", value)
}

fn websocket_url(value: Option<Value>) -> ParseResult<String> {
    support::text("websocket_url", value)
}
