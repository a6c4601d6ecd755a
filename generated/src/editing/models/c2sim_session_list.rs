// Generated from spec/openapi/editing.yaml; do not edit.

//! The type C2simSessionList of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// C2SIM sessions that take documents.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "C2simSessionList", skip_serializing_if_is_none)]
pub struct C2simSessionList {
    /// The sessions, by name.
    #[oai(rename = "sessions", deserialize_with = "sessions")]
    pub sessions: Vec<models::C2simSession>,
}

fn sessions(value: Option<Value>) -> ParseResult<Vec<models::C2simSession>> {
    support::field("sessions", value)
}
