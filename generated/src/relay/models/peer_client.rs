// Generated from spec/openapi/relay.yaml; do not edit.

//! The type PeerClient of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// A client of the net.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "PeerClient", skip_serializing_if_is_none)]
pub struct PeerClient {
    /// The id under which it receives.
    #[oai(rename = "id", deserialize_with = "id")]
    pub id: String,
    /// What it calls itself, or null.
    #[oai(rename = "name")]
    pub name: Option<support::Nullable<String>>,
}

fn id(value: Option<Value>) -> ParseResult<String> {
    support::text("id", value)
}
