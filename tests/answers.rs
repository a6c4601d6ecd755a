//! The answers carry exactly the fields of the specification: a client in the field throws on any other.

#![allow(clippy::unwrap_used, reason = "a test program")]

mod support;

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::{Value, json};
use support::{client::Answer, messages::message, server::Server};

/// Holds an answer against a schema of the specification as a strict client does: every field known, every required one
/// there, every value of its type.
fn hold(schemas: &Value, schema: &Value, value: &Value, path: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap();
        return hold(schemas, &schemas[name], value, path);
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        hold(schemas, part, value, path);
    }
    match schema["type"].as_str() {
        Some("object") => {
            let fields = value.as_object().unwrap_or_else(|| panic!("{path}: not an object: {value}"));
            let known: BTreeMap<_, _> = schema["properties"].as_object().into_iter().flatten().collect();
            for name in schema["required"].as_array().into_iter().flatten() {
                assert!(fields.contains_key(name.as_str().unwrap()), "{path}: {name} is missing in {value}");
            }
            for (name, field) in fields {
                let known = known.get(name).unwrap_or_else(|| panic!("{path}: a strict client throws on {name}"));
                hold(schemas, known, field, &format!("{path}.{name}"));
            }
        }
        Some("array") => {
            let items = value.as_array().unwrap_or_else(|| panic!("{path}: not an array: {value}"));
            items.iter().for_each(|item| hold(schemas, &schema["items"], item, path));
        }
        Some("string") => {
            let text = value.as_str().unwrap_or_else(|| panic!("{path}: not a string: {value}"));
            if let Some(values) = schema["enum"].as_array() {
                assert!(values.contains(value), "{path}: {text} is none of {values:?}");
            }
            if schema["format"] == "date-time" {
                let format = &time::format_description::well_known::Rfc3339;
                assert!(time::OffsetDateTime::parse(text, format).is_ok(), "{path}: {text}");
            }
        }
        other => assert!(other.is_none(), "{path}: {other:?} is not a type of these answers"),
    }
}

#[tokio::test]
async fn the_answers_of_the_operations_carry_the_fields_of_the_specification_and_no_other() {
    let server = Server::start();
    let client = server.client("abcde").in_session("strict");
    let specification = Answer::read(client.raw(Method::GET, "/openapi.json").send().await.unwrap()).await.ok();
    let schemas = &specification["components"]["schemas"];
    let check = |schema: &str, answer: Answer| {
        let value = answer.ok();
        match schema.strip_suffix("[]") {
            Some(item) => {
                hold(schemas, &json!({"type": "array", "items": {"$ref": item}}), &value, item);
                assert!(!value.as_array().unwrap().is_empty());
            }
            None => hold(schemas, &schemas[schema], &value, schema),
        }
    };
    check("ResponseCreateSession", client.create("2.0.0").await);
    check("ResponseCreateSession", client.create("2.0.0").await);
    check("ResponseJoinSession", client.join().await);
    check("DynamicSessionInfo", client.get("info").await);
    let list = client.raw(Method::GET, "/api/c2sim/session/list").header("clientId", "abcde").send().await.unwrap();
    check("DynamicSessionInfo[]", Answer::read(list).await);
    check("ResponseStreamEndpoints", client.get("stream-endpoints").await);
    check("ResponseSend", client.send(message("C2", "<SystemAcknowledgementBody><AcknowledgeTypeCode>ACKFAIL</AcknowledgeTypeCode></SystemAcknowledgementBody>")).await);
    check("ResponseResignSession", client.resign().await);
    check("ResponseDeleteSession", client.delete("").await);
    let refused = client.get("info").await;
    hold(schemas, &without_details(&schemas["C2SimError"]), &without_details(&refused.json()), "C2SimError");
}

/// What C2SimError carries in its details is free.
fn without_details(value: &Value) -> Value {
    let mut value = value.clone();
    let fields = if value["properties"].is_object() { &mut value["properties"] } else { &mut value };
    fields.as_object_mut().unwrap().remove("details");
    value
}

#[tokio::test]
async fn the_stream_endpoint_is_where_the_client_already_is() {
    let server = Server::start();
    let url = async |client: &support::client::Client, headers: &[(&str, &str)]| {
        let mut request = client.request(Method::GET, "stream-endpoints");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Answer::read(request.send().await.unwrap()).await.ok()["websocket"]["url"].as_str().unwrap().to_owned()
    };
    let client = server.client("abcde");
    assert_eq!(url(&client, &[]).await, format!("ws://{}/api/c2sim/session/default/ws", server.address()));
    assert_eq!(url(&client, &[("host", "example.org")]).await, "ws://example.org/api/c2sim/session/default/ws");
    let forwarded = [("x-forwarded-host", "c2sim.example.org"), ("x-forwarded-proto", "https")];
    assert_eq!(url(&client, &forwarded).await, format!("ws://{}/api/c2sim/session/default/ws", server.address()));

    let behind = Server::with(&[("C2SIM_TRUSTED_PROXIES", "127.0.0.1")]);
    assert_eq!(url(&behind.client("abcde"), &forwarded).await, "wss://c2sim.example.org/api/c2sim/session/default/ws");

    let named = Server::with(&[("C2SIM_EXTERNAL_HOSTNAME", "c2sim.mil"), ("C2SIM_EXTERNAL_PORT_NUMBER", "8443")]);
    assert_eq!(url(&named.client("abcde"), &[]).await, "ws://c2sim.mil:8443/api/c2sim/session/default/ws");
}
