//! Every limit, at itself and one past it, and what a client that breaks rules meets.

use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use crate::{
    editor::{Editor, call, send_frame},
    support::server::Server,
};

/// A message of exactly so many bytes.
fn sized(bytes: usize) -> String {
    let frame = |content: &str| json!({"id": "s", "type": "chat", "payload": {"content": content}}).to_string();
    frame(&"x".repeat(bytes - frame("").len()))
}

#[tokio::test]
async fn a_message_has_its_limit_in_bytes_and_no_more() {
    let server = Server::start();
    let (mut ann, mut ben) = (Editor::join(&server, "ann", "d").await, Editor::join(&server, "ben", "d").await);
    ann.text(&sized(10_240)).await;
    assert_eq!(ben.hear_type("chat").await["id"], "s-broadcast");
    assert_eq!(ann.fault(&sized(10_241)).await.0, "MESSAGE_TOO_LARGE");
    assert_eq!(ann.fault(&sized(900_000)).await.0, "MESSAGE_TOO_LARGE");
    ben.nothing_but_an_answer().await;
    ann.nothing_but_an_answer().await;
    // Past what is read at all, it is told and closed.
    ann.text(&sized(2_000_000)).await;
    assert_eq!(ann.hear_type("error").await["payload"]["code"], "MESSAGE_TOO_LARGE");
    assert_eq!(ann.closed().await, 1009);
}

#[tokio::test]
async fn what_is_no_message_is_told_and_the_connection_stays() {
    let server = Server::start();
    let mut ann = Editor::join(&server, "ann", "d").await;
    for text in [
        "",
        "hello",
        "[]",
        "{}",
        r#"{"type":"dance","id":"m"}"#,
        r#"{"type":"chat","payload":7,"id":"m"}"#,
        r#"{"type":"chat","payload":{"a":"\ud83d"},"id":"m"}"#,
        r#"{"type":"realtime_edit","payload":{"content":null,"cursor_position":-1},"id":"m"}"#,
        r#"{"type":"realtime_edit","payload":{"base_version":99,"change_delta":{"position":0}},"id":"m"}"#,
        r#"{"type":"realtime_edit","payload":{"base_version":1,"change_delta":{"position":9}},"id":"m"}"#,
        r#"{"type":"restore","payload":{"version":99},"id":"m"}"#,
    ] {
        let (code, details) = ann.fault(text).await;
        assert_eq!(code, "INVALID_MESSAGE", "{text}");
        assert!(!text.contains(r#""id":"m""#) || details["message_id"] == "m", "{text}: {details}");
    }
    send_frame(&mut ann, Message::Binary(vec![1, 2, 3].into())).await;
    assert_eq!(ann.hear_type("error").await["payload"]["code"], "INVALID_MESSAGE");
    ann.nothing_but_an_answer().await;
}

#[tokio::test]
async fn the_mistake_past_the_limit_closes() {
    let server = Server::with(&[("C2SIM_EDITING_MAX_VIOLATIONS", "3"), ("C2SIM_EDITING_INVALIDATE", "true")]);
    let (mut ann, mut ben) = (Editor::join(&server, "ann", "d").await, Editor::join(&server, "ben", "d").await);
    for _ in 0..3 {
        ann.fault("no message").await;
    }
    ann.nothing_but_an_answer().await;
    ann.fault("no message").await;
    assert_eq!(ann.closed().await, 4008);
    assert_eq!(ben.hear_type("session_disconnected").await["payload"]["reason"], "violation");
    let path = format!("/api/sessions/{}", ann.session_id);
    assert_eq!(call(&server, reqwest::Method::GET, &path, None).await.ok()["state"], "Invalidated");
    assert_eq!(call(&server, reqwest::Method::POST, &format!("{path}/activate"), None).await.status, 409);
}

#[tokio::test]
async fn a_session_that_sends_too_fast_is_told_when_it_may() {
    let server = Server::with(&[("C2SIM_EDITING_MAX_RATE", "1"), ("C2SIM_EDITING_MAX_BURST", "2")]);
    let (mut ann, mut ben) = (Editor::join(&server, "ann", "d").await, Editor::join(&server, "ben", "d").await);
    for id in ["1", "2", "3"] {
        ann.send(json!({"id": id, "type": "chat", "payload": {}})).await;
    }
    let error = ann.hear_type("error").await;
    assert_eq!(error["payload"]["code"], "RATE_LIMITED");
    assert_eq!(error["payload"]["details"]["message_id"], "3");
    let wait_ms = error["payload"]["details"]["retry_after_ms"].as_u64().unwrap();
    assert!((1..=1_000).contains(&wait_ms), "{error}");
    for id in ["1-broadcast", "2-broadcast"] {
        assert_eq!(ben.hear_type("chat").await["id"], id);
    }
    // Heartbeats are free, and the connection stays.
    for _ in 0..5 {
        ann.nothing_but_an_answer().await;
    }
    ben.nothing_but_an_answer().await;
}

#[tokio::test]
async fn sessions_documents_and_connections_are_limited() {
    let server = Server::with(&[
        ("C2SIM_EDITING_MAX_SESSIONS", "3"),
        ("C2SIM_EDITING_MAX_USER_SESSIONS", "2"),
        ("C2SIM_EDITING_MAX_DOCUMENTS", "2"),
        ("C2SIM_EDITING_MAX_CONNECTIONS", "1"),
    ]);
    let create = async |user: &str, document: &str| {
        let body = json!({"user_id": user, "document_id": document});
        call(&server, reqwest::Method::POST, "/api/sessions", Some(body)).await
    };
    let first = create("ann", "a").await.ok();
    assert_eq!(create("ann", "b").await.status, 200);
    for (user, document) in [("ann", "a"), ("ben", "c")] {
        let refused = create(user, document).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["error"]["code"]), (429, &json!("RATE_LIMITED")));
    }
    assert_eq!(create("ben", "a").await.status, 200);
    assert_eq!(create("cid", "a").await.status, 429);
    let url = first["websocket_url"].as_str().unwrap();
    let _open = Editor::open(url, "").await;
    assert_eq!(crate::editor::refused(url, &[]).await, (429, "RATE_LIMITED".to_owned()));
}
