//! What is passed on to whom, and how.

use serde_json::{Value, json};

use crate::{
    editor::{Editor, session},
    support::server::Server,
};

#[tokio::test]
async fn a_heartbeat_is_answered_to_its_sender_with_its_id() {
    let server = Server::start();
    let mut ben = Editor::join(&server, "ben", "default").await;
    let mut ann = Editor::join(&server, "ann", "default").await;
    ann.text(r#"{"id": "msg-001", "type": "heartbeat", "payload": {}, "timestamp": "2025-11-07T10:00:00Z"}"#).await;
    let ack = ann.hear().await;
    assert_eq!((&ack["id"], &ack["type"]), (&json!("msg-001"), &json!("heartbeat_ack")));
    assert!(ack["payload"]["server_time"].as_str().unwrap().ends_with('Z'), "{ack}");
    ben.nothing_but_an_answer().await;
}

#[tokio::test]
async fn an_edit_reaches_every_other_connection_of_its_document_and_no_other() {
    let server = Server::start();
    let ann = session(&server, "ann", "default").await;
    let (url, id) = (ann["websocket_url"].as_str().unwrap(), ann["session_id"].as_str().unwrap());
    let mut ann = Editor::open(url, id).await;
    let mut same_session = Editor::open(url, id).await;
    let mut ben = Editor::join(&server, "ben", "default").await;
    let mut elsewhere = Editor::join(&server, "cid", "elsewhere").await;
    let payload = r#"{"user_id":"somebody else","content" : "on position: 1.50 é","cursor_position":2,"more":[1.0]}"#;
    ann.text(&format!(r#"{{"id":"edit-001","type":"realtime_edit","payload":{payload}}}"#)).await;
    for editor in [&mut same_session, &mut ben] {
        let edit = editor.hear_type("realtime_edit").await;
        assert_eq!(edit["id"], "edit-001-broadcast");
        assert_eq!(edit["payload"], serde_json::from_str::<Value>(payload).unwrap());
        assert_eq!(
            (&edit["session_info"]["session_id"], &edit["session_info"]["user_id"]),
            (&json!(id), &json!("ann"))
        );
        assert!(edit["session_info"]["timestamp"].as_str().unwrap().ends_with('Z'), "{edit}");
        assert_eq!(edit["session_info"]["seq"], edit["change"]["version"], "{edit}");
        assert_eq!(edit.get("sanitized"), None);
    }
    elsewhere.nothing_but_an_answer().await;
    ann.nothing_but_an_answer().await;
    let late = Editor::join(&server, "dan", "default").await;
    assert_eq!(late.document["payload"]["content"], "on position: 1.50 é");
    let users = late.document["payload"]["users"].as_array().unwrap();
    assert_eq!(users.len(), 4, "{users:?}");
}

#[tokio::test]
async fn talk_and_files_are_passed_on_under_their_own_names() {
    let server = Server::start();
    let (mut ann, mut ben) = (Editor::join(&server, "ann", "d").await, Editor::join(&server, "ben", "d").await);
    for kind in ["chat", "file_sync"] {
        ann.send(json!({"id": kind, "type": kind, "payload": {"text": "hello"}})).await;
        let heard = ben.hear().await;
        assert_eq!((&heard["type"], &heard["payload"]), (&json!(kind), &json!({"text": "hello"})));
        assert_eq!(heard["id"], format!("{kind}-broadcast"));
    }
    ann.edit("d", json!({"operation": "insert", "change_delta": {"position": 1, "insert": "x"}})).await;
    assert_eq!(ben.hear().await["payload"]["change_delta"]["insert"], "x");
    let late = Editor::join(&server, "cid", "d").await;
    assert_eq!(late.document["payload"]["content"], "", "neither content nor base_version: the text stays");
}

#[tokio::test]
async fn dangerous_text_is_handled_as_configured() {
    let dangerous = json!({"content": "<script>x</script> on", "cursor_position": 0, "more": [{"a": "javascript:x"}]});
    let server = Server::start();
    let (mut ann, mut ben) = (Editor::join(&server, "ann", "d").await, Editor::join(&server, "ben", "d").await);
    ann.edit("e", dangerous.clone()).await;
    let heard = ben.hear_type("realtime_edit").await;
    assert_eq!(heard["sanitized"], true);
    let clean = "&lt;script>x&lt;/script> on";
    assert_eq!(heard["payload"], json!({"content": clean, "cursor_position": 0, "more": [{"a": "javascript&#58;x"}]}));
    let version = heard["change"]["version"].clone();
    let delta = json!({"base_version": version, "change_delta": {"position": 0, "insert": "<script>"}});
    let edit = json!({"id": "f", "type": "realtime_edit", "payload": delta}).to_string();
    let (code, details) = ann.fault(&edit).await;
    assert_eq!((code.as_str(), &details["message_id"]), ("INVALID_MESSAGE", &json!("f")));
    assert_eq!(Editor::join(&server, "cid", "d").await.document["payload"]["content"], clean);

    for (setting, heard) in [("off", true), ("reject", false)] {
        let server = Server::with(&[("C2SIM_EDITING_SANITIZE", setting)]);
        let (mut ann, mut ben) = (Editor::join(&server, "ann", "d").await, Editor::join(&server, "ben", "d").await);
        ann.edit("e", dangerous.clone()).await;
        if heard {
            assert_eq!(ben.hear_type("realtime_edit").await["payload"], dangerous);
        } else {
            assert_eq!(ann.hear_type("error").await["payload"]["code"], "INVALID_MESSAGE");
            ben.nothing_but_an_answer().await;
        }
    }
}

#[tokio::test]
async fn cursors_and_presence_are_told() {
    let server = Server::start();
    let (mut ann, mut ben) = (Editor::join(&server, "ann", "d").await, Editor::join(&server, "ben", "d").await);
    let came = ann.hear_type("presence").await;
    assert_eq!(came["payload"]["users"].as_array().unwrap().len(), 2);
    ann.send(json!({"type": "cursor_update", "payload": {"position": 3, "selection": {"start": 1, "end": 3}}})).await;
    let cursor = ben.hear_type("cursor_update").await;
    assert_eq!((&cursor["payload"]["user_id"], &cursor["payload"]["position"]), (&json!("ann"), &json!(3)));
    assert_eq!(cursor["payload"]["selection"]["start"], 1);
    ben.send(json!({"id": "p", "type": "presence_request"})).await;
    let users = ben.hear_type("presence").await;
    assert!(
        users["payload"]["users"].as_array().unwrap().iter().any(|user| user["cursor"]["position"] == 3),
        "{users}"
    );
    ann.close().await;
    let left = ben.hear_type("presence").await;
    assert_eq!(left["payload"]["users"].as_array().unwrap().len(), 1);
}
