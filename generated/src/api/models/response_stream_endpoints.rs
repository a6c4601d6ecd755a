// Generated from spec/openapi/c2sim-server.yaml; do not edit.

//! The type ResponseStreamEndpoints of the interface.

use poem_openapi::Object;

#[allow(unused_imports, reason = "not every type refers to another")]
use super::super::models;

/// Where the streams of a session are.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ResponseStreamEndpoints", skip_serializing_if_is_none)]
pub struct ResponseStreamEndpoints {
    #[allow(missing_docs)]
    #[oai(rename = "websocket")]
    pub websocket: models::ResponseStreamEndpointsWebsocket,
}
