//! Documents of the editing door as messages of C2SIM sessions.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    editor::{Editor, call, session},
    opening::create,
    support::{
        client::Answer,
        exercise::running,
        messages::{report, system},
        server::Server,
    },
};

/// Writes the document anew, and waits until it is written.
async fn write(editor: &mut Editor, content: &str) {
    editor.send(json!({"id": "s", "type": "document_sync", "payload": {}})).await;
    let before = editor.hear_type("document_sync").await["payload"].clone();
    let units = before["content"].as_str().unwrap().encode_utf16().count();
    let changes = json!([{"position": 0, "delete": units, "insert": content}]);
    editor.edit("w", json!({"base_version": before["version"], "changes": changes})).await;
    editor.hear_type("edit_ack").await;
}

async fn ask(server: &Server, editor: &Editor, what: &str, body: Value) -> Answer {
    call(server, Method::POST, &format!("/api/sessions/{}/{what}", editor.session_id), Some(body)).await
}

async fn verdict(server: &Server, editor: &Editor) -> Value {
    ask(server, editor, "validation", json!({"c2sim_session": "default"})).await.ok()
}

fn code(answer: &Answer) -> (u16, String) {
    let error = &answer.json()["error"];
    assert!(error["message"].as_str().unwrap().len() > 10, "{error}");
    (answer.status.as_u16(), error["code"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_document_is_held_against_the_schema_while_it_is_written() {
    let server = Server::start();
    let c2 = running(&server).await;
    create(&c2, Some(json!(["editing"]))).await.ok();
    let mut ann = Editor::join(&server, "ann", "order-1").await;

    let empty = verdict(&server, &ann).await;
    assert_eq!((&empty["valid"], &empty["more"]), (&json!(false), &json!(false)), "{empty}");
    write(&mut ann, "<Message>\n  <Body>").await;
    let broken = verdict(&server, &ann).await;
    assert_eq!(broken["code"], "XSD_VALIDATION_ERROR", "{broken}");
    assert_eq!(
        (&broken["violations"][0]["line"], &broken["violations"][0]["rule"]),
        (&json!(2), &json!("well-formedness"))
    );

    let mistake = "\n<!--😀--><DomainMessageBodi/>\n<DomainMessageBody>";
    write(&mut ann, &report("C2", 1).replace("<DomainMessageBody>", mistake)).await;
    let wrong = verdict(&server, &ann).await;
    let violation = &wrong["violations"][0];
    assert_eq!((&wrong["valid"], &wrong["code"]), (&json!(false), &json!("XSD_VALIDATION_ERROR")), "{wrong}");
    assert_eq!((&violation["line"], &violation["column"]), (&json!(2), &json!(9)), "{violation}");
    for key in ["path", "rule", "found"] {
        assert!(violation[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {violation}");
    }
    assert!(violation["expected"].as_array().is_some_and(|expected| !expected.is_empty()), "{violation}");

    write(&mut ann, &report("C2", 1)).await;
    let right = verdict(&server, &ann).await;
    assert_eq!((&right["valid"], &right["kind"]), (&json!(true), &json!("ReportBody")), "{right}");
    assert_eq!((&right["schema_version"], &right["violations"]), (&json!("2.0.0"), &json!([])));
    assert_eq!(right.get("code"), None);
    ann.send(json!({"id": "s", "type": "document_sync", "payload": {}})).await;
    assert_eq!(ann.hear_type("document_sync").await["payload"]["version"], right["version"]);
}

#[tokio::test]
async fn a_member_submits_what_was_written_and_others_receive_it() {
    let server = Server::start();
    let c2 = running(&server).await;
    create(&c2, Some(json!(["editing"]))).await.ok();
    let sim = server.client("sim-one");
    sim.join().await.ok();
    let mut stream = sim.stream().await;
    let mut ann = Editor::join(&server, "ann", "order-1").await;
    write(&mut ann, &report("C2", 7)).await;
    let body = |client: &str| json!({"c2sim_session": "default", "client_id": client});

    let stranger = ask(&server, &ann, "submission", body("nobody-1")).await;
    assert_eq!(code(&stranger), (400, "CLIENT_NOT_JOINED_SHARED_SESSION".to_owned()));
    assert_eq!(stranger.json()["error"]["details"]["ACTIVE_SESSION"], "default");
    let sent = ask(&server, &ann, "submission", body("c2-one")).await.ok();
    assert_eq!(sent["kind"], "ReportBody");
    assert_eq!(stream.line().await, report("C2", 7));
    let history = c2.get("messages").await.text;
    assert!(
        history.contains(sent["tracking_id"].as_str().unwrap()) && history.contains(sent["address"].as_str().unwrap())
    );

    // What the session refuses, it refuses here too, and nothing goes out.
    write(&mut ann, &report("C2", 8).replace("ReportID", "ReportIt")).await;
    let invalid = ask(&server, &ann, "submission", body("c2-one")).await;
    assert_eq!(code(&invalid), (400, "XSD_VALIDATION_ERROR".to_owned()));
    assert!(invalid.json()["error"]["details"]["violations"][0]["line"].is_u64());
    write(&mut ann, &system("C2", "StartScenario")).await;
    assert_eq!(code(&ask(&server, &ann, "submission", body("c2-one")).await).1, "STATE_TRANSITION_NOT_ALLOWED");
    write(&mut ann, &report("C2", 9)).await;
    ask(&server, &ann, "submission", body("c2-one")).await.ok();
    assert_eq!(stream.line().await, report("C2", 9));
}

#[tokio::test]
async fn only_sessions_that_are_open_to_the_door_take_documents() {
    let server = Server::start();
    let c2 = running(&server).await;
    let ann = session(&server, "ann", "order-1").await;
    let id = ann["session_id"].as_str().unwrap();
    let path = |what: &str| format!("/api/sessions/{id}/{what}");
    let post = async |what: &str, session: &str| {
        let body = json!({"c2sim_session": session, "client_id": "c2-one"});
        call(&server, Method::POST, &path(what), Some(body)).await
    };
    let list = async || call(&server, Method::GET, &path("c2sim"), None).await.ok();
    assert_eq!(list().await, json!({"sessions": []}));
    for what in ["validation", "submission"] {
        assert_eq!(code(&post(what, "default").await), (409, "CROSSING_CLOSED".to_owned()));
        assert_eq!(code(&post(what, "nowhere").await), (400, "SHARED_SESSION_NOT_FOUND".to_owned()));
        assert_eq!(code(&post(what, "no name").await), (400, "INVALID_REQUEST".to_owned()));
    }
    create(&c2, Some(json!(["concierge"]))).await.ok();
    assert_eq!(code(&post("validation", "default").await).1, "CROSSING_CLOSED");
    create(&c2, Some(json!(["editing"]))).await.ok();
    let shown = json!({"name": "default", "display_name": "Winter", "schema_version": "2.0.0", "state": "RUNNING"});
    assert_eq!(list().await, json!({ "sessions": [shown] }));
    post("validation", "default").await.ok();
    create(&c2, Some(json!([]))).await.ok();
    assert_eq!(code(&post("submission", "default").await).1, "CROSSING_CLOSED");

    // A session of editors that may not edit may not ask either.
    create(&c2, Some(json!(["editing"]))).await.ok();
    call(&server, Method::POST, &path("suspend"), None).await.ok();
    assert_eq!(code(&post("validation", "default").await), (409, "INVALID_SESSION".to_owned()));
    call(&server, Method::DELETE, path("").trim_end_matches('/'), None).await;
    assert_eq!(code(&post("validation", "default").await), (404, "INVALID_SESSION".to_owned()));
}

#[tokio::test]
async fn crossings_that_there_are_none_of_are_refused() {
    let server = Server::start();
    let c2 = server.client("c2-one");
    for wrong in [json!(["relay"]), json!("editing"), json!([1])] {
        assert_eq!(create(&c2, Some(wrong.clone())).await.code(), "INVALID_REQUEST", "{wrong}");
    }
    create(&c2, Some(json!(["editing", "editing"]))).await.ok();
}
