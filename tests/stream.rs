//! The stream: its framing, its closes, and who hears what.

#![allow(clippy::unwrap_used, reason = "a test program")]

mod support;

use std::time::Duration;

use support::{
    exercise::running,
    messages::{message, report, system},
    server::Server,
    stream::Stream,
};
use tokio_tungstenite::tungstenite::Message;

#[tokio::test]
async fn a_message_arrives_on_one_line_with_all_that_it_says() {
    let server = Server::start();
    let c2 = running(&server).await;
    let sim = server.client("sim-one");
    let mut stream = sim.stream().await;
    sim.join().await.ok();
    let check = async |stream: &mut Stream, sent: String, expected: &str| {
        c2.send(sent.clone()).await.ok();
        assert_eq!(stream.line().await, expected, "{sent}");
    };
    let compact = report("C2", 1);
    check(&mut stream, compact.clone(), &compact).await;
    check(&mut stream, compact.replace("><", ">\r\n\t<!-- - --><"), &compact).await;
    let named = message("a &amp; b&#x20;&lt;c&gt;", "<SystemMessageBody><MagicMove/></SystemMessageBody>");
    let named = named.replace("<MagicMove/>", "<CheckpointSave><Name>x&#10;y</Name></CheckpointSave>");
    check(&mut stream, named.clone(), &named).await;
    let lines = named.replace("x&#10;y", "x\ny");
    check(&mut stream, lines, &named).await;
    let cdata = named.replace("x&#10;y", "<![CDATA[x\r\ny]]>");
    check(&mut stream, cdata, &named).await;
}

#[tokio::test]
async fn every_close_says_why() {
    let server = Server::start();
    let url = |query: &str| format!("ws://{}/api/c2sim/session/{query}", server.address());
    let check = async |query: &str, code: u16, reason: &str| {
        let (closed, said) = Stream::open(&url(query)).await.closed().await;
        assert_eq!(closed, code, "{query}: {said}");
        assert!(said.contains(reason), "{query}: {said}");
    };
    check("default/ws", 1003, "clientId").await;
    check("default/ws?clientId=", 1003, "clientId").await;
    check("default/ws?clientId=abcd", 1003, "clientId").await;
    check("default/ws?clientId=abcdefghijk", 1003, "clientId").await;
    check("nowhere/ws?clientId=abcde", 1003, "no session").await;

    let mut talker = Stream::open(&url("default/ws?clientId=abcde")).await;
    talker.send(Message::Binary(Vec::new().into())).await;
    talker.send(Message::Text("".into())).await;
    talker.send(Message::Ping(b"are you there".to_vec().into())).await;
    talker.send(Message::Text("hello".into())).await;
    assert_eq!(talker.closed().await.0, 1000);

    let mut first = Stream::open(&url("default/ws?clientId=abcde")).await;
    let _second = Stream::open(&url("default/ws?clientId=abcde")).await;
    let (code, reason) = first.closed().await;
    assert_eq!(code, 1000);
    assert!(reason.contains("newer"), "{reason}");
}

#[tokio::test]
async fn messages_flow_only_while_both_stream_and_membership_hold() {
    let server = Server::start();
    let c2 = running(&server).await;
    let sim = server.client("sim-one");
    let mut stream = sim.stream().await;
    c2.send(report("C2", 1)).await.ok();
    sim.join().await.ok();
    c2.send(report("C2", 2)).await.ok();
    assert_eq!(stream.line().await, report("C2", 2));
    drop(stream);
    assert_eq!(sim.join().await.code(), "C2SIM_CLIENT_ALREADY_JOINED");
    let mut again = sim.stream().await;
    c2.send(report("C2", 3)).await.ok();
    assert_eq!(again.line().await, report("C2", 3));
}

#[tokio::test]
async fn deleting_a_session_closes_its_streams() {
    let server = Server::start();
    let client = server.client("abcde").in_session("other");
    assert_eq!(client.create("2.0.0").await.ok()["creation"], "CREATED");
    client.join().await.ok();
    let mut stream = client.stream().await;
    assert_eq!(client.delete("?force=false").await.code(), "SHARED_SESSION_IN_USE");
    client.delete("").await.ok();
    let (code, reason) = stream.closed().await;
    assert_eq!(code, 1000);
    assert!(reason.contains("deleted"), "{reason}");
    assert_eq!(client.get("info").await.code(), "SHARED_SESSION_NOT_FOUND");
}

#[tokio::test]
async fn a_termination_closes_streams_for_a_reconnect_and_ends_well() {
    let server = Server::start();
    let client = server.client("abcde");
    let mut stream = client.stream().await;
    server.terminate();
    assert_eq!(stream.closed().await.0, 1012);
    assert_eq!(server.wait(Duration::from_secs(5)).code(), Some(0));
}

#[tokio::test]
async fn a_member_that_does_not_read_costs_the_others_nothing() {
    let server = Server::with(&[("C2SIM_STALL_TIMEOUT_SEC", "1")]);
    let c2 = running(&server).await;
    let deaf = server.client("deaf-one");
    let mut silent = deaf.stream().await;
    deaf.join().await.ok();
    let sim = server.client("sim-one");
    let mut stream = sim.stream().await;
    sim.join().await.ok();
    // More than the buffers of two sockets hold, so that the one who does not read stalls.
    let large = message(
        "C2",
        &format!(
            "<SystemMessageBody><CheckpointSave><Name>{}</Name></CheckpointSave></SystemMessageBody>",
            "x".repeat(1_000_000)
        ),
    );
    let mut addresses = Vec::new();
    for _ in 0..20 {
        addresses.push(c2.publish(large.clone()).await);
        assert_eq!(stream.line().await.len(), large.len());
    }
    deaf.until_stream_is_closed().await;
    // What was under way can still be read, whole, and then comes the reason.
    let mut heard = 0;
    let end = loop {
        match silent.frame().await {
            Some(Message::Text(text)) => {
                assert_eq!(text.len(), large.len() + 1, "a frame is whole");
                heard += 1;
            }
            end => break end,
        }
    };
    let Some(Message::Close(Some(close))) = end else { panic!("the reader is told why, not {end:?}") };
    assert_eq!((u16::from(close.code), &*close.reason), (1013, "the reader took nothing for 1 seconds"));
    assert!(heard < 20, "{heard} messages were kept for a reader that took nothing");
    // It goes on after what it heard, and has then heard everything once.
    let after = addresses[..heard].last().expect("the buffers of two sockets hold the first one");
    let mut resumed = deaf.stream_with(&format!("&after={after}")).await;
    for _ in heard..20 {
        assert_eq!(resumed.line().await.len(), large.len());
    }
    let next = system("C2", "PauseScenario");
    c2.send(next.clone()).await.ok();
    assert_eq!(resumed.line().await, next);
}
