// Generated from spec/openapi/concierge.yaml; do not edit.

//! The type ConciergeError of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Why a request was refused.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ConciergeError", skip_serializing_if_is_none)]
pub struct ConciergeError {
    #[allow(missing_docs)]
    #[oai(rename = "error", deserialize_with = "error")]
    pub error: models::ErrorBody,
}

fn error(value: Option<Value>) -> ParseResult<models::ErrorBody> {
    support::field("error", value)
}
