// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type ResponseStreamEndpoints of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Where the streams of a session are.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ResponseStreamEndpoints", skip_serializing_if_is_none)]
pub struct ResponseStreamEndpoints {
    #[allow(missing_docs)]
    #[oai(rename = "websocket", deserialize_with = "websocket")]
    pub websocket: models::ResponseStreamEndpointsWebsocket,
}

fn websocket(value: Option<Value>) -> ParseResult<models::ResponseStreamEndpointsWebsocket> {
    support::field("websocket", value)
}
