// Generated from spec/openapi/c2sim-server.yaml; do not edit.

//! The type ResponseResignSession of the interface.

use poem_openapi::Object;

#[allow(unused_imports, reason = "not every type refers to another")]
use super::super::models;

/// The outcome of resigning.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ResponseResignSession", skip_serializing_if_is_none)]
pub struct ResponseResignSession {
    /// What happened, in words.
    #[oai(rename = "msg")]
    pub msg: String,
}
