//! An open stream between the client and our server, on which the judge has a hand.
//!
//! Entry points: [`connect`], [`run`], and [`Line`] for the hand. What must always hold: what goes through is as it came, and in
//! its order; every message and every end is in the log.

use std::{collections::VecDeque, sync::Arc};

use futures_util::{SinkExt, StreamExt};
use poem::{
    http::HeaderValue,
    web::websocket::{CloseCode, Message, WebSocketStream},
};
use serde_json::{Value, json};
use tokio::{net::TcpStream, sync::mpsc};
use tokio_tungstenite::{
    MaybeTlsStream, connect_async,
    tungstenite::{self, client::IntoClientRequest},
};

use super::{
    brief::Brief,
    front::{Front, Trouble},
    record::{Act, Answered, Asked, By, Opened, Operation, What},
};
use crate::cli::conformance::stream::JSON_PROTOCOL;

/// The close of a stream whose client cannot go on after the address that it names.
const CLOSE_RESUME_NOT_POSSIBLE: u16 = 4410;
/// What a stream may be told to do before it does it.
const ORDERS_MAX: usize = 64;

type Upstream = tokio_tungstenite::WebSocketStream<MaybeTlsStream<TcpStream>>;

/// The judge's hand on a stream.
#[derive(Debug, Clone)]
pub(super) struct Line {
    orders: mpsc::Sender<Order>,
}

/// What the judge does to a stream.
#[derive(Debug, Clone)]
pub(super) enum Order {
    /// Gives the client this message, which no session has.
    Give(String),
    /// Asks whether it is there.
    Ping,
    /// Ends the connection without a close.
    Cut,
    /// Closes with this code and reason.
    Close(u16, &'static str),
}

impl Line {
    /// Does it, where the stream is still there.
    pub(super) fn order(&self, order: Order) {
        // A stream that is over does nothing any more.
        let _ = self.orders.try_send(order);
    }
}

/// Opens the stream of our server.
pub(super) async fn connect(
    house: &str,
    path: &str,
    is_json: bool,
    token: Option<&HeaderValue>,
) -> Result<Upstream, tungstenite::Error> {
    let mut request = format!("ws://{house}{path}").into_client_request()?;
    if is_json {
        request.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static(JSON_PROTOCOL));
    }
    if let Some(token) = token {
        request.headers_mut().insert("authorization", token.clone());
    }
    connect_async(request).await.map(|(upstream, _)| upstream)
}

/// Carries frames both ways until one side ends, or the judge does; `is_refused` for a client that is told that what it
/// missed is not there any more.
pub(super) async fn run(
    front: Arc<Front>,
    client: WebSocketStream,
    upstream: Upstream,
    opened: Opened,
    is_refused: bool,
) {
    let (orders, mut ordered) = mpsc::channel(ORDERS_MAX);
    let after = opened.after.clone().unwrap_or_default();
    front.log.add(What::Opened(opened.clone()), &opened.client, &format!("opens a stream, after {after:?}"));
    front.lines.lock().push(Line { orders });
    let mut carrier = Carrier { front, client, upstream, opened, is_refused, waiting: VecDeque::new(), met: None };
    let (by, how) = carrier.carry(&mut ordered).await;
    let who = carrier.opened.client.clone();
    carrier.front.log.add(What::Ended { by }, &who, &format!("the stream ends: {how}"));
}

struct Carrier {
    front: Arc<Front>,
    client: WebSocketStream,
    upstream: Upstream,
    opened: Opened,
    /// The first frame has to say that the client cannot go on where it left off.
    is_refused: bool,
    /// Requests that came on the stream, not answered yet.
    waiting: VecDeque<usize>,
    /// What comes in the way of the answer to one of them.
    met: Option<(usize, Trouble)>,
}

impl Carrier {
    async fn carry(&mut self, ordered: &mut mpsc::Receiver<Order>) -> (By, String) {
        if self.is_refused && !self.opened.is_json {
            let reason = "what was missed is not there any more";
            let close = Message::Close(Some((CloseCode::from(CLOSE_RESUME_NOT_POSSIBLE), reason.to_owned())));
            let _ = self.client.send(close).await;
            return (By::Judge, format!("close {CLOSE_RESUME_NOT_POSSIBLE} {reason}"));
        }
        loop {
            tokio::select! {
                came = self.upstream.next() => {
                    let Some(Ok(frame)) = came else { return (By::Server, "without a close".to_owned()) };
                    if let Some(ended) = self.down(frame).await { return ended }
                }
                came = self.client.next() => {
                    let Some(Ok(frame)) = came else { return (By::Client, "without a close".to_owned()) };
                    if let Some(ended) = self.up(frame).await { return ended }
                }
                Some(order) = ordered.recv() => {
                    if let Some(ended) = self.obey(order).await { return ended }
                }
            }
        }
    }

    async fn down(&mut self, frame: tungstenite::Message) -> Option<(By, String)> {
        let frame = match frame {
            tungstenite::Message::Text(text) => {
                let Some(text) = self.told(text.as_str()).await else {
                    return Some((By::Judge, "cut by the judge in place of an answer".to_owned()));
                };
                Message::Text(text)
            }
            tungstenite::Message::Binary(bytes) => Message::Binary(bytes.to_vec()),
            tungstenite::Message::Close(close) => {
                let close = close.map(|close| (u16::from(close.code), close.reason.as_str().to_owned()));
                let how = close.as_ref().map_or("close".to_owned(), |(code, reason)| format!("close {code} {reason}"));
                let close = close.map(|(code, reason)| (CloseCode::from(code), reason));
                let _ = self.client.send(Message::Close(close)).await;
                return Some((By::Server, how));
            }
            tungstenite::Message::Ping(bytes) => Message::Ping(bytes.to_vec()),
            _ => return None,
        };
        self.client.send(frame).await.err().map(|error| (By::Client, error.to_string()))
    }

    /// Writes down what the client is given, after what comes in its way; nothing where it is not given at all.
    async fn told(&mut self, text: &str) -> Option<String> {
        let who = format!("server to {} (stream)", self.opened.client);
        let frame: Value = match self.opened.is_json {
            true => serde_json::from_str(text).unwrap_or_default(),
            false => json!({ "xml": text }),
        };
        let field = |name: &str| frame[name].as_str().map(str::to_owned);
        if frame.get("ref").is_some() {
            let number = self.waiting.pop_front().unwrap_or_default();
            let text = self.through(number, text, &frame).await?;
            let error = &frame["error"];
            let answered = Answered {
                number,
                operation: Operation::Send,
                status: if error.is_object() { 400 } else { 200 },
                code: error["code"].as_str().unwrap_or_default().to_owned(),
                state: None,
                address: field("address"),
                is_judge: false,
            };
            self.front.log.add(What::Answered(answered), &who, &text);
            return Some(text);
        } else if frame.get("recovered").is_some() && self.is_refused {
            self.is_refused = false;
            let changed = json!({"recovered": false, "address": frame["address"]}).to_string();
            self.front.log.add(
                What::Given { stream: self.opened.stream, message: None, address: field("address") },
                &who,
                &changed,
            );
            return Some(changed);
        } else {
            let message = field("xml").map(|xml| Brief::of(&xml));
            self.front.log.add(
                What::Given { stream: self.opened.stream, message, address: field("address") },
                &who,
                text,
            );
        }
        Some(text.to_owned())
    }

    /// What becomes of the answer to a message that came on the stream; nothing where it is lost.
    async fn through(&mut self, number: usize, text: &str, frame: &Value) -> Option<String> {
        let log = &self.front.log;
        match self.met.take_if(|(met, _)| *met == number).map(|(_, trouble)| trouble) {
            Some(Trouble::UnknownField) => {
                log.add(What::Did(Act::UnknownField(number)), "judge", "answers with a field that there is not");
                let mut frame = frame.clone();
                frame["laterField"] = json!({"of": ["a", "later", "version"]});
                return Some(frame.to_string());
            }
            Some(Trouble::LateAnswer(wait)) => {
                log.add(What::Did(Act::Late(number)), "judge", &format!("lets the answer wait for {wait:?}"));
                tokio::time::sleep(wait).await;
            }
            Some(Trouble::LostAnswer) => {
                log.add(What::Did(Act::Lost(number)), "judge", "ends the connection in place of the answer");
                return None;
            }
            _ => {}
        }
        Some(text.to_owned())
    }

    async fn up(&mut self, frame: Message) -> Option<(By, String)> {
        let who = self.opened.client.clone();
        let frame = match frame {
            Message::Text(text) => {
                if let Some(refusal) = self.publishes(&text) {
                    let sent = self.client.send(Message::Text(refusal)).await;
                    return sent.err().map(|error| (By::Client, error.to_string()));
                }
                tungstenite::Message::Text(text.into())
            }
            Message::Binary(bytes) => tungstenite::Message::Binary(bytes.into()),
            Message::Ping(bytes) => tungstenite::Message::Ping(bytes.into()),
            Message::Pong(_) => {
                self.front.log.add(What::Alive, &who, "answers a ping");
                return None;
            }
            Message::Close(close) => {
                let _ = self.upstream.close(None).await;
                return Some((By::Client, format!("close {close:?}")));
            }
        };
        self.upstream.send(frame).await.err().map(|error| (By::Server, error.to_string()))
    }

    /// Writes down what the client publishes on the stream; the answer where the judge refuses it itself.
    fn publishes(&mut self, text: &str) -> Option<String> {
        if !self.opened.is_json {
            if !text.is_empty() {
                self.front.log.add(What::Spoke, &self.opened.client, text);
            }
            return None;
        }
        let frame: Value = serde_json::from_str(text).unwrap_or_default();
        let number = self.front.number();
        let asked = Asked {
            number,
            client: self.opened.client.clone(),
            session: self.opened.session.clone(),
            operation: Operation::Send,
            message: frame["publish"].as_str().map(Brief::of),
            system: None,
        };
        self.front.log.add(What::Asked(asked), &self.opened.client, text);
        let trouble = self.front.make(None);
        let error = match trouble {
            // There is no Retry-After on a stream: it waits for a message that comes by POST.
            Some(Trouble::Unavailable(_)) => {
                self.front.make(trouble);
                None
            }
            Some(trouble) => self.front.refusal(trouble, number),
            None => None,
        };
        let Some((status, error)) = error else {
            self.met = trouble.map(|trouble| (number, trouble)).or(self.met);
            self.waiting.push_back(number);
            return None;
        };
        let code = error["code"].as_str().unwrap_or_default().to_owned();
        let answered =
            Answered { number, operation: Operation::Send, status, code, state: None, address: None, is_judge: true };
        let answer = json!({"ref": frame["ref"], "error": error}).to_string();
        self.front.log.add(What::Answered(answered), &format!("judge to {} (stream)", self.opened.client), &answer);
        Some(answer)
    }

    async fn obey(&mut self, order: Order) -> Option<(By, String)> {
        match order {
            Order::Give(xml) => {
                let text = match self.opened.is_json {
                    true => self.as_frame(&xml),
                    false => format!("{xml}\n"),
                };
                let given = What::Given { stream: self.opened.stream, message: Some(Brief::of(&xml)), address: None };
                self.front.log.add(given, &format!("judge to {} (stream)", self.opened.client), &text);
                self.client.send(Message::Text(text)).await.err().map(|error| (By::Client, error.to_string()))
            }
            Order::Ping => {
                let ping = Message::Ping(b"judge".to_vec());
                self.client.send(ping).await.err().map(|error| (By::Client, error.to_string()))
            }
            Order::Cut => Some((By::Judge, "cut by the judge".to_owned())),
            Order::Close(code, reason) => {
                let close = Message::Close(Some((CloseCode::from(code), reason.to_owned())));
                let _ = self.client.send(close).await;
                Some((By::Judge, format!("close {code} {reason}")))
            }
        }
    }

    /// A message as a frame of the subprotocol, at the place of the one before it.
    fn as_frame(&self, xml: &str) -> String {
        let address = self.front.log.read(|record| record.last_address(self.opened.stream));
        let brief = Brief::of(xml);
        json!({
            "address": address.unwrap_or_default(), "trackingId": uuid::Uuid::new_v4().to_string(), "kind": brief.kind,
            "sender": brief.from, "receivers": ["ALL"], "at": "2026-01-01T00:00:00Z", "xml": xml, "laterField": 1,
        })
        .to_string()
    }
}
