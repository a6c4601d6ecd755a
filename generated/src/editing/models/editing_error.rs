// Generated from spec/openapi/editing.yaml; do not edit.

//! The type EditingError of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Why a request was refused.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "EditingError", skip_serializing_if_is_none)]
pub struct EditingError {
    #[allow(missing_docs)]
    #[oai(rename = "error", deserialize_with = "error")]
    pub error: models::ErrorBody,
}

fn error(value: Option<Value>) -> ParseResult<models::ErrorBody> {
    support::field("error", value)
}
