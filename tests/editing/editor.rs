//! An editor that speaks JSON, and the REST calls that it needs.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_tungstenite::{
    connect_async,
    tungstenite::{Error, Message, client::IntoClientRequest},
};

use crate::support::{client::Answer, server::Server, stream::Stream};

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(20);

/// Calls the door's REST side.
pub(crate) async fn call(server: &Server, method: Method, path: &str, body: Option<Value>) -> Answer {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = http.request(method, server.url(&format!("/editing{path}")));
    let request = match body {
        Some(body) => request.json(&body),
        None => request,
    };
    Answer::read(request.send().await.unwrap()).await
}

/// Creates a session, and answers what the server said.
pub(crate) async fn session(server: &Server, user: &str, document: &str) -> Value {
    call(server, Method::POST, "/api/sessions", Some(json!({"user_id": user, "document_id": document}))).await.ok()
}

/// The status and the code with which a handshake is refused.
pub(crate) async fn refused(url: &str, headers: &[(&'static str, &str)]) -> (u16, String) {
    let mut request = url.into_client_request().unwrap();
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().unwrap());
    }
    match connect_async(request).await {
        Err(Error::Http(answer)) => {
            let body: Value = serde_json::from_slice(answer.body().as_deref().unwrap_or_default()).unwrap();
            (answer.status().as_u16(), body["error"]["code"].as_str().unwrap().to_owned())
        }
        other => panic!("not refused: {other:?}"),
    }
}

/// A connection.
pub(crate) struct Editor {
    pub(crate) stream: Stream,
    pub(crate) session_id: String,
    /// What the server said first.
    pub(crate) welcome: Value,
    /// The document as it was then.
    pub(crate) document: Value,
}

impl Editor {
    /// Creates a session and connects at the address that the server names.
    pub(crate) async fn join(server: &Server, user: &str, document: &str) -> Self {
        let session = session(server, user, document).await;
        Self::open(session["websocket_url"].as_str().unwrap(), session["session_id"].as_str().unwrap()).await
    }

    pub(crate) async fn open(url: &str, session_id: &str) -> Self {
        let mut stream = Stream::open(url).await;
        let welcome = frame(&mut stream).await;
        assert_eq!(welcome["type"], "session_connected", "{welcome}");
        let document = frame(&mut stream).await;
        assert_eq!(document["type"], "document_sync", "{document}");
        Self { stream, session_id: session_id.to_owned(), welcome, document }
    }

    pub(crate) async fn send(&mut self, message: Value) {
        self.text(&message.to_string()).await;
    }

    pub(crate) async fn text(&mut self, text: &str) {
        self.stream.send(Message::Text(text.into())).await;
    }

    /// Sends an edit of this payload.
    pub(crate) async fn edit(&mut self, id: &str, payload: Value) {
        self.send(json!({"id": id, "type": "realtime_edit", "payload": payload})).await;
    }

    /// The next frame that is not about who is there.
    pub(crate) async fn hear(&mut self) -> Value {
        loop {
            let frame = frame(&mut self.stream).await;
            if frame["type"] != "presence" && frame["type"] != "cursor_update" {
                return frame;
            }
        }
    }

    /// The next frame of this type; those before it are passed over.
    pub(crate) async fn hear_type(&mut self, kind: &str) -> Value {
        loop {
            let frame = frame(&mut self.stream).await;
            if frame["type"] == kind {
                return frame;
            }
        }
    }

    /// The error that a message is answered with: its code, and what it is about.
    pub(crate) async fn fault(&mut self, text: &str) -> (String, Value) {
        self.text(text).await;
        let error = self.hear_type("error").await;
        assert!(error["payload"]["message"].as_str().unwrap().len() > 10, "{error}");
        (error["payload"]["code"].as_str().unwrap().to_owned(), error["payload"]["details"].clone())
    }

    /// Shows that nothing that was said reaches it: but for who came, nothing but the answer comes.
    pub(crate) async fn nothing_but_an_answer(&mut self) {
        self.send(json!({"id": "quiet?", "type": "heartbeat"})).await;
        let mut answer = self.hear().await;
        while answer["type"] == "session_connected" {
            answer = self.hear().await;
        }
        assert_eq!((&answer["type"], &answer["id"]), (&json!("heartbeat_ack"), &json!("quiet?")), "{answer}");
    }

    /// How the server closes; frames before it are passed over.
    pub(crate) async fn closed(&mut self) -> u16 {
        loop {
            match timeout(PATIENCE, self.stream.socket.next()).await.expect("a close comes in time") {
                Some(Ok(Message::Close(Some(frame)))) => return frame.code.into(),
                Some(Ok(_)) => {}
                other => panic!("no close: {other:?}"),
            }
        }
    }

    pub(crate) async fn close(mut self) {
        self.stream.socket.close(None).await.unwrap();
        while let Some(Ok(_)) = self.stream.socket.next().await {}
    }
}

async fn frame(stream: &mut Stream) -> Value {
    match stream.frame().await {
        Some(Message::Text(text)) => serde_json::from_str(&text).unwrap(),
        other => panic!("not a text frame: {other:?}"),
    }
}

/// Sends what is no text.
pub(crate) async fn send_frame(editor: &mut Editor, frame: Message) {
    editor.stream.socket.send(frame).await.unwrap();
}
