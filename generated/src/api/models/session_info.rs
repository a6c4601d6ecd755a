// Generated from spec/openapi/c2sim-server.yaml; do not edit.

//! The type SessionInfo of the interface.

use poem_openapi::Object;

#[allow(unused_imports, reason = "not every type refers to another")]
use super::super::models;

/// What whoever creates a session says about it.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "SessionInfo", skip_serializing_if_is_none)]
pub struct SessionInfo {
    /// The version of the C2SIM schema that messages of the session follow.
    #[oai(rename = "c2simSchemaVersion")]
    pub c2sim_schema_version: String,
    /// How user interfaces call the session.
    #[oai(rename = "displayName")]
    pub display_name: String,
    /// What the session is for.
    #[oai(rename = "description")]
    pub description: String,
}
