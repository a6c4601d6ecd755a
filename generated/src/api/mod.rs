// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! C2SIM Server interface specification: a trait a tag that handlers implement, the types of its bodies, and the routes that call the traits.
//!
//! Entry points: implement [`Handler`], [`NotificationsApi`], [`PictureApi`], [`PublishApi`], [`SchemasApi`], [`SessionApi`], then call
//! [`service`]. Requests that do not follow the interface end in a `poem::Error` that [`crate::support::Refusal::of`] reads.

pub mod models;

mod errors;
mod notifications_api;
mod picture_api;
mod publish_api;
mod schemas_api;
mod session_api;

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
pub use notifications_api::*;
pub use picture_api::*;
pub use publish_api::*;
pub use schemas_api::*;
pub use session_api::*;

/// The specification as it stands in `spec/`, in YAML.
pub const OPENAPI_YAML: &str = include_str!("../../../spec/openapi/c2sim-server.yaml");

/// The specification, in JSON.
pub const OPENAPI_JSON: &str = include_str!("openapi.json");

/// What this server adds to it, in YAML.
pub const EXTENSIONS_YAML: &str = include_str!("../../../spec/openapi/c2sim-extensions.yaml");

/// The specification with what this server adds, in JSON.
pub const WHOLE_JSON: &str = include_str!("whole.json");

/// The path below which all operations are.
pub const BASE_PATH: &str = "/api";

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
    Operation { id: "getStreamEndpoints", method: Method::GET, path: "/c2sim/session/:sessionId/stream-endpoints" },
    Operation { id: "getSessionPicture", method: Method::GET, path: "/c2sim/session/:sessionId/picture" },
    Operation { id: "send", method: Method::POST, path: "/c2sim/session/:sessionId/send" },
    Operation { id: "getSchemas", method: Method::GET, path: "/c2sim/schemas" },
    Operation { id: "createSession", method: Method::PUT, path: "/c2sim/session/:sessionId/create" },
    Operation { id: "deleteSession", method: Method::DELETE, path: "/c2sim/session/:sessionId" },
    Operation { id: "getSessionInfo", method: Method::GET, path: "/c2sim/session/:sessionId/info" },
    Operation { id: "getSessionInitialization", method: Method::GET, path: "/c2sim/session/:sessionId/initialization" },
    Operation { id: "getSessions", method: Method::GET, path: "/c2sim/session/list" },
    Operation { id: "joinSession", method: Method::POST, path: "/c2sim/session/:sessionId/join" },
    Operation { id: "resignFromSession", method: Method::POST, path: "/c2sim/session/:sessionId/resign" },
];

/// The groups of operations.
#[derive(Tags)]
pub enum ApiTag {
    /// Create, join, leave and look at shared sessions.
    #[oai(rename = "session")]
    Session,

    /// Send messages to the members of a session.
    #[oai(rename = "publish")]
    Publish,

    /// Where a member reads the messages of a session.
    #[oai(rename = "notifications")]
    Notifications,

    /// Which versions of the C2SIM schema there are.
    #[oai(rename = "schemas")]
    Schemas,

    /// The latest position and status of every entity
    #[oai(rename = "picture")]
    Picture,
}

/// Declares the security scheme `bearerAuth`. It takes nothing from the request and checks nothing: who needs a token reads it.
pub struct BearerAuth;

impl<'a> ApiExtractor<'a> for BearerAuth {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        registry.create_security_scheme("bearerAuth", MetaSecurityScheme {
            ty: "http",
            description: Some("A signed token whose claims say as which systems its bearer may join and send, and which messages. Whether one is needed is configured; one that is sent is checked."),
            name: None,
            key_in: None,
            scheme: Some("bearer"),
            bearer_format: Some("JWT"),
            flows: None,
            openid_connect_url: None,
        });
    }

    fn security_schemes() -> Vec<&'static str> {
        vec!["bearerAuth"]
    }

    fn has_security_fallback() -> bool {
        true
    }

    async fn from_request(
        _request: &'a Request,
        _body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        Ok(Self)
    }
}

/// All routes of the interface, served by one handler. They expect to be nested at [`BASE_PATH`].
pub type Service<H> = OpenApiService<
    (NotificationsRoutes<H>, PictureRoutes<H>, PublishRoutes<H>, SchemasRoutes<H>, SessionRoutes<H>),
    (),
>;

/// Serves the interface with this handler.
pub fn service<H: NotificationsApi + PictureApi + PublishApi + SchemasApi + SessionApi>(handler: Arc<H>) -> Service<H> {
    let routes = (
        NotificationsRoutes(Arc::clone(&handler)),
        PictureRoutes(Arc::clone(&handler)),
        PublishRoutes(Arc::clone(&handler)),
        SchemasRoutes(Arc::clone(&handler)),
        SessionRoutes(Arc::clone(&handler)),
    );
    OpenApiService::new(routes, "C2SIM Server interface specification", "1.0.0")
        .description(DESCRIPTION)
        .server(BASE_PATH)
}

const DESCRIPTION: &str = r#"Command-and-control systems and simulations meet in a shared session and exchange C2SIM messages (SISO-STD-019).

A client takes these steps:

1. pick a `clientId` of 5 to 10 random characters and keep it for the life of the client;
2. ask `stream-endpoints` for the address of the stream and open the WebSocket with `?clientId=`;
3. `join` the session;
4. `send` messages, and read those of the others from the WebSocket, one line of XML each;
5. `resign`.

Every refused request is answered with a C2SimError, whose code, text and details say what was wrong and what to do;
its `trackingId` finds the request in the log of the server. A refused request changes nothing."#;
