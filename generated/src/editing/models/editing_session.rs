// Generated from spec/openapi/editing.yaml; do not edit.

//! The type EditingSession of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// A session as its user sees it.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "EditingSession", skip_serializing_if_is_none)]
pub struct EditingSession {
    /// Its id.
    #[oai(rename = "session_id", deserialize_with = "session_id")]
    pub session_id: String,
    /// Whose it is.
    #[oai(rename = "user_id", deserialize_with = "user_id")]
    pub user_id: String,
    #[allow(missing_docs)]
    #[oai(rename = "state", deserialize_with = "state")]
    pub state: models::EditingSessionState,
    /// When it was created.
    #[oai(rename = "created_at")]
    pub created_at: time::OffsetDateTime,
    /// When it ends unless it is used before.
    #[oai(rename = "expires_at")]
    pub expires_at: time::OffsetDateTime,
}

fn session_id(value: Option<Value>) -> ParseResult<String> {
    support::text("session_id", value)
}

fn user_id(value: Option<Value>) -> ParseResult<String> {
    support::text("user_id", value)
}

fn state(value: Option<Value>) -> ParseResult<models::EditingSessionState> {
    support::field("state", value)
}
