// Generated from spec/openapi/c2sim-server.yaml; do not edit.

//! The type DynamicSessionInfo of the interface.

use poem_openapi::Object;

#[allow(unused_imports, reason = "not every type refers to another")]
use super::super::models;

/// A session as it is now.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "DynamicSessionInfo", skip_serializing_if_is_none)]
pub struct DynamicSessionInfo {
    /// The name of a session, as one segment of a path with the escapes of RFC 3986.
    #[oai(rename = "sessionName", validator(pattern = "^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$"))]
    pub session_name: String,
    /// When the session was created.
    #[oai(rename = "createdAt")]
    pub created_at: time::OffsetDateTime,
    #[allow(missing_docs)]
    #[oai(rename = "info")]
    pub info: models::SessionInfo,
    #[allow(missing_docs)]
    #[oai(rename = "state")]
    pub state: models::StateType,
}
