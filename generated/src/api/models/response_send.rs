// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type ResponseSend of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// The ticket of an accepted message.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ResponseSend", skip_serializing_if_is_none)]
pub struct ResponseSend {
    /// Finds the message in the log of the server.
    #[oai(rename = "trackingId", deserialize_with = "tracking_id")]
    pub tracking_id: Option<String>,
}

fn tracking_id(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("trackingId", value)
}
