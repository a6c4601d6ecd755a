//! How answers leave: a body with the headers that go with it, and the error answers that all operations share.

use poem::{
    Body, IntoResponse, Request, Response,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header::CONTENT_TYPE},
};
use poem_openapi::{
    payload::Payload,
    registry::{MetaSchema, MetaSchemaRef, Registry},
    types::{ToJSON, Type},
};

use super::super::models::{AuthorizationError, C2SimError};

/// What every implementation of the interface has: an error of its own, and one place where it becomes an answer.
pub trait Handler: Send + Sync + 'static {
    /// What the methods of the handler fail with.
    type Error: Send;

    /// The answer to a request whose handler failed.
    fn refuse(&self, request: &Request, error: Self::Error) -> ApiError;
}

/// A JSON answer: its body, and headers beside those that every answer has.
#[derive(Debug)]
pub struct Answer<T> {
    /// What is written as JSON.
    pub body: T,
    /// Further headers.
    pub headers: HeaderMap,
}

/// An XML answer: its body, and headers beside those that every answer has.
#[derive(Debug)]
pub struct XmlAnswer {
    /// The document, in UTF-8.
    pub body: Body,
    /// Further headers.
    pub headers: HeaderMap,
}

impl<T> From<T> for Answer<T> {
    fn from(body: T) -> Self {
        Self { body, headers: HeaderMap::new() }
    }
}

impl From<Body> for XmlAnswer {
    fn from(body: Body) -> Self {
        Self { body, headers: HeaderMap::new() }
    }
}

impl From<String> for XmlAnswer {
    fn from(document: String) -> Self {
        Body::from(document).into()
    }
}

impl<T: Type + Send> Payload for Answer<T> {
    const CONTENT_TYPE: &'static str = "application/json";

    fn schema_ref() -> MetaSchemaRef {
        T::schema_ref()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl<T: ToJSON> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        respond(self.headers, "application/json", Body::from(self.body.to_json_string()))
    }
}

impl Payload for XmlAnswer {
    const CONTENT_TYPE: &'static str = "application/xml";

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema::new("string")))
    }
}

impl IntoResponse for XmlAnswer {
    fn into_response(self) -> Response {
        respond(self.headers, Self::CONTENT_TYPE, self.body)
    }
}

fn respond(headers: HeaderMap, content_type: &'static str, body: Body) -> Response {
    let mut response = Response::builder().body(body);
    *response.headers_mut() = headers;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// An error answer as any operation may give it. Every operation's answers are made from it, so an operation that does
/// not declare one of these does not compile.
#[derive(Debug)]
pub enum ApiError {
    /// 400: the request was refused.
    BadRequest(Answer<C2SimError>),
    /// 401: the token is missing or does not permit this.
    Unauthorized(Answer<AuthorizationError>),
    /// 404: no operation has this path.
    NotFound(Answer<C2SimError>),
    /// 405: the path has no operation with this method.
    MethodNotAllowed(Answer<C2SimError>),
    /// 500: a fault of the server.
    InternalServerError(Answer<C2SimError>),
    /// 503: the server cannot take the request now.
    ServiceUnavailable(Answer<C2SimError>),
}

impl ApiError {
    /// The error answer with this status. A status that the interface does not know for a C2SimError becomes 500.
    pub fn new(status: StatusCode, error: C2SimError) -> Self {
        let answer = Answer::from(error);
        match status {
            StatusCode::BAD_REQUEST => Self::BadRequest(answer),
            StatusCode::NOT_FOUND => Self::NotFound(answer),
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed(answer),
            StatusCode::SERVICE_UNAVAILABLE => Self::ServiceUnavailable(answer),
            _ => Self::InternalServerError(answer),
        }
    }

    /// The answer to a token that does not permit a request.
    pub fn unauthorized(error: AuthorizationError) -> Self {
        Self::Unauthorized(error.into())
    }

    /// The same answer with one more header, such as Allow or Retry-After.
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        match &mut self {
            Self::Unauthorized(answer) => answer.headers.insert(name, value),
            Self::BadRequest(answer)
            | Self::NotFound(answer)
            | Self::MethodNotAllowed(answer)
            | Self::InternalServerError(answer)
            | Self::ServiceUnavailable(answer) => answer.headers.insert(name, value),
        };
        self
    }

    /// The status that the answer has.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Unauthorized(_) => StatusCode::UNAUTHORIZED,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::InternalServerError(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::ServiceUnavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut response = match self {
            Self::Unauthorized(answer) => answer.into_response(),
            Self::BadRequest(answer)
            | Self::NotFound(answer)
            | Self::MethodNotAllowed(answer)
            | Self::InternalServerError(answer)
            | Self::ServiceUnavailable(answer) => answer.into_response(),
        };
        response.set_status(status);
        response
    }
}
