// Generated from spec/templates; do not edit.

//! How parameters are taken: as they were sent, checked by constraints that are compiled once.

use std::sync::OnceLock;

use poem::{PathPattern, Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaParamIn, MetaSchemaRef, Registry},
    types::Type,
};
use regex::Regex;

use super::Refusal;

/// A pattern of the interface, compiled when it is first needed.
#[derive(Debug)]
pub struct Pattern {
    text: &'static str,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    /// The pattern with this text, which the routes' macro has checked when it was compiled.
    pub const fn new(text: &'static str) -> Self {
        Self { text, compiled: OnceLock::new() }
    }

    fn matches(&self, value: &str) -> bool {
        self.compiled.get_or_init(|| Regex::new(self.text).expect("checked when compiled")).is_match(value)
    }
}

macro_rules! text_parameter {
    ($(#[$doc:meta])* $name:ident $place:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            /// The value as it was sent.
            pub text: String,
        }

        impl $name {
            /// Refuses a value with fewer or more characters.
            pub fn check_length(&self, parameter: &'static str, min: usize, max: usize) -> Result<(), Refusal> {
                let found = self.text.chars().count();
                match (min..=max).contains(&found) {
                    true => Ok(()),
                    false => Err(Refusal::Length { parameter, found, min, max }),
                }
            }

            /// Refuses a value that does not match.
            pub fn check_pattern(&self, parameter: &'static str, pattern: &'static Pattern) -> Result<(), Refusal> {
                match pattern.matches(&self.text) {
                    true => Ok(()),
                    false => Err(Refusal::Pattern { parameter, pattern: pattern.text }),
                }
            }
        }

        // `param_raw_type` stays empty on purpose: the constraints then appear in the emitted document, while the checks
        // above are made instead of those of the framework, which compile a pattern anew for every request.
        impl<'a> ApiExtractor<'a> for $name {
            const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];
            const PARAM_IS_REQUIRED: bool = true;

            type ParamType = String;
            type ParamRawType = String;

            fn register(registry: &mut Registry) {
                <String as Type>::register(registry);
            }

            fn param_in() -> Option<MetaParamIn> {
                Some(MetaParamIn::$place)
            }

            fn param_schema_ref() -> Option<MetaSchemaRef> {
                Some(<String as Type>::schema_ref())
            }

            async fn from_request(
                request: &'a Request,
                _body: &mut RequestBody,
                options: ExtractParamOptions<String>,
            ) -> poem::Result<Self> {
                Ok(Self::take(request, options.name)?)
            }
        }
    };
}

text_parameter! {
    /// A required header that holds text.
    Header Header
}

text_parameter! {
    /// A segment of the path as it was sent, its escapes not decoded.
    Path Path
}

impl Header {
    fn take(request: &Request, parameter: &'static str) -> Result<Self, Refusal> {
        match single_header(request, parameter)? {
            Some("") | None => Err(Refusal::Missing { parameter }),
            Some(text) => Ok(Self { text: text.to_owned() }),
        }
    }
}

/// A header that may be missing and otherwise holds text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionalHeader {
    /// The value as it was sent.
    pub text: Option<String>,
}

impl OptionalHeader {
    /// Refuses a value with fewer or more characters.
    pub fn check_length(&self, parameter: &'static str, min: usize, max: usize) -> Result<(), Refusal> {
        self.sent().map_or(Ok(()), |header| header.check_length(parameter, min, max))
    }

    /// Refuses a value that does not match.
    pub fn check_pattern(&self, parameter: &'static str, pattern: &'static Pattern) -> Result<(), Refusal> {
        self.sent().map_or(Ok(()), |header| header.check_pattern(parameter, pattern))
    }

    fn sent(&self) -> Option<Header> {
        self.text.clone().map(|text| Header { text })
    }
}

impl<'a> ApiExtractor<'a> for OptionalHeader {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];
    const PARAM_IS_REQUIRED: bool = false;

    type ParamType = String;
    type ParamRawType = String;

    fn register(registry: &mut Registry) {
        <String as Type>::register(registry);
    }

    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Header)
    }

    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(<String as Type>::schema_ref())
    }

    async fn from_request(
        request: &'a Request,
        _body: &mut RequestBody,
        options: ExtractParamOptions<String>,
    ) -> poem::Result<Self> {
        Ok(Self { text: single_header(request, options.name)?.map(str::to_owned) })
    }
}

fn single_header<'a>(request: &'a Request, parameter: &'static str) -> Result<Option<&'a str>, Refusal> {
    let mut values = request.headers().get_all(parameter).iter();
    let value = values.next();
    if values.next().is_some() {
        return Err(Refusal::Parameter { parameter, reason: "it is given more than once; send it once".into() });
    }
    let text = value.map(|value| std::str::from_utf8(value.as_bytes())).transpose();
    text.map_err(|_| Refusal::Parameter { parameter, reason: "it is not UTF-8; send plain letters".into() })
}

impl Path {
    /// Finds the segment by its place from the end of the pattern, since a prefix may have been cut from the path. The
    /// framework names parameters of the path by their number.
    fn take(request: &Request, numbered: &'static str) -> Result<Self, Refusal> {
        let segment = request.data::<PathPattern>().and_then(|pattern| {
            let is_it = |part: &str| part.strip_prefix(':') == Some(numbered);
            let place = pattern.0.rsplit('/').position(is_it)?;
            request.uri().path().rsplit('/').nth(place)
        });
        segment.map(|segment| Self { text: segment.to_owned() }).ok_or(Refusal::NotFound)
    }
}
