//! The one place that turns a refusal into what the door answers over HTTP.

use c2sim_generated::{concierge::ApiError, support::Refusal};
use poem::{
    IntoResponse, Response,
    http::{HeaderValue, StatusCode, header},
};

use super::{
    files::{FileRefused, NotAFilePath},
    namespaces::NotOpened,
};
use crate::auth::TokenRefused;

/// When a client may try again after it was told that there is no room or the server ends, in seconds.
const RETRY_AFTER_SEC: u16 = 5;

/// What the door answers instead of a result.
#[derive(Debug)]
pub(crate) struct Refused {
    status: StatusCode,
    /// The stable code.
    code: &'static str,
    /// What is wrong and what to do.
    message: String,
}

impl Refused {
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl ToString) -> Self {
        Self { status, code, message: message.to_string() }
    }

    /// It cannot be read, or is out of bounds.
    pub(super) fn bad(message: impl ToString) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BAD_REQUEST", message)
    }

    /// The body is to be a form.
    pub(super) fn not_a_form() -> Self {
        let text = "the body is to be multipart/form-data with a boundary; PUT takes a file as it is";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", text)
    }

    /// The server ends.
    pub(super) fn shutting_down() -> Self {
        let text = "the server is shutting down and takes no new work; try again in a moment";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", text)
    }

    /// A fault of the server: the log has the cause.
    pub(super) fn fault(cause: impl ToString) -> Self {
        tracing::error!(cause = cause.to_string(), "fault in the concierge door");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "SERVER_ERROR", "the server failed; tell its operator when")
    }

    /// As the interface answers it.
    pub(super) fn into_answer(self) -> ApiError {
        let answer = ApiError::coded(self.status, self.code, self.message);
        match self.status {
            StatusCode::SERVICE_UNAVAILABLE => answer.with_header(header::RETRY_AFTER, RETRY_AFTER_SEC.into()),
            _ => answer,
        }
    }

    /// As a response, for what is no operation of the interface.
    pub(super) fn into_response(self) -> Response {
        let status = self.status;
        let mut response = self.into_answer().into_response();
        response.set_status(status);
        let more = match status {
            StatusCode::UPGRADE_REQUIRED => Some((header::UPGRADE, "websocket")),
            StatusCode::UNAUTHORIZED => Some((header::WWW_AUTHENTICATE, "Bearer")),
            _ => None,
        };
        if let Some((name, value)) = more {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }

    /// A request that does not follow the interface.
    pub(super) fn of_request(refusal: &Refusal) -> ApiError {
        ApiError::of_refusal(refusal)
    }
}

impl From<FileRefused> for Refused {
    fn from(refused: FileRefused) -> Self {
        let (status, code) = match &refused {
            FileRefused::NoKey => (StatusCode::PRECONDITION_REQUIRED, "NO_KEY"),
            FileRefused::NotAKey => (StatusCode::EXPECTATION_FAILED, "BAD_KEY"),
            FileRefused::UnknownKey => (StatusCode::UNAUTHORIZED, "UNAUTHORIZED"),
            FileRefused::NotYours { .. } => (StatusCode::FORBIDDEN, "FORBIDDEN"),
            FileRefused::NotFound => (StatusCode::NOT_FOUND, "NOT_FOUND"),
            FileRefused::FileTooLarge { .. } | FileRefused::ClientTooLarge { .. } | FileRefused::TooMany { .. } => {
                (StatusCode::PAYLOAD_TOO_LARGE, "TOO_LARGE")
            }
            FileRefused::StoreFull => (StatusCode::SERVICE_UNAVAILABLE, "STORE_FULL"),
            FileRefused::Disk(error) => {
                tracing::error!(%error, "the disk fails the file store of the concierge door");
                (StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE")
            }
        };
        Self::new(status, code, refused)
    }
}

impl From<NotAFilePath> for Refused {
    fn from(refused: NotAFilePath) -> Self {
        Self::bad(refused)
    }
}

impl From<NotOpened> for Refused {
    fn from(error: NotOpened) -> Self {
        let code = match error {
            NotOpened::TooMany { .. } => "TOO_MANY_NAMESPACES",
            NotOpened::Store(_) => "UNAVAILABLE",
        };
        Self::new(StatusCode::SERVICE_UNAVAILABLE, code, error)
    }
}

impl From<TokenRefused> for Refused {
    fn from(refused: TokenRefused) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", refused)
    }
}
