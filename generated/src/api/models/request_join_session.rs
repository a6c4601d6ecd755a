// Generated from spec/openapi/c2sim-server.yaml; do not edit.

//! The type RequestJoinSession of the interface.

use poem_openapi::Object;

#[allow(unused_imports, reason = "not every type refers to another")]
use super::super::models;

/// Who joins.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "RequestJoinSession", skip_serializing_if_is_none)]
pub struct RequestJoinSession {
    /// The name of the system as it stands in FromSendingSystem of its messages; UNKNOWN where it is not given.
    #[oai(rename = "systemName")]
    pub system_name: Option<String>,
    /// How user interfaces call the client.
    #[oai(rename = "clientIdDisplayName")]
    pub client_id_display_name: String,
}
