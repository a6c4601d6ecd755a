// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type SchemaDescription of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// A version of the C2SIM schema, or a folder that would be one.
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "SchemaDescription", skip_serializing_if_is_none)]
pub struct SchemaDescription {
    /// Its name; for a folder, that of the folder.
    #[oai(rename = "version", deserialize_with = "version")]
    pub version: String,
    /// Whether sessions can use it.
    #[oai(rename = "usable")]
    pub usable: bool,
    /// The text built-in, or the folder.
    #[oai(rename = "source", deserialize_with = "source")]
    pub source: String,
    /// The namespace that it declares; absent where it cannot be used.
    #[oai(rename = "namespace", deserialize_with = "namespace")]
    pub namespace: Option<String>,
    /// The files that were read for it, by their paths from its folder, in the order of their bytes.
    #[oai(rename = "files", deserialize_with = "files")]
    pub files: Vec<String>,
    /// What tells whether two servers have the same schema: the SHA-256, in 64 hexadecimal digits, of a list with one
    /// line a file in the order of `files`, each line the SHA-256 of the file, two spaces, its path and a line feed.
    /// That is what `sha256sum FILE… | sha256sum` prints in the folder.
    #[oai(rename = "hash", deserialize_with = "hash")]
    pub hash: String,
    #[allow(missing_docs)]
    #[oai(rename = "problem", deserialize_with = "problem")]
    pub problem: Option<models::SchemaProblem>,
}

fn version(value: Option<Value>) -> ParseResult<String> {
    support::text("version", value)
}

fn source(value: Option<Value>) -> ParseResult<String> {
    support::text("source", value)
}

fn namespace(value: Option<Value>) -> ParseResult<Option<String>> {
    support::optional_text("namespace", value)
}

fn files(value: Option<Value>) -> ParseResult<Vec<String>> {
    support::field("files", value)
}

fn hash(value: Option<Value>) -> ParseResult<String> {
    support::text("hash", value)
}

fn problem(value: Option<Value>) -> ParseResult<Option<models::SchemaProblem>> {
    support::optional_field("problem", value)
}
