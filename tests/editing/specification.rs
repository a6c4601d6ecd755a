//! The documents that the door serves: those of the specification, and what the running code says of itself.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::Value;

use crate::{editor::call, support::server::Server};

#[tokio::test]
async fn the_documents_are_served_as_they_are() {
    let server = Server::start();
    for (path, text) in [
        ("/openapi.yaml", include_str!("../../spec/openapi/editing.yaml")),
        ("/asyncapi.yaml", include_str!("../../spec/asyncapi/editing.yaml")),
    ] {
        assert_eq!(call(&server, Method::GET, path, None).await.text, text, "{path}");
    }
    let page = call(&server, Method::GET, "/openapi-ui.html", None).await;
    assert_eq!(page.status, 200);
    assert!(
        page.text.contains(r#""url":"/editing"}"#) && page.text.contains("createEditingSession"),
        "it shows the door"
    );
}

/// What a client depends on: operations with their parameters, answers and bodies, and the fields of every type.
fn facts(document: &Value) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let shared = item["parameters"].as_array().cloned().unwrap_or_default();
        for (method, operation) in item.as_object().unwrap().iter().filter(|(name, _)| *name != "parameters") {
            let name = format!("{method} {path}");
            facts.insert(format!("{name} is {} in {}", operation["operationId"], operation["tags"]));
            let own = operation["parameters"].as_array().cloned().unwrap_or_default();
            for parameter in shared.iter().chain(&own) {
                let parameter = resolved(document, parameter);
                let required = parameter["required"].as_bool().unwrap_or(false);
                facts.insert(format!("{name} takes {} in {}, {required}", parameter["name"], parameter["in"]));
            }
            let body = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
            facts.insert(format!("{name} has body {body}"));
            for (status, response) in operation["responses"].as_object().unwrap() {
                let response = resolved(document, response);
                let content = response["content"].as_object().and_then(|content| content.iter().next());
                let schema = content.map(|(kind, media)| (kind.split(';').next().unwrap(), &media["schema"]["$ref"]));
                facts.insert(format!("{name} answers {status} with {schema:?}"));
            }
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        facts.insert(format!("{name} is {} of {}", schema["type"], schema["enum"]));
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (field, of) in schema["properties"].as_object().into_iter().flatten() {
            let of = [&of["type"], &of["format"], &of["$ref"], &of["items"]["$ref"]];
            facts.insert(format!("{name}.{field} is {of:?}, {}", required.contains(&field.as_str())));
        }
    }
    facts
}

fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => document.pointer(reference.strip_prefix('#').unwrap()).unwrap(),
        None => value,
    }
}

#[tokio::test]
async fn the_running_code_says_of_itself_what_the_specification_says() {
    let server = Server::start();
    let specified = facts(&call(&server, Method::GET, "/openapi.json", None).await.ok());
    let live = facts(&call(&server, Method::GET, "/openapi-live.json", None).await.ok());
    let missing: Vec<_> = specified.difference(&live).collect();
    let added: Vec<_> = live.difference(&specified).collect();
    assert!(
        missing.is_empty() && added.is_empty(),
        "specified and not live: {missing:#?}\nlive and not specified: {added:#?}"
    );
    assert!(specified.len() > 100, "{}", specified.len());
}

#[tokio::test]
async fn every_message_that_the_door_takes_is_described() {
    let text = include_str!("../../spec/asyncapi/editing.yaml");
    let code = include_str!("../../src/doors/editing/envelope.rs");
    let taken = code.lines().filter_map(|line| line.trim().strip_prefix('"')?.split_once("\" ").map(|(name, _)| name));
    let names: Vec<&str> =
        taken.filter(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')).collect();
    assert!(names.len() >= 8, "{names:?}");
    for name in names {
        assert!(text.contains(&format!("\n    {name}:\n")), "{name} is not described");
    }
}
