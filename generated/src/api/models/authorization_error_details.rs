// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type AuthorizationError_details of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// What the error is about.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "AuthorizationErrorDetails", skip_serializing_if_is_none)]
pub struct AuthorizationErrorDetails {
    /// Finds the request in the log of the server.
    #[oai(rename = "trackingId", deserialize_with = "tracking_id")]
    pub tracking_id: String,
}

fn tracking_id(value: Option<Value>) -> ParseResult<String> {
    support::text("trackingId", value)
}
