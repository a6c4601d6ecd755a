// Generated from spec/openapi/relay.yaml; do not edit.

//! The type PeerSendRequest of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// A message to other clients.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "PeerSendRequest", skip_serializing_if_is_none)]
pub struct PeerSendRequest {
    /// The token of the login.
    #[oai(rename = "token", deserialize_with = "token")]
    pub token: String,
    /// The name of the net. Without it, the net of the login; for server participants `default`. An empty one counts as
    /// absent.
    #[oai(rename = "net", deserialize_with = "net")]
    pub net: Option<String>,
    #[allow(missing_docs)]
    #[oai(rename = "to", deserialize_with = "to")]
    pub to: models::PeerTarget,
    /// Any JSON; relayed to the letter.
    #[oai(rename = "body")]
    pub body: support::Nullable<serde_json::Value>,
}

fn token(value: Option<Value>) -> ParseResult<String> {
    support::text("token", value)
}

fn net(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("net", value)
}

fn to(value: Option<Value>) -> ParseResult<models::PeerTarget> {
    support::field("to", value)
}
