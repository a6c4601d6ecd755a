// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The operations tagged notifications: the trait that handlers implement, and the routes that call it.

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

/// What a server does for the operations tagged notifications. Parameters arrive as the interface wants them.
pub trait NotificationsApi: Handler {
    /// The stream of a session as Server-Sent Events.
    ///
    /// `GET /c2sim/session/{sessionId}/events`. The messages that the WebSocket brings, to the same clients: a browser
    /// reads them with `EventSource`. The id of an event is the address of its message, its data the message on one
    /// line. A client that connects again names the last id that it was sent, as `EventSource` does by itself, and
    /// misses nothing and hears nothing twice; without one the stream begins with the present. Ids come without an
    /// event too, at the beginning and where the filter lets little through. A comment comes every
    /// C2SIM_STREAM_PING_SEC. A client has one stream, and a newer one takes the place of an older, whichever kind they
    /// are.
    ///
    /// The last event has the type `closed`, and as data a JSON object of `code` (that of the WebSocket's close),
    /// `reason` and `reconnect`. With `reconnect` true (the server stops, or the client read too slowly) the client
    /// connects again after the time in `retry`. With false (it resigned, was removed, opened another stream, or the
    /// session was deleted) it should not; `retry` then names a day, for those that do all the same.
    fn get_session_events(
        &self,
        request: &Request,
        client_id: Option<String>,
        last_event_id: Option<String>,
        session_id: String,
        client_id2: Option<String>,
        after: Option<String>,
        kind: Option<Vec<String>>,
        from: Option<Vec<String>>,
        to: Option<Vec<String>>,
    ) -> impl Future<Output = Result<EventsAnswer, Self::Error>> + Send;
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
    /// The stream of a session as Server-Sent Events
    ///
    /// The messages that the WebSocket brings, to the same clients: a browser reads them with `EventSource`. The id of
    /// an event is the address of its message, its data the message on one line. A client that connects again names the
    /// last id that it was sent, as `EventSource` does by itself, and misses nothing and hears nothing twice; without
    /// one the stream begins with the present. Ids come without an event too, at the beginning and where the filter
    /// lets little through. A comment comes every C2SIM_STREAM_PING_SEC. A client has one stream, and a newer one takes
    /// the place of an older, whichever kind they are.
    ///
    /// The last event has the type `closed`, and as data a JSON object of `code` (that of the WebSocket's close),
    /// `reason` and `reconnect`. With `reconnect` true (the server stops, or the client read too slowly) the client
    /// connects again after the time in `retry`. With false (it resigned, was removed, opened another stream, or the
    /// session was deleted) it should not; `retry` then names a day, for those that do all the same.
    #[oai(
        path = "/c2sim/session/:sessionId/events",
        method = "get",
        operation_id = "getSessionEvents",
        tag = "super::ApiTag::Notifications"
    )]
    async fn get_session_events(
        &self,
        request: &Request,
        _bearer_auth: super::BearerAuth,
        /// The clientId, from a client that can send headers; it goes before the one in the query.
        #[oai(name = "clientId", validator(min_length = 5, max_length = 10))]
        client_id: OptionalHeader,
        /// The last id that the client was sent; it goes before `after`.
        #[oai(name = "Last-Event-ID")]
        last_event_id: OptionalHeader,
        /// The name of the session, one segment of a path.
        #[oai(name = "sessionId", validator(pattern = "^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$"))]
        session_id: Path,
        /// The clientId, from a client that cannot send headers, such as `EventSource`.
        #[oai(name = "clientId", validator(min_length = 5, max_length = 10))]
        client_id2: Query<Option<String>>,
        /// The address of an entry of the session, as the server gave it: what came after it. All of it, also what came
        /// while the client had resigned.
        #[oai(name = "after")]
        after: Query<Option<String>>,
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
    ) -> poem::Result<GetSessionEventsResponse> {
        client_id.check_length("clientId", 5, 10)?;
        static SESSION_ID_PATTERN: Pattern = Pattern::new("^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$");
        session_id.check_pattern("sessionId", &SESSION_ID_PATTERN)?;

        let answer = self
            .0
            .get_session_events(
                request,
                client_id.text,
                last_event_id.text,
                session_id.text,
                client_id2.0,
                after.0,
                kind.0,
                from.0,
                to.0,
            )
            .await;
        Ok(match answer {
            Ok(answer) => GetSessionEventsResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
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

/// The answers of getSessionEvents.
#[derive(ApiResponse)]
pub enum GetSessionEventsResponse {
    /// The events, until one side ends them.
    #[oai(status = 200)]
    Ok(EventsAnswer),
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

impl From<ApiError> for GetSessionEventsResponse {
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
    /// try again after the time that the header Retry-After names. Codes: STORE_UNAVAILABLE, SERVER_SHUTTING_DOWN,
    /// SERVER_LIMIT_REACHED.
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
