// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type SessionMessage of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// A message that went out, with what the server knows of it.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "SessionMessage", skip_serializing_if_is_none)]
pub struct SessionMessage {
    /// Its place in the session; whoever goes on after it misses nothing.
    #[oai(rename = "address", deserialize_with = "address")]
    pub address: String,
    /// The ticket that its publisher was given.
    #[oai(rename = "trackingId", deserialize_with = "tracking_id")]
    pub tracking_id: String,
    /// The element in its body, for system messages the one inside.
    #[oai(rename = "kind", deserialize_with = "kind")]
    pub kind: String,
    /// Its FromSendingSystem.
    #[oai(rename = "sender", deserialize_with = "sender")]
    pub sender: String,
    /// Every ToReceivingSystem.
    #[oai(rename = "receivers", deserialize_with = "receivers")]
    pub receivers: Vec<String>,
    /// When it was accepted.
    #[oai(rename = "at")]
    pub at: time::OffsetDateTime,
    /// The message, on one line.
    #[oai(rename = "xml", deserialize_with = "xml")]
    pub xml: String,
}

fn address(value: Option<Value>) -> ParseResult<String> {
    support::text("address", value)
}

fn tracking_id(value: Option<Value>) -> ParseResult<String> {
    support::text("trackingId", value)
}

fn kind(value: Option<Value>) -> ParseResult<String> {
    support::text("kind", value)
}

fn sender(value: Option<Value>) -> ParseResult<String> {
    support::text("sender", value)
}

fn receivers(value: Option<Value>) -> ParseResult<Vec<String>> {
    support::field("receivers", value)
}

fn xml(value: Option<Value>) -> ParseResult<String> {
    support::text("xml", value)
}
