//! Who is a member, for how long, and how a run ends for those who are.

#![allow(clippy::unwrap_used, reason = "a test program")]

mod support;

use std::time::Duration;

use reqwest::Method;
use support::{
    client::{Answer, Client},
    messages::system,
    server::Server,
};

/// Looks at the status until it is as wanted.
async fn until(client: &Client, wanted: impl Fn(&serde_json::Value) -> bool) {
    let mut looks = tokio::time::interval(Duration::from_millis(50));
    let seen = async {
        loop {
            looks.tick().await;
            let request = client.raw(Method::GET, "/status").header("accept", "application/json");
            if wanted(&Answer::read(request.send().await.unwrap()).await.ok()) {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), seen).await.expect("it comes to that");
}

#[tokio::test]
async fn a_member_that_is_not_heard_of_is_removed_and_one_with_a_stream_is_not() {
    let server = Server::with(&[("C2SIM_INACTIVE_TIMEOUT_SEC", "1")]);
    let (idle, streaming) = (server.client("idle-1"), server.client("stream-1"));
    let _stream = streaming.stream().await;
    streaming.join().await.ok();
    idle.join().await.ok();
    until(&idle, |status| status["sessions"][0]["members"].as_array().unwrap().len() == 1).await;
    assert_eq!(idle.send(system("C2", "SubmitInitialization")).await.code(), "CLIENT_NOT_JOINED_SHARED_SESSION");
    streaming.send(system("C2", "SubmitInitialization")).await.ok();
    idle.join().await.ok();
}

#[tokio::test]
async fn work_in_flight_is_finished_and_new_work_refused_when_the_end_is_requested() {
    let server = Server::start();
    let client = server.client("abcde");
    client.join().await.ok();
    let (pieces, body) = tokio::sync::mpsc::channel::<Result<String, std::io::Error>>(1);
    let body = futures_util::stream::unfold(body, |mut body| async { body.recv().await.map(|piece| (piece, body)) });
    let xml = system("C2", "SubmitInitialization");
    let (first, rest) = xml.split_at(100);
    let request = client.request(Method::POST, "send").header("content-type", "application/xml");
    let sending = tokio::spawn(request.body(reqwest::Body::wrap_stream(body)).send());
    pieces.send(Ok(first.to_owned())).await.unwrap();
    // The request is under way once the server counts it.
    let metrics = async || Answer::read(client.raw(Method::GET, "/metrics").send().await.unwrap()).await.text;
    let active = |metrics: &str| {
        metrics.lines().any(|line| line.starts_with("c2sim_server_active_requests") && line.ends_with(" 1"))
    };
    while !active(&metrics().await) {}
    server.terminate();
    while let Ok(answer) = client.request(Method::GET, "info").send().await {
        if answer.status() == 503 {
            assert_eq!(Answer::read(answer).await.code(), "SERVER_SHUTTING_DOWN");
        }
    }
    pieces.send(Ok(rest.to_owned())).await.unwrap();
    drop(pieces);
    Answer::read(sending.await.unwrap().unwrap()).await.ok();
    assert_eq!(server.wait(Duration::from_secs(5)).code(), Some(0));
}
