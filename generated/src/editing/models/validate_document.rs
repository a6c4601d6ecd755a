// Generated from spec/openapi/editing.yaml; do not edit.

//! The type ValidateDocument of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// What the document is to be held against.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ValidateDocument", skip_serializing_if_is_none)]
pub struct ValidateDocument {
    /// The name of a C2SIM session that is open to this door.
    #[oai(rename = "c2sim_session", deserialize_with = "c2sim_session")]
    pub c2sim_session: String,
}

fn c2sim_session(value: Option<Value>) -> ParseResult<String> {
    support::text("c2sim_session", value)
}
