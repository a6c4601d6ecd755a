// Generated from spec/templates; do not edit.

//! How answers leave: a body with the headers that go with it.

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

fn respond(headers: HeaderMap, content_type: &'static str, body: Body) -> Response {
    let mut response = Response::builder().body(body);
    *response.headers_mut() = headers;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}
