//! Which web pages may call the server from a browser (the Fetch standard's CORS protocol).

use poem::middleware::Cors;

use super::configuration::{Configuration, Origins};

/// What the server tells in headers and a script may read.
const EXPOSED_HEADERS: [&str; 2] = ["C2SIM-Address", "C2SIM-Warning"];

/// The middleware for the configured origins. It stands outside of what turns errors into answers, so that a script can
/// read those too. A request without an Origin passes untouched; one from an origin that is not allowed is refused.
pub fn cors(configuration: &Configuration) -> Cors {
    let cors = Cors::new().expose_headers(EXPOSED_HEADERS);
    match &configuration.cors_origins {
        Origins::Any => cors,
        // A function even for a list: given an empty list, the middleware would allow every origin.
        origins @ Origins::Only(_) => {
            let origins = origins.clone();
            cors.allow_origins_fn(move |origin| origins.allow(origin))
        }
    }
}

#[cfg(test)]
mod tests {
    use poem::{Endpoint, EndpointExt, Request, endpoint::make_sync, http::Method};

    use super::*;

    async fn allowed(origins: &str, origin: &'static str, method: Method) -> Option<String> {
        let configuration = Configuration { cors_origins: origins.parse().unwrap(), ..Configuration::default() };
        let endpoint = make_sync(|_| "answer").with(cors(&configuration));
        let request = Request::builder()
            .method(method)
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "clientId")
            .finish();
        let answer = endpoint.call(request).await.ok()?;
        Some(answer.headers().get("Access-Control-Allow-Origin")?.to_str().unwrap().to_owned())
    }

    #[tokio::test]
    async fn origins_are_allowed_as_configured() {
        for (origins, origin, passes) in [
            ("*", "https://any.example", true),
            ("none", "https://any.example", false),
            ("https://map.example", "https://map.example", true),
            ("https://map.example", "https://other.example", false),
        ] {
            for method in [Method::GET, Method::OPTIONS] {
                let expected = passes.then(|| origin.to_owned());
                assert_eq!(allowed(origins, origin, method.clone()).await, expected, "{origins} {origin} {method}");
            }
        }
    }
}
