//! A value of an answer, held against its schema of the specification.
//!
//! Entry point: [`hold`].

use std::collections::BTreeMap;

use serde_json::Value;

/// Holds an answer against a schema of the specification as a strict client does: every field known, every required one
/// there, every value of its type.
pub fn hold(schemas: &Value, schema: &Value, value: &Value, path: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap();
        return hold(schemas, &schemas[name], value, path);
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        hold(schemas, part, value, path);
    }
    if value.is_null() && schema["nullable"] == true {
        return;
    }
    match schema["type"].as_str() {
        Some("object") => hold_object(schemas, schema, value, path),
        Some("array") => {
            let items = value.as_array().unwrap_or_else(|| panic!("{path}: not an array: {value}"));
            items.iter().for_each(|item| hold(schemas, &schema["items"], item, path));
        }
        Some("string") => hold_text(schema, value, path),
        Some("integer") => assert!(value.is_i64() || value.is_u64(), "{path}: not a whole number: {value}"),
        Some("number") => assert!(value.is_number(), "{path}: not a number: {value}"),
        Some("boolean") => assert!(value.is_boolean(), "{path}: neither true nor false: {value}"),
        other => assert!(other.is_none(), "{path}: {other:?} is not a type of these answers"),
    }
}

fn hold_object(schemas: &Value, schema: &Value, value: &Value, path: &str) {
    let fields = value.as_object().unwrap_or_else(|| panic!("{path}: not an object: {value}"));
    let known: BTreeMap<_, _> = schema["properties"].as_object().into_iter().flatten().collect();
    for name in schema["required"].as_array().into_iter().flatten() {
        assert!(fields.contains_key(name.as_str().unwrap()), "{path}: {name} is missing in {value}");
    }
    for (name, field) in fields {
        match known.get(name) {
            Some(known) => hold(schemas, known, field, &format!("{path}.{name}")),
            None if !schema["additionalProperties"].is_null() => {}
            None => panic!("{path}: a strict client throws on {name}"),
        }
    }
}

fn hold_text(schema: &Value, value: &Value, path: &str) {
    let text = value.as_str().unwrap_or_else(|| panic!("{path}: not a string: {value}"));
    if let Some(values) = schema["enum"].as_array() {
        assert!(values.contains(value), "{path}: {text} is none of {values:?}");
    }
    if schema["format"] == "date-time" {
        let format = &time::format_description::well_known::Rfc3339;
        assert!(time::OffsetDateTime::parse(text, format).is_ok(), "{path}: {text}");
    }
}
