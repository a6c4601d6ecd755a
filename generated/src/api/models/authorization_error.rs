// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type AuthorizationError of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Why a token, or the lack of one, does not permit a request.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "AuthorizationError", skip_serializing_if_is_none)]
pub struct AuthorizationError {
    /// The error, for people.
    #[oai(rename = "title", deserialize_with = "title")]
    pub title: String,
    /// The error, for programs.
    #[oai(rename = "code", deserialize_with = "code")]
    pub code: String,
    #[allow(missing_docs)]
    #[oai(rename = "details", deserialize_with = "details")]
    pub details: models::AuthorizationErrorDetails,
}

fn title(value: Option<Value>) -> ParseResult<String> {
    support::text("title", value)
}

fn code(value: Option<Value>) -> ParseResult<String> {
    support::text("code", value)
}

fn details(value: Option<Value>) -> ParseResult<models::AuthorizationErrorDetails> {
    support::field("details", value)
}
