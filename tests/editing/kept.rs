//! What outlives a restart, and what can be brought back.

use serde_json::{Value, json};

use crate::{
    editor::{Editor, refused, session},
    support::server::Server,
};

async fn set(editor: &mut Editor, witness: &mut Editor, content: &str) -> u64 {
    editor.edit("set", json!({"content": content, "cursor_position": 0})).await;
    witness.hear_type("realtime_edit").await["change"]["version"].as_u64().unwrap()
}

#[tokio::test]
async fn documents_outlive_a_crash_and_sessions_do_not() {
    let mut server = Server::with(&[("C2SIM_SNAPSHOT_MESSAGES", "7")]);
    let old = session(&server, "ann", "d").await;
    let (mut ann, mut ben) = (Editor::join(&server, "ann", "d").await, Editor::join(&server, "ben", "d").await);
    let mut version = 0;
    for number in 0..20 {
        version = set(&mut ann, &mut ben, &format!("content {number} 😀")).await;
    }
    server.kill();
    server.start_again();
    let mut back = Editor::join(&server, "ann", "d").await;
    assert_eq!(back.document["payload"]["content"], "content 19 😀");
    assert!(back.document["payload"]["version"].as_u64().unwrap() > version);
    let id = old["session_id"].as_str().unwrap();
    let url = format!("ws://{}/editing/ws?session_id={id}", server.address());
    assert_eq!(refused(&url, &[]).await, (401, "INVALID_SESSION".to_owned()));
    // What came before the restart can still be edited on, where it is remembered, and looked at.
    back.send(json!({"id": "h", "type": "history_request", "payload": {"from": 1}})).await;
    let history = back.hear_type("history").await;
    let versions = history["payload"]["versions"].as_array().unwrap();
    assert_eq!(versions.len(), 20);
    assert_eq!((&versions[0]["user_id"], &versions[0]["how"]), (&json!("ann"), &json!("content")));
    assert_eq!(versions[0]["changes"][0]["insert"], "content 0 😀");
    server.stop();
    server.start_again();
    assert_eq!(Editor::join(&server, "ann", "d").await.document["payload"]["content"], "content 19 😀");
    // The secret of no session is on the disk.
    for file in std::fs::read_dir(server.data_dir().join("editing")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(id.len()).any(|window| window == id.as_bytes()));
        let own = back.session_id.as_bytes();
        assert!(!bytes.windows(own.len()).any(|window| window == own));
    }
}

#[tokio::test]
async fn an_earlier_version_is_brought_back_for_everybody() {
    let server = Server::start();
    let (mut ann, mut ben) = (Editor::join(&server, "ann", "d").await, Editor::join(&server, "ben", "d").await);
    let one = set(&mut ann, &mut ben, "one 😀").await;
    set(&mut ann, &mut ben, "two").await;
    set(&mut ann, &mut ben, "three").await;
    let check = async |ann: &mut Editor, ben: &mut Editor, earlier: u64, content: &str| {
        ann.send(json!({"id": "r", "type": "restore", "payload": {"version": earlier}})).await;
        let heard = ben.hear_type("realtime_edit").await;
        assert_eq!(
            (&heard["payload"]["operation"], &heard["payload"]["content"]),
            (&json!("restore"), &json!(content))
        );
        assert_eq!(heard["payload"]["restored_version"], earlier);
        let (mut has_edit, mut has_ack) = (false, false);
        while !(has_edit && has_ack) {
            let heard = ann.hear().await;
            has_edit |= heard["type"] == "realtime_edit" && heard["payload"]["content"] == content;
            has_ack |= heard["type"] == "restore_ack" && heard["payload"]["restored_version"] == earlier;
        }
    };
    check(&mut ann, &mut ben, one, "one 😀").await;
    check(&mut ann, &mut ben, one + 1, "two").await;
    check(&mut ann, &mut ben, 0, "").await;
    ann.send(json!({"id": "h", "type": "history_request", "payload": {"from": one, "to": one + 1}})).await;
    let history = ann.hear_type("history").await;
    let versions: Vec<&Value> =
        history["payload"]["versions"].as_array().unwrap().iter().map(|version| &version["version"]).collect();
    assert_eq!(versions, [one, one + 1]);
    assert_eq!(history["payload"]["more"], false, "{history}");
}

#[tokio::test]
async fn without_durability_a_document_ends_with_the_server() {
    let mut server = Server::with(&[("C2SIM_EDITING_DURABILITY", "memory")]);
    let (mut ann, mut ben) = (Editor::join(&server, "ann", "d").await, Editor::join(&server, "ben", "d").await);
    let one = set(&mut ann, &mut ben, "one").await;
    set(&mut ann, &mut ben, "two").await;
    ann.send(json!({"id": "r", "type": "restore", "payload": {"version": one}})).await;
    assert_eq!(ben.hear_type("realtime_edit").await["payload"]["content"], "one");
    server.stop();
    server.start_again();
    assert_eq!(Editor::join(&server, "ann", "d").await.document["payload"]["content"], "");
}
