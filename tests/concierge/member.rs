//! A client of the gateway.

use std::time::Duration;

use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use crate::support::{server::Server, stream::Stream};

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where the gateway of a server is.
pub(crate) fn ws(server: &Server) -> String {
    format!("ws://{}/concierge/ws", server.address())
}

/// What IDENTIFY says, with more fields.
pub(crate) fn identify(name: &str, more: Value) -> Value {
    let mut payload = json!({ "type": "IDENTIFY", "name": name, "version": "0.2.0" });
    let Value::Object(more) = more else { panic!("fields are wanted") };
    payload.as_object_mut().unwrap().extend(more);
    payload
}

/// A connection, not identified yet.
pub(crate) async fn connected(url: &str) -> Stream {
    Stream::open(url).await
}

/// How the server closes; frames before it are passed over.
pub(crate) async fn closed(stream: &mut Stream) -> (u16, String) {
    loop {
        match timeout(PATIENCE, stream.socket.next()).await.expect("a close comes in time") {
            Some(Ok(Message::Close(Some(frame)))) => return (frame.code.into(), frame.reason.to_string()),
            Some(Ok(_)) => {}
            other => panic!("no close: {other:?}"),
        }
    }
}

/// A client that has come in.
pub(crate) struct Member {
    pub(crate) stream: Stream,
    pub(crate) name: String,
    pub(crate) uuid: String,
    /// What the server said first.
    pub(crate) hello: Value,
}

impl Member {
    pub(crate) async fn join(server: &Server, name: &str) -> Self {
        Self::join_with(&ws(server), name, json!({})).await
    }

    pub(crate) async fn join_with(url: &str, name: &str, more: Value) -> Self {
        let mut stream = connected(url).await;
        stream.send(Message::Text(identify(name, more).to_string().into())).await;
        let hello = stream.json().await;
        assert_eq!((&hello["type"], &hello["version"]), (&json!("HELLO"), &json!("0.2.0")), "{hello}");
        assert_eq!(hello.get("seq"), None);
        let uuid = hello["uuid"].as_str().unwrap().to_owned();
        Self { stream, name: name.to_owned(), uuid, hello }
    }

    /// The client as others see it.
    pub(crate) fn info(&self) -> Value {
        json!({ "name": self.name, "nickname": null, "uuid": self.uuid, "tags": [] })
    }

    /// A service as clients see it.
    pub(crate) fn service(&self, name: &str, subscribers: &[&Member]) -> Value {
        let subscribers: Vec<&str> = subscribers.iter().map(|member| member.uuid.as_str()).collect();
        json!({ "name": name, "nickname": null, "owner_uuid": self.uuid, "subscribers": subscribers })
    }

    pub(crate) async fn text(&mut self, text: &str) {
        self.stream.send(Message::Text(text.into())).await;
    }

    /// Sends a payload of this type with these fields.
    pub(crate) async fn send(&mut self, kind: &str, fields: Value) {
        let mut payload = json!({ "type": kind });
        let Value::Object(fields) = fields else { panic!("fields are wanted") };
        payload.as_object_mut().unwrap().extend(fields);
        self.text(&payload.to_string()).await;
    }

    /// The next payload.
    pub(crate) async fn hear(&mut self) -> Value {
        self.stream.json().await
    }

    /// Sends, and answers the next payload, which has to be the answer.
    pub(crate) async fn ask(&mut self, kind: &str, fields: Value) -> Value {
        self.send(kind, fields).await;
        let answer = self.hear().await;
        assert!(answer.get("seq").is_some(), "{kind}: {answer}");
        answer
    }

    /// The next payload has to be this one.
    pub(crate) async fn expect(&mut self, expected: &Value) {
        let heard = self.hear().await;
        assert_eq!(&heard, expected, "{} hears", self.name);
    }

    /// Nothing was said to it: the next payload is the answer to its own.
    pub(crate) async fn hears_nothing(&mut self) {
        let answer = self.ask("SELF_FETCH", json!({})).await;
        assert_eq!(answer["type"], "SELF_FETCH_RESULT", "{} hears {answer}", self.name);
    }

    pub(crate) async fn closed(&mut self) -> (u16, String) {
        closed(&mut self.stream).await
    }

    /// Closes in order.
    pub(crate) async fn leave(mut self) {
        self.stream.socket.close(None).await.unwrap();
        while let Some(Ok(_)) = self.stream.socket.next().await {}
    }

    /// Loses its connection.
    pub(crate) fn lose(self) {
        drop(self);
    }
}
