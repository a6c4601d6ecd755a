//! What of a request does not follow the specification.
//!
//! Entry point: [`fault`]. What must always hold: what is found is found in the specification, and the text says where.

use poem::http::HeaderMap;
use serde_json::Value;

use super::document::{Document, Operation};

/// A request.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'r> {
    /// As it is written in a request.
    pub method: &'r str,
    /// Without the query.
    pub path: &'r str,
    /// Without the question mark.
    pub query: &'r str,
    /// All of them.
    pub headers: &'r HeaderMap,
    /// The whole body.
    pub body: &'r [u8],
}

/// Why a request is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The status that says so best, where the operation has it.
    pub(super) status: u16,
    /// The code of the example that fits best.
    pub(super) code: &'static str,
    /// What is wrong, for people.
    pub(super) text: String,
}

impl Fault {
    fn new(status: u16, text: impl Into<String>) -> Self {
        Self { status, code: "INVALID_REQUEST", text: text.into() }
    }
}

impl Asked<'_> {
    /// A header; empty where there is none.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    fn query_value(&self, name: &str) -> Option<String> {
        let mut pairs = form_urlencoded::parse(self.query.as_bytes());
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }
}

/// The first thing that is wrong with a request for this operation.
pub(super) fn fault(asked: &Asked<'_>, operation: &Operation<'_>) -> Option<Fault> {
    operation
        .parameters()
        .find_map(|parameter| of_parameter(asked, operation, parameter))
        .or_else(|| body(asked, operation))
}

fn of_parameter(asked: &Asked<'_>, operation: &Operation<'_>, parameter: &Value) -> Option<Fault> {
    let (name, place) = (parameter["name"].as_str()?, parameter["in"].as_str()?);
    let value = match place {
        "header" => Some(asked.header(name).to_owned()).filter(|value| !value.is_empty()),
        "query" => asked.query_value(name),
        "path" => operation.path_values.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()),
        _ => return None,
    };
    let Some(value) = value else {
        let is_required = parameter["required"] == true;
        let code = if name.eq_ignore_ascii_case("clientId") { "NO_CLIENT_ID" } else { "INVALID_REQUEST" };
        let text = format!("the {place} parameter {name} is missing");
        return is_required.then_some(Fault { status: 400, code, text });
    };
    let wrong = text_fault(operation.document.resolved(&parameter["schema"]), &value)?;
    Some(Fault::new(400, format!("the {place} parameter {name} {wrong}")))
}

/// What is wrong with the text of a parameter.
fn text_fault(schema: &Value, text: &str) -> Option<String> {
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    let bound = |name: &str| schema[name].as_u64();
    match schema["type"].as_str() {
        Some("boolean") if text != "true" && text != "false" => Some("is neither true nor false".to_owned()),
        Some("integer") => match text.parse::<i64>() {
            Err(_) => Some("is no whole number".to_owned()),
            Ok(number) if schema["minimum"].as_i64().is_some_and(|least| number < least) => {
                Some("is too small".to_owned())
            }
            Ok(number) if schema["maximum"].as_i64().is_some_and(|most| number > most) => {
                Some("is too large".to_owned())
            }
            Ok(_) => None,
        },
        Some("string") if bound("minLength").is_some_and(|least| length < least) => Some("is too short".to_owned()),
        Some("string") if bound("maxLength").is_some_and(|most| length > most) => Some("is too long".to_owned()),
        _ => None,
    }
}

fn body(asked: &Asked<'_>, operation: &Operation<'_>) -> Option<Fault> {
    let wanted = operation.value.get("requestBody").map(|body| operation.document.resolved(body))?;
    let forms = wanted["content"].as_object()?;
    if asked.body.is_empty() {
        return (wanted["required"] == true).then(|| Fault::new(400, "the body is missing"));
    }
    let given = asked.header("content-type").split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    // XML comes under several names, and without one.
    let is_xml = given.is_empty() || given.ends_with("xml");
    let form = forms.get(&given).or_else(|| forms.get("application/xml").filter(|_| is_xml));
    let Some(form) = form.or_else(|| forms.get("application/octet-stream")) else {
        let known: Vec<&str> = forms.keys().map(String::as_str).collect();
        return Some(Fault::new(415, format!("the body is {given:?}, and has to be one of {}", known.join(", "))));
    };
    if given != "application/json" {
        return None;
    }
    let Ok(value) = serde_json::from_slice::<Value>(asked.body) else {
        return Some(Fault::new(400, "the body is no JSON"));
    };
    value_fault(operation.document, &form["schema"], &value, "the body").map(|text| Fault::new(422, text))
}

/// What is wrong with a value: its type, or a field that is missing.
fn value_fault(document: &Document, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let schema = document.resolved(schema);
    if value.is_null() && schema["nullable"] == true {
        return None;
    }
    let is_of = |type_name: &str| match type_name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        _ => true,
    };
    if let Some(wanted) = schema["type"].as_str().filter(|wanted| !is_of(wanted)) {
        return Some(format!("{at} is no {wanted}"));
    }
    let fields = value.as_object()?;
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let missing = required.into_iter().find(|name| !fields.contains_key(*name));
    if let Some(name) = missing {
        return Some(format!("{at} has no field {name}"));
    }
    let known = schema["properties"].as_object()?;
    known.iter().find_map(|(name, schema)| value_fault(document, schema, fields.get(name)?, &format!("{at}.{name}")))
}
