//! Where the door answers, and what stands around every answer.
//!
//! Entry points: [`mounted`], [`native`]. What must always hold: the native paths are the same wherever the door hangs;
//! whatever goes wrong has the door's form; pages of any origin may use the file store.

use std::{panic::AssertUnwindSafe, sync::Arc};

use c2sim_generated::{
    concierge::{self, OPENAPI_JSON, OPENAPI_YAML, OPERATIONS},
    support::{Refusal, mount},
};
use futures_util::FutureExt;
use poem::{
    Body, Endpoint, EndpointExt, IntoEndpoint, IntoResponse, Request, Response, Route,
    endpoint::BoxEndpoint,
    error::MethodNotAllowedError,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
};

use super::{ASYNCAPI_YAML, ConciergeDoor, connection, files::one_segment, refusal::Refused, reply::VERSION};
use crate::{doors::api::drained_when_dropped, ops::pages::ApiPage};

/// The folder of the file store.
const FILES: &str = "/fs/";

/// Hangs the door into a server that has other doors too.
pub(super) fn mounted(door: &Arc<ConciergeDoor>, route: Route, base: &str) -> Route {
    let service = concierge::service(Arc::clone(door));
    let live = service.spec();
    let ui = ApiPage::new(OPENAPI_JSON, base);
    let operations = service.into_endpoint().map_to_response().boxed();
    let all = Arc::new(Around { door: Arc::clone(door), base: base.to_owned(), live, ui, operations });
    let route = if base.is_empty() { route } else { route.at(base, Arc::clone(&all)) };
    mount(route, base, all)
}

/// The door on its native paths.
pub(super) fn native(door: &Arc<ConciergeDoor>) -> Route {
    mounted(door, Route::new(), "")
}

struct Around {
    door: Arc<ConciergeDoor>,
    /// The path below which requests find the door, without a slash at its end.
    base: String,
    live: String,
    ui: ApiPage,
    operations: BoxEndpoint<'static>,
}

impl Endpoint for Around {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let path = request.uri().path().to_owned();
        // The door itself may be asked for without the slash.
        let path = if path == self.base { "/" } else { path.as_str() };
        let answered = AssertUnwindSafe(self.answer(request, path)).catch_unwind().await;
        let mut answer = match answered {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => refused(error, path),
            Err(_) => Refused::fault("a panic, which the log tells of").into_response(),
        };
        if answer.headers().contains_key(header::CONTENT_RANGE) {
            answer.set_status(StatusCode::PARTIAL_CONTENT);
        }
        let headers = answer.headers_mut();
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
        if path.starts_with(FILES) {
            allow_pages(headers);
        }
        Ok(answer)
    }
}

impl Around {
    async fn answer(&self, mut request: Request, path: &str) -> poem::Result<Response> {
        if let Some(rest) = path.strip_prefix("/ws").filter(|rest| rest.is_empty() || rest.starts_with('/')) {
            let segment = rest.strip_prefix('/').filter(|segment| !segment.is_empty());
            return Ok(connection::open(&self.door, &request, segment).await.unwrap_or_else(Refused::into_response));
        }
        let document = match path {
            "/" => Some(document("text/plain; charset=utf-8", banner(&request))),
            "/openapi.yaml" => Some(document("application/yaml", OPENAPI_YAML)),
            "/openapi.json" => Some(document("application/json", OPENAPI_JSON)),
            "/openapi-live.json" => Some(document("application/json", self.live.clone())),
            "/openapi-ui.html" => Some(self.ui.answer()),
            "/asyncapi.yaml" => Some(document("application/yaml", ASYNCAPI_YAML)),
            _ => None,
        };
        if let Some(document) = document {
            let may = matches!(*request.method(), Method::GET | Method::HEAD);
            return if may { Ok(document) } else { Err(MethodNotAllowedError.into()) };
        }
        if path.starts_with(FILES) && request.method() == Method::OPTIONS {
            return Ok(preflight(path));
        }
        let Some(_work) = self.door.shutdown.work() else { return Ok(Refused::shutting_down().into_response()) };
        if let Some(uri) = one_segment(path).and_then(|path| path.parse().ok()) {
            *request.uri_mut() = uri;
        }
        // A refusal reaches a client that still sends.
        let body = drained_when_dropped(request.take_body());
        request.set_body(body);
        self.operations.call(request).await
    }
}

fn refused(error: poem::Error, path: &str) -> Response {
    let Some(refusal) = Refusal::of(&error) else { return Refused::fault(error).into_response() };
    let answer = Refused::of_request(&refusal);
    if refusal != Refusal::MethodNotAllowed {
        return answer.into_response();
    }
    answer.with_header(header::ALLOW, methods(path)).into_response()
}

/// The methods of a path, for Allow.
fn methods(path: &str) -> HeaderValue {
    let Some((_, file)) = path.strip_prefix(FILES).and_then(|rest| rest.split_once('/')) else {
        return HeaderValue::from_static("GET");
    };
    let is_folder = file.is_empty();
    let known = OPERATIONS.iter().filter(|operation| operation.path.ends_with('/') == is_folder);
    let names: Vec<&str> = known.map(|operation| operation.method.as_str()).collect();
    HeaderValue::from_str(&names.join(", ")).expect("methods are tokens")
}

fn allow_pages(headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
}

fn preflight(path: &str) -> Response {
    let mut answer = StatusCode::NO_CONTENT.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods(path));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("x-fs-key, content-type, range"));
    headers.insert(header::ALLOW, methods(path));
    answer
}

fn banner(request: &Request) -> String {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    format!("c2sim service gateway {version} at {host}\nprotocol version {VERSION}\nminimum version {VERSION}\n")
}

fn document(content_type: &str, text: impl Into<Body>) -> Response {
    Response::builder().content_type(content_type).body(text)
}
