// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The operations tagged session: the trait that handlers implement, and the routes that call it.

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

/// What a server does for the operations tagged session. Parameters arrive as the interface wants them.
pub trait SessionApi: Handler {
    /// Create a session, or change how an existing one is shown.
    ///
    /// `PUT /c2sim/session/{sessionId}/create`. A new session starts in state UNINITIALIZED. Where the session exists,
    /// its display name and description are replaced and its members and state stay; its schema version cannot be
    /// changed.
    fn create_session(
        &self,
        request: &Request,
        client_id: String,
        session_id: String,
        body: models::RequestCreateSession,
    ) -> impl Future<Output = Result<Answer<models::ResponseCreateSession>, Self::Error>> + Send;
    /// Delete a session.
    ///
    /// `DELETE /c2sim/session/{sessionId}`. With `force` every stream of the session is closed with close code 1000 and
    /// the session is forgotten. Without it the session is deleted only when nobody is a member. The session `default`
    /// cannot be deleted.
    fn delete_session(
        &self,
        request: &Request,
        client_id: String,
        session_id: String,
        force: bool,
    ) -> impl Future<Output = Result<Answer<models::ResponseDeleteSession>, Self::Error>> + Send;
    /// Look at one session.
    ///
    /// `GET /c2sim/session/{sessionId}/info`. The client need not be a member.
    fn get_session_info(
        &self,
        request: &Request,
        client_id: String,
        session_id: String,
    ) -> impl Future<Output = Result<Answer<models::DynamicSessionInfo>, Self::Error>> + Send;
    /// Read the initialization of a session.
    ///
    /// `GET /c2sim/session/{sessionId}/initialization`. The whole Message document with the merged initialization, as
    /// it was published when the scenario was shared. This is how a late joiner catches up. It exists from state
    /// INITIALIZED on.
    fn get_session_initialization(
        &self,
        request: &Request,
        client_id: String,
        session_id: String,
    ) -> impl Future<Output = Result<XmlAnswer, Self::Error>> + Send;
    /// List all sessions.
    ///
    /// `GET /c2sim/session/list`. The client need not be a member of any.
    fn get_sessions(
        &self,
        request: &Request,
        client_id: String,
    ) -> impl Future<Output = Result<Answer<Vec<models::DynamicSessionInfo>>, Self::Error>> + Send;
    /// Become a member of a session.
    ///
    /// `POST /c2sim/session/{sessionId}/join`. Only members may send, and messages flow on a stream only while its
    /// client is a member. The stream may be opened before or after joining. A member that neither holds a stream nor
    /// sends a request for the inactivity time is removed.
    fn join_session(
        &self,
        request: &Request,
        client_id: String,
        session_id: String,
        body: models::RequestJoinSession,
    ) -> impl Future<Output = Result<Answer<models::ResponseJoinSession>, Self::Error>> + Send;
    /// Leave a session.
    ///
    /// `POST /c2sim/session/{sessionId}/resign`. Ends the membership and closes the streams of the client with close
    /// code 1000. To resign without being a member is no error.
    fn resign_from_session(
        &self,
        request: &Request,
        client_id: String,
        session_id: String,
        body: models::RequestResignSession,
    ) -> impl Future<Output = Result<Answer<models::ResponseResignSession>, Self::Error>> + Send;
}

/// The routes of the operations tagged session, served by the handler in it.
pub struct SessionRoutes<H>(pub Arc<H>);

#[OpenApi]
impl<H: SessionApi> SessionRoutes<H> {
    /// Create a session, or change how an existing one is shown
    ///
    /// A new session starts in state UNINITIALIZED. Where the session exists, its display name and description are
    /// replaced and its members and state stay; its schema version cannot be changed.
    #[oai(
        path = "/c2sim/session/:sessionId/create",
        method = "put",
        operation_id = "createSession",
        tag = "super::ApiTag::Session"
    )]
    async fn create_session(
        &self,
        request: &Request,
        _bearer_auth: super::BearerAuth,
        /// Names one client instance: 5 to 10 random characters, chosen by the client and the same for all its requests
        /// and its stream.
        #[oai(name = "clientId", validator(min_length = 5, max_length = 10))]
        client_id: Header,
        /// The name of the session, one segment of a path.
        #[oai(name = "sessionId", validator(pattern = "^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$"))]
        session_id: Path,
        body: JsonBody<models::RequestCreateSession>,
    ) -> poem::Result<CreateSessionResponse> {
        client_id.check_length("clientId", 5, 10)?;
        static SESSION_ID_PATTERN: Pattern = Pattern::new("^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$");
        session_id.check_pattern("sessionId", &SESSION_ID_PATTERN)?;

        let body = body.read().await?;

        let answer = self.0.create_session(request, client_id.text, session_id.text, body).await;
        Ok(match answer {
            Ok(answer) => CreateSessionResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Delete a session
    ///
    /// With `force` every stream of the session is closed with close code 1000 and the session is forgotten. Without it
    /// the session is deleted only when nobody is a member. The session `default` cannot be deleted.
    #[oai(
        path = "/c2sim/session/:sessionId",
        method = "delete",
        operation_id = "deleteSession",
        tag = "super::ApiTag::Session"
    )]
    async fn delete_session(
        &self,
        request: &Request,
        _bearer_auth: super::BearerAuth,
        /// Names one client instance: 5 to 10 random characters, chosen by the client and the same for all its requests
        /// and its stream.
        #[oai(name = "clientId", validator(min_length = 5, max_length = 10))]
        client_id: Header,
        /// The name of the session, one segment of a path.
        #[oai(name = "sessionId", validator(pattern = "^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$"))]
        session_id: Path,
        /// Whether to delete the session although it has members.
        #[oai(name = "force", default = "delete_session_force")]
        force: Query<bool>,
    ) -> poem::Result<DeleteSessionResponse> {
        client_id.check_length("clientId", 5, 10)?;
        static SESSION_ID_PATTERN: Pattern = Pattern::new("^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$");
        session_id.check_pattern("sessionId", &SESSION_ID_PATTERN)?;

        let answer = self.0.delete_session(request, client_id.text, session_id.text, force.0).await;
        Ok(match answer {
            Ok(answer) => DeleteSessionResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Look at one session
    ///
    /// The client need not be a member.
    #[oai(
        path = "/c2sim/session/:sessionId/info",
        method = "get",
        operation_id = "getSessionInfo",
        tag = "super::ApiTag::Session"
    )]
    async fn get_session_info(
        &self,
        request: &Request,
        _bearer_auth: super::BearerAuth,
        /// Names one client instance: 5 to 10 random characters, chosen by the client and the same for all its requests
        /// and its stream.
        #[oai(name = "clientId", validator(min_length = 5, max_length = 10))]
        client_id: Header,
        /// The name of the session, one segment of a path.
        #[oai(name = "sessionId", validator(pattern = "^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$"))]
        session_id: Path,
    ) -> poem::Result<GetSessionInfoResponse> {
        client_id.check_length("clientId", 5, 10)?;
        static SESSION_ID_PATTERN: Pattern = Pattern::new("^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$");
        session_id.check_pattern("sessionId", &SESSION_ID_PATTERN)?;

        let answer = self.0.get_session_info(request, client_id.text, session_id.text).await;
        Ok(match answer {
            Ok(answer) => GetSessionInfoResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Read the initialization of a session
    ///
    /// The whole Message document with the merged initialization, as it was published when the scenario was shared.
    /// This is how a late joiner catches up. It exists from state INITIALIZED on.
    #[oai(
        path = "/c2sim/session/:sessionId/initialization",
        method = "get",
        operation_id = "getSessionInitialization",
        tag = "super::ApiTag::Session"
    )]
    async fn get_session_initialization(
        &self,
        request: &Request,
        _bearer_auth: super::BearerAuth,
        /// Names one client instance: 5 to 10 random characters, chosen by the client and the same for all its requests
        /// and its stream.
        #[oai(name = "clientId", validator(min_length = 5, max_length = 10))]
        client_id: Header,
        /// The name of the session, one segment of a path.
        #[oai(name = "sessionId", validator(pattern = "^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$"))]
        session_id: Path,
    ) -> poem::Result<GetSessionInitializationResponse> {
        client_id.check_length("clientId", 5, 10)?;
        static SESSION_ID_PATTERN: Pattern = Pattern::new("^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$");
        session_id.check_pattern("sessionId", &SESSION_ID_PATTERN)?;

        let answer = self.0.get_session_initialization(request, client_id.text, session_id.text).await;
        Ok(match answer {
            Ok(answer) => GetSessionInitializationResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// List all sessions
    ///
    /// The client need not be a member of any.
    #[oai(path = "/c2sim/session/list", method = "get", operation_id = "getSessions", tag = "super::ApiTag::Session")]
    async fn get_sessions(
        &self,
        request: &Request,
        _bearer_auth: super::BearerAuth,
        /// Names one client instance: 5 to 10 random characters, chosen by the client and the same for all its requests
        /// and its stream.
        #[oai(name = "clientId", validator(min_length = 5, max_length = 10))]
        client_id: Header,
    ) -> poem::Result<GetSessionsResponse> {
        client_id.check_length("clientId", 5, 10)?;

        let answer = self.0.get_sessions(request, client_id.text).await;
        Ok(match answer {
            Ok(answer) => GetSessionsResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Become a member of a session
    ///
    /// Only members may send, and messages flow on a stream only while its client is a member. The stream may be opened
    /// before or after joining. A member that neither holds a stream nor sends a request for the inactivity time is
    /// removed.
    #[oai(
        path = "/c2sim/session/:sessionId/join",
        method = "post",
        operation_id = "joinSession",
        tag = "super::ApiTag::Session"
    )]
    async fn join_session(
        &self,
        request: &Request,
        _bearer_auth: super::BearerAuth,
        /// Names one client instance: 5 to 10 random characters, chosen by the client and the same for all its requests
        /// and its stream.
        #[oai(name = "clientId", validator(min_length = 5, max_length = 10))]
        client_id: Header,
        /// The name of the session, one segment of a path.
        #[oai(name = "sessionId", validator(pattern = "^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$"))]
        session_id: Path,
        body: JsonBody<models::RequestJoinSession>,
    ) -> poem::Result<JoinSessionResponse> {
        client_id.check_length("clientId", 5, 10)?;
        static SESSION_ID_PATTERN: Pattern = Pattern::new("^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$");
        session_id.check_pattern("sessionId", &SESSION_ID_PATTERN)?;

        let body = body.read().await?;

        let answer = self.0.join_session(request, client_id.text, session_id.text, body).await;
        Ok(match answer {
            Ok(answer) => JoinSessionResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Leave a session
    ///
    /// Ends the membership and closes the streams of the client with close code 1000. To resign without being a member
    /// is no error.
    #[oai(
        path = "/c2sim/session/:sessionId/resign",
        method = "post",
        operation_id = "resignFromSession",
        tag = "super::ApiTag::Session"
    )]
    async fn resign_from_session(
        &self,
        request: &Request,
        _bearer_auth: super::BearerAuth,
        /// Names one client instance: 5 to 10 random characters, chosen by the client and the same for all its requests
        /// and its stream.
        #[oai(name = "clientId", validator(min_length = 5, max_length = 10))]
        client_id: Header,
        /// The name of the session, one segment of a path.
        #[oai(name = "sessionId", validator(pattern = "^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$"))]
        session_id: Path,
        body: JsonBody<models::RequestResignSession>,
    ) -> poem::Result<ResignFromSessionResponse> {
        client_id.check_length("clientId", 5, 10)?;
        static SESSION_ID_PATTERN: Pattern = Pattern::new("^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$");
        session_id.check_pattern("sessionId", &SESSION_ID_PATTERN)?;

        let body = body.read().await?;

        let answer = self.0.resign_from_session(request, client_id.text, session_id.text, body).await;
        Ok(match answer {
            Ok(answer) => ResignFromSessionResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
}

/// The answers of createSession.
#[derive(ApiResponse)]
pub enum CreateSessionResponse {
    /// The session as it is now, and whether it was created or updated.
    #[oai(status = 200)]
    Ok(Answer<models::ResponseCreateSession>),
    /// Refused; nothing was created or changed. Codes: NO_CLIENT_ID, INVALID_REQUEST, C2SIM_SCHEMA_NOT_SUPPORTED,
    /// SHARED_SESSION_SCHEMA_VERSION_CHANGED.
    #[oai(status = 400)]
    BadRequest(Answer<models::C2SimError>),
    /// The token is missing where one is needed, does not hold, or does not permit this. Nothing was changed. Codes:
    /// AUTHORISATION_HEADER_MISSING, INVALID_JWT, SIGNATURE_VERIFICATION_FAILED, INVALID_CLAIM_DATATYPE, CLAIM_CHECK.
    #[oai(status = 401)]
    Unauthorized(Answer<models::AuthorizationError>),
    /// No operation has this path. Code: NOT_FOUND. A session that does not exist is answered with 400 and
    /// SHARED_SESSION_NOT_FOUND.
    #[oai(status = 404)]
    NotFound(Answer<models::C2SimError>),
    /// The path has no operation with this method; the header Allow names those it has. Code: METHOD_NOT_ALLOWED.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::C2SimError>),
    /// A fault of the server. The trackingId is the ticket under which its log tells the cause. Codes: IO_ERROR,
    /// INTERNAL_ERROR.
    #[oai(status = 500)]
    InternalServerError(Answer<models::C2SimError>),
    /// The server cannot take the request now: its store is in trouble, or it is shutting down. Nothing was changed;
    /// try again after the time that the header Retry-After names. Codes: STORE_UNAVAILABLE, SERVER_SHUTTING_DOWN,
    /// SERVER_LIMIT_REACHED.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::C2SimError>),
}

impl From<ApiError> for CreateSessionResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
            ApiError::Gone(answer) => Self::BadRequest(answer),
        }
    }
}

/// What deleteSession takes where `force` is not given.
fn delete_session_force() -> bool {
    true
}

/// The answers of deleteSession.
#[derive(ApiResponse)]
pub enum DeleteSessionResponse {
    /// The session is gone.
    #[oai(status = 200)]
    Ok(Answer<models::ResponseDeleteSession>),
    /// Refused; the session is as before. Codes: NO_CLIENT_ID, INVALID_REQUEST, SHARED_SESSION_NOT_FOUND,
    /// SHARED_SESSION_IN_USE, SHARED_SESSION_PROTECTED.
    #[oai(status = 400)]
    BadRequest(Answer<models::C2SimError>),
    /// The token is missing where one is needed, does not hold, or does not permit this. Nothing was changed. Codes:
    /// AUTHORISATION_HEADER_MISSING, INVALID_JWT, SIGNATURE_VERIFICATION_FAILED, INVALID_CLAIM_DATATYPE, CLAIM_CHECK.
    #[oai(status = 401)]
    Unauthorized(Answer<models::AuthorizationError>),
    /// No operation has this path. Code: NOT_FOUND. A session that does not exist is answered with 400 and
    /// SHARED_SESSION_NOT_FOUND.
    #[oai(status = 404)]
    NotFound(Answer<models::C2SimError>),
    /// The path has no operation with this method; the header Allow names those it has. Code: METHOD_NOT_ALLOWED.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::C2SimError>),
    /// A fault of the server. The trackingId is the ticket under which its log tells the cause. Codes: IO_ERROR,
    /// INTERNAL_ERROR.
    #[oai(status = 500)]
    InternalServerError(Answer<models::C2SimError>),
    /// The server cannot take the request now: its store is in trouble, or it is shutting down. Nothing was changed;
    /// try again after the time that the header Retry-After names. Codes: STORE_UNAVAILABLE, SERVER_SHUTTING_DOWN,
    /// SERVER_LIMIT_REACHED.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::C2SimError>),
}

impl From<ApiError> for DeleteSessionResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
            ApiError::Gone(answer) => Self::BadRequest(answer),
        }
    }
}

/// The answers of getSessionInfo.
#[derive(ApiResponse)]
pub enum GetSessionInfoResponse {
    /// The session as it is now.
    #[oai(status = 200)]
    Ok(Answer<models::DynamicSessionInfo>),
    /// Refused. Codes: NO_CLIENT_ID, INVALID_REQUEST, SHARED_SESSION_NOT_FOUND.
    #[oai(status = 400)]
    BadRequest(Answer<models::C2SimError>),
    /// The token is missing where one is needed, does not hold, or does not permit this. Nothing was changed. Codes:
    /// AUTHORISATION_HEADER_MISSING, INVALID_JWT, SIGNATURE_VERIFICATION_FAILED, INVALID_CLAIM_DATATYPE, CLAIM_CHECK.
    #[oai(status = 401)]
    Unauthorized(Answer<models::AuthorizationError>),
    /// No operation has this path. Code: NOT_FOUND. A session that does not exist is answered with 400 and
    /// SHARED_SESSION_NOT_FOUND.
    #[oai(status = 404)]
    NotFound(Answer<models::C2SimError>),
    /// The path has no operation with this method; the header Allow names those it has. Code: METHOD_NOT_ALLOWED.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::C2SimError>),
    /// A fault of the server. The trackingId is the ticket under which its log tells the cause. Codes: IO_ERROR,
    /// INTERNAL_ERROR.
    #[oai(status = 500)]
    InternalServerError(Answer<models::C2SimError>),
    /// The server cannot take the request now: its store is in trouble, or it is shutting down. Nothing was changed;
    /// try again after the time that the header Retry-After names. Codes: STORE_UNAVAILABLE, SERVER_SHUTTING_DOWN,
    /// SERVER_LIMIT_REACHED.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::C2SimError>),
}

impl From<ApiError> for GetSessionInfoResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
            ApiError::Gone(answer) => Self::BadRequest(answer),
        }
    }
}

/// The answers of getSessionInitialization.
#[derive(ApiResponse)]
pub enum GetSessionInitializationResponse {
    /// A C2SIM Message whose body is a C2SIMInitializationBody.
    #[oai(status = 200)]
    Ok(XmlAnswer),
    /// Refused. Codes: NO_CLIENT_ID, INVALID_REQUEST, SHARED_SESSION_NOT_FOUND, NO_C2SIM_INITIALIZATION_BODY.
    #[oai(status = 400)]
    BadRequest(Answer<models::C2SimError>),
    /// The token is missing where one is needed, does not hold, or does not permit this. Nothing was changed. Codes:
    /// AUTHORISATION_HEADER_MISSING, INVALID_JWT, SIGNATURE_VERIFICATION_FAILED, INVALID_CLAIM_DATATYPE, CLAIM_CHECK.
    #[oai(status = 401)]
    Unauthorized(Answer<models::AuthorizationError>),
    /// No operation has this path. Code: NOT_FOUND. A session that does not exist is answered with 400 and
    /// SHARED_SESSION_NOT_FOUND.
    #[oai(status = 404)]
    NotFound(Answer<models::C2SimError>),
    /// The path has no operation with this method; the header Allow names those it has. Code: METHOD_NOT_ALLOWED.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::C2SimError>),
    /// A fault of the server. The trackingId is the ticket under which its log tells the cause. Codes: IO_ERROR,
    /// INTERNAL_ERROR.
    #[oai(status = 500)]
    InternalServerError(Answer<models::C2SimError>),
    /// The server cannot take the request now: its store is in trouble, or it is shutting down. Nothing was changed;
    /// try again after the time that the header Retry-After names. Codes: STORE_UNAVAILABLE, SERVER_SHUTTING_DOWN,
    /// SERVER_LIMIT_REACHED.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::C2SimError>),
}

impl From<ApiError> for GetSessionInitializationResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
            ApiError::Gone(answer) => Self::BadRequest(answer),
        }
    }
}

/// The answers of getSessions.
#[derive(ApiResponse)]
pub enum GetSessionsResponse {
    /// Every session as it is now.
    #[oai(status = 200)]
    Ok(Answer<Vec<models::DynamicSessionInfo>>),
    /// Refused. Codes: NO_CLIENT_ID, INVALID_REQUEST.
    #[oai(status = 400)]
    BadRequest(Answer<models::C2SimError>),
    /// The token is missing where one is needed, does not hold, or does not permit this. Nothing was changed. Codes:
    /// AUTHORISATION_HEADER_MISSING, INVALID_JWT, SIGNATURE_VERIFICATION_FAILED, INVALID_CLAIM_DATATYPE, CLAIM_CHECK.
    #[oai(status = 401)]
    Unauthorized(Answer<models::AuthorizationError>),
    /// No operation has this path. Code: NOT_FOUND. A session that does not exist is answered with 400 and
    /// SHARED_SESSION_NOT_FOUND.
    #[oai(status = 404)]
    NotFound(Answer<models::C2SimError>),
    /// The path has no operation with this method; the header Allow names those it has. Code: METHOD_NOT_ALLOWED.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::C2SimError>),
    /// A fault of the server. The trackingId is the ticket under which its log tells the cause. Codes: IO_ERROR,
    /// INTERNAL_ERROR.
    #[oai(status = 500)]
    InternalServerError(Answer<models::C2SimError>),
    /// The server cannot take the request now: its store is in trouble, or it is shutting down. Nothing was changed;
    /// try again after the time that the header Retry-After names. Codes: STORE_UNAVAILABLE, SERVER_SHUTTING_DOWN,
    /// SERVER_LIMIT_REACHED.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::C2SimError>),
}

impl From<ApiError> for GetSessionsResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
            ApiError::Gone(answer) => Self::BadRequest(answer),
        }
    }
}

/// The answers of joinSession.
#[derive(ApiResponse)]
pub enum JoinSessionResponse {
    /// Joined; the session as it is now.
    #[oai(status = 200)]
    Ok(Answer<models::ResponseJoinSession>),
    /// Refused; the client is as much a member as before. Codes: NO_CLIENT_ID, INVALID_REQUEST,
    /// SHARED_SESSION_NOT_FOUND, C2SIM_CLIENT_ALREADY_JOINED, AUTHORIZATION_FAILURE.
    #[oai(status = 400)]
    BadRequest(Answer<models::C2SimError>),
    /// The token is missing where one is needed, does not hold, or does not permit this. Nothing was changed. Codes:
    /// AUTHORISATION_HEADER_MISSING, INVALID_JWT, SIGNATURE_VERIFICATION_FAILED, INVALID_CLAIM_DATATYPE, CLAIM_CHECK.
    #[oai(status = 401)]
    Unauthorized(Answer<models::AuthorizationError>),
    /// No operation has this path. Code: NOT_FOUND. A session that does not exist is answered with 400 and
    /// SHARED_SESSION_NOT_FOUND.
    #[oai(status = 404)]
    NotFound(Answer<models::C2SimError>),
    /// The path has no operation with this method; the header Allow names those it has. Code: METHOD_NOT_ALLOWED.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::C2SimError>),
    /// A fault of the server. The trackingId is the ticket under which its log tells the cause. Codes: IO_ERROR,
    /// INTERNAL_ERROR.
    #[oai(status = 500)]
    InternalServerError(Answer<models::C2SimError>),
    /// The server cannot take the request now: its store is in trouble, or it is shutting down. Nothing was changed;
    /// try again after the time that the header Retry-After names. Codes: STORE_UNAVAILABLE, SERVER_SHUTTING_DOWN,
    /// SERVER_LIMIT_REACHED.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::C2SimError>),
}

impl From<ApiError> for JoinSessionResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
            ApiError::Gone(answer) => Self::BadRequest(answer),
        }
    }
}

/// The answers of resignFromSession.
#[derive(ApiResponse)]
pub enum ResignFromSessionResponse {
    /// The client is not a member any more.
    #[oai(status = 200)]
    Ok(Answer<models::ResponseResignSession>),
    /// Refused; the membership is as before. Codes: NO_CLIENT_ID, INVALID_REQUEST, SHARED_SESSION_NOT_FOUND.
    #[oai(status = 400)]
    BadRequest(Answer<models::C2SimError>),
    /// The token is missing where one is needed, does not hold, or does not permit this. Nothing was changed. Codes:
    /// AUTHORISATION_HEADER_MISSING, INVALID_JWT, SIGNATURE_VERIFICATION_FAILED, INVALID_CLAIM_DATATYPE, CLAIM_CHECK.
    #[oai(status = 401)]
    Unauthorized(Answer<models::AuthorizationError>),
    /// No operation has this path. Code: NOT_FOUND. A session that does not exist is answered with 400 and
    /// SHARED_SESSION_NOT_FOUND.
    #[oai(status = 404)]
    NotFound(Answer<models::C2SimError>),
    /// The path has no operation with this method; the header Allow names those it has. Code: METHOD_NOT_ALLOWED.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::C2SimError>),
    /// A fault of the server. The trackingId is the ticket under which its log tells the cause. Codes: IO_ERROR,
    /// INTERNAL_ERROR.
    #[oai(status = 500)]
    InternalServerError(Answer<models::C2SimError>),
    /// The server cannot take the request now: its store is in trouble, or it is shutting down. Nothing was changed;
    /// try again after the time that the header Retry-After names. Codes: STORE_UNAVAILABLE, SERVER_SHUTTING_DOWN,
    /// SERVER_LIMIT_REACHED.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::C2SimError>),
}

impl From<ApiError> for ResignFromSessionResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
            ApiError::Gone(answer) => Self::BadRequest(answer),
        }
    }
}
