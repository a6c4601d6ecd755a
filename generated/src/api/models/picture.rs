// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type Picture of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// The latest that is known of every entity of a session.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "Picture", skip_serializing_if_is_none)]
pub struct Picture {
    /// The place of the last message that is in it; a stream that is resumed from there misses nothing.
    #[oai(rename = "address", deserialize_with = "address")]
    pub address: String,
    #[allow(missing_docs)]
    #[oai(rename = "state", deserialize_with = "state")]
    pub state: models::StateType,
    /// The entities, in order of their UUIDs.
    #[oai(rename = "entities", deserialize_with = "entities")]
    pub entities: Vec<models::PictureEntity>,
}

fn address(value: Option<Value>) -> ParseResult<String> {
    support::text("address", value)
}

fn state(value: Option<Value>) -> ParseResult<models::StateType> {
    support::field("state", value)
}

fn entities(value: Option<Value>) -> ParseResult<Vec<models::PictureEntity>> {
    support::field("entities", value)
}
