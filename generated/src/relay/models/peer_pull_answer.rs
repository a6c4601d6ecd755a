// Generated from spec/openapi/relay.yaml; do not edit.

//! The type PeerPullAnswer of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// The messages for the client, oldest first.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "PeerPullAnswer", skip_serializing_if_is_none)]
pub struct PeerPullAnswer {
    /// At most 100 at once.
    #[oai(rename = "messages", deserialize_with = "messages")]
    pub messages: Vec<models::PeerMessage>,
    /// To be sent as `after` next time.
    #[oai(rename = "next")]
    pub next: i64,
}

fn messages(value: Option<Value>) -> ParseResult<Vec<models::PeerMessage>> {
    support::field("messages", value)
}
