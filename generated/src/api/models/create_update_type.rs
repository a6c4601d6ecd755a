// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type CreateUpdateType of the interface.

use poem_openapi::Enum;

/// Whether a session was made or an existing one changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[oai(rename = "CreateUpdateType")]
pub enum CreateUpdateType {
    /// CREATED as it stands in bodies.
    #[oai(rename = "CREATED")]
    Created,

    /// UPDATED as it stands in bodies.
    #[oai(rename = "UPDATED")]
    Updated,
}
