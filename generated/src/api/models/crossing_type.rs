// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type CrossingType of the interface.

use poem_openapi::Enum;

/// A door over which a session is open. `concierge`: whoever subscribes to the service `c2sim/SESSION` of the service
/// gateway receives its messages as JSON. `editing`: a document that is edited together may be held against its schema,
/// and submitted to it by a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[oai(rename = "CrossingType")]
pub enum CrossingType {
    /// concierge as it stands in bodies.
    #[oai(rename = "concierge")]
    Concierge,

    /// editing as it stands in bodies.
    #[oai(rename = "editing")]
    Editing,
}
