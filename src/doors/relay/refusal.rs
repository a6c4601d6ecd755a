//! The one place that turns a refusal of the relay into what it answers: status, code and text.

use c2sim_generated::{
    relay::{ApiError, models::RelayError},
    support::Refusal as Unfit,
};
use poem::http::{StatusCode, header::RETRY_AFTER};

use super::core::Refusal;
use crate::{auth::TokenRefused, identity::TrackingId};

/// When a participant may try again after the relay was full, in seconds.
const RETRY_AFTER_SEC: u16 = 1;

/// What the relay answers instead of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refused {
    status: StatusCode,
    code: &'static str,
    message: String,
}

impl Refused {
    /// A parameter is missing or wrong.
    pub(super) fn bad(code: &'static str, message: impl ToString) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    /// The body has a form that is not read.
    pub(super) fn media_type(found: &str) -> Self {
        let message = format!("{found} is not read here; send application/json or application/x-www-form-urlencoded");
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", message)
    }

    /// The body is too large.
    pub(super) fn too_large(limit_bytes: usize) -> Self {
        let message = format!("the body is larger than the {limit_bytes} bytes that are allowed");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", message)
    }

    /// What can be no token is one that nobody has.
    pub(super) fn bad_token() -> Self {
        Refusal::BadToken.into()
    }

    /// What can be no rid is one that nobody has.
    pub(super) fn unknown_rid() -> Self {
        Refusal::UnknownRid.into()
    }

    /// The messages between peers that are asked for are no longer kept.
    pub(super) fn not_kept() -> Self {
        let message = "messages were missed that are no longer kept; a pull without `after` goes on with what is";
        Self::new(StatusCode::GONE, "not_kept", message)
    }

    /// The store of the messages between peers cannot be used.
    pub(super) fn store(error: impl std::fmt::Display) -> Self {
        let message = format!("the store cannot be used at the moment; try again: {error}");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "store_unavailable", message)
    }

    /// The server ends.
    pub(super) fn shutting_down() -> Self {
        let message = "the server is shutting down and takes no new work; try again in a moment";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "shutting_down", message)
    }

    /// A fault of the relay: the log has the cause under the ticket, the participant gets the ticket alone.
    pub(super) fn fault(cause: impl std::fmt::Display) -> Self {
        let tracking_id = TrackingId::random();
        tracing::error!(%tracking_id, %cause, "fault of the relay");
        let message = format!("the relay failed; give its operator the ticket {tracking_id}");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal_error", message)
    }

    /// A request that does not follow the interface.
    pub(super) fn unfit(unfit: &Unfit) -> Self {
        let (status, code) = match unfit {
            Unfit::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Unfit::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
            Unfit::ContentType { .. } => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type"),
            _ => (StatusCode::BAD_REQUEST, "bad_request"),
        };
        Self::new(status, code, unfit)
    }

    /// The stable code.
    #[cfg(test)]
    pub(super) fn code(&self) -> &'static str {
        self.code
    }

    /// The refusal as the relay answers it.
    pub(super) fn into_answer(self) -> ApiError {
        let retries = matches!(self.status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
        let answer = ApiError::new(self.status, RelayError { error: self.code.to_owned(), message: self.message });
        if retries { answer.with_header(RETRY_AFTER, RETRY_AFTER_SEC.into()) } else { answer }
    }

    fn new(status: StatusCode, code: &'static str, message: impl ToString) -> Self {
        Self { status, code, message: message.to_string() }
    }
}

impl From<TokenRefused> for Refused {
    fn from(refused: TokenRefused) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", refused)
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal {
            Refusal::BadToken => StatusCode::UNAUTHORIZED,
            Refusal::TooManyClients { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Refusal::QueueFull { .. } => StatusCode::TOO_MANY_REQUESTS,
            Refusal::UnknownRid => StatusCode::NOT_FOUND,
            Refusal::Expired | Refusal::AlreadyPulled => StatusCode::GONE,
            Refusal::AlreadyAnswered => StatusCode::CONFLICT,
        };
        Self::new(status, refusal.code(), refusal)
    }
}
