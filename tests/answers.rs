//! The answers carry exactly the fields of the specification: a client in the field throws on any other.

#![allow(clippy::unwrap_used, reason = "a test program")]

mod support;

use reqwest::Method;
use serde_json::{Value, json};
use support::{client::Answer, messages::message, schema::hold, server::Server};

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
