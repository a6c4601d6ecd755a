// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The type C2SimError of the interface.

#![allow(unused_imports, reason = "not every type refers to another")]

use poem_openapi::{Object, types::ParseResult};
use serde_json::Value;

use super::super::models;
use crate::support;

/// Why a request was refused, and what to do about it. The details always carry `trackingId`; other keys depend on the
/// code. Lists in details are texts with `;` between the items, unless said otherwise.
///
/// | code | meaning | keys in details |
/// |---|---|---|
/// | AUTHORIZATION_FAILURE | the claims of the token do not permit to join as this system | |
/// | C2SIM_CLIENT_ALREADY_JOINED | the clientId is a member already | SYSTEM_NAME |
/// | C2SIM_INITIALIZATION_CONFLICT | two systems submitted different scenario settings | both systems |
/// | C2SIM_INITIALIZATION_MSG_DECODE_FAILURE | the initialization cannot be read | EXPECTED_LOX_NAMESPACE |
/// | C2SIM_INITIALIZATION_MSG_INVALID_STATE | initializations are taken while INITIALIZING only | |
/// | C2SIM_INVALID_HEADER | there is no C2SIMHeader, or it names no FromSendingSystem | |
/// | C2SIM_MSG_DECODING_ERROR | the message is of no kind that is known | |
/// | C2SIM_MSG_NOT_ALLOWED_IN_STATE | this kind of message is not taken in the current state | CURRENT_STATE |
/// | C2SIM_MSG_SIZE_EXCEEDED | the body is larger than the server is configured to take | |
/// | C2SIM_ROOT_ELEMENT_MUST_BE_MESSAGE | the root of the document is not Message | |
/// | C2SIM_SCHEMA_NOT_SUPPORTED | a session was to be created with a schema version that is not known | SUPPORTED_SCHEMA_VERSIONS |
/// | CLIENT_ID_NOT_EXIST | reserved | |
/// | CLIENT_NOT_JOINED_SHARED_SESSION | only members may send; join first | ACTIVE_SESSION |
/// | INITIALIZATION_NOT_COMPLETED | the scenario cannot be shared before an initialization came | REQUIRED_FEDERATES, INIT_COMPLETED_FEDERATES, with `,` between the items |
/// | INTERNAL_ERROR | a fault of the server | |
/// | INVALID_REQUEST | a parameter, the content type or the body is not what this document asks for | parameter |
/// | IO_ERROR | the server could not read or write what it needed | |
/// | METHOD_NOT_ALLOWED | the path has no operation with this method | |
/// | NO_C2SIM_INITIALIZATION_BODY | the session has no initialization yet | |
/// | NO_CLIENT_ID | the clientId is missing or empty | parameter |
/// | NOT_FOUND | no operation has this path | |
/// | NOT_IMPLEMENTED | the server does not do this | |
/// | RATE_LIMIT_EXCEEDED | the client or its address asks for more than it may in a second; status 429 | LIMIT |
/// | SERVER_LIMIT_REACHED | the server or the session holds as many as it may; status 503 | LIMIT, MAX |
/// | SERVER_SHUTTING_DOWN | the server ends and takes no new work; status 503 | |
/// | SHARED_SESSION_ALREADY_EXIST | the server itself created a session twice | |
/// | SHARED_SESSION_IN_USE | the session has members and was to be deleted without force | |
/// | SHARED_SESSION_NOT_FOUND | there is no session of this name | ACTIVE_SESSIONS |
/// | SHARED_SESSION_PROTECTED | the session default cannot be deleted | |
/// | SHARED_SESSION_SCHEMA_VERSION_CHANGED | the schema version of an existing session cannot be changed | SCHEMA_VERSION |
/// | STATE_TRANSITION_NOT_ALLOWED | the scenario cannot do this step in its current state | ACTIVE_SESSION, ALLOWED_TRIGGERS |
/// | STORE_UNAVAILABLE | the message could not be kept | |
/// | XML_ENCODING_NOT_SUPPORTED | the document is neither UTF-8, UTF-16 nor Latin-1 | |
/// | XML_LIMIT_EXCEEDED | the document is too deep, or has too many or too long names or attributes | |
/// | XML_NOT_ALLOWED | the document has a DOCTYPE | |
/// | XSD_VALIDATION_ERROR | the document is not well-formed, or not valid by the schema of the session | XSD_ERROR_1, XSD_ERROR_2 and so on: line, column, path, found and expected |
/// | XSD_VALIDATION_FAILURE | the schema of the session cannot be used | SCHEMA_VERSION |
#[derive(Clone, Debug, PartialEq, Object)]
#[oai(rename = "C2SimError", skip_serializing_if_is_none)]
pub struct C2SimError {
    /// The error, for programs.
    #[oai(rename = "code", deserialize_with = "code")]
    pub code: String,
    /// The error, for people, and what to do about it.
    #[oai(rename = "message", deserialize_with = "message")]
    pub message: String,
    /// What the error is about, by key.
    #[oai(rename = "details")]
    pub details: Option<std::collections::BTreeMap<String, serde_json::Value>>,
}

fn code(value: Option<Value>) -> ParseResult<String> {
    support::text("code", value)
}

fn message(value: Option<Value>) -> ParseResult<String> {
    support::text("message", value)
}
