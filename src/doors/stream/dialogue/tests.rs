//! The frames and their description say the same.

use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::frames::{Beginning, Down, MessageFrame, Up};
use crate::{
    doors::ASYNCAPI_YAML,
    feed::Address,
    hub::{Distributed, Heard},
    identity::{SchemaVersion, SystemName, Timestamp, TrackingId},
    message::{self, Limits, MessageKind, SystemMessage, Validation},
    schema::Registry,
};

fn document() -> Value {
    serde_yaml::from_str(ASYNCAPI_YAML).expect("the document is YAML")
}

/// The schemas of all frames, by their names, as JSON Schema draft 7, which AsyncAPI takes without being told.
fn generated() -> BTreeMap<String, Value> {
    let settings = SchemaSettings::draft07().with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut generator = settings.into_generator();
    generator.subschema_for::<Down<'_>>();
    generator.subschema_for::<Up<'_>>();
    let mut schemas: BTreeMap<String, Value> = generator.take_definitions(true).into_iter().collect();
    schemas.remove("Down").expect("any frame of the server has a schema");
    schemas
}

#[test]
fn the_document_shows_the_schemas_of_the_frames() {
    let mut shown: BTreeMap<String, Value> =
        serde_json::from_value(document()["components"]["schemas"].take()).unwrap();
    shown.remove("Query").expect("the query has a schema of its own");
    let generated = generated();
    let as_text = |schemas: &BTreeMap<String, Value>| serde_json::to_string_pretty(schemas).unwrap();
    assert_eq!(shown, generated, "spec/asyncapi/c2sim.yaml shows other schemas than these: {}", as_text(&generated));
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
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
}

/// The kind of a message, which follows its schema.
fn kind(text: &str) -> MessageKind {
    let registry = Registry::built_in().unwrap();
    let schema = registry.get(&SchemaVersion::new("2.0.0")).unwrap();
    message::read(text.to_owned().into(), None, schema, Validation::On, &Limits::default()).unwrap().kind()
}

#[test]
fn the_examples_of_the_document_are_frames() {
    let document = document();
    let example = |name: &str| document["components"]["messages"][name]["examples"][0]["payload"].clone();
    let publish = example("publish").to_string();
    let up: Up<'_> = serde_json::from_str(&publish).unwrap();
    assert_eq!(up.publish.as_deref().map(kind), Some(MessageKind::System(SystemMessage::StartScenario)));
    let beginning = Beginning { recovered: true, address: "00c2514d00c2514d:41".to_owned() };
    let written: Value = serde_json::from_slice(&Down::Beginning(beginning).to_json()).unwrap();
    assert_eq!(written, example("beginning"));
    let address: Address = "00c2514d00c2514d:42".parse().unwrap();
    let message = Distributed {
        tracking_id: TrackingId::parse("c0a1f5f4-3b1e-4d0b-9a6e-8f7d6c5b4a39").unwrap(),
        kind: MessageKind::System(SystemMessage::StartScenario),
        sender: SystemName::new("C2"),
        receivers: [SystemName::new("ALL")].into(),
        publisher: None,
        version: None,
        line: format!("{}\n", example("message")["xml"].as_str().unwrap()).into(),
    };
    assert_eq!(message.kind, kind(std::str::from_utf8(&message.line).unwrap()));
    // 2026-03-02T09:14:00.25Z
    let heard = Heard { address, at: Timestamp { unix_ms: 1_772_442_840_250 }, message: message.into() };
    let written: Value =
        serde_json::from_slice(&Down::Message(Box::new(MessageFrame::from(&heard))).to_json()).unwrap();
    assert_eq!(written, example("message"));
}
