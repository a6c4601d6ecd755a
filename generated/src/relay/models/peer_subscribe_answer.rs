// Generated from spec/openapi/relay.yaml; do not edit.

//! The type PeerSubscribeAnswer of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// What the client receives now.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "PeerSubscribeAnswer", skip_serializing_if_is_none)]
pub struct PeerSubscribeAnswer {
    /// Its topics in this net.
    #[oai(rename = "topics", deserialize_with = "topics")]
    pub topics: Vec<String>,
}

fn topics(value: Option<Value>) -> ParseResult<Vec<String>> {
    support::field("topics", value)
}
