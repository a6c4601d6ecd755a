// Generated from spec/openapi/relay.yaml; do not edit.

//! The type TakeRequest of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Whose requests to take.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "TakeRequest", skip_serializing_if_is_none)]
pub struct TakeRequest {
    /// The name of the net. Without it, the net of the login; for server participants `default`. An empty one counts as
    /// absent.
    #[oai(rename = "net", deserialize_with = "net")]
    pub net: Option<String>,
    /// How many seconds to wait for something to answer with, 0 to 30; more counts as 30. 0 by default.
    #[oai(rename = "wait")]
    pub wait: Option<f64>,
}

fn net(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("net", value)
}
