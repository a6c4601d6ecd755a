//! Where the relay answers, and what stands around every answer: nothing is cached, pages of any origin may call, a HEAD takes
//! nothing, and whatever goes wrong has the relay's form.

use std::{panic::AssertUnwindSafe, sync::Arc};

use c2sim_generated::{
    relay::{self, BASE_PATH, OPENAPI_JSON, OPENAPI_YAML, OPERATIONS},
    support::{Refusal, mount},
};
use futures_util::FutureExt;
use poem::{
    Endpoint, EndpointExt, IntoEndpoint, IntoResponse, Request, Response, Route,
    endpoint::{BoxEndpoint, make_sync},
    error::MethodNotAllowedError,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
};

use super::{Refused, RelayDoor};
use crate::ops::{Shutdown, pages::ApiPage};

/// What stands around every answer.
struct Around {
    inner: BoxEndpoint<'static>,
    shutdown: Shutdown,
}

/// Hangs the relay into a server at [`BASE_PATH`] below `prefix`; the path itself tells the version.
pub(super) fn mounted(door: &Arc<RelayDoor>, route: Route, prefix: &str) -> Route {
    let service = relay::service(Arc::clone(door));
    let live = service.spec();
    let ui = ApiPage::new(OPENAPI_JSON, prefix);
    let below = around(door, Below { live, ui, routes: service.into_endpoint() });
    let base = format!("{prefix}{BASE_PATH}");
    mount(route.at(&base, front(door)), &base, below)
}

/// The relay on its native paths, for a port of its own.
pub(super) fn native(door: &Arc<RelayDoor>) -> Route {
    mounted(door, Route::new().at("/", front(door)), "")
}

fn front(door: &Arc<RelayDoor>) -> Around {
    around(door, make_sync(|_| version()))
}

fn around<E: Endpoint + 'static>(door: &Arc<RelayDoor>, inner: E) -> Around {
    Around { inner: inner.map_to_response().boxed(), shutdown: door.shutdown.clone() }
}

/// The routes, and the documents that stand beside them.
struct Below<E> {
    live: String,
    ui: ApiPage,
    routes: E,
}

impl<E: Endpoint> Endpoint for Below<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let page = match request.uri().path() {
            "/openapi.yaml" => document("application/yaml", OPENAPI_YAML),
            "/openapi.json" => document("application/json", OPENAPI_JSON),
            "/openapi-live.json" => document("application/json", self.live.clone()),
            "/openapi-ui.html" => self.ui.answer(),
            _ => return self.routes.call(request).await.map(IntoResponse::into_response),
        };
        if request.method() == Method::GET { Ok(page) } else { Err(MethodNotAllowedError.into()) }
    }
}

impl Endpoint for Around {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let path = request.uri().path().trim_end_matches('/').to_owned();
        let mut answer = match (request.method(), methods(&path)) {
            (&Method::OPTIONS, Some(methods)) => preflight(&methods),
            (&Method::HEAD, Some(methods)) if methods.contains(&Method::GET) => Response::default(),
            _ => self.answer(request, &path).await,
        };
        stamp(answer.headers_mut());
        Ok(answer)
    }
}

impl Around {
    async fn answer(&self, request: Request, path: &str) -> Response {
        let Some(_work) = self.shutdown.work() else { return Refused::shutting_down().into_answer().into_response() };
        let error = match AssertUnwindSafe(self.inner.call(request)).catch_unwind().await {
            Ok(Ok(answer)) => return answer,
            Ok(Err(error)) => error,
            Err(_) => return Refused::fault("a panic, which the log tells of").into_answer().into_response(),
        };
        let Some(unfit) = Refusal::of(&error) else { return Refused::fault(error).into_answer().into_response() };
        let answer = Refused::unfit(&unfit).into_answer();
        match methods(path).filter(|_| unfit == Refusal::MethodNotAllowed) {
            Some(methods) => answer.with_header(header::ALLOW, listed(&methods)).into_response(),
            None => answer.into_response(),
        }
    }
}

/// The methods of a path below the base; nothing for a path that the relay does not have.
fn methods(path: &str) -> Option<Vec<Method>> {
    let known = OPERATIONS.iter().filter(|operation| operation.path == path);
    let methods: Vec<Method> = known.map(|operation| operation.method.clone()).collect();
    match methods.is_empty() {
        true => matches!(
            path,
            "" | BASE_PATH | "/openapi.yaml" | "/openapi.json" | "/openapi-live.json" | "/openapi-ui.html"
        )
        .then(|| vec![Method::GET]),
        false => Some(methods),
    }
}

fn listed(methods: &[Method]) -> HeaderValue {
    let names: Vec<&str> = methods.iter().map(Method::as_str).collect();
    HeaderValue::from_str(&names.join(", ")).expect("methods are tokens")
}

fn preflight(methods: &[Method]) -> Response {
    let mut answer = StatusCode::NO_CONTENT.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, listed(methods));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type, authorization"));
    headers.insert(header::ALLOW, listed(methods));
    answer
}

/// A GET here may take something, so that no answer may come from a cache.
fn stamp(headers: &mut HeaderMap) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
}

fn version() -> Response {
    let routes: String =
        OPERATIONS.iter().map(|operation| format!("{} {BASE_PATH}{}\n", operation.method, operation.path)).collect();
    let text = format!(
        "version: c2sim relay {}\nParticipants that can only make outgoing HTTP calls leave requests and answers for each \
         other here.\nDescribed at {BASE_PATH}/openapi.yaml. The routes are:\n{routes}",
        env!("CARGO_PKG_VERSION")
    );
    document("text/plain; charset=utf-8", text)
}

fn document(content_type: &str, text: impl Into<poem::Body>) -> Response {
    Response::builder().content_type(content_type).body(text)
}
