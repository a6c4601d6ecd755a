//! The errors of the editing door: what every operation may answer, and what becomes of a request that does not follow it.

use poem::{
    IntoResponse, Request, Response,
    http::{HeaderName, HeaderValue, StatusCode},
};

use super::models::{EditingError, ErrorBody};
use crate::support::{Answer, Refusal};

/// What every implementation of the door has: an error of its own, and one place where it becomes an answer.
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
            $($(#[$doc])* $name(Answer<EditingError>),)*
        }

        impl ApiError {
            /// The error answer with this status. A status that the door does not know becomes 500.
            pub fn new(status: StatusCode, code: &str, message: impl ToString) -> Self {
                let error = ErrorBody { code: code.to_owned(), message: message.to_string() };
                let answer = Answer::from(EditingError { error });
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
    /// 400: it cannot be read, or a value is out of bounds.
    BadRequest = BAD_REQUEST;
    /// 401: a token is missing or does not hold.
    Unauthorized = UNAUTHORIZED;
    /// 404: no such session, or nothing at this path.
    NotFound = NOT_FOUND;
    /// 405: the path has no such method.
    MethodNotAllowed = METHOD_NOT_ALLOWED;
    /// 409: the state does not allow it.
    Conflict = CONFLICT;
    /// 415: the body is not announced as JSON.
    UnsupportedMediaType = UNSUPPORTED_MEDIA_TYPE;
    /// 422: a field is missing or of the wrong type.
    UnprocessableEntity = UNPROCESSABLE_ENTITY;
    /// 429: a limit is reached.
    TooManyRequests = TOO_MANY_REQUESTS;
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
            Refusal::ContentType { .. } => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "INVALID_MESSAGE"),
            Refusal::Field { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "INVALID_MESSAGE"),
            _ => (StatusCode::BAD_REQUEST, "INVALID_MESSAGE"),
        };
        Self::new(status, code, refusal)
    }
}
