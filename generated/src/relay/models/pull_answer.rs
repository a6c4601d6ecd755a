// Generated from spec/openapi/relay.yaml; do not edit.

//! The type PullAnswer of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// The answer, or how far the request is.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "PullAnswer", skip_serializing_if_is_none)]
pub struct PullAnswer {
    /// The id of a request, as it was answered by `pushreq`.
    #[oai(rename = "rid", deserialize_with = "rid")]
    pub rid: String,
    /// ready, queued or taken.
    #[oai(rename = "status", deserialize_with = "status")]
    pub status: String,
    /// The answer, to the letter; null where there is none yet.
    #[oai(rename = "sim_res")]
    pub sim_res: Option<support::Nullable<serde_json::Value>>,
}

fn rid(value: Option<Value>) -> ParseResult<String> {
    support::text("rid", value)
}

fn status(value: Option<Value>) -> ParseResult<String> {
    support::text("status", value)
}
