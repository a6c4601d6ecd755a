//! Where the door answers, and what stands around every answer.
//!
//! Entry points: [`mounted`], [`native`]. What must always hold: the native paths are the same wherever the door hangs, and
//! whatever goes wrong has the door's form.

use std::{panic::AssertUnwindSafe, sync::Arc};

use c2sim_generated::{
    editing::{self, OPENAPI_JSON, OPENAPI_YAML, OPERATIONS},
    support::{JsonBodyLimit, Refusal, mount},
};
use futures_util::FutureExt;
use poem::{
    Endpoint, EndpointExt, IntoEndpoint, IntoResponse, Request, Response, Route,
    endpoint::BoxEndpoint,
    error::MethodNotAllowedError,
    http::{HeaderValue, Method, StatusCode, header},
};

use super::{EditingDoor, connection, page, refusal::Refused};
use crate::ops::pages::ApiPage;

/// The path below which a request found the door, without a slash at its end.
#[derive(Debug, Clone)]
pub(super) struct Mount {
    /// The path.
    pub(super) base: String,
}

/// The AsyncAPI document of the WebSocket.
const ASYNCAPI_YAML: &str = include_str!("../../../spec/asyncapi/editing.yaml");

/// Hangs the door into a server that has other doors too.
pub(super) fn mounted(door: &Arc<EditingDoor>, route: Route, base: &str) -> Route {
    let service = editing::service(Arc::clone(door));
    let live = service.spec();
    let all = Arc::new(Around {
        door: Arc::clone(door),
        mount: Mount { base: base.to_owned() },
        live,
        ui: ApiPage::new(OPENAPI_JSON, base),
        operations: service.into_endpoint().map_to_response().boxed(),
    });
    let route = if base.is_empty() { route } else { route.at(base, Arc::clone(&all)) };
    mount(route, base, all)
}

/// The door on its native paths.
pub(super) fn native(door: &Arc<EditingDoor>) -> Route {
    mounted(door, Route::new(), "")
}

struct Around {
    door: Arc<EditingDoor>,
    mount: Mount,
    live: String,
    ui: ApiPage,
    operations: BoxEndpoint<'static>,
}

impl Endpoint for Around {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let path = match request.uri().path() {
            // The door itself, without the slash.
            path if path == self.mount.base => "",
            path => path,
        };
        let path = path.to_owned();
        request.set_data(self.mount.clone());
        request.set_data(JsonBodyLimit { bytes_max: self.door.configuration.json_body_bytes_max });
        let answered = AssertUnwindSafe(self.answer(request, &path)).catch_unwind().await;
        let mut answer = match answered {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => refused(error, &path),
            Err(_) => Refused::fault("a panic, which the log tells of").into_response(),
        };
        answer.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
        Ok(answer)
    }
}

impl Around {
    async fn answer(&self, request: Request, path: &str) -> poem::Result<Response> {
        if let Some(room) = path.strip_prefix("/ws").filter(|rest| rest.is_empty() || rest.starts_with('/')) {
            let room = room.strip_prefix('/').filter(|room| !room.is_empty());
            return Ok(connection::open(&self.door, &request, room).await.unwrap_or_else(Refused::into_response));
        }
        let document = match path {
            "" => {
                let there = HeaderValue::from_str(&format!("{}/", self.mount.base)).expect("it was part of a path");
                Some(
                    Response::builder().status(StatusCode::PERMANENT_REDIRECT).header(header::LOCATION, there).finish(),
                )
            }
            "/" => Some(page::answer("text/html; charset=utf-8", page::HTML)),
            "/editor.css" => Some(page::answer("text/css; charset=utf-8", page::STYLE)),
            "/openapi.yaml" => Some(page::answer("application/yaml", OPENAPI_YAML)),
            "/openapi.json" => Some(page::answer("application/json", OPENAPI_JSON)),
            "/openapi-live.json" => Some(page::answer("application/json", self.live.clone())),
            "/openapi-ui.html" => Some(self.ui.answer()),
            "/asyncapi.yaml" => Some(page::answer("application/yaml", ASYNCAPI_YAML)),
            _ => page::SCRIPTS
                .iter()
                .find(|(script, _)| *script == path)
                .map(|(_, script)| page::answer("text/javascript; charset=utf-8", *script)),
        };
        if let Some(document) = document {
            let may = matches!(*request.method(), Method::GET | Method::HEAD);
            return if may { Ok(document) } else { Err(MethodNotAllowedError.into()) };
        }
        let is_health = path == "/health";
        match self.door.shutdown.work() {
            Some(_work) => self.operations.call(request).await,
            None if is_health => self.operations.call(request).await,
            None => Ok(Refused::shutting_down().into_response()),
        }
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
    let is_it = |pattern: &str| {
        let (mut own, mut others) = (path.split('/'), pattern.split('/'));
        loop {
            match (own.next(), others.next()) {
                (None, None) => return true,
                (Some(part), Some(other)) if part == other || other.starts_with(':') => {}
                _ => return false,
            }
        }
    };
    let known = OPERATIONS.iter().filter(|operation| is_it(operation.path));
    let names: Vec<&str> = known.map(|operation| operation.method.as_str()).collect();
    let names = if names.is_empty() { "GET".to_owned() } else { names.join(", ") };
    HeaderValue::from_str(&names).expect("methods are tokens")
}

#[cfg(test)]
mod tests {
    use poem::{Body, http::header::HOST};
    use serde_json::Value;

    use super::*;
    use crate::{
        auth::{Authenticator, KeySource, Policy},
        clock::SystemClock,
        doors::{crossing::Drafts, server::settings},
        hub::Hub,
        ops::{Audit, Configuration, Metrics, Shutdown},
        schema::Catalogue,
    };

    async fn door() -> Arc<EditingDoor> {
        let setting = |name: &str| (name == "C2SIM_DURABILITY").then(|| "memory".to_owned());
        let configuration = Arc::new(Configuration::read(&[], &setting).unwrap());
        let keys = KeySource::of(&configuration).unwrap();
        let clock = Arc::new(SystemClock);
        let authenticator = Arc::new(Authenticator::new(Policy::of(&configuration), keys, clock.clone()));
        let catalogue = Catalogue::open(&configuration.external_schemas_dir()).unwrap();
        let hub = Hub::open(catalogue, settings(&configuration), clock, &configuration.data_dir).await.unwrap();
        let audit = Audit::off();
        let metrics = Arc::new(Metrics::new(1, configuration.durability));
        let drafts = Drafts { hub, configuration: Arc::clone(&configuration), metrics, audit };
        EditingDoor::open(&configuration, authenticator, drafts, Shutdown::new()).unwrap()
    }

    async fn call(route: &Route, method: Method, path: &str, body: &str) -> Response {
        let request = Request::builder().method(method).uri(path.parse().unwrap()).header(HOST, "editor.example:3000");
        let request = request.content_type("application/json").body(Body::from(body.to_owned()));
        route.get_response(request).await
    }

    #[tokio::test]
    async fn the_native_paths_are_the_same_wherever_the_door_hangs() {
        let door = door().await;
        for (route, base) in [(native(&door), ""), (mounted(&door, Route::new(), "/c2/editing"), "/c2/editing")] {
            for path in [
                "/",
                "/changes.js",
                "/editor.js",
                "/c2sim.js",
                "/editor.css",
                "/health",
                "/api/sessions",
                "/openapi.json",
                "/asyncapi.yaml",
            ] {
                let answer = call(&route, Method::GET, &format!("{base}{path}"), "").await;
                assert_eq!(answer.status(), StatusCode::OK, "{base}{path}");
            }
            let created = call(&route, Method::POST, &format!("{base}/api/sessions"), r#"{"user_id":"ann"}"#).await;
            let created: Value = serde_json::from_slice(&created.into_body().into_vec().await.unwrap()).unwrap();
            let url =
                format!("ws://editor.example:3000{base}/ws?session_id={}", created["session_id"].as_str().unwrap());
            assert_eq!(created["websocket_url"], url.as_str());
            let plain = call(&route, Method::GET, &format!("{base}/ws"), "").await;
            assert_eq!(plain.status(), StatusCode::UPGRADE_REQUIRED);
            let wrong = call(&route, Method::POST, &format!("{base}/health"), "").await;
            assert_eq!(wrong.status(), StatusCode::METHOD_NOT_ALLOWED);
            assert_eq!(wrong.headers()[header::ALLOW], "GET");
        }
        let bare = call(&mounted(&door, Route::new(), "/editing"), Method::GET, "/editing", "").await;
        assert_eq!(bare.status(), StatusCode::PERMANENT_REDIRECT);
        assert_eq!(bare.headers()[header::LOCATION], "/editing/");
    }
}
