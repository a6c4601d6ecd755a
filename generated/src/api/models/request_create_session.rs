// Generated from spec/openapi/c2sim-server.yaml; do not edit.

//! The type RequestCreateSession of the interface.

use poem_openapi::Object;

#[allow(unused_imports, reason = "not every type refers to another")]
use super::super::models;

/// The session to create, or what to change on it.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "RequestCreateSession", skip_serializing_if_is_none)]
pub struct RequestCreateSession {
    #[allow(missing_docs)]
    #[oai(rename = "data")]
    pub data: models::SessionInfo,
}
