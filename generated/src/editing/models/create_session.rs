// Generated from spec/openapi/editing.yaml; do not edit.

//! The type CreateSession of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Who wants to edit what.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "CreateSession", skip_serializing_if_is_none)]
pub struct CreateSession {
    /// Who it is for, 1 to 256 characters.
    #[oai(rename = "user_id", deserialize_with = "user_id")]
    pub user_id: String,
    /// What the client says about itself, up to 1024 characters.
    #[oai(rename = "client_info", deserialize_with = "client_info")]
    pub client_info: Option<String>,
    /// The document to edit, 1 to 64 of A-Z a-z 0-9 . _ ~ -; without it, `default`.
    #[oai(rename = "document_id", deserialize_with = "document_id")]
    pub document_id: Option<String>,
    /// Whether the session is active at once; without it, it is.
    #[oai(rename = "activate")]
    pub activate: Option<bool>,
}

fn user_id(value: Option<Value>) -> ParseResult<String> {
    support::text("user_id", value)
}

fn client_info(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("client_info", value)
}

fn document_id(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("document_id", value)
}
