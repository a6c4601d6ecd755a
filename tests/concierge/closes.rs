//! How a connection begins, and every way in which the server ends one.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    member::{Member, closed, connected, identify, ws},
    support::{server::Server, stream::Stream, tokens::Signer},
};

async fn check(url: &str, first: Message, code: u16, says: &str) {
    let mut stream = connected(url).await;
    let shown = format!("{first:?}");
    stream.send(first).await;
    let (found, reason) = closed(&mut stream).await;
    assert_eq!(found, code, "{shown}: {reason}");
    assert!(reason.contains(says) && reason.len() <= 123, "{shown}: {reason}");
}

fn text(value: &Value) -> Message {
    Message::Text(value.to_string().into())
}

#[tokio::test]
async fn a_first_payload_that_does_not_open_the_gateway_closes_with_its_code() {
    let server = Server::with(&[("C2SIM_CONCIERGE_SECRET", "open sesame")]);
    let url = ws(&server);
    let said = |more: Value| text(&identify("ann", more));
    check(&url, Message::Text("{".into()), 4002, "EOF").await;
    check(&url, Message::Text("".into()), 4002, "EOF").await;
    check(&url, Message::Binary(b"{}".as_slice().into()), 4002, "text").await;
    check(&url, text(&json!({ "type": "DANCE" })), 4002, "type").await;
    check(&url, text(&json!({ "type": "IDENTIFY", "name": "ann" })), 4002, "version").await;
    check(&url, text(&json!({ "type": "MESSAGE", "x": "é".repeat(300) })), 4002, "target").await;
    check(&url, text(&json!({ "type": "é".repeat(300), "name": 1 })), 4002, "type").await;
    check(&url, text(&json!({ "type": "SELF_FETCH" })), 4003, "No identification").await;
    check(&url, text(&json!({ "type": "MESSAGE", "target": { "type": "ALL" }, "data": 1 })), 4003, "").await;
    check(&url, said(json!({ "name": "" })), 4008, "Name").await;
    check(&url, said(json!({ "name": "a-b" })), 4008, "Name").await;
    check(&url, said(json!({})), 4006, "Secret").await;
    check(&url, said(json!({ "secret": "Open sesame" })), 4006, "Secret").await;
    check(&url, said(json!({ "secret": "open sesame", "version": "0.3.0" })), 4007, "Version").await;
    check(&url, said(json!({ "secret": "open sesame", "version": "new" })), 4007, "Version").await;
    let ann = Member::join_with(&url, "ann", json!({ "secret": "open sesame" })).await;
    check(&url, said(json!({ "secret": "open sesame" })), 4005, "Duplicate name").await;
    Member::join_with(&url, "Ann", json!({ "secret": "open sesame" })).await;
    ann.leave().await;
    Member::join_with(&url, "ann", json!({ "secret": "open sesame" })).await;
}

#[tokio::test]
async fn a_secret_is_passed_over_where_none_is_configured() {
    let server = Server::start();
    Member::join_with(&ws(&server), "ann", json!({ "secret": "whatever" })).await;
}

#[tokio::test]
async fn who_says_nothing_is_closed_and_who_answers_pings_is_not() {
    let server = Server::with(&[("C2SIM_CONCIERGE_IDENTIFY_SEC", "0.3")]);
    assert_eq!(closed(&mut connected(&ws(&server)).await).await.0, 4004);
    let server = Server::with(&[("C2SIM_CONCIERGE_PING_SEC", "0.5"), ("C2SIM_CONCIERGE_SILENCE_SEC", "3")]);
    let mut talking = Member::join(&server, "talking").await;
    // A client that reads nothing answers no pings.
    let mut silent = connected(&ws(&server)).await;
    silent.send(text(&identify("silent", json!({})))).await;
    assert_eq!(silent.json().await["type"], "HELLO");
    let heard = talking.hear().await;
    assert_eq!((&heard["type"], &heard["client"]["name"]), (&json!("CLIENT_JOINED"), &json!("silent")));
    let heard = talking.hear().await;
    assert_eq!((&heard["type"], &heard["client"]["name"]), (&json!("CLIENT_LEFT"), &json!("silent")));
    talking.hears_nothing().await;
    assert_eq!(closed(&mut silent).await.0, 4009);
}

#[tokio::test]
async fn the_subprotocol_is_echoed_only_where_it_is_offered() {
    let server = Server::start();
    let (_, taken) = Stream::open_offering(&ws(&server), "mqtt, ert-concierge").await;
    assert_eq!(taken.as_deref(), Some("ert-concierge"));
    let plain = connected(&ws(&server)).await;
    drop(plain);
    let answer = reqwest::get(server.url("/concierge/ws")).await.unwrap();
    assert_eq!(answer.status().as_u16(), 426);
}

#[tokio::test]
async fn the_end_of_the_server_is_told() {
    let server = Server::start();
    let mut ann = Member::join(&server, "ann").await;
    let mut nobody = connected(&ws(&server)).await;
    server.terminate();
    assert_eq!(ann.closed().await.0, 1012);
    assert_eq!(closed(&mut nobody).await.0, 1012);
}

#[tokio::test]
async fn a_token_comes_with_the_upgrade_where_the_server_wants_one() {
    let signer = Signer::p256();
    let key = signer.public_pem();
    let server = Server::with(&[("C2SIM_AUTH_MODE", "STRICT_AUTH"), ("C2SIM_BEARER_PUBLIC_KEY", &key)]);
    let refused = Stream::open_with(&ws(&server), None).await.err().unwrap().to_string();
    assert!(refused.contains("401"), "{refused}");
    let refused = Stream::open_with(&ws(&server), Some("a.b.c")).await.err().unwrap().to_string();
    assert!(refused.contains("401"), "{refused}");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let token = signer.token(&json!({ "exp": now + 600, "aud": "c2sim", "sub": "ann" }));
    let mut stream = Stream::open_with(&ws(&server), Some(&token)).await.unwrap();
    stream.send(text(&identify("ann", json!({})))).await;
    assert_eq!(stream.json().await["type"], "HELLO");
}

#[tokio::test]
async fn the_door_can_be_closed_and_have_a_port_of_its_own() {
    let server = Server::with(&[("C2SIM_DOOR_CONCIERGE", "off")]);
    assert_eq!(reqwest::get(server.url("/concierge/")).await.unwrap().status().as_u16(), 404);
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let server = Server::with(&[("C2SIM_DOOR_CONCIERGE", &free.to_string())]);
    let banner = reqwest::get(format!("http://{free}/")).await.unwrap().text().await.unwrap();
    assert_eq!(banner.lines().count(), 3, "{banner}");
    let mut ann = Member::join_with(&format!("ws://{free}/ws"), "ann", json!({})).await;
    let ben = Member::join(&server, "ben").await;
    ann.expect(&json!({ "type": "CLIENT_JOINED", "client": ben.info() })).await;
}
