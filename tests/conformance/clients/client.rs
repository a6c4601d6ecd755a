//! A small client as it should be, unless it is told to be otherwise.

use std::{collections::HashMap, future::pending, sync::Arc};

use futures_util::{SinkExt, StreamExt};
use parking_lot::Mutex;
use reqwest::{Method, Response};
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot, watch};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest},
};
use uuid::Uuid;

use super::{beats::Beats, flaw::Flaw};
use crate::support::messages::{UUID, order, report};

/// Beats between one message and the next.
const MESSAGE_EVERY_BEATS: u64 = 2;
/// Beats between one attempt to open a stream and the next.
const ATTEMPT_EVERY_BEATS: u64 = 6;

#[derive(Debug, Default)]
pub(super) struct Known {
    id: String,
    state: String,
    has_run: bool,
    has_paused: bool,
    first: Option<String>,
    last: Option<String>,
    number: usize,
    pub(super) is_over: bool,
    /// Who waits for the answer to which message.
    waiting: HashMap<u64, oneshot::Sender<Value>>,
}

type Socket = WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

impl Known {
    /// The frame that publishes the message on the stream; `waits` is told its answer.
    pub(super) fn published(&mut self, xml: &str, waits: oneshot::Sender<Value>) -> String {
        self.number += 1;
        let number = self.number as u64;
        self.waiting.insert(number, waits);
        json!({"publish": xml, "ref": number}).to_string()
    }
}

pub struct Client {
    base: String,
    pub(super) flaw: Flaw,
    http: reqwest::Client,
    /// It publishes on the stream.
    pub(super) is_upstream: bool,
    pub(super) known: Arc<Mutex<Known>>,
    /// Where what is published on the stream goes, while it is open.
    pub(super) upward: watch::Sender<Option<mpsc::UnboundedSender<String>>>,
    pub(super) beats: Beats,
}

impl Client {
    /// Comes, takes part until the exercise is over, and goes.
    pub async fn run(base: &str, flaw: Flaw, is_upstream: bool) {
        let id = if flaw == Flaw::ShortId { "abcd" } else { "good-1" };
        let known = Known { id: id.to_owned(), state: "UNINITIALIZED".to_owned(), ..Known::default() };
        let known = Arc::new(Mutex::new(known));
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let (upward, beats) = (watch::Sender::new(None), Beats::begin());
        let client = Self { base: base.to_owned(), flaw, http, is_upstream, known, upward, beats };
        if flaw == Flaw::SendsBeforeJoin {
            client.post("send", "application/xml", client.message()).await;
        }
        client.join().await;
        if flaw == Flaw::AsksForUnknown {
            client.get("everything").await;
        }
        tokio::select! {
            () = client.listen() => {}
            () = client.send() => {}
        }
        if flaw != Flaw::DoesNotResign {
            client.post("resign", "application/json", "{}".to_owned()).await;
        }
        if flaw == Flaw::SendsAfterResign {
            client.post("send", "application/xml", client.message()).await;
        }
    }

    pub(super) async fn ask(
        &self,
        method: Method,
        operation: &str,
        content_type: &str,
        body: String,
    ) -> Option<(Response, u64)> {
        let url = format!("{}/api/c2sim/session/default/{operation}", self.base);
        let id = self.known.lock().id.clone();
        let request = self.http.request(method, url).header("clientId", id).header("content-type", content_type);
        let response = request.body(body).send().await.ok()?;
        let wait = response.headers().get("retry-after").and_then(|wait| wait.to_str().ok()?.parse().ok());
        Some((response, wait.unwrap_or(0)))
    }

    async fn post(&self, operation: &str, content_type: &str, body: String) {
        self.ask(Method::POST, operation, content_type, body).await;
    }

    async fn get(&self, operation: &str) -> Value {
        match self.ask(Method::GET, operation, "text/plain", String::new()).await {
            Some((response, _)) => response.json().await.unwrap_or_default(),
            None => Value::Null,
        }
    }

    async fn join(&self) {
        let body = json!({"systemName": "SIM", "clientIdDisplayName": "A client"}).to_string();
        self.post("join", "application/json", body).await;
    }

    /// The next message: a report, or an order every now and then.
    fn message(&self) -> String {
        let mut known = self.known.lock();
        known.number += 1;
        let from = if self.flaw == Flaw::OtherSystem { "ANOTHER" } else { "SIM" };
        let is_order = known.number.is_multiple_of(4) && (known.state == "RUNNING" || self.flaw == Flaw::OrdersInPause);
        let order_id = format!("<OrderID>00000000-0000-4000-8000-{:012}<", known.number);
        let order = order(from).replace(&format!("<OrderID>{UUID}<"), &order_id);
        let xml = if is_order { order } else { report(from, known.number) };
        let xml = if self.flaw == Flaw::InvalidMessages { xml.replace("Latitude", "Breite") } else { xml };
        match self.flaw {
            Flaw::SameIds => xml,
            _ => renamed(&xml, UUID),
        }
    }

    /// Whether the state lets it send.
    fn may_send(&self) -> bool {
        let known = self.known.lock();
        match known.state.as_str() {
            "RUNNING" => !(self.flaw == Flaw::SilentAfterPause && known.has_paused),
            "PAUSED" => self.flaw == Flaw::OrdersInPause,
            _ if known.has_run => self.flaw == Flaw::SendsAfterStop,
            _ => self.flaw == Flaw::SendsBeforeStart,
        }
    }

    async fn send(&self) {
        while !self.known.lock().is_over {
            self.beats.pass(MESSAGE_EVERY_BEATS).await;
            if self.flaw == Flaw::JoinsBeforeEachMessage {
                self.join().await;
            }
            if self.may_send() {
                self.publish(self.message()).await;
            }
        }
    }

    /// Listens, and comes back as long as the exercise goes on.
    async fn listen(&self) {
        let mut losses = 0;
        while !self.known.lock().is_over {
            if let Some(socket) = self.open().await {
                let closed = self.read(socket).await;
                self.upward.send_replace(None);
                self.known.lock().waiting.clear();
                losses += 1;
                self.lost(closed, losses).await;
            } else if self.flaw == Flaw::Hasty {
                continue;
            }
            self.beats.pass(ATTEMPT_EVERY_BEATS).await;
        }
    }

    async fn lost(&self, closed: Option<u16>, losses: usize) {
        let stays_away = match self.flaw {
            Flaw::NotBackAfterCut => closed.is_none(),
            Flaw::NotBackAfterRestart => closed == Some(1012),
            _ => false,
        };
        if stays_away {
            // The exercise goes on without it, until the judge has seen enough.
            pending::<()>().await;
        }
        if closed == Some(4410) && self.flaw != Flaw::InsistsOnAddress {
            self.known.lock().last = None;
            self.get("info").await;
        }
        if self.flaw == Flaw::NewIdAfterLoss {
            self.known.lock().id = format!("good-{}", losses + 1);
            self.join().await;
        }
    }

    async fn open(&self) -> Option<Socket> {
        let told = self.get("stream-endpoints").await;
        let mut url = told["websocket"]["url"].as_str()?.to_owned();
        if self.flaw == Flaw::OwnUrl {
            url = format!("{}/api/c2sim/session/default/ws", self.base.replace("http:", "ws:"));
        }
        let after = {
            let known = self.known.lock();
            url.push_str(&format!("?clientId={}", known.id));
            match self.flaw {
                Flaw::DoesNotResume => None,
                Flaw::ResumesFromTheBeginning => known.first.clone(),
                _ => known.last.clone(),
            }
        };
        if let Some(after) = after {
            url.push_str(&format!("&after={after}"));
        }
        let mut request = url.into_client_request().ok()?;
        if !self.flaw.is_plain() {
            request.headers_mut().insert("sec-websocket-protocol", "c2sim.v1+json".parse().unwrap());
        }
        connect_async(request).await.ok().map(|(socket, _)| socket)
    }

    /// Reads until the stream ends; the code of its close.
    async fn read(&self, mut socket: Socket) -> Option<u16> {
        if self.flaw == Flaw::Talks {
            socket.send(Message::Text("hello".into())).await.ok()?;
        }
        let (upward, mut outgoing) = mpsc::unbounded_channel();
        self.upward.send_replace(Some(upward));
        loop {
            let frame = tokio::select! {
                Some(frame) = outgoing.recv() => {
                    socket.send(Message::Text(frame.into())).await.ok()?;
                    continue;
                }
                frame = socket.next() => frame?.ok()?,
            };
            match frame {
                Message::Text(text) => self.hear(&text).await,
                Message::Close(close) => return close.map(|close| u16::from(close.code)),
                _ => {}
            }
            if self.known.lock().is_over {
                return None;
            }
        }
    }

    async fn hear(&self, frame: &str) {
        let told: Value =
            if self.flaw.is_plain() { json!({"xml": frame}) } else { serde_json::from_str(frame).unwrap() };
        if let Some(waits) = told["ref"].as_u64().and_then(|number| self.known.lock().waiting.remove(&number)) {
            // Whoever waits for it may have gone on without it.
            let _ = waits.send(told);
            return;
        }
        let xml = told["xml"].as_str().unwrap_or_default();
        if told["recovered"] == false && self.flaw != Flaw::ReadsNothingAnew {
            self.get("info").await;
        }
        let last = match self.flaw.is_plain() {
            true if !xml.is_empty() => self.place(&text(xml, "MessageID")).await,
            _ => told["address"].as_str().map(str::to_owned),
        };
        let mut known = self.known.lock();
        if let Some(address) = last {
            known.first.get_or_insert_with(|| address.clone());
            known.last = Some(address);
        }
        let is_strange = xml.contains("LaterBody") && self.flaw == Flaw::FallsOverMessage
            || xml.contains("later=") && self.flaw == Flaw::FallsOverElement;
        for (element, state) in [
            ("SubmitInitialization", "INITIALIZING"),
            ("ShareScenario", "INITIALIZED"),
            ("StartScenario", "RUNNING"),
            ("PauseScenario", "PAUSED"),
            ("ResumeScenario", "RUNNING"),
            ("StopScenario", "INITIALIZED"),
            ("ResetScenario", "UNINITIALIZED"),
        ] {
            if xml.contains(&format!("<{element}/>")) {
                known.state = state.to_owned();
                known.has_run |= state == "RUNNING";
                known.has_paused |= state == "PAUSED";
                known.is_over = element == "ResetScenario";
            }
        }
        known.is_over |= is_strange;
    }

    /// The place of a message in the session, by its history.
    async fn place(&self, id: &str) -> Option<String> {
        let (response, _) = self.ask(Method::GET, "messages", "text/plain", String::new()).await?;
        let history = response.text().await.ok()?;
        let line = history.lines().find(|line| line.contains(id))?.to_owned();
        let line: Value = serde_json::from_str(&line).ok()?;
        line["address"].as_str().map(str::to_owned)
    }
}

/// The text of the first element of this name.
pub(super) fn text(xml: &str, element: &str) -> String {
    let rest = xml.split(&format!("<{element}>")).nth(1).unwrap_or_default();
    rest.split('<').next().unwrap_or_default().to_owned()
}

/// The message with another MessageID.
pub(super) fn renamed(xml: &str, id: &str) -> String {
    xml.replace(&format!("<MessageID>{id}<"), &format!("<MessageID>{}<", Uuid::new_v4()))
}
