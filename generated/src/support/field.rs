// Generated from spec/templates; do not edit.

//! Fields of JSON bodies: refused by name, and a text only where a text is asked for (the framework would also take a
//! number for one, and null for a field that is left out).

use poem_openapi::types::{ParseError, ParseFromJSON, ParseResult};
use serde_json::Value;

/// A field that must be there.
pub(crate) fn field<T: ParseFromJSON>(name: &str, value: Option<Value>) -> ParseResult<T> {
    let Some(value) = value else { return Err(ParseError::custom(format!("{name} is missing"))) };
    T::parse_from_json(Some(value)).map_err(|error| ParseError::custom(format!("{name}: {}", told(error.message()))))
}

/// A field that may be left out, and must otherwise be what it is meant to be: null is not left out.
pub(crate) fn optional_field<T: ParseFromJSON>(name: &str, value: Option<Value>) -> ParseResult<Option<T>> {
    match value {
        None => Ok(None),
        Some(Value::Null) => Err(ParseError::custom(format!("{name} must not be null; leave it out instead"))),
        some => field(name, some).map(Some).map_err(ParseError::propagate),
    }
}

/// A field that must be there and be a text.
pub(crate) fn text(name: &str, value: Option<Value>) -> ParseResult<String> {
    let found = match value {
        Some(Value::String(text)) => return Ok(text),
        None => return Err(ParseError::custom(format!("{name} is missing"))),
        Some(Value::Null) => "null",
        Some(Value::Bool(_)) => "true or false",
        Some(Value::Number(_)) => "a number",
        Some(Value::Array(_)) => "a list",
        Some(Value::Object(_)) => "an object",
    };
    Err(ParseError::custom(format!("{name} must be a text, found {found}")))
}

/// A field that may be left out, and must otherwise be a text.
pub(crate) fn optional_text(name: &str, value: Option<Value>) -> ParseResult<Option<String>> {
    match value {
        None => Ok(None),
        some => text(name, some).map(Some).map_err(ParseError::propagate),
    }
}

/// What an error of the framework tells, without the names of types that it stands in.
pub(super) fn told(message: &str) -> &str {
    let cause = message.split(" (occurred while parsing").next().unwrap_or(message);
    match cause.strip_prefix("failed to parse \"") {
        Some(named) => named.split_once("\": ").map_or(cause, |(_, told)| told),
        None => cause,
    }
}
