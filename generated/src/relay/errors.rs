// Generated from spec/templates; do not edit.

//! The errors of the relay: what every route may answer.

use poem::{
    IntoResponse, Request, Response,
    http::{HeaderName, HeaderValue, StatusCode},
};

use super::models::RelayError;
use crate::support::Answer;

/// What every implementation of the relay has: an error of its own, and one place where it becomes an answer.
pub trait Handler: Send + Sync + 'static {
    /// What the methods of the handler fail with.
    type Error: Send;

    /// The answer to a request whose handler failed.
    fn refuse(&self, request: &Request, error: Self::Error) -> ApiError;
}

macro_rules! errors {
    ($($(#[$doc:meta])* $name:ident = $status:ident;)*) => {
        /// An error answer as any route may give it. Every route's answers are made from it, so a route that does not
        /// declare one of these does not compile.
        #[derive(Debug)]
        pub enum ApiError {
            $($(#[$doc])* $name(Answer<RelayError>),)*
        }

        impl ApiError {
            /// The error answer with this status. A status that the relay does not know becomes 500.
            pub fn new(status: StatusCode, error: RelayError) -> Self {
                match status {
                    $(StatusCode::$status => Self::$name(error.into()),)*
                    _ => Self::InternalServerError(error.into()),
                }
            }

            /// The status that the answer has.
            pub fn status(&self) -> StatusCode {
                match self {
                    $(Self::$name(_) => StatusCode::$status,)*
                }
            }

            /// The same answer with one more header, such as Allow or Retry-After.
            pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
                match &mut self {
                    $(Self::$name(answer))|* => answer.headers.insert(name, value),
                };
                self
            }
        }

        impl IntoResponse for ApiError {
            fn into_response(self) -> Response {
                let status = self.status();
                let mut response = match self {
                    $(Self::$name(answer))|* => answer.into_response(),
                };
                response.set_status(status);
                response
            }
        }
    };
}

errors! {
    /// 400: a parameter is missing or wrong.
    BadRequest = BAD_REQUEST;
    /// 401: the token is not known.
    Unauthorized = UNAUTHORIZED;
    /// 404: no such route, or no such rid.
    NotFound = NOT_FOUND;
    /// 405: the route has no such method.
    MethodNotAllowed = METHOD_NOT_ALLOWED;
    /// 409: it was answered before.
    Conflict = CONFLICT;
    /// 410: it expired or was pulled before.
    Gone = GONE;
    /// 413: the body is too large.
    RequestEntityTooLarge = PAYLOAD_TOO_LARGE;
    /// 415: the body is neither JSON nor a form.
    UnsupportedMediaType = UNSUPPORTED_MEDIA_TYPE;
    /// 429: too much waits already.
    TooManyRequests = TOO_MANY_REQUESTS;
    /// 500: a fault of the relay.
    InternalServerError = INTERNAL_SERVER_ERROR;
    /// 503: not now.
    ServiceUnavailable = SERVICE_UNAVAILABLE;
}
