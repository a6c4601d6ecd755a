//! Who may connect, how, and how a connection ends.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use crate::{
    editor::{Editor, call, refused, send_frame, session},
    support::server::Server,
};

#[tokio::test]
async fn a_session_is_named_in_any_of_three_ways_and_not_in_two_that_differ() {
    let server = Server::start();
    let (one, two) = (session(&server, "ann", "default").await, session(&server, "ben", "default").await);
    let (one, two) = (one["session_id"].as_str().unwrap(), two["session_id"].as_str().unwrap());
    let ws = format!("ws://{}/editing/ws", server.address());
    let bearer = |id: &str| format!("Bearer {id}");
    let unauthorized = (401, "UNAUTHORIZED".to_owned());
    assert_eq!(refused(&ws, &[]).await, unauthorized);
    assert_eq!(refused(&format!("{ws}?session_id={one}"), &[("x-session-id", two)]).await, unauthorized);
    assert_eq!(refused(&ws, &[("authorization", &bearer(one)), ("x-session-id", two)]).await, unauthorized);
    let invalid = (401, "INVALID_SESSION".to_owned());
    for wrong in ["", "nobody", &one.to_uppercase()] {
        assert_eq!(refused(&format!("{ws}?session_id={wrong}"), &[]).await, invalid, "{wrong}");
    }
    for headers in [
        vec![("authorization", bearer(one))],
        vec![("x-session-id", one.to_owned())],
        vec![("authorization", bearer(one)), ("x-session-id", one.to_owned()), ("x-client-type", "web".to_owned())],
    ] {
        use tokio_tungstenite::tungstenite::client::IntoClientRequest;
        let mut request = ws.as_str().into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(name, value.parse().unwrap());
        }
        assert!(tokio_tungstenite::connect_async(request).await.is_ok());
    }
}

#[tokio::test]
async fn only_an_active_session_connects_and_to_its_own_document() {
    let server = Server::start();
    let body = json!({"user_id": "ann", "activate": false});
    let pending = call(&server, Method::POST, "/api/sessions", Some(body)).await.ok();
    assert_eq!(pending["state"], "Pending");
    let url = pending["websocket_url"].as_str().unwrap();
    assert_eq!(refused(url, &[]).await, (401, "INVALID_SESSION".to_owned()));
    let id = pending["session_id"].as_str().unwrap();
    call(&server, Method::POST, &format!("/api/sessions/{id}/activate"), None).await.ok();
    assert_eq!(refused(&format!("{url}&document=other"), &[]).await, (409, "INVALID_SESSION".to_owned()));
    Editor::open(&format!("{url}&document=default"), id).await;
    let plain = call(&server, Method::GET, &format!("/ws?session_id={id}"), None).await;
    assert_eq!((plain.status.as_u16(), &plain.json()["error"]["code"]), (426, &json!("INVALID_MESSAGE")));
}

#[tokio::test]
async fn connections_of_one_session_are_counted_told_and_limited() {
    let server = Server::with(&[("C2SIM_EDITING_MAX_SESSION_CONNECTIONS", "2")]);
    let mut ben = Editor::join(&server, "ben", "default").await;
    let ann = session(&server, "ann", "default").await;
    let (url, id) = (ann["websocket_url"].as_str().unwrap(), ann["session_id"].as_str().unwrap());
    let first = Editor::open(url, id).await;
    assert_eq!(first.welcome["payload"], json!({"session_id": id, "user_id": "ann", "connection_count": 1}));
    let second = Editor::open(url, id).await;
    assert_eq!(second.welcome["payload"]["connection_count"], 2);
    for count in [1, 2] {
        let told = ben.hear_type("session_connected").await;
        assert_eq!(told["payload"], json!({"session_id": id, "user_id": "ann", "connection_count": count}));
    }
    assert_eq!(refused(url, &[]).await, (429, "RATE_LIMITED".to_owned()));
    second.close().await;
    let gone = ben.hear_type("session_disconnected").await;
    assert_eq!(gone["payload"]["reason"], "client_disconnect", "{gone}");
    assert_eq!(gone["payload"]["connection_count"], 1, "{gone}");
    Editor::open(url, id).await;
}

#[tokio::test]
async fn a_silent_connection_is_closed_and_a_pong_keeps_one() {
    let server = Server::with(&[("C2SIM_EDITING_IDLE_SEC", "0.6")]);
    let mut ben = Editor::join(&server, "ben", "default").await;
    let silent = Editor::join(&server, "ann", "default").await;
    // A client that does not even read answers no ping.
    let gone = ben.hear_type("session_disconnected").await;
    assert_eq!((&gone["payload"]["user_id"], &gone["payload"]["reason"]), (&json!("ann"), &json!("timeout")), "{gone}");
    let mut silent = silent;
    assert_eq!(silent.closed().await, 4009);
    ben.nothing_but_an_answer().await;
}

#[tokio::test]
async fn the_end_of_the_server_closes_for_a_reconnect() {
    let server = Server::start();
    let mut ann = Editor::join(&server, "ann", "default").await;
    server.terminate();
    assert_eq!(ann.closed().await, 1012);
    assert_eq!(server.wait(Duration::from_secs(5)).code(), Some(0));
}

#[tokio::test]
async fn a_text_that_is_no_utf8_closes() {
    use tokio_tungstenite::tungstenite::protocol::frame::{
        Frame,
        coding::{Data, OpCode},
    };
    let server = Server::start();
    let mut ann = Editor::join(&server, "ann", "default").await;
    let frame = Frame::message(vec![0xff, 0xfe], OpCode::Data(Data::Text), true);
    send_frame(&mut ann, Message::Frame(frame)).await;
    assert_eq!(ann.closed().await, 1007);
}
