// Generated from spec/openapi/c2sim-server.yaml; do not edit.

//! The type ResponseSend of the interface.

use poem_openapi::Object;

#[allow(unused_imports, reason = "not every type refers to another")]
use super::super::models;

/// The ticket of an accepted message.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ResponseSend", skip_serializing_if_is_none)]
pub struct ResponseSend {
    /// Finds the message in the log of the server.
    #[oai(rename = "trackingId")]
    pub tracking_id: Option<String>,
}
