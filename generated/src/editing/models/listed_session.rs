// Generated from spec/openapi/editing.yaml; do not edit.

//! The type ListedSession of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// A session as others see it.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ListedSession", skip_serializing_if_is_none)]
pub struct ListedSession {
    /// Whose it is.
    #[oai(rename = "user_id", deserialize_with = "user_id")]
    pub user_id: String,
    /// What it edits.
    #[oai(rename = "document_id", deserialize_with = "document_id")]
    pub document_id: String,
    /// What its client said about itself.
    #[oai(rename = "client_info", deserialize_with = "client_info")]
    pub client_info: Option<String>,
    #[allow(missing_docs)]
    #[oai(rename = "state", deserialize_with = "state")]
    pub state: models::EditingSessionState,
    /// When it was created.
    #[oai(rename = "created_at")]
    pub created_at: time::OffsetDateTime,
    /// When it ends unless it is used before.
    #[oai(rename = "expires_at")]
    pub expires_at: time::OffsetDateTime,
    /// Connections that are open.
    #[oai(rename = "connections")]
    pub connections: i64,
}

fn user_id(value: Option<Value>) -> ParseResult<String> {
    support::text("user_id", value)
}

fn document_id(value: Option<Value>) -> ParseResult<String> {
    support::text("document_id", value)
}

fn client_info(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("client_info", value)
}

fn state(value: Option<Value>) -> ParseResult<models::EditingSessionState> {
    support::field("state", value)
}
