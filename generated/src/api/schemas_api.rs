// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The operations tagged schemas: the trait that handlers implement, and the routes that call it.

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

/// What a server does for the operations tagged schemas. Parameters arrive as the interface wants them.
pub trait SchemasApi: Handler {
    /// List the schemas.
    ///
    /// `GET /c2sim/schemas`. Every version that a session can be created with, the newest first, and every folder of
    /// schema files that cannot be used, with what is wrong with it. The server reads the folder again when it is sent
    /// SIGHUP.
    fn get_schemas(
        &self,
        request: &Request,
        client_id: String,
    ) -> impl Future<Output = Result<Answer<models::ResponseSchemas>, Self::Error>> + Send;
}

/// The routes of the operations tagged schemas, served by the handler in it.
pub struct SchemasRoutes<H>(pub Arc<H>);

#[OpenApi]
impl<H: SchemasApi> SchemasRoutes<H> {
    /// List the schemas
    ///
    /// Every version that a session can be created with, the newest first, and every folder of schema files that cannot
    /// be used, with what is wrong with it. The server reads the folder again when it is sent SIGHUP.
    #[oai(path = "/c2sim/schemas", method = "get", operation_id = "getSchemas", tag = "super::ApiTag::Schemas")]
    async fn get_schemas(
        &self,
        request: &Request,
        _bearer_auth: super::BearerAuth,
        /// Names one client instance: 5 to 10 random characters, chosen by the client and the same for all its requests
        /// and its stream.
        #[oai(name = "clientId", validator(min_length = 5, max_length = 10))]
        client_id: Header,
    ) -> poem::Result<GetSchemasResponse> {
        client_id.check_length("clientId", 5, 10)?;

        let answer = self.0.get_schemas(request, client_id.text).await;
        Ok(match answer {
            Ok(answer) => GetSchemasResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
}

/// The answers of getSchemas.
#[derive(ApiResponse)]
pub enum GetSchemasResponse {
    /// The schemas as they are now.
    #[oai(status = 200)]
    Ok(Answer<models::ResponseSchemas>),
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

impl From<ApiError> for GetSchemasResponse {
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
