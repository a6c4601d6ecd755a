// Generated from spec/openapi/relay.yaml; do not edit.

//! The type PushAnswerAnswer of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// The answer is where the client can pull it.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "PushAnswerAnswer", skip_serializing_if_is_none)]
pub struct PushAnswerAnswer {
    /// Always true.
    #[oai(rename = "ok")]
    pub ok: bool,
    /// The id of a request, as it was answered by `pushreq`.
    #[oai(rename = "rid", deserialize_with = "rid")]
    pub rid: String,
}

fn rid(value: Option<Value>) -> ParseResult<String> {
    support::text("rid", value)
}
