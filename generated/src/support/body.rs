// Generated from spec/templates; do not edit.

//! How bodies are taken: JSON is read up to a limit, XML and forms are handed over unread.

use std::marker::PhantomData;

use poem::{
    Body, Request, RequestBody,
    error::ReadBodyError,
    http::header::{CONTENT_LENGTH, CONTENT_TYPE},
};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef, Registry},
    types::ParseFromJSON,
};

use super::{Refusal, field::told};

/// The most bytes that a JSON body may have, where the request carries no [`JsonBodyLimit`].
pub const JSON_BODY_BYTES_MAX: usize = 1 << 20;

/// Another limit on JSON bodies, put into a request's data by whoever serves it.
#[derive(Debug, Clone, Copy)]
pub struct JsonBodyLimit {
    /// The most bytes that a JSON body may have.
    pub bytes_max: usize,
}

/// What a request says its body is: the text of the header, and the parts of it that matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContentType {
    /// The header as it was sent; none where it is missing.
    pub text: Option<String>,
    /// The media type without parameters, in small letters.
    pub essence: String,
    /// The parameter `charset`, in small letters.
    pub charset: Option<String>,
    /// The parameter `boundary`, as it was sent.
    pub boundary: Option<String>,
}

impl ContentType {
    /// Reads the header of a request; one that is no content type is refused.
    pub fn of(request: &Request) -> Result<Self, Refusal> {
        let Some(value) = request.headers().get(CONTENT_TYPE) else { return Ok(Self::default()) };
        let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
        let trimmed = text.trim_matches(|letter: char| letter.is_whitespace() || letter == ';');
        let Ok(mime) = trimmed.parse::<mime::Mime>() else {
            return Err(Refusal::ContentType { found: Some(text), expected: "a media type such as application/xml" });
        };
        let parameter = |name| mime.get_param(name).map(|value| value.as_str().to_owned());
        Ok(Self {
            essence: mime.essence_str().to_ascii_lowercase(),
            charset: parameter("charset").map(|name| name.to_ascii_lowercase()),
            boundary: parameter("boundary"),
            text: Some(text),
        })
    }

    /// The refusal of a body that is of another type than those expected.
    pub fn refused(self, expected: &'static str) -> Refusal {
        Refusal::ContentType { found: self.text, expected }
    }
}

/// A JSON body of type `T`, not read yet.
#[derive(Debug)]
pub struct JsonBody<T> {
    content_type: ContentType,
    announced_bytes: Option<u64>,
    bytes_max: usize,
    body: Body,
    holds: PhantomData<fn() -> T>,
}

impl<T: ParseFromJSON> JsonBody<T> {
    /// Checks the content type, then reads at most as many bytes as the limit allows. Fields that `T` does not have are ignored.
    pub async fn read(self) -> Result<T, Refusal> {
        if self.content_type.essence != "application/json" {
            return Err(self.content_type.refused("application/json"));
        }
        let limit_bytes = self.bytes_max;
        if self.announced_bytes.is_some_and(|bytes| bytes > self.bytes_max as u64) {
            return Err(Refusal::BodyTooLarge { limit_bytes });
        }
        let bytes = self.body.into_bytes_limit(limit_bytes).await.map_err(|error| match error {
            ReadBodyError::PayloadTooLarge => Refusal::BodyTooLarge { limit_bytes },
            other => Refusal::BodyUnreadable { reason: other.to_string() },
        })?;
        let value = match bytes.is_empty() {
            true => return Err(Refusal::body("it is empty")),
            false => serde_json::from_slice(&bytes).map_err(|error| Refusal::body(error.to_string()))?,
        };
        T::parse_from_json(Some(value)).map_err(|error| Refusal::field(told(error.message())))
    }
}

impl<'a, T: ParseFromJSON> ApiExtractor<'a> for JsonBody<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let content = vec![MetaMediaType { content_type: "application/json", schema: T::schema_ref() }];
        Some(MetaRequest { description: None, content, required: true })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let announced = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        Ok(Self {
            content_type: ContentType::of(request)?,
            announced_bytes: announced.and_then(|text| text.parse().ok()),
            bytes_max: request.data::<JsonBodyLimit>().map_or(JSON_BODY_BYTES_MAX, |limit| limit.bytes_max),
            body: body.take()?,
            holds: PhantomData,
        })
    }
}

/// An XML body, unread, so that whoever takes it decides when and how much of it is read.
#[derive(Debug)]
pub struct XmlBody {
    /// What the client says about it; a missing header is taken as XML.
    pub content_type: ContentType,
    /// The document.
    pub body: Body,
}

impl XmlBody {
    /// Whether a body of this content type is taken as XML: `application/xml`, `text/xml`, anything that ends in `+xml`, or
    /// no content type.
    pub fn takes(content_type: &ContentType) -> bool {
        matches!(content_type.essence.as_str(), "" | "application/xml" | "text/xml")
            || content_type.essence.ends_with("+xml")
    }

    /// Takes the body of a request.
    pub fn new(content_type: ContentType, body: Body) -> Result<Self, Refusal> {
        Ok(Self { content_type, body })
    }

    /// How the interface shows it.
    pub fn media_type() -> MetaMediaType {
        let schema = MetaSchemaRef::Inline(Box::new(MetaSchema::new("string")));
        MetaMediaType { content_type: "application/xml", schema }
    }
}

/// A body that the handler reads by itself, whatever it is; the emitted document does not show its forms.
#[derive(Debug)]
pub struct RawBody {
    /// What the client says about it.
    pub content_type: ContentType,
    /// The body.
    pub body: Body,
}

impl<'a> ApiExtractor<'a> for RawBody {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn request_meta() -> Option<MetaRequest> {
        Some(MetaRequest { description: None, content: Vec::new(), required: false })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        Ok(Self { content_type: ContentType::of(request)?, body: body.take()? })
    }
}

/// A form with the part `file`, unread.
#[derive(Debug)]
pub struct MultipartBody {
    /// What stands between the parts.
    pub boundary: String,
    /// The form.
    pub body: Body,
}

impl MultipartBody {
    /// Whether a body of this content type is a form.
    pub fn takes(content_type: &ContentType) -> bool {
        content_type.essence == "multipart/form-data"
    }

    /// Takes the body of a request; one without a boundary is refused.
    pub fn new(content_type: ContentType, body: Body) -> Result<Self, Refusal> {
        match content_type.boundary.clone() {
            Some(boundary) if !boundary.is_empty() => Ok(Self { boundary, body }),
            _ => Err(content_type.refused("multipart/form-data with a boundary")),
        }
    }

    /// How the interface shows it.
    pub fn media_type() -> MetaMediaType {
        let file =
            MetaSchema { description: Some("The XML document."), ..MetaSchema::new_with_format("string", "binary") };
        let form = MetaSchema {
            properties: vec![("file", MetaSchemaRef::Inline(Box::new(file)))],
            ..MetaSchema::new("object")
        };
        MetaMediaType { content_type: "multipart/form-data", schema: MetaSchemaRef::Inline(Box::new(form)) }
    }
}
