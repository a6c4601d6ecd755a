// Generated from spec/openapi/relay.yaml; do not edit.

//! The type PushAnswerRequest of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// An answer.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "PushAnswerRequest", skip_serializing_if_is_none)]
pub struct PushAnswerRequest {
    /// The id of a request, as it was answered by `pushreq`.
    #[oai(rename = "rid", deserialize_with = "rid")]
    pub rid: String,
    /// The name of the net. Without it, the net of the login; for server participants `default`. An empty one counts as
    /// absent.
    #[oai(rename = "net", deserialize_with = "net")]
    pub net: Option<String>,
    /// Any JSON; null is an answer too.
    #[oai(rename = "sim_res")]
    pub sim_res: support::Nullable<serde_json::Value>,
}

fn rid(value: Option<Value>) -> ParseResult<String> {
    support::text("rid", value)
}

fn net(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("net", value)
}
