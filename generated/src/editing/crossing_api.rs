// Generated from spec/openapi/editing.yaml; do not edit.

//! The operations tagged crossing: the trait that handlers implement, and the routes that call it.

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

/// What a server does for the operations tagged crossing. Parameters arrive as the interface wants them.
pub trait CrossingApi: Handler {
    /// List the C2SIM sessions that take the document.
    ///
    /// `GET /api/sessions/{session_id}/c2sim`. Those whose creator opened them to this door, with `editing` among their
    /// crossings.
    fn list_c2sim_sessions(
        &self,
        request: &Request,
        session_id: String,
    ) -> impl Future<Output = Result<Answer<models::C2simSessionList>, Self::Error>> + Send;
    /// Send the document to a C2SIM session.
    ///
    /// `POST /api/sessions/{session_id}/submission`. The document as it is at this moment, sent by a member of the
    /// session as POST …/send would. Where the server wants tokens, or a member belongs to somebody, the token of that
    /// interface comes as `Authorization: Bearer`.
    fn submit_document(
        &self,
        request: &Request,
        session_id: String,
        body: models::SubmitDocument,
    ) -> impl Future<Output = Result<Answer<models::DocumentSubmitted>, Self::Error>> + Send;
    /// Hold the document against the schema of a C2SIM session.
    ///
    /// `POST /api/sessions/{session_id}/validation`. The document as it is at this moment, read as a C2SIM message.
    /// Nothing is sent to anybody.
    fn validate_document(
        &self,
        request: &Request,
        session_id: String,
        body: models::ValidateDocument,
    ) -> impl Future<Output = Result<Answer<models::DocumentVerdict>, Self::Error>> + Send;
}

/// The routes of the operations tagged crossing, served by the handler in it.
pub struct CrossingRoutes<H>(pub Arc<H>);

#[OpenApi]
impl<H: CrossingApi> CrossingRoutes<H> {
    /// List the C2SIM sessions that take the document
    ///
    /// Those whose creator opened them to this door, with `editing` among their crossings.
    #[oai(
        path = "/api/sessions/:session_id/c2sim",
        method = "get",
        operation_id = "listC2simSessions",
        tag = "super::ApiTag::Crossing"
    )]
    async fn list_c2sim_sessions(
        &self,
        request: &Request,
        /// The id of the session, as it was given at its creation.
        #[oai(name = "session_id")]
        session_id: Path,
    ) -> poem::Result<ListC2simSessionsResponse> {
        let answer = self.0.list_c2sim_sessions(request, session_id.text).await;
        Ok(match answer {
            Ok(answer) => ListC2simSessionsResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Send the document to a C2SIM session
    ///
    /// The document as it is at this moment, sent by a member of the session as POST …/send would. Where the server
    /// wants tokens, or a member belongs to somebody, the token of that interface comes as `Authorization: Bearer`.
    #[oai(
        path = "/api/sessions/:session_id/submission",
        method = "post",
        operation_id = "submitDocument",
        tag = "super::ApiTag::Crossing"
    )]
    async fn submit_document(
        &self,
        request: &Request,
        /// The id of the session, as it was given at its creation.
        #[oai(name = "session_id")]
        session_id: Path,
        body: JsonBody<models::SubmitDocument>,
    ) -> poem::Result<SubmitDocumentResponse> {
        let body = body.read().await?;

        let answer = self.0.submit_document(request, session_id.text, body).await;
        Ok(match answer {
            Ok(answer) => SubmitDocumentResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Hold the document against the schema of a C2SIM session
    ///
    /// The document as it is at this moment, read as a C2SIM message. Nothing is sent to anybody.
    #[oai(
        path = "/api/sessions/:session_id/validation",
        method = "post",
        operation_id = "validateDocument",
        tag = "super::ApiTag::Crossing"
    )]
    async fn validate_document(
        &self,
        request: &Request,
        /// The id of the session, as it was given at its creation.
        #[oai(name = "session_id")]
        session_id: Path,
        body: JsonBody<models::ValidateDocument>,
    ) -> poem::Result<ValidateDocumentResponse> {
        let body = body.read().await?;

        let answer = self.0.validate_document(request, session_id.text, body).await;
        Ok(match answer {
            Ok(answer) => ValidateDocumentResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
}

/// The answers of listC2simSessions.
#[derive(ApiResponse)]
pub enum ListC2simSessionsResponse {
    /// The sessions, by name.
    #[oai(status = 200)]
    Ok(Answer<models::C2simSessionList>),
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

impl From<ApiError> for ListC2simSessionsResponse {
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

/// The answers of submitDocument.
#[derive(ApiResponse)]
pub enum SubmitDocumentResponse {
    /// It was accepted, and is kept.
    #[oai(status = 200)]
    Ok(Answer<models::DocumentSubmitted>),
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

impl From<ApiError> for SubmitDocumentResponse {
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

/// The answers of validateDocument.
#[derive(ApiResponse)]
pub enum ValidateDocumentResponse {
    /// What the session would say of it.
    #[oai(status = 200)]
    Ok(Answer<models::DocumentVerdict>),
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

impl From<ApiError> for ValidateDocumentResponse {
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
