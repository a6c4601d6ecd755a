// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The operations tagged notifications: the trait that handlers implement, and the routes that call it.

#![allow(unused_imports, reason = "which of these are needed depends on the operations")]

use std::{future::Future, sync::Arc};

use poem::{Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ApiResponse, ExtractParamOptions, OpenApi,
    param::Query,
    registry::{MetaRequest, Registry},
};

use super::{ApiError, Handler, models};
use crate::support::{
    Answer, ContentType, Header, JsonBody, JsonOrXml, MultipartBody, OptionalHeader, Path, Pattern, XmlAnswer, XmlBody,
};

/// What a server does for the operations tagged notifications. Parameters arrive as the interface wants them.
pub trait NotificationsApi: Handler {
    /// Where to open the stream of a session.
    ///
    /// `GET /c2sim/session/{sessionId}/stream-endpoints`. The address already carries the session; the client adds its
    /// `clientId` as a query parameter. One text frame is one message, the XML on one line, ended by a line feed. Close
    /// code 1000 means resigned, replaced or deleted, 1003 that the request for the stream was wrong, 1012 that the
    /// server restarts.
    fn get_stream_endpoints(
        &self,
        request: &Request,
        client_id: String,
        session_id: String,
    ) -> impl Future<Output = Result<Answer<models::ResponseStreamEndpoints>, Self::Error>> + Send;
}

/// The routes of the operations tagged notifications, served by the handler in it.
pub struct NotificationsRoutes<H>(pub Arc<H>);

#[OpenApi]
impl<H: NotificationsApi> NotificationsRoutes<H> {
    /// Where to open the stream of a session
    ///
    /// The address already carries the session; the client adds its `clientId` as a query parameter. One text frame is
    /// one message, the XML on one line, ended by a line feed. Close code 1000 means resigned, replaced or deleted,
    /// 1003 that the request for the stream was wrong, 1012 that the server restarts.
    #[oai(
        path = "/c2sim/session/:sessionId/stream-endpoints",
        method = "get",
        operation_id = "getStreamEndpoints",
        tag = "super::ApiTag::Notifications"
    )]
    async fn get_stream_endpoints(
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
    ) -> poem::Result<GetStreamEndpointsResponse> {
        client_id.check_length("clientId", 5, 10)?;
        static SESSION_ID_PATTERN: Pattern = Pattern::new("^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$");
        session_id.check_pattern("sessionId", &SESSION_ID_PATTERN)?;

        let answer = self.0.get_stream_endpoints(request, client_id.text, session_id.text).await;
        Ok(match answer {
            Ok(answer) => GetStreamEndpointsResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
}

/// The answers of getStreamEndpoints.
#[derive(ApiResponse)]
pub enum GetStreamEndpointsResponse {
    /// The addresses of the streams.
    #[oai(status = 200)]
    Ok(Answer<models::ResponseStreamEndpoints>),
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
    /// try again after the time that the header Retry-After names. Code: STORE_UNAVAILABLE.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::C2SimError>),
}

impl From<ApiError> for GetStreamEndpointsResponse {
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
