// Generated from spec/openapi/editing.yaml; do not edit.

//! The type EditingSessionState of the interface.

use poem_openapi::Enum;

/// Where in its life a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[oai(rename = "EditingSessionState")]
pub enum EditingSessionState {
    /// Pending as it stands in bodies.
    #[oai(rename = "Pending")]
    Pending,

    /// Active as it stands in bodies.
    #[oai(rename = "Active")]
    Active,

    /// Suspended as it stands in bodies.
    #[oai(rename = "Suspended")]
    Suspended,

    /// Expired as it stands in bodies.
    #[oai(rename = "Expired")]
    Expired,

    /// Invalidated as it stands in bodies.
    #[oai(rename = "Invalidated")]
    Invalidated,
}
