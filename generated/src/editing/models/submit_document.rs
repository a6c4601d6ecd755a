// Generated from spec/openapi/editing.yaml; do not edit.

//! The type SubmitDocument of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Where the document goes, and who sends it.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "SubmitDocument", skip_serializing_if_is_none)]
pub struct SubmitDocument {
    /// The name of a C2SIM session that is open to this door.
    #[oai(rename = "c2sim_session", deserialize_with = "c2sim_session")]
    pub c2sim_session: String,
    /// The clientId of the member that sends it; it has to have joined.
    #[oai(rename = "client_id", deserialize_with = "client_id")]
    pub client_id: String,
}

fn c2sim_session(value: Option<Value>) -> ParseResult<String> {
    support::text("c2sim_session", value)
}

fn client_id(value: Option<Value>) -> ParseResult<String> {
    support::text("client_id", value)
}
