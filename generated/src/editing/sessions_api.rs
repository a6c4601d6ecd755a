// Generated from spec/openapi/editing.yaml; do not edit.

//! The operations tagged sessions: the trait that handlers implement, and the routes that call it.

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

/// What a server does for the operations tagged sessions. Parameters arrive as the interface wants them.
pub trait SessionsApi: Handler {
    /// Make a session active.
    ///
    /// `POST /api/sessions/{session_id}/activate`. That it is active already is no error. An invalidated session stays
    /// so.
    fn activate_editing_session(
        &self,
        request: &Request,
        session_id: String,
    ) -> impl Future<Output = Result<Answer<models::EditingSession>, Self::Error>> + Send;
    /// Create a session.
    ///
    /// `POST /api/sessions`. The session is active at once unless `activate` is false. It expires when it is not used
    /// for its time to live.
    fn create_editing_session(
        &self,
        request: &Request,
        body: models::CreateSession,
    ) -> impl Future<Output = Result<Answer<models::SessionCreated>, Self::Error>> + Send;
    /// End a session.
    ///
    /// `DELETE /api/sessions/{session_id}`. Its connections are closed with 4401, and nobody knows it any more.
    fn delete_editing_session(
        &self,
        request: &Request,
        session_id: String,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// Look at a session.
    ///
    /// `GET /api/sessions/{session_id}`. A session that expired or was deleted is not found.
    fn get_editing_session(
        &self,
        request: &Request,
        session_id: String,
    ) -> impl Future<Output = Result<Answer<models::EditingSession>, Self::Error>> + Send;
    /// List sessions.
    ///
    /// `GET /api/sessions`. Shows no session ids, since they are secrets.
    fn list_editing_sessions(
        &self,
        request: &Request,
        user_id: Option<String>,
        state: Option<String>,
    ) -> impl Future<Output = Result<Answer<models::SessionList>, Self::Error>> + Send;
    /// Pause a session.
    ///
    /// `POST /api/sessions/{session_id}/suspend`. Its connections are closed with 4401; it connects again once it is
    /// activated.
    fn suspend_editing_session(
        &self,
        request: &Request,
        session_id: String,
    ) -> impl Future<Output = Result<Answer<models::EditingSession>, Self::Error>> + Send;
}

/// The routes of the operations tagged sessions, served by the handler in it.
pub struct SessionsRoutes<H>(pub Arc<H>);

#[OpenApi]
impl<H: SessionsApi> SessionsRoutes<H> {
    /// Make a session active
    ///
    /// That it is active already is no error. An invalidated session stays so.
    #[oai(
        path = "/api/sessions/:session_id/activate",
        method = "post",
        operation_id = "activateEditingSession",
        tag = "super::ApiTag::Sessions"
    )]
    async fn activate_editing_session(
        &self,
        request: &Request,
        /// The id of the session, as it was given at its creation.
        #[oai(name = "session_id")]
        session_id: Path,
    ) -> poem::Result<ActivateEditingSessionResponse> {
        let answer = self.0.activate_editing_session(request, session_id.text).await;
        Ok(match answer {
            Ok(answer) => ActivateEditingSessionResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Create a session
    ///
    /// The session is active at once unless `activate` is false. It expires when it is not used for its time to live.
    #[oai(
        path = "/api/sessions",
        method = "post",
        operation_id = "createEditingSession",
        tag = "super::ApiTag::Sessions"
    )]
    async fn create_editing_session(
        &self,
        request: &Request,
        body: JsonBody<models::CreateSession>,
    ) -> poem::Result<CreateEditingSessionResponse> {
        let body = body.read().await?;

        let answer = self.0.create_editing_session(request, body).await;
        Ok(match answer {
            Ok(answer) => CreateEditingSessionResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// End a session
    ///
    /// Its connections are closed with 4401, and nobody knows it any more.
    #[oai(
        path = "/api/sessions/:session_id",
        method = "delete",
        operation_id = "deleteEditingSession",
        tag = "super::ApiTag::Sessions"
    )]
    async fn delete_editing_session(
        &self,
        request: &Request,
        /// The id of the session, as it was given at its creation.
        #[oai(name = "session_id")]
        session_id: Path,
    ) -> poem::Result<DeleteEditingSessionResponse> {
        let answer = self.0.delete_editing_session(request, session_id.text).await;
        Ok(match answer {
            Ok(()) => DeleteEditingSessionResponse::NoContent,
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Look at a session
    ///
    /// A session that expired or was deleted is not found.
    #[oai(
        path = "/api/sessions/:session_id",
        method = "get",
        operation_id = "getEditingSession",
        tag = "super::ApiTag::Sessions"
    )]
    async fn get_editing_session(
        &self,
        request: &Request,
        /// The id of the session, as it was given at its creation.
        #[oai(name = "session_id")]
        session_id: Path,
    ) -> poem::Result<GetEditingSessionResponse> {
        let answer = self.0.get_editing_session(request, session_id.text).await;
        Ok(match answer {
            Ok(answer) => GetEditingSessionResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// List sessions
    ///
    /// Shows no session ids, since they are secrets.
    #[oai(
        path = "/api/sessions",
        method = "get",
        operation_id = "listEditingSessions",
        tag = "super::ApiTag::Sessions"
    )]
    async fn list_editing_sessions(
        &self,
        request: &Request,
        /// Only those of this user.
        #[oai(name = "user_id")]
        user_id: Query<Option<String>>,
        /// Only those in this state, by its name such as Active.
        #[oai(name = "state")]
        state: Query<Option<String>>,
    ) -> poem::Result<ListEditingSessionsResponse> {
        let answer = self.0.list_editing_sessions(request, user_id.0, state.0).await;
        Ok(match answer {
            Ok(answer) => ListEditingSessionsResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Pause a session
    ///
    /// Its connections are closed with 4401; it connects again once it is activated.
    #[oai(
        path = "/api/sessions/:session_id/suspend",
        method = "post",
        operation_id = "suspendEditingSession",
        tag = "super::ApiTag::Sessions"
    )]
    async fn suspend_editing_session(
        &self,
        request: &Request,
        /// The id of the session, as it was given at its creation.
        #[oai(name = "session_id")]
        session_id: Path,
    ) -> poem::Result<SuspendEditingSessionResponse> {
        let answer = self.0.suspend_editing_session(request, session_id.text).await;
        Ok(match answer {
            Ok(answer) => SuspendEditingSessionResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
}

/// The answers of activateEditingSession.
#[derive(ApiResponse)]
pub enum ActivateEditingSessionResponse {
    /// The session as it is now.
    #[oai(status = 200)]
    Ok(Answer<models::EditingSession>),
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

impl From<ApiError> for ActivateEditingSessionResponse {
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

/// The answers of createEditingSession.
#[derive(ApiResponse)]
pub enum CreateEditingSessionResponse {
    /// The session, and the address of its WebSocket.
    #[oai(status = 200)]
    Ok(Answer<models::SessionCreated>),
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

impl From<ApiError> for CreateEditingSessionResponse {
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

/// The answers of deleteEditingSession.
#[derive(ApiResponse)]
pub enum DeleteEditingSessionResponse {
    /// It is deleted.
    #[oai(status = 204)]
    NoContent,
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

impl From<ApiError> for DeleteEditingSessionResponse {
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

/// The answers of getEditingSession.
#[derive(ApiResponse)]
pub enum GetEditingSessionResponse {
    /// The session as it is now.
    #[oai(status = 200)]
    Ok(Answer<models::EditingSession>),
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

impl From<ApiError> for GetEditingSessionResponse {
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

/// The answers of listEditingSessions.
#[derive(ApiResponse)]
pub enum ListEditingSessionsResponse {
    /// The sessions, the oldest first.
    #[oai(status = 200)]
    Ok(Answer<models::SessionList>),
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

impl From<ApiError> for ListEditingSessionsResponse {
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

/// The answers of suspendEditingSession.
#[derive(ApiResponse)]
pub enum SuspendEditingSessionResponse {
    /// The session as it is now.
    #[oai(status = 200)]
    Ok(Answer<models::EditingSession>),
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

impl From<ApiError> for SuspendEditingSessionResponse {
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
