//! What clients meet who ask for too much, or take too long, and that the others do not feel it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use support::{client::Answer, server::Server, stream::Stream};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_tungstenite::{MaybeTlsStream, tungstenite::Message};

mod support;

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Reads until the server closes.
async fn closed(mut connection: TcpStream) -> String {
    let mut text = Vec::new();
    let read = tokio::time::timeout(PATIENCE, connection.read_to_end(&mut text)).await.expect("the server closes");
    // It may be closed with something unread, which the system tells as an error.
    let _ = read;
    String::from_utf8_lossy(&text).into_owned()
}

#[tokio::test]
async fn one_request_past_the_rate_is_told_when_to_come_again() {
    let slow = [("C2SIM_RATE_PER_SEC", "1"), ("C2SIM_RATE_BURST", "5")];
    let server = Server::with(&slow);
    let (greedy, other) = (server.client("greedy"), server.client("other-one"));
    let mut answers = Vec::new();
    for _ in 0..20 {
        answers.push(greedy.get("info").await);
    }
    let taken = answers.iter().take_while(|answer| answer.status == 200).count();
    assert!(taken >= 5, "the burst is taken: {taken}");
    let refused = answers.iter().find(|answer| answer.status != 200).expect("one is past the rate");
    assert_eq!(refused.status, 429);
    assert_eq!(refused.headers["retry-after"], "1");
    assert_eq!(refused.code(), "RATE_LIMIT_EXCEEDED");
    assert_eq!(refused.json()["details"]["LIMIT"], "client");
    assert_eq!(other.get("info").await.status, 200, "another client is not held up");
    let health = greedy.raw(Method::GET, "/health").send().await.unwrap();
    assert_eq!(health.status(), 200, "health is always answered");
}

#[tokio::test]
async fn an_address_shares_a_rate_at_every_door() {
    let server = Server::with(&[("C2SIM_ADDRESS_RATE_PER_SEC", "1"), ("C2SIM_ADDRESS_RATE_BURST", "5")]);
    let client = server.client("anybody");
    for path in ["/api/v1/client/login", "/editing/api/sessions", "/status"] {
        let mut last = None;
        for _ in 0..20 {
            let answer = Answer::read(client.raw(Method::GET, path).send().await.unwrap()).await;
            last = Some(answer.status.as_u16());
            if last == Some(429) {
                assert_eq!(answer.json()["details"]["LIMIT"], "address");
                break;
            }
        }
        assert_eq!(last, Some(429), "{path}");
    }
}

#[tokio::test]
async fn messages_on_a_stream_have_the_same_rate() {
    let server = Server::with(&[("C2SIM_RATE_PER_SEC", "1"), ("C2SIM_RATE_BURST", "8")]);
    let url = format!("ws://{}/api/c2sim/session/default/ws?clientId=greedy", server.address());
    let (mut stream, _) = Stream::open_offering(&url, "c2sim.v1+json").await;
    stream.json().await;
    for number in 0..20 {
        stream.send(Message::Text(json!({"publish": "<Message/>", "ref": number}).to_string().into())).await;
    }
    let mut codes = Vec::new();
    for _ in 0..20 {
        let answer = stream.json().await;
        codes.push(answer["error"]["code"].as_str().unwrap().to_owned());
    }
    let refused = codes.iter().filter(|code| *code == "RATE_LIMIT_EXCEEDED").count();
    assert!((8..=15).contains(&refused), "the first of the burst, and what comes back meanwhile, pass: {codes:?}");
}

#[tokio::test]
async fn a_connection_past_the_share_of_its_address_is_told_so() {
    let server = Server::with(&[("C2SIM_MAX_ADDRESS_CONNECTIONS", "3")]);
    let mut held = Vec::new();
    for _ in 0..3 {
        held.push(TcpStream::connect(server.address()).await.unwrap());
    }
    let text = closed(TcpStream::connect(server.address()).await.unwrap()).await;
    assert!(text.starts_with("HTTP/1.1 429 ") && text.contains("CONNECTION_LIMIT_REACHED"), "{text}");
    held.clear();
    let healthy = async {
        let mut tries = tokio::time::interval(Duration::from_millis(20));
        loop {
            tries.tick().await;
            let request = server.client("anybody").raw(Method::GET, "/health").send().await;
            if request.is_ok_and(|answer| answer.status() == 200) {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, healthy).await.expect("there is room again");
}

#[tokio::test]
async fn whoever_takes_too_long_for_a_head_or_a_body_is_let_go_and_a_poll_is_not() {
    let server = Server::with(&[
        ("C2SIM_HEADER_TIMEOUT_SEC", "1"),
        ("C2SIM_BODY_TIMEOUT_SEC", "1"),
        ("C2SIM_IDLE_TIMEOUT_SEC", "1"),
    ]);
    let open = || TcpStream::connect(server.address());
    let silent = open().await.unwrap();
    let mut half = open().await.unwrap();
    half.write_all(b"GET /health HTTP/1.1\r\nhost: a\r\n").await.unwrap();
    let mut idle = open().await.unwrap();
    idle.write_all(b"GET /health HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    let mut body = open().await.unwrap();
    let head = "POST /api/c2sim/session/default/join HTTP/1.1\r\nhost: a\r\nclientId: anybody\r\n\
                content-type: application/json\r\ncontent-length: 100\r\n\r\n{";
    body.write_all(head.as_bytes()).await.unwrap();
    // A poll of the relay that waits for longer than all of these.
    let client = server.client("anybody");
    let polling = client.raw(Method::GET, "/api/v1/server/pullreqsmart?wait=3").send();
    let (silent, half, idle, body, poll) =
        tokio::join!(closed(silent), closed(half), closed(idle), closed(body), polling);
    assert_eq!((silent.as_str(), half.as_str()), ("", ""));
    assert!(idle.starts_with("HTTP/1.1 200 "), "{idle}");
    assert!(body.starts_with("HTTP/1.1 4"), "{body}");
    assert!(poll.is_ok(), "what is being answered is not timed: {poll:?}");
}

/// Sends the beginning of a message and no more, and reads how the server closes.
async fn half_a_message(mut stream: Stream) -> (u16, String) {
    let MaybeTlsStream::Plain(connection) = stream.socket.get_mut() else { panic!("it is plain") };
    connection.write_all(b"\x81\xfe\x10").await.unwrap();
    loop {
        match stream.frame().await {
            Some(Message::Close(Some(close))) => return (close.code.into(), close.reason.to_string()),
            Some(_) => {}
            None => panic!("the server says why it closes"),
        }
    }
}

#[tokio::test]
async fn a_message_that_is_begun_and_not_finished_ends_a_websocket_of_every_door() {
    let server = Server::with(&[("C2SIM_BODY_TIMEOUT_SEC", "1")]);
    let client = server.client("half-one");
    client.join().await.ok();
    let base = format!("ws://{}", server.address());
    let plain = Stream::open(&format!("{base}/api/c2sim/session/default/ws?clientId=half-one")).await;
    let other = server.client("half-two");
    other.join().await.ok();
    let url = format!("{base}/api/c2sim/session/default/ws?clientId=half-two");
    let (frames, _) = Stream::open_offering(&url, "c2sim.v1+json").await;
    let session = client.raw(Method::POST, "/editing/api/sessions").json(&json!({"user_id": "ann"})).send().await;
    let session = Answer::read(session.unwrap()).await.ok();
    let editor = Stream::open(session["websocket_url"].as_str().unwrap()).await;
    let mut gateway = Stream::open(&format!("{base}/concierge/ws")).await;
    let identify = json!({"type": "IDENTIFY", "name": "ann", "version": "0.2.0"});
    gateway.send(Message::Text(identify.to_string().into())).await;
    let closes =
        tokio::join!(half_a_message(plain), half_a_message(frames), half_a_message(editor), half_a_message(gateway));
    for (code, reason) in <[_; 4]>::from(closes) {
        assert_eq!(code, 4408, "{reason}");
        assert!(reason.contains("not finished in time"), "{reason}");
    }
}

#[tokio::test]
async fn a_thousand_half_open_connections_keep_nobody_out() {
    let server = Server::start();
    let mut held = Vec::new();
    for _ in 0..1_000 {
        let mut connection = TcpStream::connect(server.address()).await.unwrap();
        connection.write_all(b"GET / HT").await.unwrap();
        held.push(connection);
    }
    let client = server.client("honest");
    client.join().await.ok();
    for _ in 0..20 {
        client.get("info").await.ok();
    }
}
