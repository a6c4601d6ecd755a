//! A client of the WebSocket.

use std::{sync::Arc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{
    self, Message,
    client::IntoClientRequest,
    http::{HeaderName, HeaderValue},
};

use super::{
    socket::{self, Socket},
    verdict::{Finding, Outcome, expect, missed},
    world::{Client, PATIENCE, World},
};

/// The subprotocol in which every message has its address. The kit says itself what it is called, whatever this server does.
pub(super) const JSON_PROTOCOL: &str = "c2sim.v1+json";

/// An open stream.
pub(super) struct Stream {
    world: Arc<World>,
    who: String,
    socket: Socket,
    /// What came and is not a whole line yet.
    unread: String,
}

impl Stream {
    /// Opens it; the token goes along where there is one.
    pub(super) async fn open(client: &Client, url: &str, protocol: Option<&str>) -> Outcome<Self> {
        let token = client.world.target.token.clone();
        Self::open_as(client, url, protocol, token.as_deref()).await
    }

    /// Opens it with this token.
    pub(super) async fn open_as(
        client: &Client,
        url: &str,
        protocol: Option<&str>,
        token: Option<&str>,
    ) -> Outcome<Self> {
        let failed = |error: tungstenite::Error| Finding::Missed(format!("{url} is not opened: {error}"));
        client.world.transcript.add(client.id.as_str(), &format!("opens {url} {}", protocol.unwrap_or_default()));
        let mut request = url.into_client_request().map_err(failed)?;
        let bearer = token.map(|token| format!("Bearer {token}"));
        for (name, value) in [("sec-websocket-protocol", protocol), ("authorization", bearer.as_deref())] {
            let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) else { continue };
            request.headers_mut().insert(HeaderName::from_static(name), value);
        }
        let opened = timeout(PATIENCE, socket::connect(request, &client.world.target.tls)).await;
        let socket = opened.or_else(|_| missed(format!("{url} is not opened in time")))?.map_err(failed)?;
        Ok(Self { world: Arc::clone(&client.world), who: client.id.clone(), socket, unread: String::new() })
    }

    /// The next frame that is neither ping nor pong; none at the end without a close.
    pub(super) async fn frame(&mut self) -> Outcome<Option<Message>> {
        loop {
            let came = timeout(PATIENCE, self.socket.next()).await;
            let came = came.or_else(|_| missed(format!("nothing comes on the stream of {} in time", self.who)))?;
            match came {
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(frame)) => {
                    let from = format!("server to {} (stream)", self.who);
                    self.world.transcript.add(from, &shown(&frame));
                    return Ok(Some(frame));
                }
                Some(Err(_)) | None => return Ok(None),
            }
        }
    }

    /// The next text frame.
    pub(super) async fn text(&mut self) -> Outcome<String> {
        match self.frame().await? {
            Some(Message::Text(text)) => Ok(text.as_str().to_owned()),
            Some(other) => missed(format!("{} comes in place of a text frame", shown(&other))),
            None => missed("the stream ends without a close"),
        }
    }

    /// The next message, as clients read it: frames put together and taken apart at line feeds.
    pub(super) async fn line(&mut self) -> Outcome<String> {
        loop {
            if let Some((line, rest)) = self.unread.split_once('\n') {
                let line = line.to_owned();
                self.unread = rest.to_owned();
                return Ok(line);
            }
            let text = self.text().await?;
            self.unread.push_str(&text);
        }
    }

    /// Expects that this message comes next.
    pub(super) async fn hears(&mut self, expected: &str) -> Outcome {
        let line = self.line().await?;
        expect(line == expected, || {
            let (was, should) = (brief(&line), brief(expected));
            format!("another message comes than the one that is next: {was} in place of {should}")
        })
    }

    /// Expects a close with this code; its reason.
    pub(super) async fn closed(&mut self, code: u16) -> Outcome<String> {
        match self.frame().await? {
            Some(Message::Close(Some(close))) => {
                let given = u16::from(close.code);
                expect(given == code, || format!("the stream is closed with {given} in place of {code}"))?;
                Ok(close.reason.as_str().to_owned())
            }
            Some(other) => missed(format!("{} comes in place of a close with {code}", shown(&other))),
            None => missed(format!("the stream ends without a close; {code} was to come")),
        }
    }

    /// Whether a ping comes within this time.
    pub(super) async fn pinged(&mut self, within: Duration) -> Outcome<bool> {
        let ping = async {
            loop {
                match self.socket.next().await {
                    Some(Ok(Message::Ping(_))) => return Ok(true),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return missed("the stream ends without a close"),
                }
            }
        };
        timeout(within, ping).await.unwrap_or(Ok(false))
    }

    /// Expects that nothing comes any more for this long, least of all a close.
    pub(super) async fn stays_open(&mut self, quiet: Duration) -> Outcome {
        let Ok(came) = timeout(quiet, self.frame()).await else { return Ok(()) };
        match came? {
            Some(frame) => missed(format!("{} comes where the stream was to go on", shown(&frame))),
            None => missed("the stream ends where it was to go on"),
        }
    }

    pub(super) async fn send(&mut self, frame: Message) -> Outcome {
        self.world.transcript.add(format!("{} (stream)", self.who), &shown(&frame));
        self.socket.send(frame).await.or_else(|error| missed(format!("a frame cannot be sent: {error}")))
    }
}

fn shown(frame: &Message) -> String {
    match frame {
        Message::Text(text) => text.as_str().to_owned(),
        Message::Binary(bytes) => format!("binary frame of {} bytes", bytes.len()),
        Message::Close(Some(close)) => format!("close {} {}", u16::from(close.code), close.reason.as_str()),
        Message::Close(None) => "close without a code".to_owned(),
        other => format!("{other:?}"),
    }
}

/// What tells a message from others: its end.
fn brief(message: &str) -> String {
    let characters = message.chars().count();
    let from = message.find("<MessageID>").map_or(message, |at| &message[at..]);
    format!("{}… ({characters} characters)", from.chars().take(240).collect::<String>())
}
