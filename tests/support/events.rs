//! A client of the stream as Server-Sent Events.

use std::time::Duration;

use futures_util::{Stream, StreamExt, stream::BoxStream};
use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use tokio::time::timeout;

use super::client::{Answer, Client};

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open stream of events.
pub struct Events {
    pieces: BoxStream<'static, reqwest::Result<Vec<u8>>>,
    unread: String,
}

/// What stands between two empty lines: each field with its value, a comment under the empty name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block(pub Vec<(String, String)>);

impl Block {
    pub fn field(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}

/// The request for a client's events.
pub fn request(client: &Client, query: &str) -> RequestBuilder {
    client.raw(Method::GET, &format!("/api/c2sim/session/{}/events{query}", client.session))
}

impl Events {
    /// Opens the stream; the first block says where it begins.
    pub async fn open(request: RequestBuilder) -> (Self, String) {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200, "{:?}", Answer::read(answer).await);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let mut events = Self { pieces: pieces(answer.bytes_stream()), unread: String::new() };
        let begin = events.block().await.expect("the stream begins");
        assert_eq!(begin.field("retry"), Some("2000"), "{begin:?}");
        (events, begin.field("id").expect("a stream begins with an id").to_owned())
    }

    /// The next block; none at the end.
    pub async fn block(&mut self) -> Option<Block> {
        loop {
            if let Some((block, rest)) = self.unread.split_once("\n\n") {
                let fields = block.lines().map(|line| {
                    let (name, value) = line.split_once(':').unwrap_or((line, ""));
                    (name.to_owned(), value.strip_prefix(' ').unwrap_or(value).to_owned())
                });
                let block = Block(fields.collect());
                self.unread = rest.to_owned();
                return Some(block);
            }
            match timeout(PATIENCE, self.pieces.next()).await.expect("something comes in time") {
                Some(Ok(piece)) => self.unread.push_str(std::str::from_utf8(&piece).unwrap()),
                Some(Err(_)) | None => return None,
            }
        }
    }

    /// The next message, with its id.
    pub async fn message(&mut self) -> (String, String) {
        loop {
            let block = self.block().await.expect("a message comes");
            if let Some(data) = block.field("data") {
                assert_eq!(block.0.len(), 2, "{block:?}");
                return (block.field("id").expect("a message has an id").to_owned(), data.to_owned());
            }
        }
    }

    /// How the server ends the stream.
    pub async fn closed(&mut self) -> Value {
        let block = self.block().await.expect("the stream says why it ends");
        assert_eq!(block.field("event"), Some("closed"), "{block:?}");
        assert_eq!(self.block().await, None);
        serde_json::from_str(block.field("data").unwrap()).unwrap()
    }
}

fn pieces(
    pieces: impl Stream<Item = reqwest::Result<bytes::Bytes>> + Send + 'static,
) -> BoxStream<'static, reqwest::Result<Vec<u8>>> {
    pieces.map(|piece| piece.map(|piece| piece.to_vec())).boxed()
}
