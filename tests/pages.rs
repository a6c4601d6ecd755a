//! What an operator looks at.

#![allow(clippy::unwrap_used, reason = "a test program")]

mod support;

use reqwest::Method;
use serde_json::Value;
use support::{
    client::{Answer, Client},
    messages::system,
    server::Server,
};

async fn get(client: &Client, path: &str) -> Answer {
    Answer::read(client.raw(Method::GET, path).send().await.unwrap()).await
}

/// An Ed25519 key that no page shows.
const KEY: &str = "MCowBQYDK2VwAyEAdGhlLXB1YmxpYy1rZXktdGhhdC1pcy1ub3Qtc2hvd24=";

#[tokio::test]
async fn every_page_answers_with_what_it_is_for() {
    let key = format!("-----BEGIN PUBLIC KEY-----\n{KEY}\n-----END PUBLIC KEY-----\n");
    let server = Server::with(&[("C2SIM_BEARER_PUBLIC_KEY", &key)]);
    let client = server.client("abcde");
    client.join().await.ok();
    let check = async |path: &str, content_type: &str, says: &[&str]| {
        let page = get(&client, path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.content_type.starts_with(content_type), "{path}: {}", page.content_type);
        for text in says {
            assert!(page.text.contains(text), "{path} says {text}: {}", page.text);
        }
        assert!(!page.text.contains(KEY), "{path}");
    };
    check("/", "text/html", &["/status", "/openapi-ui.html", "/metrics", "/health", "/configuration"]).await;
    check("/health", "application/json", &["\"status\":\"UP\"", "\"timestamp\":"]).await;
    check("/status", "text/html", &["default", "UNINITIALIZED", "abcde"]).await;
    check("/configuration", "text/markdown", &["C2SIM_MAX_MSG_SIZE_MB", "| 10"]).await;
    check("/openapi.yaml", "application/yaml", &["openapi: 3.0.3"]).await;
    check("/openapi.json", "application/json", &["getSessionInitialization"]).await;
    check("/openapi-extensions.yaml", "application/yaml", &["openapi: 3.0.3", "c2sim-server.yaml"]).await;
    check("/asyncapi.yaml", "application/yaml", &["asyncapi: 3.0.0", "c2sim.v1+json"]).await;
    check("/openapi-all.json", "application/json", &["getSessionInitialization"]).await;
    check("/openapi-live.json", "application/json", &["getSessionInitialization"]).await;
    check("/openapi-ui.html", "text/html", &["<script"]).await;
    assert_eq!(get(&client, "/nothing").await.status, 404);
    let ui = get(&client, "/openapi-ui.html").await.text;
    assert!(!ui.contains("src=\"http") && !ui.contains("href=\"http"), "the page needs nothing from outside");

    let hidden = Server::with(&[("C2SIM_EXPOSE_CFG_ENDPOINT", "false")]);
    assert_eq!(get(&hidden.client("abcde"), "/configuration").await.status, 404);
}

#[tokio::test]
async fn the_status_is_there_for_programs_too() {
    let server = Server::start();
    let client = server.client("abcde");
    client.join().await.ok();
    let _stream = client.stream().await;
    let request = client.raw(Method::GET, "/status").header("accept", "application/json");
    let status = Answer::read(request.send().await.unwrap()).await.ok();
    let session = &status["sessions"][0];
    assert_eq!(session["name"], "default", "{status}");
    assert_eq!(session["state"], "UNINITIALIZED", "{status}");
    assert_eq!(session["members"][0]["clientId"], "abcde", "{status}");
}

#[tokio::test]
async fn every_link_of_the_front_page_leads_somewhere_those_to_the_further_doors_too() {
    let server = Server::with(&[("C2SIM_PREFIX", "/c2")]);
    let client = server.client("abcde");
    let front = Answer::read(client.raw(Method::GET, "/c2/").send().await.unwrap()).await.text;
    let links: Vec<&str> = front.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for door in ["/c2/editing/", "/c2/api/v1/openapi-ui.html", "/c2/concierge/openapi-ui.html"] {
        assert!(links.contains(&door), "{door} of {links:?}");
    }
    for link in links {
        let page = Answer::read(client.raw(Method::GET, link).send().await.unwrap()).await;
        assert_eq!(page.status, 200, "{link}");
        if let Some(base) = link.strip_suffix("/openapi-ui.html").filter(|base| *base != "/c2") {
            assert!(page.text.contains(&format!(r#""url":"{base}"}}"#)), "{link} asks below {base}");
        }
    }
    let none = Server::with(&[("C2SIM_DOOR_EDITING", "off")]);
    let front = Answer::read(none.client("abcde").raw(Method::GET, "/").send().await.unwrap()).await.text;
    assert!(!front.contains("/editing/") && front.contains("/concierge/"), "{front}");
}

#[tokio::test]
async fn metrics_count_what_was_accepted_and_what_was_refused() {
    let server = Server::start();
    let client = server.client("abcde");
    client.join().await.ok();
    client.send(system("C2", "SubmitInitialization")).await.ok();
    client.send("<a/>").await;
    let metrics = get(&client, "/metrics").await.text;
    let value = |name: &str, labels: &[&str]| -> f64 {
        let line =
            metrics.lines().find(|line| line.starts_with(name) && labels.iter().all(|label| line.contains(label)));
        let line = line.unwrap_or_else(|| panic!("{name} {labels:?} in {metrics}"));
        line.rsplit(' ').next().unwrap().parse().unwrap()
    };
    let session = "c2sim_shared_session=\"default\"";
    let kind = "c2sim_msg_kind=\"SubmitInitialization\"";
    assert_eq!(value("c2sim_client_msg_valid_count_total", &[session, kind]), 1.0);
    let error = "c2sim_error_kind=\"C2SIM_ROOT_ELEMENT_MUST_BE_MESSAGE\"";
    assert_eq!(value("c2sim_client_msg_invalid_count_total", &[session, error]), 1.0);
    assert!(value("c2sim_client_msg_bytes_sent_total", &[session]) > 300.0);
    assert!(value("c2sim_request_duration_seconds_count", &[]) >= 3.0);
    assert!(value("c2sim_server_active_requests", &[]) >= 0.0);
}

#[tokio::test]
async fn browsers_from_elsewhere_may_call_unless_configured_otherwise() {
    let check = async |server: &Server, origin: &str, allowed: Option<&str>| {
        let request = server.client("abcde").raw(Method::OPTIONS, "/api/c2sim/session/default/join");
        let request = request.header("origin", origin).header("access-control-request-method", "POST");
        let answer =
            Answer::read(request.header("access-control-request-headers", "clientid").send().await.unwrap()).await;
        let header = answer.headers.get("access-control-allow-origin").map(|value| value.to_str().unwrap());
        match allowed {
            Some(_) => assert!(header == Some("*") || header == Some(origin), "{answer:?}"),
            None => assert_eq!(header, None, "{answer:?}"),
        }
    };
    check(&Server::start(), "https://map.example.org", Some("any")).await;
    let strict = Server::with(&[("C2SIM_CORS_ORIGINS", "https://map.example.org")]);
    check(&strict, "https://map.example.org", Some("this")).await;
    check(&strict, "https://elsewhere.example.org", None).await;
}

#[tokio::test]
async fn sessions_come_from_the_configuration_and_default_is_always_there() {
    let sessions = r#"{"default-sessions":[{"shared-session-name":"north","c2sim-schema-version":"1.0.2","description":"d","display-name":"North"}]}"#;
    let server = Server::with_files(&[], &[("server-config.json", sessions)]);
    let client = server.client("abcde");
    let list = client.raw(Method::GET, "/api/c2sim/session/list").header("clientId", "abcde").send().await.unwrap();
    let list = Answer::read(list).await.ok();
    let names: Vec<&Value> = list.as_array().unwrap().iter().map(|session| &session["sessionName"]).collect();
    assert_eq!(names, ["default", "north"]);
    assert_eq!(client.in_session("north").get("info").await.ok()["info"]["c2simSchemaVersion"], "1.0.2");
}

#[tokio::test]
async fn everything_moves_below_a_prefix() {
    let server = Server::with(&[("C2SIM_PREFIX", "/c2/north")]);
    let client = server.client("abcde");
    assert_eq!(get(&client, "/c2/north/health").await.status, 200);
    assert_eq!(get(&client, "/health").await.status, 404);
    let endpoints = client.raw(Method::GET, "/c2/north/api/c2sim/session/default/stream-endpoints");
    let endpoints = Answer::read(endpoints.header("clientId", "abcde").send().await.unwrap()).await.ok();
    let url = endpoints["websocket"]["url"].as_str().unwrap().to_owned();
    assert_eq!(url, format!("ws://{}/c2/north/api/c2sim/session/default/ws", server.address()));
    let mut stream = support::stream::Stream::open(&format!("{url}?clientId=abc")).await;
    assert_eq!(stream.closed().await.0, 1003);
}
