// Generated from spec/openapi/concierge.yaml; do not edit.

//! Files of a service gateway: a trait a tag that handlers implement, the types of its bodies, and the routes that call the traits.
//!
//! Entry points: implement [`Handler`], [`FilesApi`], then call
//! [`service`]. Requests that do not follow the interface end in a `poem::Error` that [`crate::support::Refusal::of`] reads.

pub mod models;

mod errors;
mod files_api;

use std::sync::Arc;

use poem::http::Method;
#[allow(unused_imports, reason = "needed where there is a security scheme")]
use poem::{Request, RequestBody};
#[allow(unused_imports, reason = "needed where there is a security scheme")]
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions, OpenApiService, Tags,
    registry::{MetaSecurityScheme, Registry},
};

pub use errors::{ApiError, Handler};
pub use files_api::*;

/// The specification as it stands in `spec/`, in YAML.
pub const OPENAPI_YAML: &str = include_str!("../../../spec/openapi/concierge.yaml");

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
    Operation { id: "deleteFile", method: Method::DELETE, path: "/fs/:client/:file" },
    Operation { id: "downloadFile", method: Method::GET, path: "/fs/:client/:file" },
    Operation { id: "replaceFile", method: Method::PUT, path: "/fs/:client/:file" },
    Operation { id: "uploadFile", method: Method::POST, path: "/fs/:client/:file" },
    Operation { id: "uploadFiles", method: Method::POST, path: "/fs/:client/" },
];

/// The groups of operations.
#[derive(Tags)]
pub enum ApiTag {
    /// Leave files for other clients, and fetch theirs.
    #[oai(rename = "files")]
    Files,
}

/// All routes of the interface, served by one handler. They expect to be nested at [`BASE_PATH`].
pub type Service<H> = OpenApiService<FilesRoutes<H>, ()>;

/// Serves the interface with this handler.
pub fn service<H: FilesApi>(handler: Arc<H>) -> Service<H> {
    let routes = FilesRoutes(Arc::clone(&handler));
    OpenApiService::new(routes, "Files of a service gateway", "1.0.0").description(DESCRIPTION).server(BASE_PATH)
}

const DESCRIPTION: &str = r#"Clients of the gateway leave files for each other here. A file belongs to a client, which alone may write and delete it;
everybody who is connected may read it. It goes when its client leaves.

Who asks is told by the header `x-fs-key`: the uuid that HELLO names, or the key `fs_key` beside it where the server is
configured to want one for writing. A key is known as long as its client is there. Clients and files are those of the
namespace that the asking client is in.

Every refused request is answered with an error object that says what was wrong and what to do."#;
