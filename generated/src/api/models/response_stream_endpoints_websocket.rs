// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type ResponseStreamEndpoints_websocket of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// The stream as a WebSocket.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ResponseStreamEndpointsWebsocket", skip_serializing_if_is_none)]
pub struct ResponseStreamEndpointsWebsocket {
    /// The address to open, complete but for the clientId.
    #[oai(rename = "url", deserialize_with = "url")]
    pub url: String,
}

fn url(value: Option<Value>) -> ParseResult<String> {
    support::text("url", value)
}
