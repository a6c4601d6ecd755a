// Generated from spec/openapi/relay.yaml; do not edit.

//! The type PushRequestAnswer of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Where the answer will be.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "PushRequestAnswer", skip_serializing_if_is_none)]
pub struct PushRequestAnswer {
    /// The id of the request, a UUID.
    #[oai(rename = "rid", deserialize_with = "rid")]
    pub rid: String,
    /// The net in which it waits.
    #[oai(rename = "net", deserialize_with = "net")]
    pub net: String,
}

fn rid(value: Option<Value>) -> ParseResult<String> {
    support::text("rid", value)
}

fn net(value: Option<Value>) -> ParseResult<String> {
    support::text("net", value)
}
