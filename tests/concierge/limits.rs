//! Every limit at its value and one past it.

use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use crate::{
    member::{Member, closed, connected, identify, ws},
    support::{server::Server, stream::Stream},
};

#[tokio::test]
async fn a_payload_is_taken_up_to_its_limit() {
    let server = Server::with(&[("C2SIM_CONCIERGE_MAX_PAYLOAD_KB", "2")]);
    let padded = |bytes: usize| {
        let bare = r#"{"type":"SELF_FETCH","x":""}"#;
        bare.replace(r#""""#, &format!(r#""{}""#, "x".repeat(bytes - bare.len())))
    };
    let mut ann = Member::join(&server, "ann").await;
    ann.text(&padded(2048)).await;
    assert_eq!(ann.hear().await["type"], "SELF_FETCH_RESULT");
    ann.text(&padded(2049)).await;
    assert_eq!(ann.closed().await.0, 1009);
    let mut first = connected(&ws(&server)).await;
    first.send(Message::Text(padded(2049).into())).await;
    assert_eq!(closed(&mut first).await.0, 1009);
}

#[tokio::test]
async fn a_payload_has_a_mebibyte_and_a_frame_beyond_all_bounds_is_told_so() {
    const MIB: usize = 1 << 20;
    let server = Server::start();
    let message = |bytes: usize| {
        let bare = r#"{"type":"MESSAGE","target":{"type":"ALL"},"data":""}"#;
        bare.replace(r#""""#, &format!(r#""{}""#, "x".repeat(bytes - bare.len())))
    };
    let mut ann = Member::join(&server, "ann").await;
    ann.text(&message(MIB)).await;
    assert_eq!(
        ann.hear().await["data"].as_str().map(str::len),
        Some(MIB - r#"{"type":"MESSAGE","target":{"type":"ALL"},"data":""}"#.len())
    );
    assert_eq!(ann.hear().await["type"], "OK");
    ann.text(&message(MIB + 1)).await;
    assert_eq!(ann.closed().await.0, 1009);
    // What is larger than what is read at all is told the same way.
    let mut ben = Member::join(&server, "ben").await;
    ben.text(&message(2 * MIB + 1)).await;
    assert_eq!(ben.closed().await.0, 1009);
}

#[tokio::test]
async fn connections_clients_and_namespaces_are_limited() {
    let server = Server::with(&[("C2SIM_CONCIERGE_MAX_CLIENTS", "2"), ("C2SIM_CONCIERGE_MAX_NAMESPACES", "1")]);
    let url = ws(&server);
    let ann = Member::join(&server, "ann").await;
    let other = Stream::open_with(&format!("{url}/other"), None).await.err().unwrap().to_string();
    assert!(other.contains("503"), "{other}");
    let mut ben = Member::join_with(&url, "ben", json!({ "resume": true })).await;
    let third = Stream::open_with(&url, None).await.err().unwrap().to_string();
    assert!(third.contains("503"), "{third}");
    ann.leave().await;
    assert_eq!(ben.hear().await["type"], "CLIENT_LEFT");
    ben.lose();
    // Whoever is waited for counts as a client, its connection does not.
    let mut cat = Member::join(&server, "cat").await;
    let mut third = loop {
        // The server has yet to see that the connection of the lost one is gone.
        if let Ok(stream) = Stream::open_with(&url, None).await {
            break stream;
        }
    };
    third.send(Message::Text(identify("dan", json!({})).to_string().into())).await;
    assert_eq!(closed(&mut third).await.0, 1013);
    cat.hears_nothing().await;
}

#[tokio::test]
async fn services_and_subscriptions_of_a_client_are_limited() {
    let server = Server::with(&[("C2SIM_CONCIERGE_MAX_SERVICES", "1"), ("C2SIM_CONCIERGE_MAX_SUBSCRIPTIONS", "1")]);
    let mut ann = Member::join(&server, "ann").await;
    ann.send("SERVICE_CREATE", json!({ "service": "a" })).await;
    for _ in 0..2 {
        assert_eq!(ann.hear().await["successful"], true);
    }
    let refused = ann.ask("SERVICE_CREATE", json!({ "service": "b" })).await;
    assert_eq!((&refused["type"], &refused["seq"]), (&json!("ERROR_INTERNAL"), &json!(1)), "{refused}");
    let mut ben = Member::join(&server, "ben").await;
    ann.hear().await;
    ben.send("SERVICE_CREATE", json!({ "service": "b" })).await;
    ann.hear().await;
    ann.send("SELF_SUBSCRIBE", json!({ "service": "a" })).await;
    for _ in 0..2 {
        ann.hear().await;
    }
    assert_eq!(ann.ask("SELF_SUBSCRIBE", json!({ "service": "b" })).await["type"], "ERROR_INTERNAL");
    let nickname = json!({ "service": "c", "nickname": "x".repeat(257) });
    assert_eq!(ann.ask("SERVICE_CREATE", nickname).await["type"], "ERROR_PROTOCOL");
}

#[tokio::test]
async fn a_reader_that_is_too_far_behind_is_closed_and_costs_the_others_nothing() {
    let server = Server::with(&[("C2SIM_CONCIERGE_BACKLOG_MESSAGES", "8"), ("C2SIM_CONCIERGE_STALL_SEC", "30")]);
    let mut slow = Member::join(&server, "slow").await;
    let mut quick = Member::join(&server, "quick").await;
    slow.hear().await;
    let data = "x".repeat(512 * 1024);
    // More than what sockets take by themselves.
    for _ in 0..40 {
        quick.send("MESSAGE", json!({ "target": { "type": "NAME", "name": "slow" }, "data": data })).await;
        assert_eq!(quick.hear().await["type"], "OK");
    }
    assert_eq!(slow.closed().await.0, 1013);
    assert_eq!(quick.hear().await["type"], "CLIENT_LEFT");
}
