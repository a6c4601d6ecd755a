// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The operations tagged picture: the trait that handlers implement, and the routes that call it.

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

/// What a server does for the operations tagged picture. Parameters arrive as the interface wants them.
pub trait PictureApi: Handler {
    /// The live picture of a session, for whoever joins late.
    ///
    /// `GET /c2sim/session/{sessionId}/picture`. What the initialization defines of every actor, and of what was
    /// reported since the latest of each value, by the time at which it was observed. It holds everything that was
    /// acknowledged before the request, and names the place in the session up to which it goes. As `application/xml` it
    /// is one report of the session's schema version. The client need not be a member.
    fn get_session_picture(
        &self,
        request: &Request,
        client_id: String,
        session_id: String,
    ) -> impl Future<Output = Result<JsonOrXml<models::Picture>, Self::Error>> + Send;
}

/// The routes of the operations tagged picture, served by the handler in it.
pub struct PictureRoutes<H>(pub Arc<H>);

#[OpenApi]
impl<H: PictureApi> PictureRoutes<H> {
    /// The live picture of a session, for whoever joins late
    ///
    /// What the initialization defines of every actor, and of what was reported since the latest of each value, by the
    /// time at which it was observed. It holds everything that was acknowledged before the request, and names the place
    /// in the session up to which it goes. As `application/xml` it is one report of the session's schema version. The
    /// client need not be a member.
    #[oai(
        path = "/c2sim/session/:sessionId/picture",
        method = "get",
        operation_id = "getSessionPicture",
        tag = "super::ApiTag::Picture"
    )]
    async fn get_session_picture(
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
    ) -> poem::Result<GetSessionPictureResponse> {
        client_id.check_length("clientId", 5, 10)?;
        static SESSION_ID_PATTERN: Pattern = Pattern::new("^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$");
        session_id.check_pattern("sessionId", &SESSION_ID_PATTERN)?;

        let answer = self.0.get_session_picture(request, client_id.text, session_id.text).await;
        Ok(match answer {
            Ok(answer) => GetSessionPictureResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
}

/// The answers of getSessionPicture.
#[derive(ApiResponse)]
pub enum GetSessionPictureResponse {
    /// The picture, in the form that `Accept` asks for, JSON where it does not say. The header `C2SIM-Warning` says
    /// when entities were left out, since there are more than the server is configured to hold.
    #[oai(status = 200)]
    Ok(JsonOrXml<models::Picture>),
    /// Refused. Codes: NO_CLIENT_ID, INVALID_REQUEST, SHARED_SESSION_NOT_FOUND; as `application/xml` also
    /// PICTURE_EMPTY, since a report has at least one content.
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

impl From<ApiError> for GetSessionPictureResponse {
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
