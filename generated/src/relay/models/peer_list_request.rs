// Generated from spec/openapi/relay.yaml; do not edit.

//! The type PeerListRequest of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Which net to look at.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "PeerListRequest", skip_serializing_if_is_none)]
pub struct PeerListRequest {
    /// The token of the login.
    #[oai(rename = "token", deserialize_with = "token")]
    pub token: String,
    /// The name of the net. Without it, the net of the login; for server participants `default`. An empty one counts as
    /// absent.
    #[oai(rename = "net", deserialize_with = "net")]
    pub net: Option<String>,
}

fn token(value: Option<Value>) -> ParseResult<String> {
    support::text("token", value)
}

fn net(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("net", value)
}
