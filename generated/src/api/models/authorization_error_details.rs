// Generated from spec/openapi/c2sim-server.yaml; do not edit.

//! The type AuthorizationError_details of the interface.

use poem_openapi::Object;

#[allow(unused_imports, reason = "not every type refers to another")]
use super::super::models;

/// What the error is about.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "AuthorizationErrorDetails", skip_serializing_if_is_none)]
pub struct AuthorizationErrorDetails {
    /// Finds the request in the log of the server.
    #[oai(rename = "trackingId")]
    pub tracking_id: String,
}
