// Generated from spec/openapi/relay.yaml; do not edit.

//! The type PeerPullRequest of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Where to read on.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "PeerPullRequest", skip_serializing_if_is_none)]
pub struct PeerPullRequest {
    /// The token of the login.
    #[oai(rename = "token", deserialize_with = "token")]
    pub token: String,
    /// The name of the net. Without it, the net of the login; for server participants `default`. An empty one counts as
    /// absent.
    #[oai(rename = "net", deserialize_with = "net")]
    pub net: Option<String>,
    /// Number of the last message that is known; the answer holds those after it. Without it, the pull goes on from the
    /// last one.
    #[oai(rename = "after")]
    pub after: Option<i64>,
    /// How many seconds to wait for something to answer with, 0 to 30; more counts as 30. 0 by default.
    #[oai(rename = "wait")]
    pub wait: Option<f64>,
}

fn token(value: Option<Value>) -> ParseResult<String> {
    support::text("token", value)
}

fn net(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("net", value)
}
