//! The documents that the door serves: those of the specification, and what the running code says of itself.

use serde_json::Value;

use crate::support::{
    openapi::{OF_THE_FRAMEWORK, compare},
    server::Server,
};

async fn text(server: &Server, name: &str) -> String {
    reqwest::get(server.url(&format!("/concierge/{name}"))).await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn the_documents_are_served_as_they_are() {
    let server = Server::start();
    for (name, expected) in [
        ("openapi.yaml", include_str!("../../spec/openapi/concierge.yaml")),
        ("asyncapi.yaml", include_str!("../../spec/asyncapi/concierge.yaml")),
    ] {
        assert_eq!(text(&server, name).await, expected, "{name}");
    }
}

#[tokio::test]
async fn the_routes_emit_what_the_specification_says() {
    let server = Server::start();
    let document = async |name: &str| -> Value {
        let mut document: Value = serde_json::from_str(&text(&server, name).await).unwrap();
        without_what_routes_do_not_say(&mut document);
        document
    };
    let found = compare(document("openapi.json").await, document("openapi-live.json").await, OF_THE_FRAMEWORK);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Routes do not emit bodies that the door reads by itself, the status of a part of a file, which takes the place of that
/// of the whole, marks for the generator, nor a slash at the end of a path; parameters stand with every operation.
fn without_what_routes_do_not_say(document: &mut Value) {
    document.as_object_mut().unwrap().remove("servers");
    let paths = document["paths"].as_object_mut().unwrap();
    for (name, mut path) in std::mem::take(paths) {
        let shared = path.as_object_mut().unwrap().remove("parameters");
        for operation in path.as_object_mut().unwrap().values_mut().filter_map(Value::as_object_mut) {
            operation.retain(|key, _| key != "requestBody" && !key.starts_with("x-"));
            if let Some(shared) = &shared {
                operation.insert("parameters".to_owned(), shared.clone());
            }
            let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { continue };
            responses.retain(|_, response| response.get("x-left-out").is_none());
            for response in responses.values_mut().filter_map(Value::as_object_mut) {
                response.remove("x-file");
            }
        }
        paths.insert(name.trim_end_matches('/').to_owned(), path);
    }
    document["components"]["schemas"].as_object_mut().unwrap().remove("FileForm");
}
