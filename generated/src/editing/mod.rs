// Generated from spec/openapi/editing.yaml; do not edit.

//! Editing a text together: a trait a tag that handlers implement, the types of its bodies, and the routes that call the traits.
//!
//! Entry points: implement [`Handler`], [`CrossingApi`], [`ServiceApi`], [`SessionsApi`], then call
//! [`service`]. Requests that do not follow the interface end in a `poem::Error` that [`crate::support::Refusal::of`] reads.

pub mod models;

mod crossing_api;
mod errors;
mod service_api;
mod sessions_api;

use std::sync::Arc;

use poem::http::Method;
#[allow(unused_imports, reason = "needed where there is a security scheme")]
use poem::{Request, RequestBody};
#[allow(unused_imports, reason = "needed where there is a security scheme")]
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions, OpenApiService, Tags,
    registry::{MetaSecurityScheme, Registry},
};

pub use crossing_api::*;
pub use errors::{ApiError, Handler};
pub use service_api::*;
pub use sessions_api::*;

/// The specification as it stands in `spec/`, in YAML.
pub const OPENAPI_YAML: &str = include_str!("../../../spec/openapi/editing.yaml");

/// The specification, in JSON.
pub const OPENAPI_JSON: &str = include_str!("openapi.json");

/// The path below which all operations are.
pub const BASE_PATH: &str = "";

/// One operation of the interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its name.
    pub id: &'static str,
    /// Its method.
    pub method: Method,
    /// Its path below [`BASE_PATH`], parameters as `:name`.
    pub path: &'static str,
}

/// Every operation of the interface.
pub const OPERATIONS: &[Operation] = &[
    Operation { id: "listC2simSessions", method: Method::GET, path: "/api/sessions/:session_id/c2sim" },
    Operation { id: "submitDocument", method: Method::POST, path: "/api/sessions/:session_id/submission" },
    Operation { id: "validateDocument", method: Method::POST, path: "/api/sessions/:session_id/validation" },
    Operation { id: "getEditingHealth", method: Method::GET, path: "/health" },
    Operation { id: "getEditingStatistics", method: Method::GET, path: "/api/statistics" },
    Operation { id: "activateEditingSession", method: Method::POST, path: "/api/sessions/:session_id/activate" },
    Operation { id: "createEditingSession", method: Method::POST, path: "/api/sessions" },
    Operation { id: "deleteEditingSession", method: Method::DELETE, path: "/api/sessions/:session_id" },
    Operation { id: "getEditingSession", method: Method::GET, path: "/api/sessions/:session_id" },
    Operation { id: "listEditingSessions", method: Method::GET, path: "/api/sessions" },
    Operation { id: "suspendEditingSession", method: Method::POST, path: "/api/sessions/:session_id/suspend" },
];

/// The groups of operations.
#[derive(Tags)]
pub enum ApiTag {
    /// Create, look at and end sessions.
    #[oai(rename = "sessions")]
    Sessions,

    /// A document as a message of a C2SIM session that is open to this door.
    #[oai(rename = "crossing")]
    Crossing,

    /// How the service is doing.
    #[oai(rename = "service")]
    Service,
}

/// All routes of the interface, served by one handler. They expect to be nested at [`BASE_PATH`].
pub type Service<H> = OpenApiService<(CrossingRoutes<H>, ServiceRoutes<H>, SessionsRoutes<H>), ()>;

/// Serves the interface with this handler.
pub fn service<H: CrossingApi + ServiceApi + SessionsApi>(handler: Arc<H>) -> Service<H> {
    let routes = (
        CrossingRoutes(Arc::clone(&handler)),
        ServiceRoutes(Arc::clone(&handler)),
        SessionsRoutes(Arc::clone(&handler)),
    );
    OpenApiService::new(routes, "Editing a text together", "1.0.0").description(DESCRIPTION).server(BASE_PATH)
}

const DESCRIPTION: &str = r#"A client creates a session here, then opens a WebSocket with the address that it is given, and edits a document together
with all others who have a session for it. The id of a session is a secret: whoever knows it connects as its user.

Every refused request is answered with an error object that says what was wrong and what to do."#;
