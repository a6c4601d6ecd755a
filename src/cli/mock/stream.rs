//! The WebSocket: plays the examples of the messages that the AsyncAPI document says the server sends.
//!
//! Entry points: [`is_at`], [`play`]. What must always hold: every frame stands in the document; after the last one the stream
//! stays open, as a session does in which nothing happens. A publication on the stream is answered by its example.

use futures_util::{SinkExt, StreamExt};
use poem::{
    IntoResponse,
    http::HeaderMap,
    web::websocket::{Message, WebSocket, WebSocketStream},
};
use serde_json::Value;

use crate::doors::{ASYNCAPI_YAML, SUBPROTOCOL};

/// Whether a stream is at this path.
pub(super) fn is_at(path: &str) -> bool {
    let rest = path.strip_prefix("/api/c2sim/session/").and_then(|rest| rest.strip_suffix("/ws"));
    rest.is_some_and(|session| !session.is_empty() && !session.contains('/'))
}

/// Plays the examples to whoever opens the stream.
pub(super) fn play(upgrade: WebSocket, headers: &HeaderMap) -> impl IntoResponse + use<> {
    let offered = headers.get("sec-websocket-protocol").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_json = offered.split(',').any(|protocol| protocol.trim() == SUBPROTOCOL);
    let upgrade = if is_json { upgrade.protocols([SUBPROTOCOL]) } else { upgrade };
    upgrade.on_upgrade(move |socket| played(socket, is_json))
}

async fn played(mut socket: WebSocketStream, is_json: bool) {
    let first: &[&str] = if is_json { &["beginning", "message"] } else { &["line"] };
    for frame in first.iter().filter_map(|name| example(name)) {
        if socket.send(Message::Text(frame)).await.is_err() {
            return;
        }
    }
    while let Some(Ok(frame)) = socket.next().await {
        let answer = match frame {
            Message::Text(text) if is_json && !text.is_empty() => answered(&text),
            Message::Close(_) => return,
            _ => None,
        };
        if let Some(answer) = answer
            && socket.send(Message::Text(answer)).await.is_err()
        {
            return;
        }
    }
}

/// The example of the answer to a frame of the client, with the `ref` that it gave.
fn answered(text: &str) -> Option<String> {
    let frame: Value = serde_json::from_str(text).unwrap_or_default();
    let name = if frame["publish"].is_string() { "accepted" } else { "refused" };
    let mut answer: Value = serde_json::from_str(&example(name)?).ok()?;
    answer["ref"] = frame["ref"].clone();
    Some(answer.to_string())
}

/// The first example of a message of the document.
fn example(name: &str) -> Option<String> {
    let document: Value = serde_yaml::from_str(ASYNCAPI_YAML).expect("a test reads the document");
    let payload = &document["components"]["messages"][name]["examples"][0]["payload"];
    match payload {
        Value::Null => None,
        Value::String(line) => Some(format!("{}\n", line.trim_end())),
        frame => Some(frame.to_string()),
    }
}
