// Generated from spec/openapi/relay.yaml; do not edit.

//! The type PeerListAnswer of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Who is in the net.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "PeerListAnswer", skip_serializing_if_is_none)]
pub struct PeerListAnswer {
    /// In the order of their login.
    #[oai(rename = "clients", deserialize_with = "clients")]
    pub clients: Vec<models::PeerClient>,
}

fn clients(value: Option<Value>) -> ParseResult<Vec<models::PeerClient>> {
    support::field("clients", value)
}
