// Generated from spec/openapi/relay.yaml; do not edit.

//! The type SimRequest of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// A request. Further fields are relayed too.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "SimRequest", skip_serializing_if_is_none)]
pub struct SimRequest {
    /// What is asked for; 1 to 2048 characters.
    #[oai(rename = "simEndpoint", deserialize_with = "sim_endpoint")]
    pub sim_endpoint: String,
    /// Header fields.
    #[oai(rename = "simHeaders")]
    pub sim_headers: Option<std::collections::BTreeMap<String, serde_json::Value>>,
    /// Any JSON.
    #[oai(rename = "simBody")]
    pub sim_body: Option<support::Nullable<serde_json::Value>>,
    /// Parameters of the query.
    #[oai(rename = "simQueryParams")]
    pub sim_query_params: Option<std::collections::BTreeMap<String, serde_json::Value>>,
    /// Parameters of the route.
    #[oai(rename = "simRouteParams")]
    pub sim_route_params: Option<std::collections::BTreeMap<String, serde_json::Value>>,
}

fn sim_endpoint(value: Option<Value>) -> ParseResult<String> {
    support::text("simEndpoint", value)
}
