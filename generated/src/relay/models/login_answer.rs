// Generated from spec/openapi/relay.yaml; do not edit.

//! The type LoginAnswer of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// The credential of a client.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "LoginAnswer", skip_serializing_if_is_none)]
pub struct LoginAnswer {
    /// 32 hexadecimal digits; a secret.
    #[oai(rename = "token", deserialize_with = "token")]
    pub token: String,
    /// The net of the login.
    #[oai(rename = "net", deserialize_with = "net")]
    pub net: String,
    /// Seconds that the token lives without being used.
    #[oai(rename = "expires_in")]
    pub expires_in: i64,
}

fn token(value: Option<Value>) -> ParseResult<String> {
    support::text("token", value)
}

fn net(value: Option<Value>) -> ParseResult<String> {
    support::text("net", value)
}
