//! The one place that turns a refusal into what the door answers over HTTP.

use std::collections::BTreeMap;

use c2sim_generated::{editing::ApiError, support::Refusal};
use poem::{
    IntoResponse, Response,
    http::{HeaderValue, StatusCode, header},
};
use serde_json::Value;

use super::{core::SessionRefused, document::NotDone, documents::NotOpened};
use crate::{auth::TokenRefused, doors::api};

/// When a client may try again after it was told that the server ends or its store fails, in seconds.
const RETRY_AFTER_SEC: u16 = 5;

/// What the door answers instead of a result.
#[derive(Debug)]
pub(crate) struct Refused {
    /// The HTTP status.
    status: StatusCode,
    /// The stable code.
    code: &'static str,
    /// What is wrong and what to do.
    message: String,
    /// The particulars, where a C2SIM session refused.
    details: Option<BTreeMap<String, Value>>,
}

impl Refused {
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl ToString) -> Self {
        Self { status, code, message: message.to_string(), details: None }
    }

    /// A value is out of bounds.
    pub(super) fn invalid(message: impl ToString) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "INVALID_MESSAGE", message)
    }

    /// No credential, or more than one.
    pub(super) fn unauthorized(message: impl ToString) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", message)
    }

    /// A handshake whose session does not open the door: 401 whatever is wrong with it, but for a limit.
    pub(super) fn at_handshake(refused: SessionRefused) -> Self {
        match refused {
            SessionRefused::Limit { .. } => Self::from(refused),
            _ => Self::new(StatusCode::UNAUTHORIZED, "INVALID_SESSION", refused),
        }
    }

    /// The server ends.
    pub(super) fn shutting_down() -> Self {
        let text = "the server is shutting down and takes no new work; try again in a moment";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "SERVER_ERROR", text)
    }

    /// A fault of the server: the log has the cause.
    pub(super) fn fault(cause: impl ToString) -> Self {
        tracing::error!(cause = cause.to_string(), "fault in the editing door");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "SERVER_ERROR", "the server failed; tell its operator when")
    }

    /// As the interface answers it.
    pub(super) fn into_answer(self) -> ApiError {
        let answer = ApiError::detailed(self.status, self.code, self.message, self.details);
        match self.status {
            StatusCode::SERVICE_UNAVAILABLE => answer.with_header(header::RETRY_AFTER, RETRY_AFTER_SEC.into()),
            StatusCode::UNAUTHORIZED => {
                answer.with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
            }
            _ => answer,
        }
    }

    /// As a response, for what is no operation of the interface.
    pub(super) fn into_response(self) -> Response {
        let status = self.status;
        let mut response = match status {
            StatusCode::UPGRADE_REQUIRED | StatusCode::FORBIDDEN => {
                ApiError::coded(StatusCode::BAD_REQUEST, self.code, self.message).into_response()
            }
            _ => self.into_answer().into_response(),
        };
        response.set_status(status);
        if status == StatusCode::UPGRADE_REQUIRED {
            response.headers_mut().insert(header::UPGRADE, HeaderValue::from_static("websocket"));
        }
        response
    }

    /// A request that does not follow the interface.
    pub(super) fn of_request(refusal: &Refusal) -> ApiError {
        ApiError::of_refusal(refusal)
    }
}

impl From<SessionRefused> for Refused {
    fn from(refused: SessionRefused) -> Self {
        let (status, code) = match refused {
            SessionRefused::Unknown => (StatusCode::NOT_FOUND, "INVALID_SESSION"),
            SessionRefused::NotActive(_) | SessionRefused::Invalidated => (StatusCode::CONFLICT, "INVALID_SESSION"),
            SessionRefused::Limit { .. } => (StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITED"),
        };
        Self::new(status, code, refused)
    }
}

impl From<NotOpened> for Refused {
    fn from(error: NotOpened) -> Self {
        match error {
            NotOpened::TooMany { .. } => Self::new(StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITED", error),
            NotOpened::Store(_) => Self::new(StatusCode::SERVICE_UNAVAILABLE, "SERVER_ERROR", error),
        }
    }
}

impl From<NotDone> for Refused {
    fn from(error: NotDone) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "SERVER_ERROR", error)
    }
}

impl From<api::Refused> for Refused {
    fn from(refused: api::Refused) -> Self {
        let api::Refused { status, code, message, details, .. } = refused;
        let status = match status {
            StatusCode::BAD_REQUEST
            | StatusCode::UNAUTHORIZED
            | StatusCode::CONFLICT
            | StatusCode::TOO_MANY_REQUESTS
            | StatusCode::INTERNAL_SERVER_ERROR
            | StatusCode::SERVICE_UNAVAILABLE => status,
            _ => StatusCode::BAD_REQUEST,
        };
        Self { status, code, message, details: Some(details) }
    }
}

impl From<TokenRefused> for Refused {
    fn from(refused: TokenRefused) -> Self {
        Self::unauthorized(refused)
    }
}
