// Generated from spec/openapi/c2sim-server.yaml; do not edit.

//! The type ResponseDeleteSession of the interface.

use poem_openapi::Object;

#[allow(unused_imports, reason = "not every type refers to another")]
use super::super::models;

/// The outcome of deleting a session.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ResponseDeleteSession", skip_serializing_if_is_none)]
pub struct ResponseDeleteSession {
    /// What happened, in words.
    #[oai(rename = "message")]
    pub message: Option<String>,
}
