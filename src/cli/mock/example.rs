//! The example that stands for an answer.
//!
//! Entry points: [`of_content`], [`names`]. What must always hold: an example that is made of others is made of examples,
//! defaults and values of enumerations alone.

use serde_json::{Map, Value};

use super::document::Document;

/// The deepest schema that an example is put together for.
const DEPTH_MAX: usize = 12;

/// The example of this name of a form of body; without a name, the one whose code is wanted, the only one, or the first.
pub(super) fn of_content(
    document: &Document,
    content: &Value,
    name: Option<&str>,
    code: Option<&str>,
) -> Option<Value> {
    let named = |name: &str| {
        let example = document.resolved(content["examples"].get(name)?);
        example.get("value").cloned()
    };
    if let Some(name) = name {
        return named(name);
    }
    let of_code = code.and_then(named);
    let only = || content.get("example").cloned();
    let first = || named(content["examples"].as_object()?.keys().next()?);
    of_code.or_else(only).or_else(first).or_else(|| of_schema(document, &content["schema"], DEPTH_MAX))
}

/// The names of the examples of a form of body.
pub(super) fn names(content: &Value) -> Vec<&str> {
    content["examples"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect()
}

/// The example of a schema, or one that is put together of those of its parts.
fn of_schema(document: &Document, schema: &Value, depth: usize) -> Option<Value> {
    let schema = document.resolved(schema);
    let depth = depth.checked_sub(1)?;
    let own = [&schema["example"], &schema["default"], &schema["enum"][0]];
    if let Some(value) = own.into_iter().find(|value| !value.is_null()) {
        return Some(value.clone());
    }
    match schema["type"].as_str()? {
        "array" => Some(Value::Array(vec![of_schema(document, &schema["items"], depth)?])),
        "object" => {
            let mut object = Map::new();
            for (name, property) in schema["properties"].as_object()? {
                let is_required =
                    schema["required"].as_array().is_some_and(|names| names.iter().any(|known| known == name));
                match of_schema(document, property, depth) {
                    Some(value) => drop(object.insert(name.clone(), value)),
                    None if is_required => return None,
                    None => {}
                }
            }
            Some(Value::Object(object))
        }
        _ => None,
    }
}
