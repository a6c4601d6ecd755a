//! The stream as Server-Sent Events: the same messages, each with its address.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test program")]

mod support;

use std::time::Duration;

use serde_json::json;
use support::{
    client::Answer,
    events::{Events, request},
    exercise::running,
    messages::{message, report},
    server::Server,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

#[tokio::test]
async fn every_message_comes_with_its_address_and_the_last_one_is_where_to_go_on() {
    let server = Server::start();
    let c2 = running(&server).await;
    let sim = server.client("sim-one");
    sim.join().await.ok();
    let (mut events, begin) = Events::open(request(&sim, "").header("clientId", "sim-one")).await;
    let first = c2.publish(report("C2", 1)).await;
    sim.send(report("SIM", 9)).await.ok();
    let second = c2.publish(report("C2", 2)).await;
    assert_eq!(events.message().await, (first.clone(), report("C2", 1)));
    assert_eq!(events.message().await, (second.clone(), report("C2", 2)));
    drop(events);
    let third = c2.publish(report("C2", 3)).await;
    // A client that was sent nothing but the beginning goes on from there.
    let (mut events, again) = Events::open(request(&sim, &format!("?clientId=sim-one&after={begin}"))).await;
    assert_eq!(again, begin);
    assert_eq!(events.message().await, (first.clone(), report("C2", 1)));
    // What a browser sends by itself goes before what stands in the address.
    let resumed = request(&sim, &format!("?clientId=sim-one&after={begin}&from=C2")).header("last-event-id", &first);
    let (mut events, again) = Events::open(resumed).await;
    assert_eq!(again, first);
    assert_eq!(events.message().await, (second, report("C2", 2)));
    assert_eq!(events.message().await, (third, report("C2", 3)));
    let (mut events, _) = Events::open(request(&sim, "?clientId=sim-one").header("last-event-id", "")).await;
    let fourth = c2.publish(report("C2", 4)).await;
    assert_eq!(events.message().await, (fourth, report("C2", 4)));
}

#[tokio::test]
async fn what_cannot_be_served_is_refused_before_the_stream_begins() {
    let server = Server::with(&[("C2SIM_DURABILITY", "memory"), ("C2SIM_BACKLOG_MESSAGES", "2")]);
    let c2 = running(&server).await;
    let first = c2.publish(report("C2", 1)).await;
    for mark in 2..5 {
        c2.publish(report("C2", mark)).await;
    }
    let refused = async |query: &str, last_id: Option<&str>| {
        let mut request = request(&c2, query);
        if let Some(id) = last_id {
            request = request.header("last-event-id", id);
        }
        let answer = Answer::read(request.send().await.unwrap()).await;
        (answer.status.as_u16(), answer.code(), answer.json()["details"]["parameter"].as_str().map(str::to_owned))
    };
    let check = async |query: &str, last_id: Option<&str>, expected: (u16, &str, Option<&str>)| {
        let (status, code, parameter) = refused(query, last_id).await;
        assert_eq!((status, code.as_str(), parameter.as_deref()), expected, "{query} {last_id:?}");
    };
    let gone = (410, "RESUME_NOT_POSSIBLE", None);
    check(&format!("?clientId=abcde&after={first}"), None, gone).await;
    check("?clientId=abcde", Some(&first), gone).await;
    check("?clientId=abcde&after=0123456789abcdef:1", None, gone).await;
    check("", None, (400, "NO_CLIENT_ID", Some("clientId"))).await;
    check("?clientId=abc", None, (400, "INVALID_REQUEST", Some("clientId"))).await;
    check("?clientId=abcde&after=nonsense", None, (400, "INVALID_REQUEST", Some("after"))).await;
    check("?clientId=abcde", Some("nonsense"), (400, "INVALID_REQUEST", Some("Last-Event-ID"))).await;
    check("?clientId=abcde&kind=Nonsense", None, (400, "INVALID_REQUEST", Some("kind"))).await;
    let elsewhere = c2.in_session("nowhere");
    let answer = Answer::read(support::events::request(&elsewhere, "?clientId=abcde").send().await.unwrap()).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "SHARED_SESSION_NOT_FOUND"));
}

#[tokio::test]
async fn a_client_that_is_not_needed_any_more_is_told_whether_to_come_back() {
    let server = Server::start();
    let client = server.client("abcde").in_session("other");
    client.create("2.0.0").await.ok();
    let open = async || Events::open(request(&client, "?clientId=abcde")).await.0;
    client.join().await.ok();
    let mut events = open().await;
    client.resign().await.ok();
    let resigned = json!({"code": 1000, "reason": "resigned from the session", "reconnect": false});
    assert_eq!(events.closed().await, resigned);
    let mut events = open().await;
    let _newer = client.stream().await;
    assert_eq!(events.closed().await["reconnect"], false);
    let mut newer = client.stream().await;
    let mut events = open().await;
    assert_eq!(newer.closed().await.0, 1000);
    client.delete("").await.ok();
    assert_eq!(events.closed().await["reason"], "the session was deleted");
    let (mut events, _) = Events::open(request(&server.client("abcde"), "?clientId=abcde")).await;
    server.terminate();
    let closed = events.closed().await;
    assert_eq!((&closed["code"], &closed["reconnect"]), (&json!(1012), &json!(true)));
    assert_eq!(server.wait(Duration::from_secs(5)).code(), Some(0));
}

#[tokio::test]
async fn a_place_that_moves_on_without_an_event_is_told_with_the_next_sign_of_life() {
    let server = Server::with(&[("C2SIM_STREAM_PING_SEC", "1")]);
    let c2 = running(&server).await;
    server.client("sim-one").join().await.ok();
    let (mut events, begin) = Events::open(request(&c2, "?clientId=sim-one&kind=OrderBody")).await;
    let block = events.block().await.unwrap();
    assert_eq!((block.field(""), block.field("id")), (Some("still here"), None));
    let last = c2.publish(report("C2", 1)).await;
    assert_ne!(begin, last);
    let told = loop {
        let block = events.block().await.unwrap();
        assert_eq!((block.field(""), block.field("data")), (Some("still here"), None));
        if let Some(id) = block.field("id") {
            break id.to_owned();
        }
    };
    assert_eq!(told, last);
}

#[tokio::test]
async fn a_reader_of_events_that_takes_nothing_is_let_go_and_costs_the_others_nothing() {
    let server = Server::with(&[("C2SIM_STALL_TIMEOUT_SEC", "1")]);
    let c2 = running(&server).await;
    let deaf = server.client("deaf-one");
    deaf.join().await.ok();
    let mut silent = TcpStream::connect(server.address()).await.unwrap();
    let head = "GET /api/c2sim/session/default/events?clientId=deaf-one HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    silent.write_all(head.as_bytes()).await.unwrap();
    let sim = server.client("sim-one");
    sim.join().await.ok();
    let mut stream = sim.stream().await;
    let large = message(
        "C2",
        &format!(
            "<SystemMessageBody><CheckpointSave><Name>{}</Name></CheckpointSave></SystemMessageBody>",
            "x".repeat(1_000_000)
        ),
    );
    for _ in 0..20 {
        c2.send(large.clone()).await.ok();
        assert_eq!(stream.line().await.len(), large.len());
    }
    deaf.until_stream_is_closed().await;
    // What was under way can still be read, then comes the end.
    let mut whole = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), silent.read_to_end(&mut whole)).await;
    assert!(read.is_ok(), "the connection ends");
    assert!(whole.len() < 20 * large.len(), "{} bytes were kept for a reader that took nothing", whole.len());
}
