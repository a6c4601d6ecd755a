//! The stream protocol `c2sim.v1+json`: every message with its place, and publishing on the same socket.

#![allow(clippy::unwrap_used, reason = "a test program")]

mod support;

use std::time::Duration;

use serde_json::{Value, json};
use support::{
    client::Client,
    messages::{initialization, report, system},
    server::Server,
    stream::Stream,
};
use tokio_tungstenite::tungstenite::Message;

const SUBPROTOCOL: &str = "c2sim.v1+json";

/// A client's socket, past its first frame, which is given too.
async fn open(client: &Client, query: &str) -> (Stream, Value) {
    let endpoints = client.get("stream-endpoints").await.ok();
    let url = endpoints["websocket"]["url"].as_str().unwrap();
    let url = format!("{url}?clientId={}{query}", client.client_id);
    let (mut stream, taken) = Stream::open_offering(&url, &format!("other, {SUBPROTOCOL}")).await;
    assert_eq!(taken.as_deref(), Some(SUBPROTOCOL));
    let first = stream.json().await;
    (stream, first)
}

async fn send(stream: &mut Stream, frame: &Value) {
    stream.send(Message::Text(frame.to_string().into())).await;
}

/// Publishes, and waits for the answer.
async fn publish(stream: &mut Stream, xml: &str, reference: Value) -> Value {
    send(stream, &json!({"publish": xml, "ref": reference})).await;
    let answer = stream.json().await;
    assert_eq!(answer["ref"], reference, "{answer}");
    answer
}

/// A session in which a scenario runs, with these members.
async fn running(server: &Server, members: &[&Client]) {
    let c2 = server.client("starter");
    c2.join().await.ok();
    for xml in [
        system("C2", "SubmitInitialization"),
        initialization("C2", "one", &["C2"]),
        system("C2", "ShareScenario"),
        system("C2", "StartScenario"),
    ] {
        c2.send(xml).await.ok();
    }
    for member in members {
        member.join().await.ok();
    }
}

#[tokio::test]
async fn messages_come_with_their_place_and_what_is_published_is_answered() {
    let server = Server::start();
    let (one, two) = (server.client("one-1"), server.client("two-2"));
    running(&server, &[&one, &two]).await;
    let (mut first, beginning) = open(&one, "").await;
    let (mut second, _) = open(&two, "").await;
    assert_eq!(beginning["recovered"], true);
    assert_eq!(beginning.as_object().unwrap().len(), 2);

    let xml = report("ONE", 1);
    let answer = publish(&mut first, &xml, json!({"any": [1, "value"]})).await;
    let message = second.json().await;
    let at = message["at"].as_str().unwrap().to_owned();
    let expected = json!({
        "address": answer["address"], "trackingId": answer["trackingId"], "kind": "ReportBody", "sender": "ONE",
        "receivers": ["ALL"], "at": at, "xml": xml,
    });
    assert_eq!(message, expected);
    assert!(at.ends_with('Z') && at.len() >= 20, "{at}");

    // A member's own messages are absent from its stream; a message by REST is in it.
    let sent = two.send(report("TWO", 2)).await;
    let place = sent.headers["c2sim-address"].to_str().unwrap().to_owned();
    let message = first.json().await;
    assert_eq!(message["address"], json!(place));
    assert_eq!(message["trackingId"], sent.json()["trackingId"]);
}

#[tokio::test]
async fn a_client_that_does_not_ask_for_it_gets_the_plain_stream() {
    let server = Server::start();
    let (one, two) = (server.client("one-1"), server.client("two-2"));
    running(&server, &[&one, &two]).await;
    let url = format!("ws://{}/api/c2sim/session/default/ws?clientId=one-1", server.address());
    let (socket, answer) = tokio_tungstenite::connect_async(&url).await.unwrap();
    assert_eq!(answer.headers().get("sec-websocket-protocol"), None);
    let mut plain = Stream { socket };
    two.send(report("TWO", 1)).await.ok();
    assert_eq!(plain.line().await, report("TWO", 1));
}

#[tokio::test]
async fn what_is_refused_is_answered_as_the_operation_answers_it_and_the_socket_stays() {
    let server = Server::start();
    let (one, two) = (server.client("one-1"), server.client("two-2"));
    running(&server, &[&two]).await;
    let (mut stream, _) = open(&one, "").await;
    let without_ticket = |mut error: Value| {
        assert_eq!(error["details"]["trackingId"].take().as_str().map(str::len), Some(36));
        error
    };
    let cases = [
        report("ONE", 1).replace("52.1", "99.9"),
        "<Message>".to_owned(),
        "<!DOCTYPE a><Message/>".to_owned(),
        String::new(),
        system("ONE", "StartScenario"),
        initialization("ONE", "two", &["ONE"]),
    ];
    for is_member in [false, true] {
        if is_member {
            one.join().await.ok();
        }
        for (number, xml) in cases.iter().enumerate() {
            let answer = publish(&mut stream, xml, json!(number)).await;
            assert_eq!(answer.as_object().unwrap().len(), 2, "{answer}");
            let operation = one.send(xml.clone()).await;
            operation.code();
            assert_eq!(without_ticket(answer["error"].clone()), without_ticket(operation.json()), "{xml}");
        }
    }

    let check = async |stream: &mut Stream, frame: Message, reference: Value, parameter: &str| {
        stream.send(frame).await;
        let answer = stream.json().await;
        assert_eq!((&answer["ref"], &answer["error"]["code"]), (&reference, &json!("INVALID_REQUEST")), "{answer}");
        assert_eq!(answer["error"]["details"]["parameter"], parameter, "{answer}");
    };
    let text = |frame: &str| Message::Text(frame.into());
    check(&mut stream, text("not JSON"), json!(null), "frame").await;
    check(&mut stream, text("[1]"), json!(null), "frame").await;
    check(&mut stream, text("{\"publish\": 7, \"ref\": 1}"), json!(null), "frame").await;
    check(&mut stream, text("{\"ref\": 5}"), json!(5), "publish").await;
    check(&mut stream, text("{\"subscribe\": true, \"ref\": \"x\"}"), json!("x"), "publish").await;
    check(&mut stream, Message::Binary(vec![1, 2, 3].into()), json!(null), "frame").await;
    let long = |bytes: usize| json!({"ref": "r".repeat(bytes - 2)}).to_string();
    check(&mut stream, text(&long(1_024)), json!("r".repeat(1_022)), "publish").await;
    check(&mut stream, text(&long(1_025)), json!(null), "ref").await;
    stream.send(Message::Binary(Vec::new().into())).await;
    stream.send(text("")).await;
    let xml = report("ONE", 3);
    send(&mut stream, &json!({"publish": xml})).await;
    let answer = stream.json().await;
    assert_eq!((&answer["ref"], answer["trackingId"].as_str().map(str::len)), (&json!(null), Some(36)), "{answer}");
}

#[tokio::test]
async fn many_are_in_flight_and_their_order_is_kept() {
    const MESSAGES: usize = 400;
    // One past the limit, too: further frames wait until some are answered.
    for in_flight in ["1", "16", "1000"] {
        let server = Server::with(&[("C2SIM_STREAM_MAX_IN_FLIGHT", in_flight)]);
        let (one, two) = (server.client("one-1"), server.client("two-2"));
        running(&server, &[&one, &two]).await;
        let (mut first, _) = open(&one, "").await;
        let (mut second, _) = open(&two, "&kind=ReportBody").await;
        for mark in 0..MESSAGES {
            // Every tenth is refused, and moves nothing.
            let xml = if mark % 10 == 9 { "<Message/>".to_owned() } else { report("ONE", mark) };
            send(&mut first, &json!({"publish": xml, "ref": mark})).await;
        }
        let mut addresses = vec![Value::Null; MESSAGES];
        for _ in 0..MESSAGES {
            let answer = first.json().await;
            let mark = usize::try_from(answer["ref"].as_u64().unwrap()).unwrap();
            assert_eq!(answer.get("error").is_some(), mark % 10 == 9, "{answer}");
            addresses[mark] = answer["address"].clone();
        }
        for mark in (0..MESSAGES).filter(|mark| mark % 10 != 9) {
            let message = second.json().await;
            assert_eq!((&message["xml"], &message["address"]), (&json!(report("ONE", mark)), &addresses[mark]));
        }
    }
}

#[tokio::test]
async fn a_large_document_keeps_its_place() {
    let server = Server::start();
    let (one, two) = (server.client("one-1"), server.client("two-2"));
    running(&server, &[&one, &two]).await;
    let (mut first, _) = open(&one, "").await;
    let (mut second, _) = open(&two, "").await;
    let small = report("ONE", 1);
    let (before, after) = small.split_once("<ReportID>").unwrap();
    let (start, content) = before.split_once("<ReportContent>").unwrap();
    let large = format!("{start}{}<ReportID>{after}", format!("<ReportContent>{content}").repeat(2_000));
    assert!(large.len() > 512 * 1024);
    let all = [report("ONE", 2), large, report("ONE", 3)];
    for (number, xml) in all.iter().enumerate() {
        send(&mut first, &json!({"publish": xml, "ref": number})).await;
    }
    for xml in &all {
        assert_eq!(second.json().await["xml"], json!(xml));
    }
    for _ in &all {
        assert!(first.json().await.get("error").is_none());
    }
}

#[tokio::test]
async fn a_document_past_the_limit_is_refused_and_a_frame_past_it_closes() {
    let server = Server::with(&[("C2SIM_MAX_MSG_SIZE_MB", "0.0625")]);
    let one = server.client("one-1");
    running(&server, &[&one]).await;
    let (mut stream, _) = open(&one, "").await;
    const LIMIT: usize = 64 * 1024;
    let padded = |bytes: usize| {
        let xml = report("ONE", 1);
        format!("{xml}{}", " ".repeat(bytes - xml.len()))
    };
    assert!(publish(&mut stream, &padded(LIMIT), json!(1)).await.get("error").is_none());
    let refused = publish(&mut stream, &padded(LIMIT + 1), json!(2)).await;
    assert_eq!(refused["error"]["code"], "C2SIM_MSG_SIZE_EXCEEDED");
    let frame = |bytes: usize| Message::Text("x".repeat(bytes).into());
    const FRAME_LIMIT: usize = 3 * LIMIT + 64 * 1024;
    stream.send(frame(FRAME_LIMIT)).await;
    assert_eq!(stream.json().await["error"]["code"], "INVALID_REQUEST");
    // The server may close before all of it is sent.
    let _ = futures_util::SinkExt::send(&mut stream.socket, frame(FRAME_LIMIT + 1)).await;
    assert_eq!(stream.closed().await.0, 1009);
}

#[tokio::test]
async fn a_stream_goes_on_where_it_was_left_or_says_that_it_cannot() {
    let mut server = Server::start();
    let (one, two) = (server.client("one-1"), server.client("two-2"));
    running(&server, &[&one, &two]).await;
    let (stream, beginning) = open(&one, "").await;
    drop(stream);
    let left_at = beginning["address"].as_str().unwrap().to_owned();
    for mark in 1..=3 {
        two.send(report("TWO", mark)).await.ok();
    }
    two.send(system("TWO", "PauseScenario")).await.ok();
    server.kill();
    server.start_again();
    let (one, two) = (server.client("one-1"), server.client("two-2"));
    let (mut stream, beginning) = open(&one, &format!("&after={left_at}&kind=ReportBody&from=TWO")).await;
    assert_eq!(beginning, json!({"recovered": true, "address": left_at}));
    for mark in 1..=3 {
        assert_eq!(stream.json().await["xml"], json!(report("TWO", mark)));
    }
    two.send(report("TWO", 4)).await.ok();
    let last = stream.json().await;
    assert_eq!(last["xml"], json!(report("TWO", 4)));

    // An address of another life of the session: told first of all, and the stream goes on with the present.
    let (mut stream, beginning) = open(&one, "&after=0000000000000000:1").await;
    assert_eq!(beginning, json!({"recovered": false, "address": last["address"]}));
    two.send(report("TWO", 5)).await.ok();
    assert_eq!(stream.json().await["xml"], json!(report("TWO", 5)));
}

#[tokio::test]
async fn the_end_of_the_server_answers_what_is_in_flight() {
    let server = Server::start();
    let one = server.client("one-1");
    running(&server, &[&one]).await;
    let (mut stream, _) = open(&one, "").await;
    assert!(publish(&mut stream, &report("ONE", 1), json!(1)).await.get("error").is_none());
    server.terminate();
    assert_eq!(stream.closed().await.0, 1012);
    assert!(server.wait(Duration::from_secs(20)).success());
}
