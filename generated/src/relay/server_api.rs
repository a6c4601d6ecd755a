// Generated from spec/openapi/relay.yaml; do not edit.

//! The operations tagged server: the trait that handlers implement, and the routes that call it.

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

/// What a server does for the operations tagged server. Parameters arrive as the interface wants them.
pub trait ServerApi: Handler {
    /// Take the oldest request of a net.
    ///
    /// `POST /server/pullreqsmart`. Of several server participants each request goes to one. `client` tells who asked,
    /// by an id that is no secret.
    fn pull_request(
        &self,
        request: &Request,
        body: RawBody,
    ) -> impl Future<Output = Result<Verbatim<models::PullRequestAnswer>, Self::Error>> + Send;
    /// Take the oldest request of a net.
    ///
    /// `GET /server/pullreqsmart`. Of several server participants each request goes to one. `client` tells who asked,
    /// by an id that is no secret.
    fn pull_request_by_get(
        &self,
        request: &Request,
        net: Option<String>,
        wait: Option<String>,
    ) -> impl Future<Output = Result<Verbatim<models::PullRequestAnswer>, Self::Error>> + Send;
    /// Answer a request.
    ///
    /// `POST /server/pushres`. The client that asked can pull it. A request is answered once, also one that nobody
    /// took.
    fn push_answer(
        &self,
        request: &Request,
        body: RawBody,
    ) -> impl Future<Output = Result<Verbatim<models::PushAnswerAnswer>, Self::Error>> + Send;
}

/// The routes of the operations tagged server, served by the handler in it.
pub struct ServerRoutes<H>(pub Arc<H>);

#[OpenApi]
impl<H: ServerApi> ServerRoutes<H> {
    /// Take the oldest request of a net
    ///
    /// Of several server participants each request goes to one. `client` tells who asked, by an id that is no secret.
    #[oai(path = "/server/pullreqsmart", method = "post", operation_id = "pullRequest", tag = "super::ApiTag::Server")]
    async fn pull_request(&self, request: &Request, body: RawBody) -> poem::Result<PullRequestResponse> {
        let answer = self.0.pull_request(request, body).await;
        Ok(match answer {
            Ok(answer) => PullRequestResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Take the oldest request of a net
    ///
    /// Of several server participants each request goes to one. `client` tells who asked, by an id that is no secret.
    #[oai(
        path = "/server/pullreqsmart",
        method = "get",
        operation_id = "pullRequestByGet",
        tag = "super::ApiTag::Server"
    )]
    async fn pull_request_by_get(
        &self,
        request: &Request,
        /// The name of the net. Without it, the net of the login; for server participants `default`. An empty one
        /// counts as absent.
        #[oai(name = "net")]
        net: Query<Option<String>>,
        /// How many seconds to wait for something to answer with, 0 to 30; more counts as 30. 0 by default.
        #[oai(name = "wait")]
        wait: Query<Option<String>>,
    ) -> poem::Result<PullRequestByGetResponse> {
        let answer = self.0.pull_request_by_get(request, net.0, wait.0).await;
        Ok(match answer {
            Ok(answer) => PullRequestByGetResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Answer a request
    ///
    /// The client that asked can pull it. A request is answered once, also one that nobody took.
    #[oai(path = "/server/pushres", method = "post", operation_id = "pushAnswer", tag = "super::ApiTag::Server")]
    async fn push_answer(&self, request: &Request, body: RawBody) -> poem::Result<PushAnswerResponse> {
        let answer = self.0.push_answer(request, body).await;
        Ok(match answer {
            Ok(answer) => PushAnswerResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
}

/// The answers of pullRequest.
#[derive(ApiResponse)]
pub enum PullRequestResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::PullRequestAnswer>),
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

impl From<ApiError> for PullRequestResponse {
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

/// The answers of pullRequestByGet.
#[derive(ApiResponse)]
pub enum PullRequestByGetResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::PullRequestAnswer>),
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

impl From<ApiError> for PullRequestByGetResponse {
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

/// The answers of pushAnswer.
#[derive(ApiResponse)]
pub enum PushAnswerResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::PushAnswerAnswer>),
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

impl From<ApiError> for PushAnswerResponse {
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
