// Generated from spec/templates; do not edit.

//! The errors of the C2SIM interface: what every operation may answer, and what becomes of a request that does not follow it.

use std::collections::BTreeMap;

use poem::{
    IntoResponse, Request, Response,
    error::ResponseError,
    http::{HeaderName, HeaderValue, StatusCode},
};

use super::models::{AuthorizationError, C2SimError};
use crate::support::{Answer, Refusal};

/// What every implementation of the interface has: an error of its own, and one place where it becomes an answer.
pub trait Handler: Send + Sync + 'static {
    /// What the methods of the handler fail with.
    type Error: Send;

    /// The answer to a request whose handler failed.
    fn refuse(&self, request: &Request, error: Self::Error) -> ApiError;
}

/// An error answer as any operation may give it. Every operation's answers are made from it, so an operation that does
/// not declare one of these does not compile.
#[derive(Debug)]
pub enum ApiError {
    /// 400: the request was refused.
    BadRequest(Answer<C2SimError>),
    /// 401: the token is missing or does not permit this.
    Unauthorized(Answer<AuthorizationError>),
    /// 404: no operation has this path.
    NotFound(Answer<C2SimError>),
    /// 405: the path has no operation with this method.
    MethodNotAllowed(Answer<C2SimError>),
    /// 410: what is asked for is no longer kept. Only operations that read what was kept answer this.
    Gone(Answer<C2SimError>),
    /// 500: a fault of the server.
    InternalServerError(Answer<C2SimError>),
    /// 503: the server cannot take the request now.
    ServiceUnavailable(Answer<C2SimError>),
}

impl ApiError {
    /// The answer to a request that does not follow the interface; its details carry the ticket of the request and the name
    /// of what was wrong.
    pub fn of_refusal(refusal: &Refusal, tracking_id: &str) -> Self {
        let mut details = BTreeMap::from([("trackingId".to_owned(), tracking_id.into())]);
        if let Some(parameter) = refusal.parameter() {
            details.insert("parameter".to_owned(), parameter.into());
        }
        let error = C2SimError { code: code(refusal).into(), message: refusal.to_string(), details: Some(details) };
        Self::new(refusal.status(), error)
    }

    /// The error answer with this status. A status that the interface does not know for a C2SimError becomes 500.
    pub fn new(status: StatusCode, error: C2SimError) -> Self {
        let answer = Answer::from(error);
        match status {
            StatusCode::BAD_REQUEST => Self::BadRequest(answer),
            StatusCode::NOT_FOUND => Self::NotFound(answer),
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed(answer),
            StatusCode::GONE => Self::Gone(answer),
            StatusCode::SERVICE_UNAVAILABLE => Self::ServiceUnavailable(answer),
            _ => Self::InternalServerError(answer),
        }
    }

    /// The answer to a token that does not permit a request.
    pub fn unauthorized(error: AuthorizationError) -> Self {
        Self::Unauthorized(error.into())
    }

    /// The same answer with one more header, such as Allow or Retry-After.
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        match &mut self {
            Self::Unauthorized(answer) => answer.headers.insert(name, value),
            Self::BadRequest(answer)
            | Self::NotFound(answer)
            | Self::MethodNotAllowed(answer)
            | Self::Gone(answer)
            | Self::InternalServerError(answer)
            | Self::ServiceUnavailable(answer) => answer.headers.insert(name, value),
        };
        self
    }

    /// The status that the answer has.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Unauthorized(_) => StatusCode::UNAUTHORIZED,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::Gone(_) => StatusCode::GONE,
            Self::InternalServerError(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::ServiceUnavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut response = match self {
            Self::Unauthorized(answer) => answer.into_response(),
            Self::BadRequest(answer)
            | Self::NotFound(answer)
            | Self::MethodNotAllowed(answer)
            | Self::Gone(answer)
            | Self::InternalServerError(answer)
            | Self::ServiceUnavailable(answer) => answer.into_response(),
        };
        response.set_status(status);
        response
    }
}

/// The code of the C2SimError that a refusal becomes.
fn code(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Missing { parameter: "clientId" } => "NO_CLIENT_ID",
        Refusal::NotFound => "NOT_FOUND",
        Refusal::MethodNotAllowed => "METHOD_NOT_ALLOWED",
        _ => "INVALID_REQUEST",
    }
}
