// Generated from spec/openapi/concierge.yaml; do not edit.

//! What the bodies of requests and answers hold.

mod concierge_error;
mod error_body;

pub use concierge_error::ConciergeError;
pub use error_body::ErrorBody;
