//! The payloads and their description say the same.

use std::collections::BTreeMap;

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Value, json};

use super::{
    ASYNCAPI_YAML,
    payload::{PayloadIn, Unread},
    reply::PayloadOut,
};

/// What crosses over from C2SIM sessions, which this door passes on as it is.
const C2SIM_MESSAGE: &str = "C2simMessage";

fn document() -> Value {
    serde_yaml::from_str(ASYNCAPI_YAML).expect("the document is YAML")
}

/// The schemas of all payloads, by direction and type, as JSON Schema draft 7, and those that they refer to by their names.
fn generated() -> BTreeMap<String, Value> {
    let settings = SchemaSettings::draft07().with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut generator = settings.into_generator();
    generator.subschema_for::<PayloadIn>();
    generator.subschema_for::<PayloadOut>();
    let mut schemas: BTreeMap<String, Value> = generator.take_definitions(true).into_iter().collect();
    for (direction, name) in [("in", PayloadIn::schema_name()), ("out", PayloadOut::schema_name())] {
        let mut all = schemas.remove(&*name).expect("every payload has a schema");
        for mut one in all["oneOf"].take().as_array().cloned().expect("payloads are told apart by their type") {
            let kind = one["properties"]["type"]["const"].as_str().expect("the type is named").to_owned();
            if direction == "out" {
                let (seq, at) = ("The number of the payload that this answers.", "The place of the event.");
                one["properties"]["seq"] = json!({ "type": "integer", "minimum": 0, "description": seq });
                one["properties"]["at"] = json!({ "type": "integer", "minimum": 0, "description": at });
            }
            schemas.insert(format!("{direction}.{kind}"), one);
        }
    }
    schemas
}

#[test]
fn the_document_shows_the_schemas_of_the_payloads() {
    let mut shown: BTreeMap<String, Value> =
        serde_json::from_value(document()["components"]["schemas"].take()).unwrap();
    assert!(shown.remove(C2SIM_MESSAGE).is_some(), "what crosses over is shown too, and its room says whether rightly");
    let generated = generated();
    let as_text = |schemas: &BTreeMap<String, Value>| serde_json::to_string_pretty(schemas).unwrap();
    assert_eq!(
        shown,
        generated,
        "spec/asyncapi/concierge.yaml shows other schemas than these: {}",
        as_text(&generated)
    );
}

#[test]
fn every_payload_has_a_message_and_every_reference_leads_somewhere() {
    fn check(value: &Value, root: &Value) {
        match value {
            Value::Object(map) => {
                if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
                    assert!(root.pointer(&reference[1..]).is_some(), "{reference}");
                }
                map.values().for_each(|value| check(value, root));
            }
            Value::Array(items) => items.iter().for_each(|value| check(value, root)),
            _ => {}
        }
    }
    let document = document();
    assert_eq!(document["asyncapi"], "3.0.0");
    check(&document, &document);
    let messages = document["components"]["messages"].as_object().unwrap();
    let described: Vec<&str> = messages.values().filter_map(|message| message["payload"]["$ref"].as_str()).collect();
    for name in generated().into_keys().filter(|name| name.contains('.')) {
        let reference = format!("#/components/schemas/{name}");
        assert!(described.contains(&reference.as_str()), "{name} has no message");
    }
}

#[test]
fn every_payload_that_is_described_is_read() {
    for name in generated().into_keys() {
        let Some(kind) = name.strip_prefix("in.") else { continue };
        let read = PayloadIn::read(&json!({ "type": kind }).to_string());
        assert!(!matches!(read, Err(Unread::UnknownType)), "{kind}");
    }
}
