// Generated from spec/openapi/relay.yaml; do not edit.

//! The operations tagged client: the trait that handlers implement, and the routes that call it.

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

/// What a server does for the operations tagged client. Parameters arrive as the interface wants them.
pub trait ClientApi: Handler {
    /// See how far requests are.
    ///
    /// `POST /client/check`. With `rid` the status of that request, else the rids of the client in the net: those that
    /// can be pulled and those that cannot yet, oldest first. Nothing is taken.
    fn check(
        &self,
        request: &Request,
        body: RawBody,
    ) -> impl Future<Output = Result<Verbatim<models::CheckAnswer>, Self::Error>> + Send;
    /// See how far requests are.
    ///
    /// `GET /client/check`. With `rid` the status of that request, else the rids of the client in the net: those that
    /// can be pulled and those that cannot yet, oldest first. Nothing is taken.
    fn check_by_get(
        &self,
        request: &Request,
        token: Option<String>,
        net: Option<String>,
        rid: Option<String>,
    ) -> impl Future<Output = Result<Verbatim<models::CheckAnswer>, Self::Error>> + Send;
    /// Get a token.
    ///
    /// `POST /client/login`. The token separates this client from others: only its holder can pull the answers to its
    /// requests. It lives while it is used, and for a day after.
    fn login(
        &self,
        request: &Request,
        body: RawBody,
    ) -> impl Future<Output = Result<Verbatim<models::LoginAnswer>, Self::Error>> + Send;
    /// Get a token.
    ///
    /// `GET /client/login`. The token separates this client from others: only its holder can pull the answers to its
    /// requests. It lives while it is used, and for a day after.
    fn login_by_get(
        &self,
        request: &Request,
        net: Option<String>,
        name: Option<String>,
    ) -> impl Future<Output = Result<Verbatim<models::LoginAnswer>, Self::Error>> + Send;
    /// Take the answer to one request.
    ///
    /// `POST /client/pullres`. An answer is given once, and is gone from the relay then. Where there is none yet,
    /// `sim_res` is null.
    fn pull_answer(
        &self,
        request: &Request,
        body: RawBody,
    ) -> impl Future<Output = Result<Verbatim<models::PullAnswer>, Self::Error>> + Send;
    /// Take the answer to one request.
    ///
    /// `GET /client/pullres`. An answer is given once, and is gone from the relay then. Where there is none yet,
    /// `sim_res` is null.
    fn pull_answer_by_get(
        &self,
        request: &Request,
        token: Option<String>,
        net: Option<String>,
        rid: Option<String>,
        wait: Option<String>,
    ) -> impl Future<Output = Result<Verbatim<models::PullAnswer>, Self::Error>> + Send;
    /// Take the answer that came first.
    ///
    /// `POST /client/pullsmart`. The oldest answer of this client in the net, or that to `rid` where one is named.
    /// Where none is ready, `rid` and `sim_res` are null.
    fn pull_any_answer(
        &self,
        request: &Request,
        body: RawBody,
    ) -> impl Future<Output = Result<Verbatim<models::PullAnyAnswer>, Self::Error>> + Send;
    /// Take the answer that came first.
    ///
    /// `GET /client/pullsmart`. The oldest answer of this client in the net, or that to `rid` where one is named. Where
    /// none is ready, `rid` and `sim_res` are null.
    fn pull_any_answer_by_get(
        &self,
        request: &Request,
        token: Option<String>,
        net: Option<String>,
        rid: Option<String>,
        wait: Option<String>,
    ) -> impl Future<Output = Result<Verbatim<models::PullAnyAnswer>, Self::Error>> + Send;
    /// Leave a request.
    ///
    /// `POST /client/pushreq`. The request waits for a server participant of the net. It is relayed to the letter;
    /// `simEndpoint` alone is required.
    fn push_request(
        &self,
        request: &Request,
        body: RawBody,
    ) -> impl Future<Output = Result<Verbatim<models::PushRequestAnswer>, Self::Error>> + Send;
}

/// The routes of the operations tagged client, served by the handler in it.
pub struct ClientRoutes<H>(pub Arc<H>);

#[OpenApi]
impl<H: ClientApi> ClientRoutes<H> {
    /// See how far requests are
    ///
    /// With `rid` the status of that request, else the rids of the client in the net: those that can be pulled and
    /// those that cannot yet, oldest first. Nothing is taken.
    #[oai(path = "/client/check", method = "post", operation_id = "check", tag = "super::ApiTag::Client")]
    async fn check(&self, request: &Request, body: RawBody) -> poem::Result<CheckResponse> {
        let answer = self.0.check(request, body).await;
        Ok(match answer {
            Ok(answer) => CheckResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// See how far requests are
    ///
    /// With `rid` the status of that request, else the rids of the client in the net: those that can be pulled and
    /// those that cannot yet, oldest first. Nothing is taken.
    #[oai(path = "/client/check", method = "get", operation_id = "checkByGet", tag = "super::ApiTag::Client")]
    async fn check_by_get(
        &self,
        request: &Request,
        /// The token of the login.
        #[oai(name = "token")]
        token: Query<Option<String>>,
        /// The name of the net. Without it, the net of the login; for server participants `default`. An empty one
        /// counts as absent.
        #[oai(name = "net")]
        net: Query<Option<String>>,
        /// The id of a request, as it was answered by `pushreq`.
        #[oai(name = "rid")]
        rid: Query<Option<String>>,
    ) -> poem::Result<CheckByGetResponse> {
        let answer = self.0.check_by_get(request, token.0, net.0, rid.0).await;
        Ok(match answer {
            Ok(answer) => CheckByGetResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Get a token
    ///
    /// The token separates this client from others: only its holder can pull the answers to its requests. It lives
    /// while it is used, and for a day after.
    #[oai(path = "/client/login", method = "post", operation_id = "login", tag = "super::ApiTag::Client")]
    async fn login(&self, request: &Request, body: RawBody) -> poem::Result<LoginResponse> {
        let answer = self.0.login(request, body).await;
        Ok(match answer {
            Ok(answer) => LoginResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Get a token
    ///
    /// The token separates this client from others: only its holder can pull the answers to its requests. It lives
    /// while it is used, and for a day after.
    #[oai(path = "/client/login", method = "get", operation_id = "loginByGet", tag = "super::ApiTag::Client")]
    async fn login_by_get(
        &self,
        request: &Request,
        /// The name of the net. Without it, the net of the login; for server participants `default`. An empty one
        /// counts as absent.
        #[oai(name = "net")]
        net: Query<Option<String>>,
        /// What the client calls itself, for people; at most 64 characters.
        #[oai(name = "name")]
        name: Query<Option<String>>,
    ) -> poem::Result<LoginByGetResponse> {
        let answer = self.0.login_by_get(request, net.0, name.0).await;
        Ok(match answer {
            Ok(answer) => LoginByGetResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Take the answer to one request
    ///
    /// An answer is given once, and is gone from the relay then. Where there is none yet, `sim_res` is null.
    #[oai(path = "/client/pullres", method = "post", operation_id = "pullAnswer", tag = "super::ApiTag::Client")]
    async fn pull_answer(&self, request: &Request, body: RawBody) -> poem::Result<PullAnswerResponse> {
        let answer = self.0.pull_answer(request, body).await;
        Ok(match answer {
            Ok(answer) => PullAnswerResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Take the answer to one request
    ///
    /// An answer is given once, and is gone from the relay then. Where there is none yet, `sim_res` is null.
    #[oai(path = "/client/pullres", method = "get", operation_id = "pullAnswerByGet", tag = "super::ApiTag::Client")]
    async fn pull_answer_by_get(
        &self,
        request: &Request,
        /// The token of the login.
        #[oai(name = "token")]
        token: Query<Option<String>>,
        /// The name of the net. Without it, the net of the login; for server participants `default`. An empty one
        /// counts as absent.
        #[oai(name = "net")]
        net: Query<Option<String>>,
        /// The id of a request, as it was answered by `pushreq`.
        #[oai(name = "rid")]
        rid: Query<Option<String>>,
        /// How many seconds to wait for something to answer with, 0 to 30; more counts as 30. 0 by default.
        #[oai(name = "wait")]
        wait: Query<Option<String>>,
    ) -> poem::Result<PullAnswerByGetResponse> {
        let answer = self.0.pull_answer_by_get(request, token.0, net.0, rid.0, wait.0).await;
        Ok(match answer {
            Ok(answer) => PullAnswerByGetResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Take the answer that came first
    ///
    /// The oldest answer of this client in the net, or that to `rid` where one is named. Where none is ready, `rid` and
    /// `sim_res` are null.
    #[oai(path = "/client/pullsmart", method = "post", operation_id = "pullAnyAnswer", tag = "super::ApiTag::Client")]
    async fn pull_any_answer(&self, request: &Request, body: RawBody) -> poem::Result<PullAnyAnswerResponse> {
        let answer = self.0.pull_any_answer(request, body).await;
        Ok(match answer {
            Ok(answer) => PullAnyAnswerResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Take the answer that came first
    ///
    /// The oldest answer of this client in the net, or that to `rid` where one is named. Where none is ready, `rid` and
    /// `sim_res` are null.
    #[oai(
        path = "/client/pullsmart",
        method = "get",
        operation_id = "pullAnyAnswerByGet",
        tag = "super::ApiTag::Client"
    )]
    async fn pull_any_answer_by_get(
        &self,
        request: &Request,
        /// The token of the login.
        #[oai(name = "token")]
        token: Query<Option<String>>,
        /// The name of the net. Without it, the net of the login; for server participants `default`. An empty one
        /// counts as absent.
        #[oai(name = "net")]
        net: Query<Option<String>>,
        /// The id of a request, as it was answered by `pushreq`.
        #[oai(name = "rid")]
        rid: Query<Option<String>>,
        /// How many seconds to wait for something to answer with, 0 to 30; more counts as 30. 0 by default.
        #[oai(name = "wait")]
        wait: Query<Option<String>>,
    ) -> poem::Result<PullAnyAnswerByGetResponse> {
        let answer = self.0.pull_any_answer_by_get(request, token.0, net.0, rid.0, wait.0).await;
        Ok(match answer {
            Ok(answer) => PullAnyAnswerByGetResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
    /// Leave a request
    ///
    /// The request waits for a server participant of the net. It is relayed to the letter; `simEndpoint` alone is
    /// required.
    #[oai(path = "/client/pushreq", method = "post", operation_id = "pushRequest", tag = "super::ApiTag::Client")]
    async fn push_request(&self, request: &Request, body: RawBody) -> poem::Result<PushRequestResponse> {
        let answer = self.0.push_request(request, body).await;
        Ok(match answer {
            Ok(answer) => PushRequestResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
}

/// The answers of check.
#[derive(ApiResponse)]
pub enum CheckResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::CheckAnswer>),
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

impl From<ApiError> for CheckResponse {
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

/// The answers of checkByGet.
#[derive(ApiResponse)]
pub enum CheckByGetResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::CheckAnswer>),
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

impl From<ApiError> for CheckByGetResponse {
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

/// The answers of login.
#[derive(ApiResponse)]
pub enum LoginResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::LoginAnswer>),
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

impl From<ApiError> for LoginResponse {
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

/// The answers of loginByGet.
#[derive(ApiResponse)]
pub enum LoginByGetResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::LoginAnswer>),
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

impl From<ApiError> for LoginByGetResponse {
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

/// The answers of pullAnswer.
#[derive(ApiResponse)]
pub enum PullAnswerResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::PullAnswer>),
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

impl From<ApiError> for PullAnswerResponse {
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

/// The answers of pullAnswerByGet.
#[derive(ApiResponse)]
pub enum PullAnswerByGetResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::PullAnswer>),
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

impl From<ApiError> for PullAnswerByGetResponse {
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

/// The answers of pullAnyAnswer.
#[derive(ApiResponse)]
pub enum PullAnyAnswerResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::PullAnyAnswer>),
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

impl From<ApiError> for PullAnyAnswerResponse {
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

/// The answers of pullAnyAnswerByGet.
#[derive(ApiResponse)]
pub enum PullAnyAnswerByGetResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::PullAnyAnswer>),
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

impl From<ApiError> for PullAnyAnswerByGetResponse {
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

/// The answers of pushRequest.
#[derive(ApiResponse)]
pub enum PushRequestResponse {
    /// Done, or nothing there to answer with.
    #[oai(status = 200)]
    Ok(Verbatim<models::PushRequestAnswer>),
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

impl From<ApiError> for PushRequestResponse {
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
