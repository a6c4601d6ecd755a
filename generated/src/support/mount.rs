// Generated from spec/templates; do not edit.

//! Where the routes hang in a server.

use poem::{Endpoint, EndpointExt, Request, Response, Result, Route, endpoint::BoxEndpoint, http::Uri};

/// Hangs an endpoint below a prefix, which is cut from the path that the endpoint sees. Unlike `Route::nest` this keeps
/// paths that are not UTF-8 once decoded, as the name of a session may be.
pub fn mount<E>(route: Route, prefix: &str, endpoint: E) -> Route
where
    E: Endpoint<Output = Response> + 'static,
{
    let prefix = prefix.trim_end_matches('/');
    let below = Below { prefix_bytes: prefix.len(), endpoint: endpoint.boxed() };
    route.at(format!("{prefix}/*below"), below)
}

struct Below {
    prefix_bytes: usize,
    endpoint: BoxEndpoint<'static>,
}

impl Endpoint for Below {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        let whole = request.uri().path_and_query().map(|path| path.as_str()).unwrap_or_default();
        let rest = whole.get(self.prefix_bytes..).unwrap_or_default();
        if let Ok(uri) = rest.parse::<Uri>() {
            *request.uri_mut() = uri;
        }
        self.endpoint.call(request).await
    }
}
