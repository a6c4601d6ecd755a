// Generated from spec/openapi/relay.yaml; do not edit.

//! The type PullAnyAnswer of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// An answer, or how much is still to come.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "PullAnyAnswer", skip_serializing_if_is_none)]
pub struct PullAnyAnswer {
    /// The request that is answered, or null.
    #[oai(rename = "rid")]
    pub rid: Option<support::Nullable<String>>,
    /// ready, empty, queued or taken.
    #[oai(rename = "status", deserialize_with = "status")]
    pub status: String,
    /// The answer, to the letter; null where there is none.
    #[oai(rename = "sim_res")]
    pub sim_res: Option<support::Nullable<serde_json::Value>>,
    /// Answers that can be pulled after this one.
    #[oai(rename = "remaining")]
    pub remaining: i64,
    /// Requests that are not answered yet; absent beside an answer.
    #[oai(rename = "pending")]
    pub pending: Option<i64>,
}

fn status(value: Option<Value>) -> ParseResult<String> {
    support::text("status", value)
}
