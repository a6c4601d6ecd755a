// Generated from spec/openapi/c2sim-server.yaml; do not edit.

//! The type RequestResignSession of the interface.

use poem_openapi::Object;

#[allow(unused_imports, reason = "not every type refers to another")]
use super::super::models;

/// Why a member leaves.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "RequestResignSession", skip_serializing_if_is_none)]
pub struct RequestResignSession {
    /// Any text; it is logged.
    #[oai(rename = "reason")]
    pub reason: Option<String>,
}
