//! The page on which the door is tried out: two editors side by side. Everything that it needs is in the program.

use poem::{Body, Response, http::header};

/// The page.
pub(super) const HTML: &str = include_str!("../../../assets/editing/editor.html");
/// What it does, in the order in which it is read: the rules of changes, the editors, the document as a C2SIM message.
pub(super) const SCRIPTS: [(&str, &str); 3] = [
    ("/changes.js", include_str!("../../../assets/editing/changes.js")),
    ("/editor.js", include_str!("../../../assets/editing/editor.js")),
    ("/c2sim.js", include_str!("../../../assets/editing/c2sim.js")),
];
/// How it looks, after the style that all pages share.
pub(super) const STYLE: &str =
    concat!(include_str!("../../../assets/page.css"), include_str!("../../../assets/editing/editor.css"));

/// Scripts, styles and requests are of this server alone.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws: wss:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Answers with a part of the page, or a document.
pub(super) fn answer(content_type: &str, body: impl Into<Body>) -> Response {
    Response::builder()
        .content_type(content_type)
        .header(header::CONTENT_SECURITY_POLICY, POLICY)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(body)
}
