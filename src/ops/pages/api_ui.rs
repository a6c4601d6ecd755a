//! The page on which the API is read and tried out: Swagger UI, which poem-openapi carries along whole.

use std::sync::OnceLock;

use bytes::Bytes;
use poem::{Response, http::header};
use poem_openapi::OpenApiService;

/// Scripts and styles stand in the page; requests go to this server alone.
const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' data:; \
                      font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page, made at the first visit: it has more than a megabyte.
pub(crate) struct ApiPage {
    specification: String,
    html: OnceLock<Bytes>,
}

impl ApiPage {
    /// A page about this specification, whose paths are found below `prefix`.
    pub(crate) fn new(specification_json: &str, prefix: &str) -> Self {
        Self { specification: below(prefix, specification_json), html: OnceLock::new() }
    }

    /// The page.
    pub(crate) fn answer(&self) -> Response {
        let html = self.html.get_or_init(|| Bytes::from(page_about(&self.specification)));
        Response::builder()
            .content_type("text/html; charset=utf-8")
            .header(header::CACHE_CONTROL, "no-cache")
            .header(header::CONTENT_SECURITY_POLICY, POLICY)
            .body(html.clone())
    }
}

/// The bundled page speaks about a service; it gets one without operations, and then our specification in its place.
fn page_about(specification: &str) -> String {
    let empty = OpenApiService::new((), "", "");
    let page = empty.swagger_ui_html();
    // A `<` inside the script could end it.
    let specification = specification.replace('<', "\\u003c");
    let page = page.replacen(&empty.spec(), &specification, 1);
    // The mark of an online validator would be fetched from outside.
    let page = page.replacen("filter: false,", "filter: false,\n        validatorUrl: null,", 1);
    let page = page.replacen("<title>Swagger UI</title>", "<title>C2SIM API</title>", 1);
    format!("<!doctype html>{page}")
}

/// The specification with `prefix` before the path of every server that is a path of this one.
fn below(prefix: &str, specification_json: &str) -> String {
    let Ok(mut specification) = serde_json::from_str::<serde_json::Value>(specification_json) else {
        return specification_json.into();
    };
    let servers = specification.get_mut("servers").and_then(serde_json::Value::as_array_mut);
    for server in servers.into_iter().flatten() {
        if let Some(url) = server["url"].as_str().filter(|url| url.starts_with('/')) {
            let below = format!("{prefix}{url}");
            // Paths are put behind it as they are, each with its own slash.
            server["url"] = below.strip_suffix('/').filter(|url| !url.is_empty()).unwrap_or(&below).into();
        }
    }
    specification.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPECIFICATION: &str = r#"{"openapi":"3.0.3","info":{"title":"</script>"},"servers":[{"url":"/api"},{"url":"https://x/api"},{"url":"/"}]}"#;

    #[test]
    fn the_page_speaks_about_the_specification_and_needs_nothing_from_outside() {
        let page = page_about(&below("/x", SPECIFICATION));
        let tail = &page[page.rfind("let spec = ").unwrap()..];
        assert!(tail.contains(r#""url":"/x/api""#) && tail.contains(r#""url":"https://x/api""#), "{tail}");
        assert!(tail.contains(r#""url":"/x"}"#) && below("", SPECIFICATION).contains(r#""url":"/"}"#), "{tail}");
        assert!(tail.contains(r"\u003c/script>") && tail.contains("validatorUrl: null"), "{tail}");
        assert_eq!(tail.matches("</script>").count(), 1);
        for outside in ["src=\"http", "href=\"http", "@import", "src=\"//"] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert!(page.contains("SwaggerUIBundle") && page.contains("<title>C2SIM API</title>"));
    }
}
