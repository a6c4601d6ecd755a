// Generated from spec/openapi/relay.yaml; do not edit.

//! The type CheckAnswer of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// With a rid, `rid` and `status`; without, `net`, `ready` and `pending`.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "CheckAnswer", skip_serializing_if_is_none)]
pub struct CheckAnswer {
    /// The id of a request, as it was answered by `pushreq`.
    #[oai(rename = "rid", deserialize_with = "rid")]
    pub rid: Option<String>,
    /// queued, taken, ready or expired.
    #[oai(rename = "status", deserialize_with = "status")]
    pub status: Option<String>,
    /// The name of the net. Without it, the net of the login; for server participants `default`. An empty one counts as
    /// absent.
    #[oai(rename = "net", deserialize_with = "net")]
    pub net: Option<String>,
    /// Rids whose answers can be pulled.
    #[oai(rename = "ready", deserialize_with = "ready")]
    pub ready: Option<Vec<String>>,
    /// Rids that are not answered yet.
    #[oai(rename = "pending", deserialize_with = "pending")]
    pub pending: Option<Vec<String>>,
}

fn rid(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("rid", value)
}

fn status(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("status", value)
}

fn net(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("net", value)
}

fn ready(value: Option<Value>) -> ParseResult<Option<Vec<String>>> {
    support::optional_field("ready", value)
}

fn pending(value: Option<Value>) -> ParseResult<Option<Vec<String>>> {
    support::optional_field("pending", value)
}
