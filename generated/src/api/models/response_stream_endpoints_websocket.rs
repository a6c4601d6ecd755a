// Generated from spec/openapi/c2sim-server.yaml; do not edit.

//! The type ResponseStreamEndpoints_websocket of the interface.

use poem_openapi::Object;

#[allow(unused_imports, reason = "not every type refers to another")]
use super::super::models;

/// The stream as a WebSocket.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ResponseStreamEndpointsWebsocket", skip_serializing_if_is_none)]
pub struct ResponseStreamEndpointsWebsocket {
    /// The address to open, complete but for the clientId.
    #[oai(rename = "url")]
    pub url: String,
}
