// Generated from spec/openapi/relay.yaml; do not edit.

//! The type PeerSendAnswer of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// The message is kept for those it is for.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "PeerSendAnswer", skip_serializing_if_is_none)]
pub struct PeerSendAnswer {
    /// The id of the message.
    #[oai(rename = "mid", deserialize_with = "mid")]
    pub mid: String,
}

fn mid(value: Option<Value>) -> ParseResult<String> {
    support::text("mid", value)
}
