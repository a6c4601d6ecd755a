// Generated from spec/templates; do not edit.

//! How answers leave: a body with the headers that go with it.

use std::marker::PhantomData;

use poem::{
    Body, IntoResponse, Response,
    http::{HeaderMap, HeaderValue, header::CONTENT_TYPE},
};
use poem_openapi::{
    ResponseContent,
    payload::Payload,
    registry::{MetaMediaType, MetaSchema, MetaSchemaRef, Registry},
    types::{ToJSON, Type},
};

/// A JSON answer: its body, and headers beside those that every answer has.
#[derive(Debug)]
pub struct Answer<T> {
    /// What is written as JSON.
    pub body: T,
    /// Further headers.
    pub headers: HeaderMap,
}

/// A JSON answer that was written elsewhere and leaves to the letter, such as one that carries what others sent; its form is
/// that of `T`.
#[derive(Debug)]
pub struct Verbatim<T> {
    /// The JSON text.
    pub body: Body,
    /// Further headers.
    pub headers: HeaderMap,
    form: PhantomData<fn() -> T>,
}

impl<T> Verbatim<T> {
    /// An answer with this JSON text.
    pub fn new(body: impl Into<Body>) -> Self {
        Self { body: body.into(), headers: HeaderMap::new(), form: PhantomData }
    }
}

impl<T: Type + Send> Payload for Verbatim<T> {
    const CONTENT_TYPE: &'static str = "application/json";

    fn schema_ref() -> MetaSchemaRef {
        T::schema_ref()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl<T: Send> IntoResponse for Verbatim<T> {
    fn into_response(self) -> Response {
        respond(self.headers, "application/json", self.body)
    }
}

/// An XML answer: its body, and headers beside those that every answer has.
#[derive(Debug)]
pub struct XmlAnswer {
    /// The document, in UTF-8.
    pub body: Body,
    /// Further headers.
    pub headers: HeaderMap,
}

/// An answer in one of two forms, as the request asks for it.
#[derive(Debug)]
pub enum JsonOrXml<T> {
    /// As JSON.
    Json(Answer<T>),
    /// As XML.
    Xml(XmlAnswer),
}

/// An answer in one of two forms, as the request asks for it.
#[derive(Debug)]
pub enum LinesOrXml<T> {
    /// As JSON lines.
    Lines(LinesAnswer<T>),
    /// As XML.
    Xml(XmlAnswer),
}

/// An answer of JSON objects of type `T`, one a line: its body, and headers beside those that every answer has.
#[derive(Debug)]
pub struct LinesAnswer<T> {
    body: Body,
    headers: HeaderMap,
    holds: PhantomData<fn() -> T>,
}

/// An answer of Server-Sent Events: its body, and headers beside those that every answer has.
#[derive(Debug)]
pub struct EventsAnswer {
    /// The events, in UTF-8.
    pub body: Body,
    /// Further headers.
    pub headers: HeaderMap,
}

/// An answer that is a file, or the part of one that was asked for: its bytes, and headers beside those that every answer has.
#[derive(Debug)]
pub struct FileAnswer {
    /// The bytes.
    pub body: Body,
    /// Further headers.
    pub headers: HeaderMap,
}

impl<T> LinesAnswer<T> {
    /// The answer with these lines.
    pub fn new(body: Body, headers: HeaderMap) -> Self {
        Self { body, headers, holds: PhantomData }
    }
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

impl<T: Type + Send> ResponseContent for JsonOrXml<T> {
    fn media_types() -> Vec<MetaMediaType> {
        Answer::<T>::media_types().into_iter().chain(XmlAnswer::media_types()).collect()
    }

    fn register(registry: &mut Registry) {
        <Answer<T> as Payload>::register(registry);
    }
}

impl<T: ToJSON> IntoResponse for JsonOrXml<T> {
    fn into_response(self) -> Response {
        match self {
            JsonOrXml::Json(answer) => answer.into_response(),
            JsonOrXml::Xml(answer) => answer.into_response(),
        }
    }
}

impl<T: Type + Send> Payload for LinesAnswer<T> {
    const CONTENT_TYPE: &'static str = "application/x-ndjson";

    fn schema_ref() -> MetaSchemaRef {
        T::schema_ref()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl<T: Type + Send> IntoResponse for LinesAnswer<T> {
    fn into_response(self) -> Response {
        respond(self.headers, Self::CONTENT_TYPE, self.body)
    }
}

impl<T: Type + Send> ResponseContent for LinesOrXml<T> {
    fn media_types() -> Vec<MetaMediaType> {
        LinesAnswer::<T>::media_types().into_iter().chain(XmlAnswer::media_types()).collect()
    }

    fn register(registry: &mut Registry) {
        <LinesAnswer<T> as Payload>::register(registry);
    }
}

impl<T: Type + Send> IntoResponse for LinesOrXml<T> {
    fn into_response(self) -> Response {
        match self {
            LinesOrXml::Lines(answer) => answer.into_response(),
            LinesOrXml::Xml(answer) => answer.into_response(),
        }
    }
}

impl Payload for EventsAnswer {
    const CONTENT_TYPE: &'static str = "text/event-stream";

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema::new("string")))
    }
}

impl IntoResponse for EventsAnswer {
    fn into_response(self) -> Response {
        respond(self.headers, Self::CONTENT_TYPE, self.body)
    }
}

impl Payload for FileAnswer {
    const CONTENT_TYPE: &'static str = "application/octet-stream";

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary")))
    }
}

impl IntoResponse for FileAnswer {
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
