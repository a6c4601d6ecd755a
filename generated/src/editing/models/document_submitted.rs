// Generated from spec/openapi/editing.yaml; do not edit.

//! The type DocumentSubmitted of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// A document that was sent as a message.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "DocumentSubmitted", skip_serializing_if_is_none)]
pub struct DocumentSubmitted {
    /// The version of the document that was sent.
    #[oai(rename = "version")]
    pub version: i64,
    /// The ticket of the message.
    #[oai(rename = "tracking_id", deserialize_with = "tracking_id")]
    pub tracking_id: String,
    /// Its place in the session.
    #[oai(rename = "address", deserialize_with = "address")]
    pub address: String,
    /// What kind of message it is, by the name of its element.
    #[oai(rename = "kind", deserialize_with = "kind")]
    pub kind: String,
}

fn tracking_id(value: Option<Value>) -> ParseResult<String> {
    support::text("tracking_id", value)
}

fn address(value: Option<Value>) -> ParseResult<String> {
    support::text("address", value)
}

fn kind(value: Option<Value>) -> ParseResult<String> {
    support::text("kind", value)
}
