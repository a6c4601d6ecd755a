//! Editors that lose their connection and go on where they were.

use serde_json::{Value, json};

use crate::{
    editor::{Editor, refused, session},
    support::{server::Server, stream::Stream},
};

/// Opens another connection after an address, and answers what comes after the greeting.
async fn again(url: &str, after: &str) -> (Stream, Value) {
    let mut stream = Stream::open(&format!("{url}&after={after}")).await;
    assert_eq!(stream.json().await["type"], "session_connected");
    let second = stream.json().await;
    (stream, second)
}

async fn heard(stream: &mut Stream, kind: &str) -> Value {
    loop {
        let frame = stream.json().await;
        if frame["type"] == kind {
            return frame;
        }
    }
}

#[tokio::test]
async fn who_names_the_last_address_misses_nothing() {
    let mut server = Server::start();
    let session = session(&server, "ann", "d").await;
    let (url, id) = (session["websocket_url"].as_str().unwrap(), session["session_id"].as_str().unwrap());
    let mut ben = Editor::join(&server, "ben", "d").await;
    let mut ann = Editor::open(url, id).await;
    let address = ann.document["payload"]["address"].as_str().unwrap().to_owned();
    let version = ann.document["payload"]["version"].as_u64().unwrap();
    assert!(address.ends_with(&format!(":{version}")), "{address}");
    ann.edit("mine", json!({"content": "one", "cursor_position": 3})).await;
    ben.hear_type("realtime_edit").await;
    drop(ann);
    ben.edit("theirs", json!({"content": "one two", "cursor_position": 7})).await;
    ben.edit("later", json!({"content": "one two three", "cursor_position": 13})).await;

    let (mut ann, resumed) = again(url, &address).await;
    assert_eq!((&resumed["type"], &resumed["payload"]["address"]), (&json!("resumed"), &json!(address)), "{resumed}");
    for (edit, content) in [("mine", "one"), ("theirs", "one two"), ("later", "one two three")] {
        let frame = heard(&mut ann, "realtime_edit").await;
        assert_eq!(frame["id"], format!("{edit}-broadcast"), "{frame}");
        assert_eq!(frame["payload"]["content"], content);
        assert_eq!(frame["session_info"]["session_id"] == id, edit == "mine");
    }
    // What comes from then on follows without a seam.
    ben.edit("last", json!({"content": "four", "cursor_position": 4})).await;
    let last = heard(&mut ann, "realtime_edit").await;
    assert_eq!(last["id"], "last-broadcast");

    // Addresses outlive a restart, since documents do; sessions of editors do not.
    let epoch = address.split(':').next().unwrap();
    let address = format!("{epoch}:{}", last["session_info"]["seq"]);
    server.stop();
    server.start_again();
    let session = crate::editor::session(&server, "ann", "d").await;
    let (_, resumed) = again(session["websocket_url"].as_str().unwrap(), &address).await;
    assert_eq!(resumed["type"], "resumed", "{resumed}");
}

#[tokio::test]
async fn an_address_that_leads_nowhere_gives_the_document_instead() {
    let server = Server::with(&[("C2SIM_EDITING_DURABILITY", "memory"), ("C2SIM_EDITING_BACKLOG_MESSAGES", "16")]);
    let session = session(&server, "ann", "d").await;
    let url = session["websocket_url"].as_str().unwrap();
    let mut ben = Editor::join(&server, "ben", "d").await;
    let address = ben.document["payload"]["address"].as_str().unwrap().to_owned();
    let epoch = address.split(':').next().unwrap();
    for number in 0..24 {
        ben.edit(&number.to_string(), json!({"content": format!("{number}"), "cursor_position": 1})).await;
        ben.nothing_but_an_answer().await;
    }
    for after in [&address, "00c2514d00c2514d:1", &format!("{epoch}:999")] {
        let (_, document) = again(url, after).await;
        assert_eq!(document["type"], "document_sync", "{after}: {document}");
        assert_eq!(document["payload"]["content"], "23");
    }
    assert_eq!(refused(&format!("{url}&after=42"), &[]).await, (400, "INVALID_MESSAGE".to_owned()));
}
