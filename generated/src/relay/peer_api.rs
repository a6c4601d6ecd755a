// Generated from spec/openapi/relay.yaml; do not edit.

//! The operations tagged peer: the trait that handlers implement, and the routes that call it.

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

/// What a server does for the operations tagged peer. Parameters arrive as the interface wants them.
pub trait PeerApi: Handler {
    /// See who is in a net.
    ///
    /// `POST /peer/list`. The clients that logged in to the net, in the order of their login.
    fn peer_list(
        &self,
        request: &Request,
        body: RawBody,
    ) -> impl Future<Output = Result<Verbatim<models::PeerListAnswer>, Self::Error>> + Send;
    /// See who is in a net.
    ///
    /// `GET /peer/list`. The clients that logged in to the net, in the order of their login.
    fn peer_list_by_get(
        &self,
        request: &Request,
        token: Option<String>,
        net: Option<String>,
    ) -> impl Future<Output = Result<Verbatim<models::PeerListAnswer>, Self::Error>> + Send;
    /// Read the messages for this client.
    ///
    /// `POST /peer/pull`. In the order in which they were sent, the same for everybody. Without `after` the pull goes
    /// on where the last one ended, at first at the login.
    fn peer_pull(
        &self,
        request: &Request,
        body: RawBody,
    ) -> impl Future<Output = Result<Verbatim<models::PeerPullAnswer>, Self::Error>> + Send;
    /// Read the messages for this client.
    ///
    /// `GET /peer/pull`. In the order in which they were sent, the same for everybody. Without `after` the pull goes on
    /// where the last one ended, at first at the login.
    fn peer_pull_by_get(
        &self,
        request: &Request,
        token: Option<String>,
        net: Option<String>,
        after: Option<String>,
        wait: Option<String>,
    ) -> impl Future<Output = Result<Verbatim<models::PeerPullAnswer>, Self::Error>> + Send;
    /// Send a message to other clients.
    ///
    /// `POST /peer/send`. To one client by its id, to all that subscribed to a topic, or to all clients of the net; the
    /// sender itself receives nothing. It is sent once, whoever receives it.
    fn peer_send(
        &self,
        request: &Request,
        body: RawBody,
    ) -> impl Future<Output = Result<Verbatim<models::PeerSendAnswer>, Self::Error>> + Send;
    /// Receive messages about a topic.
    ///
    /// `POST /peer/subscribe`. Those that are sent from now on.
    fn peer_subscribe(
        &self,
        request: &Request,
        body: RawBody,
    ) -> impl Future<Output = Result<Verbatim<models::PeerSubscribeAnswer>, Self::Error>> + Send;
    /// Receive no more messages about a topic.
    ///
    /// `POST /peer/unsubscribe`. Also those that were sent and not pulled yet are no longer received.
    fn peer_unsubscribe(
        &self,
        request: &Request,
        body: RawBody,
    ) -> impl Future<Output = Result<Verbatim<models::PeerSubscribeAnswer>, Self::Error>> + Send;
}

/// The routes of the operations tagged peer, served by the handler in it.
pub struct PeerRoutes<H>(pub Arc<H>);

#[OpenApi]
impl<H: PeerApi> PeerRoutes<H> {
    /// See who is in a net
    ///
    /// The clients that logged in to the net, in the order of their login.
    #[oai(path = "/peer/list", method = "post", operation_id = "peerList", tag = "super::ApiTag::Peer")]
    async fn peer_list(&self, request: &Request, body: RawBody) -> poem::Result<PeerListResponse> {
        let answer = self.0.peer_list(request, body).await;
        Ok(match answer {
            Ok(answer) => PeerListResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// See who is in a net
    ///
    /// The clients that logged in to the net, in the order of their login.
    #[oai(path = "/peer/list", method = "get", operation_id = "peerListByGet", tag = "super::ApiTag::Peer")]
    async fn peer_list_by_get(
        &self,
        request: &Request,
        /// The token of the login.
        #[oai(name = "token")]
        token: Query<Option<String>>,
        /// The name of the net. Without it, the net of the login; for server participants `default`. An empty one
        /// counts as absent.
        #[oai(name = "net")]
        net: Query<Option<String>>,
    ) -> poem::Result<PeerListByGetResponse> {
        let answer = self.0.peer_list_by_get(request, token.0, net.0).await;
        Ok(match answer {
            Ok(answer) => PeerListByGetResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Read the messages for this client
    ///
    /// In the order in which they were sent, the same for everybody. Without `after` the pull goes on where the last
    /// one ended, at first at the login.
    #[oai(path = "/peer/pull", method = "post", operation_id = "peerPull", tag = "super::ApiTag::Peer")]
    async fn peer_pull(&self, request: &Request, body: RawBody) -> poem::Result<PeerPullResponse> {
        let answer = self.0.peer_pull(request, body).await;
        Ok(match answer {
            Ok(answer) => PeerPullResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Read the messages for this client
    ///
    /// In the order in which they were sent, the same for everybody. Without `after` the pull goes on where the last
    /// one ended, at first at the login.
    #[oai(path = "/peer/pull", method = "get", operation_id = "peerPullByGet", tag = "super::ApiTag::Peer")]
    async fn peer_pull_by_get(
        &self,
        request: &Request,
        /// The token of the login.
        #[oai(name = "token")]
        token: Query<Option<String>>,
        /// The name of the net. Without it, the net of the login; for server participants `default`. An empty one
        /// counts as absent.
        #[oai(name = "net")]
        net: Query<Option<String>>,
        /// Number of the last message that is known; the answer holds those after it. Without it, the pull goes on from
        /// the last one.
        #[oai(name = "after")]
        after: Query<Option<String>>,
        /// How many seconds to wait for something to answer with, 0 to 30; more counts as 30. 0 by default.
        #[oai(name = "wait")]
        wait: Query<Option<String>>,
    ) -> poem::Result<PeerPullByGetResponse> {
        let answer = self.0.peer_pull_by_get(request, token.0, net.0, after.0, wait.0).await;
        Ok(match answer {
            Ok(answer) => PeerPullByGetResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Send a message to other clients
    ///
    /// To one client by its id, to all that subscribed to a topic, or to all clients of the net; the sender itself
    /// receives nothing. It is sent once, whoever receives it.
    #[oai(path = "/peer/send", method = "post", operation_id = "peerSend", tag = "super::ApiTag::Peer")]
    async fn peer_send(&self, request: &Request, body: RawBody) -> poem::Result<PeerSendResponse> {
        let answer = self.0.peer_send(request, body).await;
        Ok(match answer {
            Ok(answer) => PeerSendResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Receive messages about a topic
    ///
    /// Those that are sent from now on.
    #[oai(path = "/peer/subscribe", method = "post", operation_id = "peerSubscribe", tag = "super::ApiTag::Peer")]
    async fn peer_subscribe(&self, request: &Request, body: RawBody) -> poem::Result<PeerSubscribeResponse> {
        let answer = self.0.peer_subscribe(request, body).await;
        Ok(match answer {
            Ok(answer) => PeerSubscribeResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Receive no more messages about a topic
    ///
    /// Also those that were sent and not pulled yet are no longer received.
    #[oai(path = "/peer/unsubscribe", method = "post", operation_id = "peerUnsubscribe", tag = "super::ApiTag::Peer")]
    async fn peer_unsubscribe(&self, request: &Request, body: RawBody) -> poem::Result<PeerUnsubscribeResponse> {
        let answer = self.0.peer_unsubscribe(request, body).await;
        Ok(match answer {
            Ok(answer) => PeerUnsubscribeResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
}

/// The answers of peerList.
#[derive(ApiResponse)]
pub enum PeerListResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::PeerListAnswer>),
    /// A parameter is missing or wrong. Codes: bad_json, bad_net, bad_name, bad_wait, bad_after, bad_topic, bad_to,
    /// missing_token, missing_rid, missing_sim_req, bad_sim_req, missing_sim_res, missing_topic, missing_to,
    /// missing_body.
    #[oai(status = 400)]
    BadRequest(Answer<models::RelayError>),
    /// The token is unknown or was not used for too long. Codes: bad_token; at the login unauthorized, where the server
    /// wants a token of its own.
    #[oai(status = 401)]
    Unauthorized(Answer<models::RelayError>),
    /// There is no such route, or no such rid for the one who asks. Codes: not_found, unknown_rid.
    #[oai(status = 404)]
    NotFound(Answer<models::RelayError>),
    /// The route has no such method; the header Allow names those it has. Code: method_not_allowed.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::RelayError>),
    /// The request was answered before. Code: already_answered.
    #[oai(status = 409)]
    Conflict(Answer<models::RelayError>),
    /// It expired, or was pulled before. Codes: expired, already_pulled, not_kept.
    #[oai(status = 410)]
    Gone(Answer<models::RelayError>),
    /// The body is larger than it may be. Code: too_large.
    #[oai(status = 413)]
    RequestEntityTooLarge(Answer<models::RelayError>),
    /// The body is neither JSON nor a form. Code: unsupported_media_type.
    #[oai(status = 415)]
    UnsupportedMediaType(Answer<models::RelayError>),
    /// Too much waits already. Code: queue_full.
    #[oai(status = 429)]
    TooManyRequests(Answer<models::RelayError>),
    /// A fault of the relay. Code: internal_error.
    #[oai(status = 500)]
    InternalServerError(Answer<models::RelayError>),
    /// The relay cannot take this now. Codes: too_many_clients, store_unavailable, shutting_down.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::RelayError>),
}

impl From<ApiError> for PeerListResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::Conflict(answer) => Self::Conflict(answer),
            ApiError::Gone(answer) => Self::Gone(answer),
            ApiError::RequestEntityTooLarge(answer) => Self::RequestEntityTooLarge(answer),
            ApiError::UnsupportedMediaType(answer) => Self::UnsupportedMediaType(answer),
            ApiError::TooManyRequests(answer) => Self::TooManyRequests(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
        }
    }
}

/// The answers of peerListByGet.
#[derive(ApiResponse)]
pub enum PeerListByGetResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::PeerListAnswer>),
    /// A parameter is missing or wrong. Codes: bad_json, bad_net, bad_name, bad_wait, bad_after, bad_topic, bad_to,
    /// missing_token, missing_rid, missing_sim_req, bad_sim_req, missing_sim_res, missing_topic, missing_to,
    /// missing_body.
    #[oai(status = 400)]
    BadRequest(Answer<models::RelayError>),
    /// The token is unknown or was not used for too long. Codes: bad_token; at the login unauthorized, where the server
    /// wants a token of its own.
    #[oai(status = 401)]
    Unauthorized(Answer<models::RelayError>),
    /// There is no such route, or no such rid for the one who asks. Codes: not_found, unknown_rid.
    #[oai(status = 404)]
    NotFound(Answer<models::RelayError>),
    /// The route has no such method; the header Allow names those it has. Code: method_not_allowed.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::RelayError>),
    /// The request was answered before. Code: already_answered.
    #[oai(status = 409)]
    Conflict(Answer<models::RelayError>),
    /// It expired, or was pulled before. Codes: expired, already_pulled, not_kept.
    #[oai(status = 410)]
    Gone(Answer<models::RelayError>),
    /// The body is larger than it may be. Code: too_large.
    #[oai(status = 413)]
    RequestEntityTooLarge(Answer<models::RelayError>),
    /// The body is neither JSON nor a form. Code: unsupported_media_type.
    #[oai(status = 415)]
    UnsupportedMediaType(Answer<models::RelayError>),
    /// Too much waits already. Code: queue_full.
    #[oai(status = 429)]
    TooManyRequests(Answer<models::RelayError>),
    /// A fault of the relay. Code: internal_error.
    #[oai(status = 500)]
    InternalServerError(Answer<models::RelayError>),
    /// The relay cannot take this now. Codes: too_many_clients, store_unavailable, shutting_down.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::RelayError>),
}

impl From<ApiError> for PeerListByGetResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::Conflict(answer) => Self::Conflict(answer),
            ApiError::Gone(answer) => Self::Gone(answer),
            ApiError::RequestEntityTooLarge(answer) => Self::RequestEntityTooLarge(answer),
            ApiError::UnsupportedMediaType(answer) => Self::UnsupportedMediaType(answer),
            ApiError::TooManyRequests(answer) => Self::TooManyRequests(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
        }
    }
}

/// The answers of peerPull.
#[derive(ApiResponse)]
pub enum PeerPullResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::PeerPullAnswer>),
    /// A parameter is missing or wrong. Codes: bad_json, bad_net, bad_name, bad_wait, bad_after, bad_topic, bad_to,
    /// missing_token, missing_rid, missing_sim_req, bad_sim_req, missing_sim_res, missing_topic, missing_to,
    /// missing_body.
    #[oai(status = 400)]
    BadRequest(Answer<models::RelayError>),
    /// The token is unknown or was not used for too long. Codes: bad_token; at the login unauthorized, where the server
    /// wants a token of its own.
    #[oai(status = 401)]
    Unauthorized(Answer<models::RelayError>),
    /// There is no such route, or no such rid for the one who asks. Codes: not_found, unknown_rid.
    #[oai(status = 404)]
    NotFound(Answer<models::RelayError>),
    /// The route has no such method; the header Allow names those it has. Code: method_not_allowed.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::RelayError>),
    /// The request was answered before. Code: already_answered.
    #[oai(status = 409)]
    Conflict(Answer<models::RelayError>),
    /// It expired, or was pulled before. Codes: expired, already_pulled, not_kept.
    #[oai(status = 410)]
    Gone(Answer<models::RelayError>),
    /// The body is larger than it may be. Code: too_large.
    #[oai(status = 413)]
    RequestEntityTooLarge(Answer<models::RelayError>),
    /// The body is neither JSON nor a form. Code: unsupported_media_type.
    #[oai(status = 415)]
    UnsupportedMediaType(Answer<models::RelayError>),
    /// Too much waits already. Code: queue_full.
    #[oai(status = 429)]
    TooManyRequests(Answer<models::RelayError>),
    /// A fault of the relay. Code: internal_error.
    #[oai(status = 500)]
    InternalServerError(Answer<models::RelayError>),
    /// The relay cannot take this now. Codes: too_many_clients, store_unavailable, shutting_down.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::RelayError>),
}

impl From<ApiError> for PeerPullResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::Conflict(answer) => Self::Conflict(answer),
            ApiError::Gone(answer) => Self::Gone(answer),
            ApiError::RequestEntityTooLarge(answer) => Self::RequestEntityTooLarge(answer),
            ApiError::UnsupportedMediaType(answer) => Self::UnsupportedMediaType(answer),
            ApiError::TooManyRequests(answer) => Self::TooManyRequests(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
        }
    }
}

/// The answers of peerPullByGet.
#[derive(ApiResponse)]
pub enum PeerPullByGetResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::PeerPullAnswer>),
    /// A parameter is missing or wrong. Codes: bad_json, bad_net, bad_name, bad_wait, bad_after, bad_topic, bad_to,
    /// missing_token, missing_rid, missing_sim_req, bad_sim_req, missing_sim_res, missing_topic, missing_to,
    /// missing_body.
    #[oai(status = 400)]
    BadRequest(Answer<models::RelayError>),
    /// The token is unknown or was not used for too long. Codes: bad_token; at the login unauthorized, where the server
    /// wants a token of its own.
    #[oai(status = 401)]
    Unauthorized(Answer<models::RelayError>),
    /// There is no such route, or no such rid for the one who asks. Codes: not_found, unknown_rid.
    #[oai(status = 404)]
    NotFound(Answer<models::RelayError>),
    /// The route has no such method; the header Allow names those it has. Code: method_not_allowed.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::RelayError>),
    /// The request was answered before. Code: already_answered.
    #[oai(status = 409)]
    Conflict(Answer<models::RelayError>),
    /// It expired, or was pulled before. Codes: expired, already_pulled, not_kept.
    #[oai(status = 410)]
    Gone(Answer<models::RelayError>),
    /// The body is larger than it may be. Code: too_large.
    #[oai(status = 413)]
    RequestEntityTooLarge(Answer<models::RelayError>),
    /// The body is neither JSON nor a form. Code: unsupported_media_type.
    #[oai(status = 415)]
    UnsupportedMediaType(Answer<models::RelayError>),
    /// Too much waits already. Code: queue_full.
    #[oai(status = 429)]
    TooManyRequests(Answer<models::RelayError>),
    /// A fault of the relay. Code: internal_error.
    #[oai(status = 500)]
    InternalServerError(Answer<models::RelayError>),
    /// The relay cannot take this now. Codes: too_many_clients, store_unavailable, shutting_down.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::RelayError>),
}

impl From<ApiError> for PeerPullByGetResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::Conflict(answer) => Self::Conflict(answer),
            ApiError::Gone(answer) => Self::Gone(answer),
            ApiError::RequestEntityTooLarge(answer) => Self::RequestEntityTooLarge(answer),
            ApiError::UnsupportedMediaType(answer) => Self::UnsupportedMediaType(answer),
            ApiError::TooManyRequests(answer) => Self::TooManyRequests(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
        }
    }
}

/// The answers of peerSend.
#[derive(ApiResponse)]
pub enum PeerSendResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::PeerSendAnswer>),
    /// A parameter is missing or wrong. Codes: bad_json, bad_net, bad_name, bad_wait, bad_after, bad_topic, bad_to,
    /// missing_token, missing_rid, missing_sim_req, bad_sim_req, missing_sim_res, missing_topic, missing_to,
    /// missing_body.
    #[oai(status = 400)]
    BadRequest(Answer<models::RelayError>),
    /// The token is unknown or was not used for too long. Codes: bad_token; at the login unauthorized, where the server
    /// wants a token of its own.
    #[oai(status = 401)]
    Unauthorized(Answer<models::RelayError>),
    /// There is no such route, or no such rid for the one who asks. Codes: not_found, unknown_rid.
    #[oai(status = 404)]
    NotFound(Answer<models::RelayError>),
    /// The route has no such method; the header Allow names those it has. Code: method_not_allowed.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::RelayError>),
    /// The request was answered before. Code: already_answered.
    #[oai(status = 409)]
    Conflict(Answer<models::RelayError>),
    /// It expired, or was pulled before. Codes: expired, already_pulled, not_kept.
    #[oai(status = 410)]
    Gone(Answer<models::RelayError>),
    /// The body is larger than it may be. Code: too_large.
    #[oai(status = 413)]
    RequestEntityTooLarge(Answer<models::RelayError>),
    /// The body is neither JSON nor a form. Code: unsupported_media_type.
    #[oai(status = 415)]
    UnsupportedMediaType(Answer<models::RelayError>),
    /// Too much waits already. Code: queue_full.
    #[oai(status = 429)]
    TooManyRequests(Answer<models::RelayError>),
    /// A fault of the relay. Code: internal_error.
    #[oai(status = 500)]
    InternalServerError(Answer<models::RelayError>),
    /// The relay cannot take this now. Codes: too_many_clients, store_unavailable, shutting_down.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::RelayError>),
}

impl From<ApiError> for PeerSendResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::Conflict(answer) => Self::Conflict(answer),
            ApiError::Gone(answer) => Self::Gone(answer),
            ApiError::RequestEntityTooLarge(answer) => Self::RequestEntityTooLarge(answer),
            ApiError::UnsupportedMediaType(answer) => Self::UnsupportedMediaType(answer),
            ApiError::TooManyRequests(answer) => Self::TooManyRequests(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
        }
    }
}

/// The answers of peerSubscribe.
#[derive(ApiResponse)]
pub enum PeerSubscribeResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::PeerSubscribeAnswer>),
    /// A parameter is missing or wrong. Codes: bad_json, bad_net, bad_name, bad_wait, bad_after, bad_topic, bad_to,
    /// missing_token, missing_rid, missing_sim_req, bad_sim_req, missing_sim_res, missing_topic, missing_to,
    /// missing_body.
    #[oai(status = 400)]
    BadRequest(Answer<models::RelayError>),
    /// The token is unknown or was not used for too long. Codes: bad_token; at the login unauthorized, where the server
    /// wants a token of its own.
    #[oai(status = 401)]
    Unauthorized(Answer<models::RelayError>),
    /// There is no such route, or no such rid for the one who asks. Codes: not_found, unknown_rid.
    #[oai(status = 404)]
    NotFound(Answer<models::RelayError>),
    /// The route has no such method; the header Allow names those it has. Code: method_not_allowed.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::RelayError>),
    /// The request was answered before. Code: already_answered.
    #[oai(status = 409)]
    Conflict(Answer<models::RelayError>),
    /// It expired, or was pulled before. Codes: expired, already_pulled, not_kept.
    #[oai(status = 410)]
    Gone(Answer<models::RelayError>),
    /// The body is larger than it may be. Code: too_large.
    #[oai(status = 413)]
    RequestEntityTooLarge(Answer<models::RelayError>),
    /// The body is neither JSON nor a form. Code: unsupported_media_type.
    #[oai(status = 415)]
    UnsupportedMediaType(Answer<models::RelayError>),
    /// Too much waits already. Code: queue_full.
    #[oai(status = 429)]
    TooManyRequests(Answer<models::RelayError>),
    /// A fault of the relay. Code: internal_error.
    #[oai(status = 500)]
    InternalServerError(Answer<models::RelayError>),
    /// The relay cannot take this now. Codes: too_many_clients, store_unavailable, shutting_down.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::RelayError>),
}

impl From<ApiError> for PeerSubscribeResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::Conflict(answer) => Self::Conflict(answer),
            ApiError::Gone(answer) => Self::Gone(answer),
            ApiError::RequestEntityTooLarge(answer) => Self::RequestEntityTooLarge(answer),
            ApiError::UnsupportedMediaType(answer) => Self::UnsupportedMediaType(answer),
            ApiError::TooManyRequests(answer) => Self::TooManyRequests(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
        }
    }
}

/// The answers of peerUnsubscribe.
#[derive(ApiResponse)]
pub enum PeerUnsubscribeResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::PeerSubscribeAnswer>),
    /// A parameter is missing or wrong. Codes: bad_json, bad_net, bad_name, bad_wait, bad_after, bad_topic, bad_to,
    /// missing_token, missing_rid, missing_sim_req, bad_sim_req, missing_sim_res, missing_topic, missing_to,
    /// missing_body.
    #[oai(status = 400)]
    BadRequest(Answer<models::RelayError>),
    /// The token is unknown or was not used for too long. Codes: bad_token; at the login unauthorized, where the server
    /// wants a token of its own.
    #[oai(status = 401)]
    Unauthorized(Answer<models::RelayError>),
    /// There is no such route, or no such rid for the one who asks. Codes: not_found, unknown_rid.
    #[oai(status = 404)]
    NotFound(Answer<models::RelayError>),
    /// The route has no such method; the header Allow names those it has. Code: method_not_allowed.
    #[oai(status = 405)]
    MethodNotAllowed(Answer<models::RelayError>),
    /// The request was answered before. Code: already_answered.
    #[oai(status = 409)]
    Conflict(Answer<models::RelayError>),
    /// It expired, or was pulled before. Codes: expired, already_pulled, not_kept.
    #[oai(status = 410)]
    Gone(Answer<models::RelayError>),
    /// The body is larger than it may be. Code: too_large.
    #[oai(status = 413)]
    RequestEntityTooLarge(Answer<models::RelayError>),
    /// The body is neither JSON nor a form. Code: unsupported_media_type.
    #[oai(status = 415)]
    UnsupportedMediaType(Answer<models::RelayError>),
    /// Too much waits already. Code: queue_full.
    #[oai(status = 429)]
    TooManyRequests(Answer<models::RelayError>),
    /// A fault of the relay. Code: internal_error.
    #[oai(status = 500)]
    InternalServerError(Answer<models::RelayError>),
    /// The relay cannot take this now. Codes: too_many_clients, store_unavailable, shutting_down.
    #[oai(status = 503)]
    ServiceUnavailable(Answer<models::RelayError>),
}

impl From<ApiError> for PeerUnsubscribeResponse {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::BadRequest(answer) => Self::BadRequest(answer),
            ApiError::Unauthorized(answer) => Self::Unauthorized(answer),
            ApiError::NotFound(answer) => Self::NotFound(answer),
            ApiError::MethodNotAllowed(answer) => Self::MethodNotAllowed(answer),
            ApiError::Conflict(answer) => Self::Conflict(answer),
            ApiError::Gone(answer) => Self::Gone(answer),
            ApiError::RequestEntityTooLarge(answer) => Self::RequestEntityTooLarge(answer),
            ApiError::UnsupportedMediaType(answer) => Self::UnsupportedMediaType(answer),
            ApiError::TooManyRequests(answer) => Self::TooManyRequests(answer),
            ApiError::InternalServerError(answer) => Self::InternalServerError(answer),
            ApiError::ServiceUnavailable(answer) => Self::ServiceUnavailable(answer),
        }
    }
}
