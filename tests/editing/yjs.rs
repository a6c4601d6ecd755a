//! Yjs clients: the sync and awareness messages of y-protocols, beside editors that speak JSON.

use std::collections::HashMap;

use serde_json::json;
use tokio_tungstenite::{
    connect_async,
    tungstenite::{Message as Frame, client::IntoClientRequest},
};
use yrs::{
    Doc, GetString, OffsetKind, Options, ReadTxn, StateVector, Text, TextRef, Transact, Update,
    sync::{
        Message, SyncMessage,
        awareness::{AwarenessUpdate, AwarenessUpdateEntry},
    },
    updates::{decoder::Decode, encoder::Encode},
};

use crate::{
    editor::{Editor, session},
    support::{server::Server, stream::Stream},
};

/// A Yjs document at the end of a connection.
struct Client {
    stream: Stream,
    doc: Doc,
    text: TextRef,
    awareness: HashMap<u64, String>,
}

impl Client {
    /// Connects, and takes over what the document has.
    async fn join(server: &Server, user: &str, document: &str) -> Self {
        let session = session(server, user, document).await;
        let id = session["session_id"].as_str().unwrap();
        // As y-websocket builds it: the name of the room follows the address.
        let url = format!("ws://{}/editing/ws/{document}?session_id={id}", server.address());
        let mut request = url.into_client_request().unwrap();
        request.headers_mut().insert("sec-websocket-protocol", "yjs".parse().unwrap());
        let (socket, answer) = connect_async(request).await.unwrap();
        assert_eq!(answer.headers()["sec-websocket-protocol"], "yjs");
        let doc = Doc::with_options(Options { offset_kind: OffsetKind::Utf16, ..Options::default() });
        let text = doc.get_or_insert_text("content");
        let mut client = Self { stream: Stream { socket }, doc, text, awareness: HashMap::new() };
        client.send(Message::Sync(SyncMessage::SyncStep1(StateVector::default()))).await;
        while !client.take().await {}
        client
    }

    async fn send(&mut self, message: Message) {
        self.stream.send(Frame::Binary(message.encode_v1().into())).await;
    }

    /// Takes one message; whether it was the answer to its first question.
    async fn take(&mut self) -> bool {
        let Some(Frame::Binary(bytes)) = self.stream.frame().await else { panic!("not a binary frame") };
        match Message::decode_v1(&bytes).unwrap() {
            Message::Sync(SyncMessage::SyncStep1(vector)) => {
                let state = self.doc.transact().encode_state_as_update_v1(&vector);
                self.send(Message::Sync(SyncMessage::SyncStep2(state))).await;
                false
            }
            Message::Sync(SyncMessage::SyncStep2(update)) => {
                self.apply(&update);
                true
            }
            Message::Sync(SyncMessage::Update(update)) => {
                self.apply(&update);
                false
            }
            Message::Awareness(update) => {
                for (client, entry) in update.clients {
                    self.awareness.insert(client.get(), entry.json.to_string());
                }
                false
            }
            other => panic!("{other:?}"),
        }
    }

    fn apply(&self, update: &[u8]) {
        self.doc.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
    }

    fn shown(&self) -> String {
        self.text.get_string(&self.doc.transact())
    }

    async fn until(&mut self, text: &str) {
        while self.shown() != text {
            self.take().await;
        }
    }

    /// Deletes and inserts, and sends what came of it.
    async fn edit(&mut self, at: u32, delete: u32, insert: &str) {
        let update = {
            let mut transaction = self.doc.transact_mut();
            self.text.remove_range(&mut transaction, at, delete);
            self.text.insert(&mut transaction, at, insert);
            transaction.encode_update_v1()
        };
        self.send(Message::Sync(SyncMessage::Update(update))).await;
    }
}

#[tokio::test]
async fn yjs_and_json_editors_share_one_text() {
    let server = Server::start();
    let (mut ann, mut ben) = (Editor::join(&server, "ann", "d").await, Editor::join(&server, "ben", "d").await);
    ann.edit("1", json!({"content": "one 😀", "cursor_position": 0})).await;
    let base = ben.hear_type("realtime_edit").await["change"]["version"].as_u64().unwrap();
    let (mut yve, mut zoe) = (Client::join(&server, "yve", "d").await, Client::join(&server, "zoe", "d").await);
    assert_eq!((yve.shown().as_str(), zoe.shown().as_str()), ("one 😀", "one 😀"));
    yve.edit(0, 3, "two").await;
    zoe.until("two 😀").await;
    let heard = ben.hear_type("realtime_edit").await;
    assert_eq!((&heard["session_info"]["user_id"], &heard["payload"]["content"]), (&json!("yve"), &json!("two 😀")));
    // Made on the version before Yve's.
    ann.edit("2", json!({"base_version": base, "change_delta": {"position": 6, "insert": "!"}})).await;
    for client in [&mut yve, &mut zoe] {
        client.until("two 😀!").await;
    }
    let late = Editor::join(&server, "cid", "d").await;
    assert_eq!(late.document["payload"]["content"], "two 😀!");
}

#[tokio::test]
async fn what_was_typed_offline_is_merged_and_outlives_a_restart() {
    // Ann asks again and again until she is answered with what was merged.
    let mut server = Server::with(&[("C2SIM_EDITING_MAX_RATE", "1000000"), ("C2SIM_EDITING_MAX_BURST", "1000000")]);
    let mut yve = Client::join(&server, "yve", "d").await;
    yve.edit(0, 0, "shared").await;
    let mut zoe = Client::join(&server, "zoe", "d").await;
    zoe.until("shared").await;
    server.kill();
    server.start_again();
    // Zoe types while she is not connected.
    {
        let mut transaction = zoe.doc.transact_mut();
        zoe.text.insert(&mut transaction, 6, " and offline");
    }
    let mut again = Client::join(&server, "zoe", "d").await;
    let state = zoe.doc.transact().encode_state_as_update_v1(&StateVector::default());
    again.send(Message::Sync(SyncMessage::SyncStep2(state))).await;
    let mut ann = Editor::join(&server, "ann", "d").await;
    while ann.document["payload"]["content"] != "shared and offline" {
        ann.send(json!({"type": "document_sync"})).await;
        ann.document = ann.hear_type("document_sync").await;
    }
}

#[tokio::test]
async fn awareness_is_passed_on_and_ends_with_its_connection() {
    let server = Server::start();
    let (mut yve, mut zoe) = (Client::join(&server, "yve", "d").await, Client::join(&server, "zoe", "d").await);
    let own = yve.doc.client_id();
    let state = r##"{"user":{"name":"Yve","color":"#1f5f99"}}"##;
    let entry = AwarenessUpdateEntry { clock: 1, json: state.into() };
    yve.send(Message::Awareness(AwarenessUpdate { clients: HashMap::from([(own, entry)]) })).await;
    while zoe.awareness.get(&own.get()).map(String::as_str) != Some(state) {
        zoe.take().await;
    }
    let mut late = Client::join(&server, "late", "d").await;
    late.send(Message::AwarenessQuery).await;
    while late.awareness.get(&own.get()).map(String::as_str) != Some(state) {
        late.take().await;
    }
    drop(yve);
    while zoe.awareness[&own.get()] != "null" {
        zoe.take().await;
    }
}

#[tokio::test]
async fn dangerous_text_in_a_yjs_document_is_made_harmless_everywhere() {
    let server = Server::start();
    let mut ann = Editor::join(&server, "ann", "d").await;
    let mut yve = Client::join(&server, "yve", "d").await;
    yve.edit(0, 0, "<script>").await;
    yve.until("&lt;script>").await;
    ann.hear_type("realtime_edit").await;
    let heard = ann.hear_type("realtime_edit").await;
    assert_eq!((&heard["sanitized"], &heard["payload"]["content"]), (&json!(true), &json!("&lt;script>")));
}

#[tokio::test]
async fn what_is_not_of_the_protocol_closes_in_the_end() {
    let server = Server::with(&[("C2SIM_EDITING_MAX_VIOLATIONS", "2"), ("C2SIM_EDITING_MAX_UPDATE_KB", "4")]);
    let check = async |frames: Vec<Frame>, code: u16| {
        let mut yve = Client::join(&server, "yve", "d").await;
        for frame in frames {
            yve.stream.send(frame).await;
        }
        loop {
            match yve.stream.frame().await {
                Some(Frame::Close(Some(close))) => break assert_eq!(u16::from(close.code), code),
                Some(_) => {}
                None => panic!("no close"),
            }
        }
    };
    check(vec![Frame::Text("{}".into())], 1003).await;
    check(vec![Frame::Binary(vec![9, 9, 9].into()); 3], 4008).await;
    // A client with a number that no Yjs client has.
    let number = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1];
    let state = [&[1], &number[..], &[1, 4], b"null"].concat();
    let awareness = [&[1, u8::try_from(state.len()).unwrap()], &state[..]].concat();
    check(vec![Frame::Binary(awareness.into()); 3], 4008).await;
    check(vec![Frame::Binary(vec![0; 4_097].into())], 1009).await;
}
