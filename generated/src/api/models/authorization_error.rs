// Generated from spec/openapi/c2sim-server.yaml; do not edit.

//! The type AuthorizationError of the interface.

use poem_openapi::Object;

#[allow(unused_imports, reason = "not every type refers to another")]
use super::super::models;

/// Why a token, or the lack of one, does not permit a request.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "AuthorizationError", skip_serializing_if_is_none)]
pub struct AuthorizationError {
    /// The error, for people.
    #[oai(rename = "title")]
    pub title: String,
    /// The error, for programs.
    #[oai(rename = "code")]
    pub code: String,
    #[allow(missing_docs)]
    #[oai(rename = "details")]
    pub details: models::AuthorizationErrorDetails,
}
