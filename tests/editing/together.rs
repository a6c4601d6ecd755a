//! Edits at once: everybody ends with one text.

use serde_json::{Value, json};

use crate::{editor::Editor, support::server::Server};

fn insert(base: u64, position: usize, text: &str) -> Value {
    json!({"base_version": base, "operation": "insert", "change_delta": {"position": position, "insert": text}})
}

/// Makes splices in a text, counted in UTF-16.
fn made(text: &str, splices: &Value) -> String {
    let mut units: Vec<u16> = text.encode_utf16().collect();
    for splice in splices.as_array().unwrap() {
        let number = |name: &str| usize::try_from(splice[name].as_u64().unwrap_or(0)).unwrap();
        let insert = splice["insert"].as_str().unwrap_or_default().encode_utf16();
        units.splice(number("position")..number("position") + number("delete"), insert);
    }
    String::from_utf16(&units).unwrap()
}

#[tokio::test]
async fn edits_on_one_version_are_transformed_and_acknowledged() {
    let server = Server::start();
    let mut ann = Editor::join(&server, "ann", "d").await;
    let mut ben = Editor::join(&server, "ben", "d").await;
    ann.edit("0", json!({"content": "a😀b", "cursor_position": 0})).await;
    let base = ben.hear_type("realtime_edit").await["change"]["version"].as_u64().unwrap();
    ann.edit("1", insert(base, 0, "X")).await;
    let acked = ann.hear_type("edit_ack").await;
    assert_eq!((&acked["id"], &acked["payload"]["id"]), (&json!("1"), &json!("1")));
    assert_eq!(acked["payload"]["version"], base + 1);
    // Ben has not taken Ann's edit into account.
    ben.edit("2", json!({"base_version": base, "change_delta": {"position": 1, "delete": 2, "insert": "é"}})).await;
    let heard = ben.hear_type("realtime_edit").await;
    assert_eq!(heard["payload"]["change_delta"], json!({"position": 0, "delete": 0, "insert": "X"}));
    assert_eq!((&heard["id"], heard["payload"]["version"].as_u64()), (&json!("1-broadcast"), Some(base + 1)));
    let acked = ben.hear_type("edit_ack").await;
    assert_eq!(acked["payload"]["applied"], json!([{"position": 2, "delete": 2, "insert": "é"}]));
    let heard = ann.hear_type("realtime_edit").await;
    assert_eq!(made("Xa😀b", &heard["change"]["changes"]), "Xaéb");
    assert_eq!(heard["payload"].get("base_version"), None, "{heard}");
    // Not between the halves of a character.
    ann.edit("3", json!({"content": "😀", "cursor_position": 0})).await;
    let base = ben.hear_type("realtime_edit").await["change"]["version"].as_u64().unwrap();
    let cut = json!({"id": "4", "type": "realtime_edit", "payload": insert(base, 1, "x")}).to_string();
    assert_eq!(ben.fault(&cut).await.0, "INVALID_MESSAGE");
}

#[tokio::test]
async fn an_editor_that_waits_for_no_answer_is_understood() {
    let server = Server::start();
    let (mut ann, mut ben) = (Editor::join(&server, "ann", "d").await, Editor::join(&server, "ben", "d").await);
    let base = ben.document["payload"]["version"].as_u64().unwrap();
    for (id, letter) in "hello".chars().enumerate() {
        ann.edit(&id.to_string(), insert(base, id, &letter.to_string())).await;
    }
    let mut text = String::new();
    for _ in 0..5 {
        text = made(&text, &ben.hear_type("realtime_edit").await["change"]["changes"]);
    }
    assert_eq!(text, "hello");
}

#[tokio::test]
async fn whoever_takes_whole_contents_gets_them_from_everybody() {
    let server = Server::start();
    let (mut plain, mut ann) = (Editor::join(&server, "plain", "d").await, Editor::join(&server, "ann", "d").await);
    let base = ann.document["payload"]["version"].as_u64().unwrap();
    ann.edit("1", insert(base, 0, "one")).await;
    assert_eq!(plain.hear_type("realtime_edit").await["payload"]["content"], "one");
    plain.edit("2", json!({"content": "one two", "cursor_position": 7, "user_id": "plain"})).await;
    let heard = ann.hear_type("realtime_edit").await;
    assert_eq!(made("one", &heard["change"]["changes"]), "one two");
}

#[tokio::test]
async fn many_editors_at_once_end_with_one_text() {
    const EDITS: usize = 20;
    let server = Server::start();
    let mut tasks = Vec::new();
    for number in 0..4_u64 {
        let mut editor = Editor::join(&server, &format!("user-{number}"), "d").await;
        tasks.push(tokio::spawn(async move {
            let mut text = editor.document["payload"]["content"].as_str().unwrap().to_owned();
            let mut version = editor.document["payload"]["version"].as_u64().unwrap();
            for edit in 0..EDITS {
                // Each holds its own edit back from its text until it has its place, and hears the others before it.
                let length = text.encode_utf16().count();
                let mut position = (edit * 7 + usize::try_from(number).unwrap() * 3) % (length + 1);
                while text.encode_utf16().nth(position).is_some_and(|unit| (0xdc00..0xe000).contains(&unit)) {
                    position -= 1;
                }
                editor.edit(&edit.to_string(), insert(version, position, &format!("{number}😀"))).await;
                loop {
                    let heard = editor.hear().await;
                    let (place, changes) = match heard["type"].as_str().unwrap() {
                        "edit_ack" => (&heard["payload"]["version"], &heard["payload"]["applied"]),
                        "realtime_edit" => (&heard["change"]["version"], &heard["change"]["changes"]),
                        _ => continue,
                    };
                    assert!(place.as_u64().unwrap() > version, "one order: {heard}");
                    version = place.as_u64().unwrap();
                    text = made(&text, changes);
                    if heard["type"] == "edit_ack" {
                        break;
                    }
                }
            }
            (editor, text)
        }));
    }
    let mut editors = Vec::new();
    for task in tasks {
        editors.push(task.await.unwrap());
    }
    let whole = Editor::join(&server, "late", "d").await.document["payload"]["content"].as_str().unwrap().to_owned();
    assert_eq!(whole.chars().count(), 4 * EDITS * 2);
    for (editor, text) in &mut editors {
        while *text != whole {
            let heard = editor.hear_type("realtime_edit").await;
            *text = made(text, &heard["change"]["changes"]);
        }
    }
}
