//! What every answer tells a browser, so that it takes nothing for what it is not.
//!
//! What it deliberately leaves out: which scripts and styles a page may use, which each page says itself.

use poem::{http::header, middleware::SetHeader};

use super::Configuration;

/// How long a browser remembers that this server speaks HTTPS, in seconds: a day, so that a mistake does not last.
const HTTPS_REMEMBERED: &str = "max-age=86400";

/// The middleware that adds the headers.
pub fn secure_headers(configuration: &Configuration) -> SetHeader {
    let headers = SetHeader::new()
        .overriding(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .overriding(header::X_FRAME_OPTIONS, "DENY")
        .overriding(header::REFERRER_POLICY, "no-referrer");
    match configuration.tls_certificate {
        Some(_) => headers.overriding(header::STRICT_TRANSPORT_SECURITY, HTTPS_REMEMBERED),
        None => headers,
    }
}
