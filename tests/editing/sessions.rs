//! Sessions over REST.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    editor::{Editor, call, session},
    support::server::Server,
};

#[tokio::test]
async fn a_session_is_created_looked_at_activated_and_ended() {
    let server = Server::start();
    let created = session(&server, "ann", "default").await;
    let id = created["session_id"].as_str().unwrap();
    assert_eq!(created["state"], "Active");
    let url = format!("ws://{}/editing/ws?session_id={id}", server.address());
    assert_eq!(created["websocket_url"], url.as_str());
    let path = format!("/api/sessions/{id}");
    let seen = call(&server, Method::GET, &path, None).await.ok();
    assert_eq!((&seen["session_id"], &seen["user_id"], &seen["state"]), (&json!(id), &json!("ann"), &json!("Active")));
    for time in ["created_at", "expires_at"] {
        assert!(seen[time].as_str().unwrap().ends_with('Z'), "{seen}");
    }
    assert_eq!(seen.as_object().unwrap().len(), 5, "{seen}");
    assert_eq!(call(&server, Method::POST, &format!("{path}/activate"), None).await.ok(), seen, "again is no error");
    let listed = call(&server, Method::GET, "/api/sessions?user_id=ann&state=Active", None).await.ok();
    assert_eq!(listed["sessions"].as_array().unwrap().len(), 1);
    assert!(!listed.to_string().contains(id), "ids are secrets: {listed}");
    assert_eq!(call(&server, Method::GET, "/api/sessions?user_id=ben", None).await.ok(), json!({"sessions": []}));
    assert_eq!(call(&server, Method::DELETE, &path, None).await.status, 204);
    for (method, path) in [
        (Method::GET, path.clone()),
        (Method::DELETE, path.clone()),
        (Method::POST, format!("{path}/activate")),
        (Method::GET, "/api/sessions/no-such-session".to_owned()),
        (Method::GET, path.to_uppercase().replace("/API/SESSIONS", "/api/sessions")),
    ] {
        let answer = call(&server, method, &path, None).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["error"]["code"]),
            (404, &json!("INVALID_SESSION")),
            "{path}"
        );
    }
}

#[tokio::test]
async fn every_wrong_request_is_answered_with_its_status() {
    let server = Server::start();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let check = async |body: &str, media_type: &str, status: u16, code: &str| {
        let request = http.post(server.url("/editing/api/sessions")).header("content-type", media_type);
        let answer = request.body(body.to_owned()).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{body}");
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["error"]["code"], code, "{body}");
        assert!(answer["error"]["message"].as_str().unwrap().len() > 10);
    };
    let json = "application/json";
    check("{", json, 400, "INVALID_MESSAGE").await;
    check("{}", json, 422, "INVALID_MESSAGE").await;
    check(r#"{"user_id": 7}"#, json, 422, "INVALID_MESSAGE").await;
    check(r#"{"user_id": "ann"}"#, "text/plain", 415, "INVALID_MESSAGE").await;
    check(r#"{"user_id": ""}"#, json, 400, "INVALID_MESSAGE").await;
    check(&format!(r#"{{"user_id": "{}"}}"#, "é".repeat(257)), json, 400, "INVALID_MESSAGE").await;
    check(r#"{"user_id": "ann", "document_id": "a/b"}"#, json, 400, "INVALID_MESSAGE").await;
    let longest = json!({"user_id": "é".repeat(256), "client_info": "a test", "unknown": 1});
    assert_eq!(call(&server, Method::POST, "/api/sessions", Some(longest)).await.status, 200);
    let refused = call(&server, Method::PUT, "/api/sessions", None).await;
    assert_eq!((refused.status.as_u16(), &refused.json()["error"]["code"]), (405, &json!("METHOD_NOT_ALLOWED")));
    let mut allowed: Vec<_> = refused.headers["allow"].to_str().unwrap().split(", ").collect();
    allowed.sort_unstable();
    assert_eq!(allowed, ["GET", "POST"]);
    assert_eq!(call(&server, Method::GET, "/nowhere", None).await.json()["error"]["code"], "NOT_FOUND");
    assert_eq!(call(&server, Method::GET, "/api/sessions?state=Asleep", None).await.status, 400);
}

#[tokio::test]
async fn health_and_statistics_tell_how_it_is() {
    let server = Server::start();
    let health = call(&server, Method::GET, "/health", None).await.ok();
    assert_eq!((&health["status"], &health["service"]), (&json!("healthy"), &json!("mcp-rs-realtime-editing")));
    assert!(health["timestamp"].as_str().unwrap().ends_with('Z') && health["version"].is_string(), "{health}");
    let mut ann = Editor::join(&server, "ann", "default").await;
    ann.nothing_but_an_answer().await;
    let figures = call(&server, Method::GET, "/api/statistics", None).await.ok();
    assert_eq!(
        (&figures["sessions"], &figures["connections"], &figures["documents"]),
        (&json!(1), &json!(1), &json!(1))
    );
    assert_eq!(figures["messages_received"], 1);
    assert!(figures["messages_sent"].as_u64().unwrap() >= 3, "{figures}");
}

#[tokio::test]
async fn a_session_expires_when_nobody_uses_it() {
    let server = Server::with(&[("C2SIM_EDITING_SESSION_TTL_SEC", "1")]);
    let mut ann = Editor::join(&server, "ann", "default").await;
    let path = format!("/api/sessions/{}", ann.session_id);
    let error = ann.hear_type("error").await;
    assert_eq!(error["payload"]["code"], "INVALID_SESSION");
    assert_eq!(ann.closed().await, 4401);
    assert_eq!(call(&server, Method::GET, &path, None).await.status, 404);
}

#[tokio::test]
async fn a_session_that_ends_ends_its_connections() {
    let server = Server::start();
    let mut ben = Editor::join(&server, "ben", "default").await;
    for (method, suffix) in [(Method::DELETE, ""), (Method::POST, "/suspend")] {
        let mut ann = Editor::join(&server, "ann", "default").await;
        let path = format!("/api/sessions/{}", ann.session_id);
        let ended = call(&server, method, &format!("{path}{suffix}"), None).await;
        assert!(ended.status.is_success(), "{ended:?}");
        assert_eq!(ann.hear_type("error").await["payload"]["code"], "INVALID_SESSION");
        assert_eq!(ann.closed().await, 4401);
        let gone = ben.hear_type("session_disconnected").await;
        assert_eq!(gone["payload"]["reason"], "session_invalidated", "{gone}");
        if suffix == "/suspend" {
            assert_eq!(call(&server, Method::GET, &path, None).await.ok()["state"], "Suspended");
            assert_eq!(call(&server, Method::POST, &format!("{path}/activate"), None).await.ok()["state"], "Active");
        }
    }
}
