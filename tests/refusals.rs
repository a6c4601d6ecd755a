//! Every refusal is a C2SimError with status, code and details, and changes nothing.

#![allow(clippy::unwrap_used, reason = "a test program")]

mod support;

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use support::{
    client::{Answer, Client},
    messages::{initialization, message, order, report, system},
    server::Server,
};

async fn answer(request: RequestBuilder) -> Answer {
    Answer::read(request.send().await.unwrap()).await
}

#[tokio::test]
async fn a_request_that_breaks_the_interface_names_the_parameter() {
    let server = Server::start();
    let client = server.client("abcde");
    let api = "/api/c2sim/session/default";
    let check = async |what: &str, request: RequestBuilder, status: u16, code: &str, parameter: Option<&str>| {
        let refused = answer(request).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (status, code), "{what}: {refused:?}");
        if let Some(parameter) = parameter {
            assert_eq!(refused.json()["details"]["parameter"], parameter, "{what}: {refused:?}");
        }
    };
    let get = |path: &str| client.raw(Method::GET, path);
    let info = format!("{api}/info");
    check("no clientId", get(&info), 400, "NO_CLIENT_ID", None).await;
    check("empty clientId", get(&info).header("clientId", ""), 400, "NO_CLIENT_ID", None).await;
    check("short clientId", get(&info).header("clientId", "abcd"), 400, "INVALID_REQUEST", Some("clientId")).await;
    check("long clientId", get(&info).header("clientId", "abcdefghijk"), 400, "INVALID_REQUEST", Some("clientId"))
        .await;
    let odd = get("/api/c2sim/session/a%2fb%zz/info").header("clientId", "abcde");
    check("session name", odd, 400, "INVALID_REQUEST", Some("sessionId")).await;
    let join = || client.request(Method::POST, "join");
    check("no body", join(), 400, "INVALID_REQUEST", None).await;
    let typed = |content_type: &str, body: &'static str| join().header("content-type", content_type).body(body);
    check("not JSON", typed("application/json", "{"), 400, "INVALID_REQUEST", Some("body")).await;
    check("not the JSON", typed("application/json", "{}"), 400, "INVALID_REQUEST", Some("body")).await;
    check("wrong type", typed("text/plain", "{}"), 400, "INVALID_REQUEST", Some("Content-Type")).await;
    let huge = join().header("content-type", "application/json").body(format!("{{\"x\":\"{}\"}}", "x".repeat(1 << 20)));
    check("more than 1 MiB of JSON", huge, 400, "INVALID_REQUEST", Some("body")).await;
    let force = client.raw(Method::DELETE, &format!("{api}?force=perhaps")).header("clientId", "abcde");
    check("force", force, 400, "INVALID_REQUEST", Some("force")).await;
    check("no such path", get("/api/c2sim/nothing"), 404, "NOT_FOUND", None).await;
    check("no such path", get("/api"), 404, "NOT_FOUND", None).await;
    check("no such method", client.raw(Method::PATCH, &info), 405, "METHOD_NOT_ALLOWED", None).await;
    let wrong_method = answer(client.raw(Method::PATCH, &info)).await;
    assert_eq!(wrong_method.headers["allow"], "GET");
    let odd = get("/api/c2sim/session/%FF/info").header("clientId", "abcde");
    check("an escape that is no text", odd, 400, "SHARED_SESSION_NOT_FOUND", None).await;
    check("post to the stream", client.raw(Method::POST, &format!("{api}/ws")), 405, "METHOD_NOT_ALLOWED", None).await;
    check("no upgrade", get(&format!("{api}/ws?clientId=abcde")), 400, "INVALID_REQUEST", None).await;
}

#[tokio::test]
async fn sessions_are_refused_with_what_there_is() {
    let server = Server::start();
    let check = |answer: Answer, code: &str, key: &str, value: Value| {
        assert_eq!(answer.code(), code, "{answer:?}");
        assert_eq!(answer.json()["details"][key], value, "{answer:?}");
    };
    let client = server.client("abcde");
    let nowhere = client.in_session("nowhere");
    for operation in ["info", "initialization", "stream-endpoints"] {
        check(nowhere.get(operation).await, "SHARED_SESSION_NOT_FOUND", "ACTIVE_SESSIONS", json!("default"));
    }
    check(nowhere.join().await, "SHARED_SESSION_NOT_FOUND", "ACTIVE_SESSIONS", json!("default"));
    check(nowhere.send("<a/>").await, "SHARED_SESSION_NOT_FOUND", "ACTIVE_SESSIONS", json!("default"));
    check(nowhere.create("9.9").await, "C2SIM_SCHEMA_NOT_SUPPORTED", "SUPPORTED_SCHEMA_VERSIONS", json!("1.0.2;2.0.0"));
    check(client.create("1.0.2").await, "SHARED_SESSION_SCHEMA_VERSION_CHANGED", "SCHEMA_VERSION", json!("2.0.0"));
    assert_eq!(client.create("2.0.0").await.ok()["creation"], "UPDATED");
    assert_eq!(client.delete("").await.code(), "SHARED_SESSION_PROTECTED");
    check(client.send("<a/>").await, "CLIENT_NOT_JOINED_SHARED_SESSION", "ACTIVE_SESSION", json!("default"));
    client.join().await.ok();
    check(client.join().await, "C2SIM_CLIENT_ALREADY_JOINED", "SYSTEM_NAME", json!("SYSTEM-abcde"));
    client.resign().await.ok();
    client.resign().await.ok();
    check(client.get("initialization").await, "NO_C2SIM_INITIALIZATION_BODY", "CURRENT_STATE", json!("UNINITIALIZED"));
}

async fn joined(server: &Server) -> Client {
    let client = server.client("abcde");
    client.join().await.ok();
    client
}

#[tokio::test]
async fn documents_are_refused_with_the_place_and_what_was_expected() {
    let server = Server::start();
    let client = joined(&server).await;
    let valid = report("C2", 1);
    let check = async |xml: String, code: &str, says: &str| {
        let refused = client.send(xml.clone()).await;
        assert_eq!(refused.code(), code, "{xml}: {refused:?}");
        assert!(refused.text.contains(says), "{says} in {refused:?}");
    };
    check("<Message>\n<a></b></Message>".into(), "XSD_VALIDATION_ERROR", "Line 2, column 4").await;
    check("hello".into(), "XSD_VALIDATION_ERROR", "Line 1, column 1").await;
    check("<!DOCTYPE a [<!ENTITY b \"c\">]><Message>&b;</Message>".into(), "XML_NOT_ALLOWED", "DOCTYPE").await;
    check(format!("{}<x>", "<a>".repeat(200)), "XML_LIMIT_EXCEEDED", "128").await;
    check("<a/>".into(), "C2SIM_ROOT_ELEMENT_MUST_BE_MESSAGE", "Message").await;
    check("<MessageBody/>".into(), "C2SIM_ROOT_ELEMENT_MUST_BE_MESSAGE", "MessageBody").await;
    let (before, rest) = valid.split_once("<C2SIMHeader>").unwrap();
    let (_, after) = rest.split_once("</C2SIMHeader>").unwrap();
    check(format!("{before}{after}"), "C2SIM_INVALID_HEADER", "C2SIMHeader").await;
    let unsent = valid.replace("<FromSendingSystem>C2</FromSendingSystem>", "");
    check(unsent, "C2SIM_INVALID_HEADER", "FromSendingSystem").await;
    check(valid.replace("52.1", "152.1"), "XSD_VALIDATION_ERROR", "Latitude").await;
    check(
        valid.replace("<ReportingEntity>", "<Reporter>").replace("</ReportingEntity>", "</Reporter>"),
        "XSD_VALIDATION_ERROR",
        "ReportingEntity",
    )
    .await;
    check(valid.replace("2.0.0-cwix2026", "9"), "XSD_VALIDATION_ERROR", "2.0.0-cwix2026").await;
    let refused = client.send(valid.replace("52.1", "x").replace("4.3", "y")).await.json();
    for key in ["XSD_ERROR_1", "XSD_ERROR_2"] {
        let text = refused["details"][key].as_str().unwrap();
        assert!(text.starts_with("Line 1, column ") && text.contains("/Message/MessageBody/"), "{text}");
    }
    check(
        message("C2", "<SystemMessageBody><EndScenario/></SystemMessageBody>"),
        "XSD_VALIDATION_ERROR",
        "EndScenario",
    )
    .await;
    assert_eq!(client.state().await, "UNINITIALIZED");
}

#[tokio::test]
async fn violations_are_told_to_programs_too() {
    let server = Server::start();
    let client = joined(&server).await;
    let violations = async |xml: String| {
        let refused = client.send(xml).await;
        assert_eq!(refused.code(), "XSD_VALIDATION_ERROR", "{refused:?}");
        refused.json()["details"]["violations"].as_array().unwrap().clone()
    };
    let valid = report("C2", 1);
    let two = violations(valid.replace("52.1", "x").replace("4.3", "y")).await;
    assert_eq!(two.len(), 2, "{two:?}");
    for (violation, (found, name)) in two.iter().zip([("x", "/Latitude"), ("y", "/Longitude")]) {
        assert_eq!(violation["line"], 1, "{violation}");
        assert!(violation["column"].as_u64().unwrap() > 1, "{violation}");
        let path = violation["path"].as_str().unwrap();
        assert!(path.starts_with("/Message/MessageBody/") && path.ends_with(name), "{violation}");
        assert!(violation["rule"].as_str().unwrap().starts_with("cvc-"), "{violation}");
        assert_eq!(violation["found"], found, "{violation}");
    }
    let renamed = valid.replace("<ReportingEntity>", "<Reporter>").replace("</ReportingEntity>", "</Reporter>");
    let renamed = violations(renamed).await;
    assert_eq!(renamed[0]["found"], "Reporter", "{renamed:?}");
    let expected = renamed[0]["expected"].as_array().unwrap();
    assert!(expected.contains(&json!("ReportingEntity")), "{renamed:?}");
    let malformed = violations("<Message>\n<a></b></Message>".into()).await;
    assert_eq!(malformed.len(), 1, "{malformed:?}");
    let place = (&malformed[0]["line"], &malformed[0]["column"], &malformed[0]["path"], &malformed[0]["rule"]);
    assert_eq!(place, (&json!(2), &json!(4), &json!("/Message/a"), &json!("well-formedness")));
    assert!(malformed[0]["expected"].is_array() && malformed[0]["found"].is_string(), "{malformed:?}");
}

#[tokio::test]
async fn what_the_state_does_not_allow_changes_nothing() {
    let server = Server::start();
    let client = joined(&server).await;
    let check = async |xml: String, code: &str, key: &str, value: &str| {
        let before = client.state().await;
        let refused = client.send(xml.clone()).await;
        assert_eq!(refused.code(), code, "{xml}: {refused:?}");
        assert_eq!(refused.json()["details"][key], value, "{refused:?}");
        assert_eq!(client.state().await, before);
    };
    let state = "C2SIM_MSG_NOT_ALLOWED_IN_STATE";
    check(report("C2", 1), state, "CURRENT_STATE", "UNINITIALIZED").await;
    check(order("C2"), state, "CURRENT_STATE", "UNINITIALIZED").await;
    check(system("C2", "InitializationComplete"), state, "CURRENT_STATE", "UNINITIALIZED").await;
    let start = system("C2", "StartScenario");
    check(start.clone(), "STATE_TRANSITION_NOT_ALLOWED", "ALLOWED_TRIGGERS", "SUBMIT_INITIALIZATION").await;
    check(system("C2", "ShareScenario"), "INITIALIZATION_NOT_COMPLETED", "REQUIRED_FEDERATES", "").await;
    let part = initialization("C2", "one", &["C2"]);
    check(part.clone(), "C2SIM_INITIALIZATION_MSG_INVALID_STATE", "CURRENT_STATE", "UNINITIALIZED").await;
    client.send(system("C2", "SubmitInitialization")).await.ok();
    check(system("C2", "ShareScenario"), "INITIALIZATION_NOT_COMPLETED", "INIT_COMPLETED_FEDERATES", "").await;
    client.send(part).await.ok();
    let other = initialization("SIM", "two", &["SIM"]);
    let refused = client.send(other).await;
    assert_eq!(refused.code(), "C2SIM_INITIALIZATION_CONFLICT");
    assert!(refused.text.contains("SIM") && refused.text.contains("C2"), "{refused:?}");
    client.send(system("C2", "ShareScenario")).await.ok();
    check(system("C2", "ResumeScenario"), "STATE_TRANSITION_NOT_ALLOWED", "ACTIVE_SESSION", "default").await;
}

#[tokio::test]
async fn a_token_that_cannot_be_verified_is_refused_and_never_shown() {
    let server = Server::start();
    let client = server.client("abcde");
    let with_token =
        |server: &Server| server.client("abcde").request(Method::GET, "info").bearer_auth("a.secret.token");
    let refused = answer(with_token(&server)).await;
    assert_eq!(refused.status, 401, "{refused:?}");
    let error = refused.json();
    assert_eq!(error["code"], "SIGNATURE_VERIFICATION_FAILED");
    assert!(error["title"].as_str().is_some_and(|title| title.contains("C2SIM_BEARER_PUBLIC_KEY")), "{error}");
    assert_eq!(error["details"]["trackingId"].as_str().map(str::len), Some(36));
    assert!(!refused.text.contains("secret"));
    assert_eq!(client.get("info").await.status, 200);

    let open = Server::with(&[("C2SIM_AUTH_MODE", "NO_AUTH")]);
    assert_eq!(answer(with_token(&open)).await.status, 200);
}

#[tokio::test]
async fn the_limit_on_json_bodies_is_the_configured_one() {
    let server = Server::with(&[("C2SIM_MAX_JSON_KB", "1")]);
    let client = server.client("abcde");
    let join = |bytes: usize| {
        let frame = json!({"clientIdDisplayName": ""}).to_string();
        json!({"clientIdDisplayName": "x".repeat(bytes - frame.len())})
    };
    assert_eq!(client.post("join", join(1025)).await.code(), "INVALID_REQUEST");
    client.post("join", join(1024)).await.ok();
}
