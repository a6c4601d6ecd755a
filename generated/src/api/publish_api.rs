// Generated from spec/openapi/c2sim-server.yaml and spec/openapi/c2sim-extensions.yaml; do not edit.

//! The operations tagged publish: the trait that handlers implement, and the routes that call it.

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

/// What a server does for the operations tagged publish. Parameters arrive as the interface wants them.
pub trait PublishApi: Handler {
    /// Publish a C2SIM message to the members of a session.
    ///
    /// `POST /c2sim/session/{sessionId}/send`. The body is one XML document with root Message, plain or as the part
    /// `file` of a form. Also taken are `text/xml`, any content type that ends in `+xml`, a charset parameter, and no
    /// content type at all. The message is checked against the schema of the session and the state of the scenario,
    /// then goes to every other member that holds a stream; messages that drive the scenario change its state first.
    fn send(
        &self,
        request: &Request,
        client_id: String,
        session_id: String,
        body: SendBody,
    ) -> impl Future<Output = Result<Answer<models::ResponseSend>, Self::Error>> + Send;
}

/// The routes of the operations tagged publish, served by the handler in it.
pub struct PublishRoutes<H>(pub Arc<H>);

#[OpenApi]
impl<H: PublishApi> PublishRoutes<H> {
    /// Publish a C2SIM message to the members of a session
    ///
    /// The body is one XML document with root Message, plain or as the part `file` of a form. Also taken are
    /// `text/xml`, any content type that ends in `+xml`, a charset parameter, and no content type at all. The message
    /// is checked against the schema of the session and the state of the scenario, then goes to every other member that
    /// holds a stream; messages that drive the scenario change its state first.
    #[oai(
        path = "/c2sim/session/:sessionId/send",
        method = "post",
        operation_id = "send",
        tag = "super::ApiTag::Publish"
    )]
    async fn send(
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
        body: SendBody,
    ) -> poem::Result<SendResponse> {
        client_id.check_length("clientId", 5, 10)?;
        static SESSION_ID_PATTERN: Pattern = Pattern::new("^(?:[A-Za-z0-9._~\\-]|%[0-9A-Fa-f]{2})+$");
        session_id.check_pattern("sessionId", &SESSION_ID_PATTERN)?;

        let answer = self.0.send(request, client_id.text, session_id.text, body).await;
        Ok(match answer {
            Ok(answer) => SendResponse::Ok(answer),
            Err(error) => self.0.refuse(request, error).into(),
        })
    }
}

/// The forms in which send takes its body, unread.
#[derive(Debug)]
pub enum SendBody {
    /// `application/xml`
    Xml(XmlBody),
    /// `multipart/form-data`
    Multipart(MultipartBody),
}

impl<'a> ApiExtractor<'a> for SendBody {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn request_meta() -> Option<MetaRequest> {
        let content = vec![XmlBody::media_type(), MultipartBody::media_type()];
        Some(MetaRequest { description: None, content, required: true })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let content_type = ContentType::of(request)?;
        if XmlBody::takes(&content_type) {
            return Ok(Self::Xml(XmlBody::new(content_type, body.take()?)?));
        }
        if MultipartBody::takes(&content_type) {
            return Ok(Self::Multipart(MultipartBody::new(content_type, body.take()?)?));
        }
        Err(content_type.refused("application/xml or multipart/form-data").into())
    }
}

/// The answers of send.
#[derive(ApiResponse)]
pub enum SendResponse {
    /// The message was accepted, and everyone it is for will see it.
    #[oai(status = 200)]
    Ok(Answer<models::ResponseSend>),
    /// Refused; nobody saw the message and the scenario is as before. Codes: NO_CLIENT_ID, INVALID_REQUEST,
    /// SHARED_SESSION_NOT_FOUND, CLIENT_NOT_JOINED_SHARED_SESSION, C2SIM_MSG_SIZE_EXCEEDED, XSD_VALIDATION_ERROR,
    /// XSD_VALIDATION_FAILURE, XML_NOT_ALLOWED, XML_LIMIT_EXCEEDED, XML_ENCODING_NOT_SUPPORTED,
    /// C2SIM_ROOT_ELEMENT_MUST_BE_MESSAGE, C2SIM_INVALID_HEADER, C2SIM_MSG_DECODING_ERROR,
    /// C2SIM_MSG_NOT_ALLOWED_IN_STATE, STATE_TRANSITION_NOT_ALLOWED, INITIALIZATION_NOT_COMPLETED,
    /// C2SIM_INITIALIZATION_MSG_INVALID_STATE, C2SIM_INITIALIZATION_MSG_DECODE_FAILURE, C2SIM_INITIALIZATION_CONFLICT.
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

impl From<ApiError> for SendResponse {
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
