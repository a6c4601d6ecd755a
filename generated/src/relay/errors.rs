// Generated from spec/templates; do not edit.

//! The errors of the relay: what every route may answer.

use super::models::RelayError;
use crate::support::errors;

errors! {
    RelayError {
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
}
