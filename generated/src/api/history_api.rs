// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The operations tagged history: the trait that handlers implement, and the routes that call it.

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

/// What a server does for the operations tagged history. Parameters arrive as the interface wants them.
pub trait HistoryApi: Handler {
    /// Read what went out in a session.
    ///
    /// `GET /c2sim/session/{sessionId}/messages`. The messages of the session in their order, the client's own
    /// included, for its members. By default one JSON object a line, each a SessionMessage; as `application/xml` one
    /// document whose element SessionMessages holds one SessionMessage a message, with the attributes address,
    /// trackingId, kind and at, and the Message inside.
    ///
    /// To page on: an answer with as many messages as `limit` allows ends with the last of them, and the next begins
    /// after its address. Any other answer looked at everything up to the address in the header C2SIM-Address, and the
    /// next begins after that.
    fn get_session_messages(
        &self,
        request: &Request,
        client_id: String,
        session_id: String,
        after: Option<String>,
        limit: i32,
        kind: Option<Vec<String>>,
        from: Option<Vec<String>>,
        to: Option<Vec<String>>,
        since: Option<time::OffsetDateTime>,
        until: Option<time::OffsetDateTime>,
    ) -> impl Future<Output = Result<LinesOrXml<models::SessionMessage>, Self::Error>> + Send;
}

/// The routes of the operations tagged history, served by the handler in it.
pub struct HistoryRoutes<H>(pub Arc<H>);

#[OpenApi]
impl<H: HistoryApi> HistoryRoutes<H> {
    /// Read what went out in a session
    ///
    /// The messages of the session in their order, the client's own included, for its members. By default one JSON
    /// object a line, each a SessionMessage; as `application/xml` one document whose element SessionMessages holds one
    /// SessionMessage a message, with the attributes address, trackingId, kind and at, and the Message inside.
    ///
    /// To page on: an answer with as many messages as `limit` allows ends with the last of them, and the next begins
    /// after its address. Any other answer looked at everything up to the address in the header C2SIM-Address, and the
    /// next begins after that.
    #[oai(
        path = "/c2sim/session/:sessionId/messages",
        method = "get",
        operation_id = "getSessionMessages",
        tag = "super::ApiTag::History"
    )]
    async fn get_session_messages(
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
        /// The address of an entry of the session, as the server gave it: what came after it. All of it, also what came
        /// while the client had resigned.
        #[oai(name = "after")]
        after: Query<Option<String>>,
        /// The most messages that the answer may hold.
        #[oai(
            name = "limit",
            default = "get_session_messages_limit",
            validator(minimum(value = "1"), maximum(value = "10000"))
        )]
        limit: Query<i32>,
        /// Only messages of this kind: the name of the element in MessageBody, DomainMessageBody or SystemMessageBody,
        /// such as C2SIMInitializationBody, ReportBody or StartScenario. Repeated for each kind.
        #[oai(name = "kind", validator(max_items = 64))]
        kind: Query<Option<Vec<String>>>,
        /// Only messages with this FromSendingSystem. Repeated for each system; a comma is part of a name.
        #[oai(name = "from", validator(max_items = 64))]
        from: Query<Option<Vec<String>>>,
        /// Only messages to this system: one ToReceivingSystem names it, or is ALL, or there is none. Repeated for each
        /// system; a comma is part of a name.
        #[oai(name = "to", validator(max_items = 64))]
        to: Query<Option<Vec<String>>>,
        /// Only messages that were accepted at this time or later.
        #[oai(name = "since")]
        since: Query<Option<time::OffsetDateTime>>,
        /// Only messages that were accepted at this time or earlier.
        #[oai(name = "until")]
        until: Query<Option<time::OffsetDateTime>>,
    ) -> poem::Result<GetSessionMessagesResponse> {
        client_id.check_length("clientId", 5, 10)?;
        static SESSION_ID_PATTERN: Pattern = Pattern::new("^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$");
        session_id.check_pattern("sessionId", &SESSION_ID_PATTERN)?;

        let answer = self
            .0
            .get_session_messages(
                request,
                client_id.text,
                session_id.text,
                after.0,
                limit.0,
                kind.0,
                from.0,
                to.0,
                since.0,
                until.0,
            )
            .await;
        Ok(match answer {
            Ok(answer) => GetSessionMessagesResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
}

/// What getSessionMessages takes where `limit` is not given.
fn get_session_messages_limit() -> i32 {
    1000
}

/// The answers of getSessionMessages.
#[derive(ApiResponse)]
pub enum GetSessionMessagesResponse {
    /// The messages, in the form that `Accept` asks for, JSON lines where it does not say. The header C2SIM-Address
    /// names the last entry of the session when the answer began.
    #[oai(status = 200)]
    Ok(LinesOrXml<models::SessionMessage>),
    /// Refused. Codes: NO_CLIENT_ID, INVALID_REQUEST, SHARED_SESSION_NOT_FOUND, CLIENT_NOT_JOINED_SHARED_SESSION.
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
    /// What came after the address cannot be given: it was removed, the session was created anew or its log could not
    /// be continued, or there is no such entry yet. The client has missed something for good and begins with the
    /// present, or with the address in details.OLDEST_ADDRESS. Code: RESUME_NOT_POSSIBLE.
    #[oai(status = 410)]
    Gone(Answer<models::C2SimError>),
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

impl From<ApiError> for GetSessionMessagesResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::Gone(answer) => Self::Gone(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
        }
    }
}
