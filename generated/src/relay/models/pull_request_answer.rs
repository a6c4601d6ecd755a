// Generated from spec/openapi/relay.yaml; do not edit.

//! The type PullRequestAnswer of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// A request, or nothing.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "PullRequestAnswer", skip_serializing_if_is_none)]
pub struct PullRequestAnswer {
    /// Under which it is answered, or null.
    #[oai(rename = "rid")]
    pub rid: Option<support::Nullable<String>>,
    /// ready or empty.
    #[oai(rename = "status", deserialize_with = "status")]
    pub status: String,
    /// The request, to the letter, or null.
    #[oai(rename = "sim_req")]
    pub sim_req: Option<support::Nullable<serde_json::Value>>,
    /// Who asks; absent where there is no request.
    #[oai(rename = "client", deserialize_with = "client")]
    pub client: Option<String>,
    /// Requests of the net after this one.
    #[oai(rename = "remaining")]
    pub remaining: i64,
}

fn status(value: Option<Value>) -> ParseResult<String> {
    support::text("status", value)
}

fn client(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("client", value)
}
