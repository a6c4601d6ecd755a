// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type RequestJoinSession of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Who joins.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "RequestJoinSession", skip_serializing_if_is_none)]
pub struct RequestJoinSession {
    /// The name of the system as it stands in FromSendingSystem of its messages; UNKNOWN where it is not given.
    #[oai(rename = "systemName", deserialize_with = "system_name")]
    pub system_name: Option<String>,
    /// How user interfaces call the client.
    #[oai(rename = "clientIdDisplayName", deserialize_with = "client_id_display_name")]
    pub client_id_display_name: String,
    /// The version of the C2SIM schema in which the member receives messages: those that were published in another are
    /// converted for it, and so is the initialization when it reads it. Where it is left out, it receives messages as
    /// they were published.
    #[oai(rename = "schemaVersion", deserialize_with = "schema_version")]
    pub schema_version: Option<String>,
}

fn system_name(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("systemName", value)
}

fn client_id_display_name(value: Option<Value>) -> ParseResult<String> {
    support::text("clientIdDisplayName", value)
}

fn schema_version(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("schemaVersion", value)
}
