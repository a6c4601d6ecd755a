// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type ValidationType of the interface.

use poem_openapi::Enum;

/// What is done with a message that does not follow the schema. `reject`: it is refused. `warn`: it is delivered,
/// counted and logged, and its publisher is told in the header C2SIM-Warning, `XSD_VALIDATION_ERROR; violations=N`.
/// `off`: messages are not held to the schema. An initialization that does not follow the schema is always refused. A
/// session for which nothing was said does as the server is configured; on an update, it stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[oai(rename = "ValidationType")]
pub enum ValidationType {
    /// reject as it stands in bodies.
    #[oai(rename = "reject")]
    Reject,

    /// warn as it stands in bodies.
    #[oai(rename = "warn")]
    Warn,

    /// off as it stands in bodies.
    #[oai(rename = "off")]
    Off,
}
