//! The errors of the gateway: what every operation may answer, and what becomes of a request that does not follow it.

use poem::{
    IntoResponse, Request, Response,
    http::{HeaderName, HeaderValue, StatusCode},
};

use super::models::{ConciergeError, ErrorBody};
use crate::support::{Answer, Refusal};

/// What every implementation of the gateway has: an error of its own, and one place where it becomes an answer.
pub trait Handler: Send + Sync + 'static {
    /// What the methods of the handler fail with.
    type Error: Send;

    /// The answer to a request whose handler failed.
    fn refuse(&self, request: &Request, error: Self::Error) -> ApiError;
}

macro_rules! errors {
    ($($(#[$doc:meta])* $name:ident = $status:ident;)*) => {
        /// An error answer as any operation may give it. Every operation's answers are made from it, so an operation that
        /// does not declare one of these does not compile.
        #[derive(Debug)]
        pub enum ApiError {
            $($(#[$doc])* $name(Answer<ConciergeError>),)*
        }

        impl ApiError {
            /// The error answer with this status. A status that the gateway does not know becomes 500.
            pub fn new(status: StatusCode, code: &str, message: impl ToString) -> Self {
                let error = ErrorBody { code: code.to_owned(), message: message.to_string() };
                let answer = Answer::from(ConciergeError { error });
                match status {
                    $(StatusCode::$status => Self::$name(answer),)*
                    _ => Self::InternalServerError(answer),
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
    /// 400: the path is none, or the body cannot be read.
    BadRequest = BAD_REQUEST;
    /// 401: the key is nobody's.
    Unauthorized = UNAUTHORIZED;
    /// 403: it is the file of another.
    Forbidden = FORBIDDEN;
    /// 404: no such client or file, or nothing at this path.
    NotFound = NOT_FOUND;
    /// 405: the path has no such method.
    MethodNotAllowed = METHOD_NOT_ALLOWED;
    /// 412: the parts of the form have different names.
    PreconditionFailed = PRECONDITION_FAILED;
    /// 413: too large, or too many.
    RequestEntityTooLarge = PAYLOAD_TOO_LARGE;
    /// 415: the body is no form.
    UnsupportedMediaType = UNSUPPORTED_MEDIA_TYPE;
    /// 417: the key is no uuid.
    ExpectationFailed = EXPECTATION_FAILED;
    /// 428: a key or a name is missing.
    PreconditionRequired = PRECONDITION_REQUIRED;
    /// 500: a fault of the server.
    InternalServerError = INTERNAL_SERVER_ERROR;
    /// 503: not now.
    ServiceUnavailable = SERVICE_UNAVAILABLE;
}

impl ApiError {
    /// The answer to a request that does not follow the interface.
    pub fn of_refusal(refusal: &Refusal) -> Self {
        let (status, code) = match refusal {
            Refusal::NotFound => (StatusCode::NOT_FOUND, "NOT_FOUND"),
            Refusal::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED"),
            Refusal::ContentType { .. } => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE"),
            _ => (StatusCode::BAD_REQUEST, "BAD_REQUEST"),
        };
        Self::new(status, code, refusal)
    }
}
