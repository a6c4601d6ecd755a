// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type PictureEntity of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// The latest that is known of one entity; null where nothing is.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "PictureEntity", skip_serializing_if_is_none)]
pub struct PictureEntity {
    /// Its UUID, as it was first spelled.
    #[oai(rename = "uuid", deserialize_with = "uuid")]
    pub uuid: String,
    /// Its name, as it is defined, otherwise as it was observed.
    #[oai(rename = "name")]
    pub name: support::Nullable<String>,
    /// The name of its side, or the UUID where no name is defined.
    #[oai(rename = "side")]
    pub side: support::Nullable<String>,
    /// Its symbol, as APP-6C codes it.
    #[oai(rename = "sidc")]
    pub sidc: support::Nullable<String>,
    /// Degrees north. A place that was reported relative to another entity moves with it.
    #[oai(rename = "latitude")]
    pub latitude: support::Nullable<f64>,
    /// Degrees east.
    #[oai(rename = "longitude")]
    pub longitude: support::Nullable<f64>,
    /// Height in metres, above mean sea level where that was reported, otherwise above ground.
    #[oai(rename = "altitude_m")]
    pub altitude_m: support::Nullable<f64>,
    /// Direction of movement, in degrees from north over east, below 360.
    #[oai(rename = "heading_deg")]
    pub heading_deg: support::Nullable<f64>,
    /// Speed in metres a second.
    #[oai(rename = "speed_mps")]
    pub speed_mps: support::Nullable<f64>,
    /// Its OperationalStatusCode.
    #[oai(rename = "status")]
    pub status: support::Nullable<String>,
    /// What is left of it, in percent.
    #[oai(rename = "strength_percent")]
    pub strength_percent: support::Nullable<i32>,
    /// When the latest observation of it was made, by the time of the scenario.
    #[oai(rename = "observedAt")]
    pub observed_at: support::Nullable<String>,
    /// The UUID of the entity that reported that observation.
    #[oai(rename = "reportedBy")]
    pub reported_by: support::Nullable<String>,
}

fn uuid(value: Option<Value>) -> ParseResult<String> {
    support::text("uuid", value)
}
