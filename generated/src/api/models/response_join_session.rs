// Generated from spec/openapi/c2sim-server.yaml; do not edit.

//! The type ResponseJoinSession of the interface.

use poem_openapi::Object;

#[allow(unused_imports, reason = "not every type refers to another")]
use super::super::models;

/// The session that was joined.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ResponseJoinSession", skip_serializing_if_is_none)]
pub struct ResponseJoinSession {
    #[allow(missing_docs)]
    #[oai(rename = "session")]
    pub session: models::DynamicSessionInfo,
}
