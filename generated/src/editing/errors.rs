// Generated from spec/templates; do not edit.

//! The errors of the editing door: what every operation may answer, and what becomes of a request that does not follow it.

use std::collections::BTreeMap;

use poem::http::StatusCode;
use serde_json::Value;

use super::models::{EditingError, ErrorBody};
use crate::support::{Refusal, errors};

errors! {
    EditingError {
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
}

impl ApiError {
    /// The error answer with this status and code. A status that the door does not know becomes 500.
    pub fn coded(status: StatusCode, code: &str, message: impl ToString) -> Self {
        Self::detailed(status, code, message, None)
    }

    /// The same with particulars.
    pub fn detailed(
        status: StatusCode,
        code: &str,
        message: impl ToString,
        details: Option<BTreeMap<String, Value>>,
    ) -> Self {
        let (code, message) = (code.to_owned(), message.to_string());
        Self::new(status, EditingError { error: ErrorBody { code, message, details } })
    }

    /// The answer to a request that does not follow the interface.
    pub fn of_refusal(refusal: &Refusal) -> Self {
        let (status, code) = match refusal {
            Refusal::NotFound => (StatusCode::NOT_FOUND, "NOT_FOUND"),
            Refusal::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED"),
            Refusal::ContentType { .. } => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "INVALID_MESSAGE"),
            Refusal::Field { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "INVALID_MESSAGE"),
            _ => (StatusCode::BAD_REQUEST, "INVALID_MESSAGE"),
        };
        Self::coded(status, code, refusal)
    }
}
