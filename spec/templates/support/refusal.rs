//! Requests that do not follow the interface: what was wrong, and what to do about it.

use std::fmt;

use poem::{
    error::{MethodNotAllowedError, NotFoundError, ParsePathError, ReadBodyError, ResponseError},
    http::StatusCode,
};
use poem_openapi::error::{
    ContentTypeError, ParseMultipartError, ParseParamError, ParsePathError as ParsePathParamError,
    ParseRequestPayloadError,
};

/// The most characters of a foreign text that a refusal repeats.
const QUOTED_CHARACTERS_MAX: usize = 200;

/// Why a request was refused before any handler saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A required parameter is missing or empty.
    Missing {
        /// Its name.
        parameter: &'static str,
    },
    /// A parameter has too few or too many characters.
    Length {
        /// Its name.
        parameter: &'static str,
        /// The characters it has.
        found: usize,
        /// The fewest it may have.
        min: usize,
        /// The most it may have.
        max: usize,
    },
    /// A parameter does not match its pattern.
    Pattern {
        /// Its name.
        parameter: &'static str,
        /// The pattern.
        pattern: &'static str,
    },
    /// A parameter is wrong in another way.
    Parameter {
        /// Its name.
        parameter: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The body is of another content type than those that the operation takes.
    ContentType {
        /// The header as it was sent; none where it is missing.
        found: Option<String>,
        /// What the operation takes.
        expected: &'static str,
    },
    /// The body is not what the operation takes.
    Body {
        /// What is wrong with it.
        reason: String,
    },
    /// The body can be read, and a field of it is missing or wrong.
    Field {
        /// What is wrong with it.
        reason: String,
    },
    /// The body is larger than the operation takes.
    BodyTooLarge {
        /// The most bytes it may have.
        limit_bytes: usize,
    },
    /// The body broke off, or its transfer was wrong.
    BodyUnreadable {
        /// What happened.
        reason: String,
    },
    /// No operation has this path.
    NotFound,
    /// The path has no operation with this method.
    MethodNotAllowed,
}

impl Refusal {
    /// The refusal behind an error of the framework; none where the error is something else, such as an answer.
    pub fn of(error: &poem::Error) -> Option<Self> {
        if let Some(refusal) = error.downcast_ref::<Self>() {
            return Some(refusal.clone());
        }
        if let Some(ParseParamError { name, reason }) = error.downcast_ref() {
            return Some(Self::Parameter { parameter: name, reason: quoted(reason) });
        }
        if let Some(ParsePathParamError { name, reason }) = error.downcast_ref() {
            return Some(Self::Parameter { parameter: name, reason: quoted(reason) });
        }
        if let Some(ParseRequestPayloadError { reason }) = error.downcast_ref() {
            return Some(Self::body(reason.as_str()));
        }
        if let Some(ParseMultipartError { reason }) = error.downcast_ref() {
            return Some(Self::body(reason.as_str()));
        }
        if let Some(wrong) = error.downcast_ref::<ContentTypeError>() {
            let found = match wrong {
                ContentTypeError::NotSupported { content_type } => Some(content_type.clone()),
                ContentTypeError::ExpectContentType => None,
            };
            return Some(Self::ContentType { found, expected: "one that the interface names" });
        }
        if let Some(broken) = error.downcast_ref::<ReadBodyError>() {
            return Some(Self::BodyUnreadable { reason: quoted(&broken.to_string()) });
        }
        if error.is::<NotFoundError>() || error.is::<ParsePathError>() {
            return Some(Self::NotFound);
        }
        error.is::<MethodNotAllowedError>().then_some(Self::MethodNotAllowed)
    }

    /// A refusal of the body for this reason.
    pub fn body(reason: impl Into<String>) -> Self {
        Self::Body { reason: quoted(&reason.into()) }
    }

    /// A refusal of a field of the body for this reason.
    pub fn field(reason: impl Into<String>) -> Self {
        Self::Field { reason: quoted(&reason.into()) }
    }

    /// The name of what was wrong: a parameter, the header Content-Type, or the body.
    pub fn parameter(&self) -> Option<&'static str> {
        match self {
            Self::Missing { parameter }
            | Self::Length { parameter, .. }
            | Self::Pattern { parameter, .. }
            | Self::Parameter { parameter, .. } => Some(parameter),
            Self::ContentType { .. } => Some("Content-Type"),
            Self::Body { .. } | Self::Field { .. } | Self::BodyTooLarge { .. } | Self::BodyUnreadable { .. } => Some("body"),
            Self::NotFound | Self::MethodNotAllowed => None,
        }
    }
}

/// Foreign text, cut so that an answer stays small whatever was sent.
fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTED_CHARACTERS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { parameter } => write!(out, "{parameter} is missing or empty; every request needs it"),
            Self::Length { parameter, found, min, max } => {
                write!(out, "{parameter} has {found} characters; send {min} to {max}")
            }
            Self::Pattern { parameter, pattern } => {
                write!(out, "{parameter} does not match {pattern}; escape other characters as %XX")
            }
            Self::Parameter { parameter, reason } => write!(out, "{parameter} is wrong: {reason}"),
            Self::ContentType { found: Some(found), expected } => {
                write!(out, "the content type {} is not taken here; send {expected}", quoted(found))
            }
            Self::ContentType { found: None, expected } => write!(out, "the content type is missing; send {expected}"),
            Self::Body { reason } | Self::Field { reason } => write!(out, "the body is not what this operation takes: {reason}"),
            Self::BodyTooLarge { limit_bytes } => {
                write!(out, "the body is too large; send at most {limit_bytes} bytes")
            }
            Self::BodyUnreadable { reason } => write!(out, "the body could not be read to its end: {reason}"),
            Self::NotFound => write!(out, "there is nothing at this path; the interface is described at /openapi.yaml"),
            Self::MethodNotAllowed => write!(out, "this method is not possible here; the header Allow names those that are"),
        }
    }
}

impl std::error::Error for Refusal {}

impl ResponseError for Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}
