// Generated from spec/openapi/relay.yaml; do not edit.

//! The type PeerTarget of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Whom it is for; exactly one of the three.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "PeerTarget", skip_serializing_if_is_none)]
pub struct PeerTarget {
    /// true: every other client of the net.
    #[oai(rename = "all")]
    pub all: Option<bool>,
    /// The client with this id.
    #[oai(rename = "client", deserialize_with = "client")]
    pub client: Option<String>,
    /// Those that subscribed to this topic.
    #[oai(rename = "topic", deserialize_with = "topic")]
    pub topic: Option<String>,
}

fn client(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("client", value)
}

fn topic(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("topic", value)
}
