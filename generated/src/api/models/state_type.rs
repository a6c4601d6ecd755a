// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type StateType of the interface.

use poem_openapi::Enum;

/// The state of the scenario in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[oai(rename = "StateType")]
pub enum StateType {
    /// UNINITIALIZED as it stands in bodies.
    #[oai(rename = "UNINITIALIZED")]
    Uninitialized,

    /// INITIALIZING as it stands in bodies.
    #[oai(rename = "INITIALIZING")]
    Initializing,

    /// INITIALIZED as it stands in bodies.
    #[oai(rename = "INITIALIZED")]
    Initialized,

    /// RUNNING as it stands in bodies.
    #[oai(rename = "RUNNING")]
    Running,

    /// PAUSED as it stands in bodies.
    #[oai(rename = "PAUSED")]
    Paused,
}
