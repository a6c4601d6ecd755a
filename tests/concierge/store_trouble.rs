//! A store that fails while the gateway is used.

use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use crate::{
    member::{Member, closed, connected, identify, ws},
    support::server::Server,
};

/// A client that comes in, as soon as anybody can.
async fn back(server: &Server, name: &str) -> Member {
    let mut tries = tokio::time::interval(Duration::from_millis(50));
    let coming = async {
        loop {
            tries.tick().await;
            let mut stream = connected(&ws(server)).await;
            stream.send(Message::Text(identify(name, json!({})).to_string().into())).await;
            if let Some(Message::Text(hello)) = stream.frame().await {
                let hello: serde_json::Value = serde_json::from_str(&hello).unwrap();
                let uuid = hello["uuid"].as_str().unwrap().to_owned();
                return Member { stream, name: name.to_owned(), uuid, hello };
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(60), coming).await.expect("the store recovers")
}

#[tokio::test]
async fn while_the_store_fails_everybody_is_closed_and_comes_back_to_what_is_kept() {
    let server = Server::with(&[("C2SIM_CONCIERGE_DURABILITY", "sync")]);
    let mut ann = Member::join_with(&ws(&server), "ann", json!({ "resume": true })).await;
    ann.send("SERVICE_CREATE", json!({ "service": "s" })).await;
    for _ in 0..2 {
        ann.hear().await;
    }

    // Whoever holds SQLite's lock for long is to the server as a disk that does not write.
    let mut other = Connection::open(server.data_dir().join("concierge").join("default.sqlite")).unwrap();
    let lock = other.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    ann.send("MESSAGE", json!({ "target": { "type": "ALL" }, "data": "lost" })).await;
    assert_eq!(ann.closed().await.0, 1013, "what is not kept is told to nobody");
    let mut early = connected(&ws(&server)).await;
    early.send(Message::Text(identify("early", json!({})).to_string().into())).await;
    assert_eq!(closed(&mut early).await.0, 1013);
    drop(lock);

    // It recovers by itself: the names are free again, and what was lost left no trace.
    let mut ann = back(&server, "ann").await;
    let mut ben = back(&server, "ben").await;
    assert_eq!(ann.hear().await["type"], "CLIENT_JOINED");
    assert_eq!(ben.ask("SERVICE_FETCH_ALL", json!({})).await["services"], json!([]));
    ben.send("MESSAGE", json!({ "target": { "type": "NAME", "name": "ann" }, "data": "kept" })).await;
    assert_eq!(ann.hear().await["data"], "kept");
}
