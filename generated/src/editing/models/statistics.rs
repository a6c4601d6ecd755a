// Generated from spec/openapi/editing.yaml; do not edit.

//! The type Statistics of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Figures of the door.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "Statistics", skip_serializing_if_is_none)]
pub struct Statistics {
    /// Sessions at this moment.
    #[oai(rename = "sessions")]
    pub sessions: i64,
    /// Connections at this moment.
    #[oai(rename = "connections")]
    pub connections: i64,
    /// Documents that are open at this moment.
    #[oai(rename = "documents")]
    pub documents: i64,
    /// Messages that came over WebSockets since the start.
    #[oai(rename = "messages_received")]
    pub messages_received: i64,
    /// Messages that went out over WebSockets since the start.
    #[oai(rename = "messages_sent")]
    pub messages_sent: i64,
}
