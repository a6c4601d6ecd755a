// Generated from spec/openapi/relay.yaml; do not edit.

//! HTTP relay: a trait a tag that handlers implement, the types of its bodies, and the routes that call the traits.
//!
//! Entry points: implement [`Handler`], [`ClientApi`], [`PeerApi`], [`ServerApi`], then call
//! [`service`]. Requests that do not follow the interface end in a `poem::Error` that [`crate::support::Refusal::of`] reads.

pub mod models;

mod client_api;
mod errors;
mod peer_api;
mod server_api;

use std::sync::Arc;

use poem::http::Method;
#[allow(unused_imports, reason = "needed where there is a security scheme")]
use poem::{Request, RequestBody};
#[allow(unused_imports, reason = "needed where there is a security scheme")]
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions, OpenApiService, Tags,
    registry::{MetaSecurityScheme, Registry},
};

pub use client_api::*;
pub use errors::{ApiError, Handler};
pub use peer_api::*;
pub use server_api::*;

/// The specification as it stands in `spec/`, in YAML.
pub const OPENAPI_YAML: &str = include_str!("../../../spec/openapi/relay.yaml");

/// The specification, in JSON.
pub const OPENAPI_JSON: &str = include_str!("openapi.json");

/// The path below which all operations are.
pub const BASE_PATH: &str = "/api/v1";

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
    Operation { id: "check", method: Method::POST, path: "/client/check" },
    Operation { id: "checkByGet", method: Method::GET, path: "/client/check" },
    Operation { id: "login", method: Method::POST, path: "/client/login" },
    Operation { id: "loginByGet", method: Method::GET, path: "/client/login" },
    Operation { id: "pullAnswer", method: Method::POST, path: "/client/pullres" },
    Operation { id: "pullAnswerByGet", method: Method::GET, path: "/client/pullres" },
    Operation { id: "pullAnyAnswer", method: Method::POST, path: "/client/pullsmart" },
    Operation { id: "pullAnyAnswerByGet", method: Method::GET, path: "/client/pullsmart" },
    Operation { id: "pushRequest", method: Method::POST, path: "/client/pushreq" },
    Operation { id: "peerList", method: Method::POST, path: "/peer/list" },
    Operation { id: "peerListByGet", method: Method::GET, path: "/peer/list" },
    Operation { id: "peerPull", method: Method::POST, path: "/peer/pull" },
    Operation { id: "peerPullByGet", method: Method::GET, path: "/peer/pull" },
    Operation { id: "peerSend", method: Method::POST, path: "/peer/send" },
    Operation { id: "peerSubscribe", method: Method::POST, path: "/peer/subscribe" },
    Operation { id: "peerUnsubscribe", method: Method::POST, path: "/peer/unsubscribe" },
    Operation { id: "pullRequest", method: Method::POST, path: "/server/pullreqsmart" },
    Operation { id: "pullRequestByGet", method: Method::GET, path: "/server/pullreqsmart" },
    Operation { id: "pushAnswer", method: Method::POST, path: "/server/pushres" },
];

/// The groups of operations.
#[derive(Tags)]
pub enum ApiTag {
    /// Ask, and pull answers.
    #[oai(rename = "client")]
    Client,

    /// Take requests, and answer them.
    #[oai(rename = "server")]
    Server,

    /// Messages from client to client.
    #[oai(rename = "peer")]
    Peer,
}

/// All routes of the interface, served by one handler. They expect to be nested at [`BASE_PATH`].
pub type Service<H> = OpenApiService<(ClientRoutes<H>, PeerRoutes<H>, ServerRoutes<H>), ()>;

/// Serves the interface with this handler.
pub fn service<H: ClientApi + PeerApi + ServerApi>(handler: Arc<H>) -> Service<H> {
    let routes =
        (ClientRoutes(Arc::clone(&handler)), PeerRoutes(Arc::clone(&handler)), ServerRoutes(Arc::clone(&handler)));
    OpenApiService::new(routes, "HTTP relay", "1.0.0").description(DESCRIPTION).server(BASE_PATH)
}

const DESCRIPTION: &str = r#"A mailbox in the middle for participants that can only make outgoing HTTP calls: pages, scripts, devices behind a router.

A client logs in, pushes a request, and pulls its answer. A server participant pulls requests and pushes answers. `net`
separates groups, `token` separates clients, `rid` ties an answer to its request. Clients may also send messages to each other.

Parameters stand in the query, in a JSON object or in a form; the body goes before the query, and what is unknown is
ignored. A form may hold `sim_req` and `sim_res` as one field of JSON text or in brackets, such as
`sim_req[simEndpoint]=/hi`. Polling that finds nothing is answered with 200 and nulls. Answers are never to be cached."#;
