//! The errors of the gateway: what every operation may answer, and what becomes of a request that does not follow it.

use poem::http::StatusCode;

use super::models::{ConciergeError, ErrorBody};
use crate::support::{Refusal, errors};

errors! {
    ConciergeError {
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
}

impl ApiError {
    /// The error answer with this status and code. A status that the door does not know becomes 500.
    pub fn coded(status: StatusCode, code: &str, message: impl ToString) -> Self {
        Self::new(status, ConciergeError { error: ErrorBody { code: code.to_owned(), message: message.to_string() } })
    }

    /// The answer to a request that does not follow the interface.
    pub fn of_refusal(refusal: &Refusal) -> Self {
        let (status, code) = match refusal {
            Refusal::NotFound => (StatusCode::NOT_FOUND, "NOT_FOUND"),
            Refusal::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED"),
            Refusal::ContentType { .. } => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE"),
            _ => (StatusCode::BAD_REQUEST, "BAD_REQUEST"),
        };
        Self::coded(status, code, refusal)
    }
}
