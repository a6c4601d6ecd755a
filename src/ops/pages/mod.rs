//! Everything that is served outside `/api`: front page, status, health, metrics, configuration, the API's documents.
//!
//! Entry point: [`routes`]. What must always hold: no page needs anything from another server, nothing that came from
//! outside reaches a page unescaped, and secrets do not reach it at all. What it deliberately leaves out: the answer to a
//! path that does not exist, and `C2SIM_PREFIX`, under which the caller nests the whole.

mod api_ui;
mod front;
mod html;
mod status;

pub(crate) use api_ui::ApiPage;

use std::sync::Arc;

use poem::{
    Body, IntoEndpoint, Response, Route,
    endpoint::make_sync,
    get,
    http::{StatusCode, header},
};

use super::{Configuration, Metrics, Shutdown, StatusReport, accept, health::Health};
use crate::clock;

/// What the pages show.
#[derive(Clone)]
pub struct Ops {
    /// The configuration in effect.
    pub configuration: Arc<Configuration>,
    /// The metrics of this server.
    pub metrics: Arc<Metrics>,
    /// Whether the server is about to end.
    pub shutdown: Shutdown,
    /// The documents that describe the interface.
    pub documents: ApiDocuments,
    /// Tells how the server is doing; asked at every visit.
    pub status: Arc<dyn Fn() -> StatusReport + Send + Sync>,
}

/// The OpenAPI documents of the server.
#[derive(Debug, Clone)]
pub struct ApiDocuments {
    /// The specification, as YAML.
    pub yaml: &'static str,
    /// The specification, as JSON.
    pub json: &'static str,
    /// What this server adds to it, as YAML.
    pub extensions_yaml: &'static str,
    /// The specification with what this server adds, as JSON.
    pub whole_json: &'static str,
    /// What describes the streams, as YAML.
    pub asyncapi_yaml: &'static str,
    /// What the running code says of itself, as JSON.
    pub live_json: Arc<str>,
}

/// The pages at their paths. Others can be added to the route that comes back.
pub fn routes(ops: Ops) -> Route {
    let Ops { configuration, metrics, shutdown, documents, status } = ops;
    let front = front::page(&configuration);
    let ui = ApiPage::new(documents.whole_json, &configuration.prefix);
    let prefix = configuration.prefix.clone();
    let route = Route::new()
        .at("/", page(move |_| html::answer(front.clone())))
        .at("/health", page(move |_| health(&shutdown)))
        .at("/metrics", page(move |_| answer(METRICS, metrics.text())))
        .at("/status", page(move |request| status_page(&status(), request, &prefix)))
        .at("/openapi.yaml", page(move |_| answer("application/yaml", documents.yaml)))
        .at("/openapi.json", page(move |_| answer(JSON, documents.json)))
        .at("/openapi-extensions.yaml", page(move |_| answer("application/yaml", documents.extensions_yaml)))
        .at("/c2sim-server.yaml", page(move |_| answer("application/yaml", documents.yaml)))
        .at("/asyncapi.yaml", page(move |_| answer("application/yaml", documents.asyncapi_yaml)))
        .at("/openapi-all.json", page(move |_| answer(JSON, documents.whole_json)))
        .at("/openapi-live.json", page(move |_| answer(JSON, documents.live_json.to_string())))
        .at("/openapi-ui.html", page(move |_| ui.answer()));
    match configuration.expose_cfg_endpoint {
        true => route.at("/configuration", page(move |_| answer(MARKDOWN, configuration.markdown()))),
        false => route,
    }
}

const JSON: &str = "application/json";
const MARKDOWN: &str = "text/markdown; charset=utf-8";
const METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

fn page(answer: impl Fn(&poem::Request) -> Response + Send + Sync + 'static) -> impl IntoEndpoint {
    get(make_sync(move |request| answer(&request)))
}

fn answer(content_type: &str, body: impl Into<Body>) -> Response {
    Response::builder().content_type(content_type).header(header::CACHE_CONTROL, "no-store").body(body)
}

fn health(shutdown: &Shutdown) -> Response {
    let health = Health::at(clock::now(), shutdown.is_requested());
    let body = serde_json::to_string(&health).expect("health is two plain fields");
    let mut response = answer(JSON, body);
    if shutdown.is_requested() {
        response.set_status(StatusCode::SERVICE_UNAVAILABLE);
    }
    response
}

fn status_page(report: &StatusReport, request: &poem::Request, prefix: &str) -> Response {
    match accept::prefers(request.headers(), ("application", "json"), ("text", "html")) {
        true => answer(JSON, report.json()),
        false => html::answer(status::page(report, prefix)),
    }
}

#[cfg(test)]
mod tests;
