// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type ResponseCreateSession of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// The outcome of creating a session.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "ResponseCreateSession", skip_serializing_if_is_none)]
pub struct ResponseCreateSession {
    #[allow(missing_docs)]
    #[oai(rename = "creation", deserialize_with = "creation")]
    pub creation: models::CreateUpdateType,
    #[allow(missing_docs)]
    #[oai(rename = "session", deserialize_with = "session")]
    pub session: models::DynamicSessionInfo,
}

fn creation(value: Option<Value>) -> ParseResult<models::CreateUpdateType> {
    support::field("creation", value)
}

fn session(value: Option<Value>) -> ParseResult<models::DynamicSessionInfo> {
    support::field("session", value)
}
