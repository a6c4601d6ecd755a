// Generated from spec/openapi/editing.yaml; do not edit.

//! The operations tagged service: the trait that handlers implement, and the routes that call it.

#![allow(unused_imports, reason = "which of these are needed depends on the operations")]
#![allow(clippy::too_many_arguments, reason = "an operation has the parameters that the interface gives it")]

use std::{future::Future, sync::Arc};

use poem::{Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ApiResponse, ExtractParamOptions, OpenApi,
    param::Query,
    registry::{MetaRequest, Registry},
};

use super::{ApiError, Handler, models};
use crate::support::{
    Answer, ContentType, EventsAnswer, FileAnswer, Header, JsonBody, JsonOrXml, LinesOrXml, MultipartBody,
    OptionalHeader, Path, Pattern, RawBody, Verbatim, XmlAnswer, XmlBody,
};

/// What a server does for the operations tagged service. Parameters arrive as the interface wants them.
pub trait ServiceApi: Handler {
    /// Whether the door works.
    ///
    /// `GET /health`. For whoever restarts or routes around it.
    fn get_editing_health(
        &self,
        request: &Request,
    ) -> impl Future<Output = Result<Answer<models::EditingHealth>, Self::Error>> + Send;
    /// Figures of the door.
    ///
    /// `GET /api/statistics`. Counters run from the start of the server.
    fn get_editing_statistics(
        &self,
        request: &Request,
    ) -> impl Future<Output = Result<Answer<models::Statistics>, Self::Error>> + Send;
}

/// The routes of the operations tagged service, served by the handler in it.
pub struct ServiceRoutes<H>(pub Arc<H>);

#[OpenApi]
impl<H: ServiceApi> ServiceRoutes<H> {
    /// Whether the door works
    ///
    /// For whoever restarts or routes around it.
    #[oai(path = "/health", method = "get", operation_id = "getEditingHealth", tag = "super::ApiTag::Service")]
    async fn get_editing_health(&self, request: &Request) -> poem::Result<GetEditingHealthResponse> {
        let answer = self.0.get_editing_health(request).await;
        Ok(match answer {
            Ok(answer) => GetEditingHealthResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Figures of the door
    ///
    /// Counters run from the start of the server.
    #[oai(
        path = "/api/statistics",
        method = "get",
        operation_id = "getEditingStatistics",
        tag = "super::ApiTag::Service"
    )]
    async fn get_editing_statistics(&self, request: &Request) -> poem::Result<GetEditingStatisticsResponse> {
        let answer = self.0.get_editing_statistics(request).await;
        Ok(match answer {
            Ok(answer) => GetEditingStatisticsResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
}

/// The answers of getEditingHealth.
#[derive(ApiResponse)]
pub enum GetEditingHealthResponse {
    /// It works.
    #[oai(status = 200)]
    Ok(Answer<models::EditingHealth>),
    /// The request cannot be read, or a value is out of bounds, code INVALID_MESSAGE; or a C2SIM session refused the
    /// document, under the code of its interface.
    #[oai(status = 400)]
    BadRequest(Answer<models::EditingError>),
    /// A token is missing where one is needed, or does not hold, code UNAUTHORIZED; or it does not permit to send the
    /// document, under the code of the C2SIM interface.
    #[oai(status = 401)]
    Unauthorized(Answer<models::EditingError>),
    /// There is no such session, or nothing at this path. Code INVALID_SESSION or NOT_FOUND.
    #[oai(status = 404)]
    NotFound(Answer<models::EditingError>),
    /// The path has no such method. Code METHOD_NOT_ALLOWED.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::EditingError>),
    /// The session is in a state that does not allow it, code INVALID_SESSION; or the C2SIM session is not open to this
    /// door, code CROSSING_CLOSED.
    #[oai(status = 409)]
    Conflict(Answer<models::EditingError>),
    /// The body is not announced as JSON. Code INVALID_MESSAGE.
    #[oai(status = 415)]
    UnsupportedMediaType(Answer<models::EditingError>),
    /// The body is JSON, and a field is missing or of the wrong type. Code INVALID_MESSAGE.
    #[oai(status = 422)]
    UnprocessableEntity(Answer<models::EditingError>),
    /// A limit is reached. Code RATE_LIMITED.
    #[oai(status = 429)]
    TooManyRequests(Answer<models::EditingError>),
    /// A fault of the server. Code SERVER_ERROR.
    #[oai(status = 500)]
    InternalServerError(Answer<models::EditingError>),
    /// The store is in trouble, or the server ends. Code SERVER_ERROR.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::EditingError>),
}

impl From<ApiError> for GetEditingHealthResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::Conflict(answer) => Self::Conflict(answer),
            ApiError::UnsupportedMediaType(answer) => Self::UnsupportedMediaType(answer),
            ApiError::UnprocessableEntity(answer) => Self::UnprocessableEntity(answer),
            ApiError::TooManyRequests(answer) => Self::TooManyRequests(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
        }
    }
}

/// The answers of getEditingStatistics.
#[derive(ApiResponse)]
pub enum GetEditingStatisticsResponse {
    /// The figures of this moment.
    #[oai(status = 200)]
    Ok(Answer<models::Statistics>),
    /// The request cannot be read, or a value is out of bounds, code INVALID_MESSAGE; or a C2SIM session refused the
    /// document, under the code of its interface.
    #[oai(status = 400)]
    BadRequest(Answer<models::EditingError>),
    /// A token is missing where one is needed, or does not hold, code UNAUTHORIZED; or it does not permit to send the
    /// document, under the code of the C2SIM interface.
    #[oai(status = 401)]
    Unauthorized(Answer<models::EditingError>),
    /// There is no such session, or nothing at this path. Code INVALID_SESSION or NOT_FOUND.
    #[oai(status = 404)]
    NotFound(Answer<models::EditingError>),
    /// The path has no such method. Code METHOD_NOT_ALLOWED.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::EditingError>),
    /// The session is in a state that does not allow it, code INVALID_SESSION; or the C2SIM session is not open to this
    /// door, code CROSSING_CLOSED.
    #[oai(status = 409)]
    Conflict(Answer<models::EditingError>),
    /// The body is not announced as JSON. Code INVALID_MESSAGE.
    #[oai(status = 415)]
    UnsupportedMediaType(Answer<models::EditingError>),
    /// The body is JSON, and a field is missing or of the wrong type. Code INVALID_MESSAGE.
    #[oai(status = 422)]
    UnprocessableEntity(Answer<models::EditingError>),
    /// A limit is reached. Code RATE_LIMITED.
    #[oai(status = 429)]
    TooManyRequests(Answer<models::EditingError>),
    /// A fault of the server. Code SERVER_ERROR.
    #[oai(status = 500)]
    InternalServerError(Answer<models::EditingError>),
    /// The store is in trouble, or the server ends. Code SERVER_ERROR.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::EditingError>),
}

impl From<ApiError> for GetEditingStatisticsResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::Conflict(answer) => Self::Conflict(answer),
            ApiError::UnsupportedMediaType(answer) => Self::UnsupportedMediaType(answer),
            ApiError::UnprocessableEntity(answer) => Self::UnprocessableEntity(answer),
            ApiError::TooManyRequests(answer) => Self::TooManyRequests(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
        }
    }
}
