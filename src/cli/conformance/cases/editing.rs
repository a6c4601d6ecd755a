//! Editing a text together.

use std::sync::Arc;

use reqwest::Method;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::cli::conformance::{
    answer::Answer,
    case::{Case, Cases, Class},
    stream::Stream,
    verdict::{Outcome, expect, missed},
    world::{Client, World},
};

/// Where editing is on the main port.
const PATH: &str = "/editing";

/// Messages that cannot be used: name, the text.
const WRONG: &[(&str, &str)] = &[
    ("no-json", "hello"),
    ("no-object", "[]"),
    ("no-type", r#"{"id":"1","payload":{}}"#),
    ("unknown-type", r#"{"id":"1","type":"dance","payload":{}}"#),
    ("payload", r#"{"id":"1","type":"realtime_edit","payload":7}"#),
    ("content", r#"{"id":"1","type":"realtime_edit","payload":{"content":7}}"#),
    ("cursor", r#"{"id":"1","type":"realtime_edit","payload":{"content":"a","cursor_position":-1}}"#),
];

/// Bodies that create no session: name, content type, body, status.
const BODIES: &[(&str, &str, &str, u16)] = &[
    ("json", "application/json", "{", 400),
    ("field", "application/json", "{}", 422),
    ("empty-user", "application/json", r#"{"user_id":""}"#, 400),
    ("media-type", "text/plain", r#"{"user_id":"judge"}"#, 415),
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::Editing);
    sessions(&mut cases);
    sessions_ended(&mut cases);
    together(&mut cases);
    late(&mut cases);
    for &(name, text) in WRONG {
        cases.refuses(
            &format!("message.{name}"),
            &["EDITING-MESSAGE-WRONG"],
            (format!("Send {text}"), "an error frame with INVALID_MESSAGE, and the connection stays"),
            move |world| async move {
                let mut editor = Document::fresh(&world).editor("one").await?;
                editor.text(text).await?;
                let error = editor.hears("error").await?;
                let code = &error["payload"]["code"];
                expect(code == "INVALID_MESSAGE", || format!("the error is {error}"))?;
                editor.beats().await
            },
        );
    }
    cases.refuses(
        "documents",
        &["EDITING-DOCUMENTS"],
        (
            "Edit one document while another is open",
            "the editor of the other hears nothing of it, and the other stays empty",
        ),
        |world| async move {
            let mut here = Document::fresh(&world).editor("one").await?;
            let other = Document::fresh(&world);
            let mut there = other.editor("two").await?;
            here.edits("1", json!({"content": "a", "cursor_position": 1})).await?;
            here.beats().await?;
            there.beats().await?;
            let content = other.editor("three").await?.document["payload"]["content"].clone();
            expect(content == "", || format!("the other document is {content}"))
        },
    );
    cases.listed()
}

fn sessions(cases: &mut Cases) {
    cases.works(
        "session",
        &["EDITING-SESSIONS"],
        (
            "Create a session of an editor, look at it, delete it",
            "it is Active and names a WebSocket; it is as it was created; once deleted it is not there any more",
        ),
        |world| async move {
            let document = Document::fresh(&world);
            let session = document.session("judge").await?;
            let url = session["websocket_url"].as_str().unwrap_or_default();
            expect(url.starts_with("ws") && session["state"] == "Active", || format!("the session is {session}"))?;
            let path = format!("/api/sessions/{}", session["session_id"].as_str().unwrap_or_default());
            let shown = document.call(Method::GET, &path, None).await?.ok()?;
            let is_right = shown["user_id"] == "judge" && shown["session_id"] == session["session_id"];
            expect(is_right, || format!("the session is shown as {shown}"))?;
            document.call(Method::POST, &format!("{path}/activate"), None).await?.taken()?;
            document.call(Method::DELETE, &path, None).await?.is(204)?;
            document.call(Method::GET, &path, None).await?.is(404)
        },
    );
    cases.refuses(
        "unknown",
        &["EDITING-UNKNOWN"],
        ("Ask for a session of an editor that was never created, and connect with it", "404, and no connection"),
        |world| async move {
            let document = Document::fresh(&world);
            let id = uuid::Uuid::nil();
            document.call(Method::GET, &format!("/api/sessions/{id}"), None).await?.is(404)?;
            let base = document.client.world.target.base.replacen("http", "ws", 1);
            let opened = Stream::open(&document.client, &format!("{base}{PATH}/ws?session_id={id}"), None).await;
            expect(opened.is_err(), || "the connection is opened")
        },
    );
}

fn sessions_ended(cases: &mut Cases) {
    cases.refuses(
        "deleted",
        &["EDITING-DELETED"],
        ("Delete a session while its WebSocket is open", "the WebSocket is closed with 4401"),
        |world| async move {
            let document = Document::fresh(&world);
            let mut editor = document.editor("one").await?;
            let path = format!("/api/sessions/{}", editor.session);
            document.call(Method::DELETE, &path, None).await?.is(204)?;
            loop {
                match editor.stream.frame().await? {
                    Some(Message::Text(_)) => {}
                    Some(Message::Close(Some(close))) if u16::from(close.code) == 4401 => return Ok(()),
                    other => return missed(format!("{other:?} comes in place of a close with 4401")),
                }
            }
        },
    );
    for &(name, content_type, body, status) in BODIES {
        cases.refuses(
            &format!("session.{name}"),
            &["EDITING-BODY"],
            (format!("Create a session by {body:?} as {content_type}"), format!("{status} with an error object")),
            move |world| async move {
                let document = Document::fresh(&world);
                let answer = document.call(Method::POST, "/api/sessions", Some((content_type, body))).await?;
                answer.is(status)?;
                let error = answer.json()?;
                let is_right = error["error"]["code"].is_string() && error["error"]["message"].is_string();
                expect(is_right, || format!("the error is {error}"))
            },
        );
    }
}

fn together(cases: &mut Cases) {
    cases.works(
        "heartbeat",
        &["EDITING-HEARTBEAT"],
        ("Send a heartbeat", "heartbeat_ack with the same id, and the time of the server"),
        |world| async move { Document::fresh(&world).editor("one").await?.beats().await },
    );
    cases.works(
        "edit",
        &["EDITING-RELAYED"],
        (
            "One of two editors of a document sends an edit",
            "the other hears it with the session of its sender and -broadcast behind its id; the sender does not",
        ),
        |world| async move {
            let document = Document::fresh(&world);
            let (mut one, mut two) = (document.editor("one").await?, document.editor("two").await?);
            let payload = json!({"content": "a", "cursor_position": 1, "user_id": "one", "extra": [1.50]});
            one.edits("msg-1", payload.clone()).await?;
            let heard = two.hears("realtime_edit").await?;
            let kept = payload.as_object().into_iter().flatten().all(|(name, value)| heard["payload"][name] == *value);
            let is_right = heard["id"] == "msg-1-broadcast" && heard["session_info"]["user_id"] == "one";
            expect(kept && is_right, || format!("the other hears {heard}"))?;
            one.beats().await
        },
    );
}

fn late(cases: &mut Cases) {
    cases.works(
        "late",
        &["EDITING-LATE"],
        ("Come to a document after an edit", "session_connected, then document_sync with the content"),
        |world| async move {
            let document = Document::fresh(&world);
            let mut one = document.editor("one").await?;
            one.edits("1", json!({"content": "a text", "cursor_position": 0})).await?;
            one.beats().await?;
            let late = document.editor("two").await?;
            expect(late.document["payload"]["content"] == "a text", || format!("it is given {}", late.document))
        },
    );
    cases.works(
        "transformed",
        &["EDITING-TRANSFORMED"],
        ("Two editors insert at one place of one version", "both are acknowledged, with versions one after the other"),
        |world| async move {
            let document = Document::fresh(&world);
            let (mut one, mut two) = (document.editor("one").await?, document.editor("two").await?);
            let base = two.document["payload"]["version"].as_u64().unwrap_or_default();
            let insert = |text: &str| {
                let change = json!({"position": 0, "insert": text});
                json!({"base_version": base, "operation": "insert", "change_delta": change})
            };
            one.edits("1", insert("A")).await?;
            let first = one.hears("edit_ack").await?;
            two.edits("2", insert("B")).await?;
            let second = two.hears("edit_ack").await?;
            let versions = (first["payload"]["version"].as_u64(), second["payload"]["version"].as_u64());
            expect(versions == (Some(base + 1), Some(base + 2)), || format!("the versions are {versions:?}"))?;
            let late = document.editor("three").await?;
            let content = late.document["payload"]["content"].as_str().unwrap_or_default().to_owned();
            let has_both = content.len() == 2 && content.contains('A') && content.contains('B');
            expect(has_both, || format!("the text is {content:?}"))
        },
    );
}

/// A document of the case.
struct Document {
    client: Client,
    name: String,
}

/// An open connection to it.
struct Editor {
    stream: Stream,
    session: String,
    /// The document as it was when it came.
    document: Value,
}

impl Document {
    fn fresh(world: &Arc<World>) -> Self {
        let client = world.client("default");
        Self { name: format!("judge-{}", client.id), client }
    }

    async fn call(&self, method: Method, path: &str, body: Option<(&str, &str)>) -> Outcome<Answer> {
        let (content_type, body) = body.unwrap_or_default();
        let headers: &[(&str, &str)] = if content_type.is_empty() { &[] } else { &[("Content-Type", content_type)] };
        self.client.raw(method, &format!("{PATH}{path}"), headers, body).await
    }

    async fn session(&self, user: &str) -> Outcome<Value> {
        let body = json!({"user_id": user, "document_id": self.name}).to_string();
        self.call(Method::POST, "/api/sessions", Some(("application/json", &body))).await?.ok()
    }

    async fn editor(&self, user: &str) -> Outcome<Editor> {
        let session = self.session(user).await?;
        let url = session["websocket_url"].as_str().unwrap_or_default();
        let stream = Stream::open(&self.client, url, None).await?;
        let id = session["session_id"].as_str().unwrap_or_default().to_owned();
        let mut editor = Editor { stream, session: id, document: Value::Null };
        let first = editor.hear().await?;
        expect(first["type"] == "session_connected", || format!("the first frame is {first}"))?;
        editor.document = editor.hears("document_sync").await?;
        Ok(editor)
    }
}

impl Editor {
    async fn text(&mut self, text: &str) -> Outcome {
        self.stream.send(Message::Text(text.into())).await
    }

    async fn edits(&mut self, id: &str, payload: Value) -> Outcome {
        self.text(&json!({"id": id, "type": "realtime_edit", "payload": payload}).to_string()).await
    }

    async fn hear(&mut self) -> Outcome<Value> {
        let text = self.stream.text().await?;
        serde_json::from_str(&text).or_else(|_| missed(format!("a frame is no JSON: {text}")))
    }

    /// The next frame but for those that tell who is there, which has to be of this type.
    async fn hears(&mut self, kind: &str) -> Outcome<Value> {
        loop {
            let frame = self.hear().await?;
            match frame["type"].as_str().unwrap_or_default() {
                found if found == kind => return Ok(frame),
                "presence" | "session_connected" | "session_disconnected" | "cursor_update" => {}
                _ if kind == "edit_ack" && frame["type"] == "realtime_edit" => {}
                _ => return missed(format!("{frame} comes in place of {kind}")),
            }
        }
    }

    /// Nothing was said to it: what comes next is the answer to its heartbeat.
    async fn beats(&mut self) -> Outcome {
        self.text(&json!({"id": "beat", "type": "heartbeat", "payload": {}}).to_string()).await?;
        let answer = self.hears("heartbeat_ack").await?;
        let is_right = answer["id"] == "beat" && answer["payload"]["server_time"].is_string();
        expect(is_right, || format!("the heartbeat is answered with {answer}"))
    }
}
