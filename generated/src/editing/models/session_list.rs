// Generated from spec/openapi/editing.yaml; do not edit.

//! The type SessionList of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Sessions.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "SessionList", skip_serializing_if_is_none)]
pub struct SessionList {
    /// The sessions, the oldest first.
    #[oai(rename = "sessions", deserialize_with = "sessions")]
    pub sessions: Vec<models::ListedSession>,
}

fn sessions(value: Option<Value>) -> ParseResult<Vec<models::ListedSession>> {
    support::field("sessions", value)
}
