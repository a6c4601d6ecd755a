// Generated from spec/openapi/relay.yaml; do not edit.

//! The type PeerMessage of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// A message from another client.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "PeerMessage", skip_serializing_if_is_none)]
pub struct PeerMessage {
    /// Its id.
    #[oai(rename = "mid", deserialize_with = "mid")]
    pub mid: String,
    /// Its number in the net.
    #[oai(rename = "seq")]
    pub seq: i64,
    /// The id of the client that sent it.
    #[oai(rename = "from", deserialize_with = "from")]
    pub from: String,
    #[allow(missing_docs)]
    #[oai(rename = "to", deserialize_with = "to")]
    pub to: models::PeerTarget,
    /// As it was sent, to the letter.
    #[oai(rename = "body")]
    pub body: support::Nullable<serde_json::Value>,
}

fn mid(value: Option<Value>) -> ParseResult<String> {
    support::text("mid", value)
}

fn from(value: Option<Value>) -> ParseResult<String> {
    support::text("from", value)
}

fn to(value: Option<Value>) -> ParseResult<models::PeerTarget> {
    support::field("to", value)
}
