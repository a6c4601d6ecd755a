//! The mock: every operation of every specification has examples, and the answers are as their schemas say.

#![allow(clippy::unwrap_used, reason = "a test program")]

mod support;

use std::collections::BTreeSet;

use c2sim::cli::mock::{Answer, Asked, Mock, serve};
use c2sim_generated::{api, concierge, editing, relay};
use reqwest::header::{HeaderMap, HeaderName};
use serde_json::Value;
use support::{schema::hold, stream::Stream};
use tokio_tungstenite::tungstenite::Message;

const DOCUMENTS: [(&str, &str); 4] = [
    ("/api", api::WHOLE_JSON),
    ("/api/v1", relay::OPENAPI_JSON),
    ("/editing", editing::OPENAPI_JSON),
    ("/concierge", concierge::OPENAPI_JSON),
];

/// A request that follows the specification, made of its examples.
#[derive(Clone)]
struct Made {
    method: String,
    path: String,
    query: String,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Made {
    fn with(&self, name: &str, value: &str) -> Self {
        let mut made = self.clone();
        made.headers.insert(HeaderName::try_from(name).unwrap(), value.parse().unwrap());
        made
    }

    fn without(&self, name: &str) -> Self {
        let mut made = self.clone();
        made.headers.remove(name);
        made
    }

    fn ask(&self, mock: &Mock) -> Answer {
        mock.answer(&Asked {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            headers: &self.headers,
            body: &self.body,
        })
    }
}

fn resolved<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    match value["$ref"].as_str() {
        Some(reference) => resolved(document, document.pointer(&reference[1..]).unwrap()),
        None => value,
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Every operation, with a good request for it.
fn operations(mount: &str, document: &Value) -> Vec<(Value, Made)> {
    let mut operations = Vec::new();
    for (template, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap().iter().filter(|(method, _)| *method != "parameters") {
            let mut made = Made {
                method: method.to_uppercase(),
                path: format!("{mount}{template}"),
                query: String::new(),
                headers: HeaderMap::new(),
                body: Vec::new(),
            };
            let lists = [&item["parameters"], &operation["parameters"]];
            for parameter in lists.into_iter().filter_map(Value::as_array).flatten() {
                let parameter = resolved(document, parameter);
                let (name, value) = (parameter["name"].as_str().unwrap(), text(&parameter["example"]));
                match parameter["in"].as_str().unwrap() {
                    "path" => made.path = made.path.replace(&format!("{{{name}}}"), &value),
                    "header" => made = made.with(name, &value),
                    _ if parameter["required"] == true => made.query.push_str(&format!("&{name}={value}")),
                    _ => {}
                }
            }
            if let Some((form, content)) =
                operation["requestBody"]["content"].as_object().and_then(|forms| forms.iter().next())
            {
                let examples = [&content["example"], &resolved(document, &content["schema"])["example"]];
                let example = examples.into_iter().find(|example| !example.is_null());
                made = made.with("content-type", form);
                made.body = example.map_or("x".to_owned(), text).into_bytes();
            }
            operations.push((operation.clone(), made));
        }
    }
    operations
}

/// Holds an answer against what the operation has for this status.
fn check(document: &Value, operation: &Value, status: u16, answer: &Answer) {
    let name = format!("{} {status}", operation["operationId"]);
    assert_eq!(answer.status, status, "{name}: {:?}", String::from_utf8_lossy(&answer.body));
    let response = resolved(document, &operation["responses"][status.to_string()]);
    let Some(contents) = response["content"].as_object() else {
        assert!(answer.body.is_empty(), "{name}");
        return;
    };
    let form = &answer.headers.iter().find(|(header, _)| header == "content-type").unwrap().1;
    let body = String::from_utf8(answer.body.clone()).unwrap();
    let value = if form.contains("json") { serde_json::from_str(&body).unwrap() } else { Value::String(body) };
    let mut schemas = document["components"]["schemas"].clone();
    // What C2SimError carries in its details is free.
    if let Some(details) = schemas["C2SimError"]["properties"]["details"].as_object_mut() {
        details.insert("additionalProperties".to_owned(), true.into());
    }
    hold(&schemas, &contents[form]["schema"], &value, &name);
}

#[test]
fn every_answer_of_every_operation_has_an_example_that_is_as_its_schema_says() {
    let (mock, mut seen) = (Mock::new(), 0);
    for (mount, text) in DOCUMENTS {
        let document: Value = serde_json::from_str(text).unwrap();
        for (operation, made) in operations(mount, &document) {
            let statuses: Vec<u16> =
                operation["responses"].as_object().unwrap().keys().map(|status| status.parse().unwrap()).collect();
            let success = statuses.iter().copied().find(|status| (200..300).contains(status)).unwrap();
            check(&document, &operation, success, &made.ask(&mock));
            for status in statuses {
                check(&document, &operation, status, &made.with("prefer", &format!("code={status}")).ask(&mock));
                let response = resolved(&document, &operation["responses"][status.to_string()]);
                for (form, content) in response["content"].as_object().into_iter().flatten() {
                    let wanted = made.with("accept", form).with("prefer", &format!("code={status}"));
                    check(&document, &operation, status, &wanted.ask(&mock));
                    for name in content["examples"].as_object().into_iter().flatten().map(|(name, _)| name) {
                        let wanted = made.with("prefer", &format!("code={status}, example={name}")).ask(&mock);
                        check(&document, &operation, status, &wanted);
                        assert!(String::from_utf8_lossy(&wanted.body).contains(name), "{name} is the code");
                    }
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 400, "{seen} answers were seen");
}

#[test]
fn what_does_not_follow_the_specification_is_refused_as_it_is_documented() {
    let mock = Mock::new();
    let document: Value = serde_json::from_str(api::WHOLE_JSON).unwrap();
    // The clientId of the events may stand in the query, since browsers cannot send headers with them.
    let is_held = |operation: &Value| operation["operationId"] != "getSessionEvents";
    for (operation, made) in operations("/api", &document).into_iter().filter(|(operation, _)| is_held(operation)) {
        let wrong = made.without("clientid").ask(&mock);
        check(&document, &operation, 400, &wrong);
        assert!(String::from_utf8_lossy(&wrong.body).contains("NO_CLIENT_ID"), "{}", operation["operationId"]);
        for id in ["abcd", "abcdefghijk"] {
            check(&document, &operation, 400, &made.with("clientId", id).ask(&mock));
        }
        if !operation["requestBody"].is_null() {
            for body in ["", "{", "[]", "{}"] {
                let mut wrong = made.clone();
                wrong.body = body.into();
                let is_free = operation["operationId"] == "send" || operation["operationId"] == "resignFromSession";
                if !is_free || body.is_empty() {
                    check(&document, &operation, 400, &wrong.ask(&mock));
                }
            }
        }
    }
    let check = |method: &str, path: &str, prefer: &str, status: u16, told: &str| {
        let headers = HeaderMap::new();
        let made = Made { method: method.into(), path: path.into(), query: String::new(), headers, body: Vec::new() };
        let answer = made.with("clientId", "abcde").with("prefer", prefer).ask(&mock);
        let said = format!("{:?} {}", answer.headers, String::from_utf8_lossy(&answer.body));
        assert!(answer.status == status && said.contains(told), "{method} {path}: {} {said}", answer.status);
    };
    check("GET", "/api/c2sim/session/default/members", "", 404, "NOT_FOUND");
    check("GET", "/api/v1/nothing", "", 404, "unknown_rid");
    check("GET", "/", "", 404, "/editing");
    check("PATCH", "/api/c2sim/session/default/join", "", 405, "(\"allow\", \"POST\")");
    check("GET", "/api/c2sim/session/list", "code=418", 400, "400 (");
    check("GET", "/api/c2sim/session/list", "example=NO_SUCH", 400, "NO_CLIENT_ID");
    check("POST", "/editing/api/sessions", "", 400, "INVALID_MESSAGE");
}

#[tokio::test]
async fn it_answers_over_http_and_plays_the_stream() {
    let (tell, told) = tokio::sync::oneshot::channel();
    let serving = tokio::spawn(serve("127.0.0.1:0".parse().unwrap(), |address| tell.send(address).unwrap()));
    let address = told.await.unwrap();
    // A second installation changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let list = http.get(format!("http://{address}/api/c2sim/session/list")).header("clientId", "abcde");
    let list: Value = list.send().await.unwrap().json().await.unwrap();
    assert_eq!(list[0]["sessionName"], "default");
    let refused = http.post(format!("http://{address}/api/c2sim/session/default/send")).body("<Message/>").send().await;
    assert_eq!(refused.unwrap().headers()["c2sim-mock"], "the header parameter clientId is missing");

    let told =
        http.get(format!("http://{address}/api/c2sim/session/default/stream-endpoints")).header("clientId", "abcde");
    let told: Value = told.send().await.unwrap().json().await.unwrap();
    let url = format!("{}?clientId=abcde", told["websocket"]["url"].as_str().unwrap());
    assert_eq!(url, format!("ws://{address}/api/c2sim/session/default/ws?clientId=abcde"));
    let preflight = http.request(reqwest::Method::OPTIONS, format!("http://{address}/api/c2sim/session/list"));
    let preflight = preflight.header("origin", "http://a.example").header("access-control-request-method", "GET");
    assert!(preflight.send().await.unwrap().headers().contains_key("access-control-allow-origin"));
    let Some(Message::Text(line)) = Stream::open(&url).await.frame().await else { panic!("no line") };
    assert!(line.starts_with("<Message ") && line.ends_with("</Message>\n"), "{line}");
    let (mut stream, taken) = Stream::open_offering(&url, "c2sim.v1+json").await;
    assert_eq!(taken.as_deref(), Some("c2sim.v1+json"));
    assert_eq!(stream.json().await["recovered"], true);
    assert_eq!(stream.json().await["kind"], "StartScenario");
    stream.send(Message::Text(r#"{"publish":"<Message/>","ref":[1]}"#.into())).await;
    let accepted = stream.json().await;
    assert!(accepted["ref"][0] == 1 && accepted["address"].is_string(), "{accepted}");
    stream.send(Message::Text("hello".into())).await;
    assert!(stream.json().await["error"]["code"].is_string());
    serving.abort();
}

#[test]
fn ids_of_operations_are_one_operation_each() {
    let mut ids = BTreeSet::new();
    for (mount, text) in DOCUMENTS {
        for (operation, _) in operations(mount, &serde_json::from_str(text).unwrap()) {
            assert!(ids.insert(operation["operationId"].to_string()), "{}", operation["operationId"]);
        }
    }
}
