//! The subprotocol `c2sim.v1+json`: the stream with the place of every message, and messages of the client on the same socket.
//!
//! Entry point: [`serve`]. What must always hold: the first frame says whether the stream begins where the client left off;
//! what the client publishes is decided on in its order, and each is answered by its `ref` with what the REST operation would
//! answer; a client that publishes faster than is kept is not read from until it is; a frame that is none is answered, and
//! the socket stays; at the end, what is in flight is answered first. What it deliberately leaves out: the plain stream,
//! whose messages and order are the same.

pub(in crate::doors) mod frames;
mod upstream;

#[cfg(test)]
mod tests;

use std::pin::pin;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use tokio::time::{Instant, interval_at, timeout};
use tokio_tungstenite::tungstenite::{Error, Message};

use super::{
    goodbye::Goodbye,
    websocket::{self, Ending, Times},
};
use crate::{
    doors::{publisher::Publisher, rate::Pace, websocket::Socket},
    feed::Address,
    hub::{Heard, Listener},
    ops::shutdown::Shutdown,
};
use frames::{Beginning, Down, MessageFrame};
use upstream::Upstream;

/// The name by which a client asks for it.
pub(crate) const SUBPROTOCOL: &str = "c2sim.v1+json";

/// How many bytes a frame may have for each byte of the largest document: JSON writes some characters longer than UTF-8 does.
const FRAME_BYTES_A_DOCUMENT_BYTE: usize = 3;
/// What a frame may have beside its document, in bytes.
const FRAME_BYTES_BESIDE: usize = 64 * 1024;

/// The largest frame of a client, where a document may have so many bytes.
pub(super) fn frame_bytes_max(document_bytes_max: usize) -> usize {
    document_bytes_max.saturating_mul(FRAME_BYTES_A_DOCUMENT_BYTE).saturating_add(FRAME_BYTES_BESIDE)
}

/// A stream that is open.
pub(super) struct Opened {
    pub(super) listener: Listener,
    /// Whether it begins where the client left off.
    pub(super) recovered: bool,
    pub(super) publisher: Publisher,
    /// Messages of the client that may be in flight.
    pub(super) in_flight_max: usize,
    /// How much the client may send.
    pub(super) pace: Option<Pace>,
}

/// Delivers what the listener hears, and publishes what the client sends, until one side closes.
pub(super) async fn serve(mut socket: Socket, opened: Opened, times: Times, shutdown: Shutdown) {
    let Opened { mut listener, recovered, publisher, in_flight_max, pace } = opened;
    let mut upstream = Upstream::new(publisher, in_flight_max, pace);
    let mut ending = begin(&mut socket, recovered, listener.address(), times).await;
    let mut pings = interval_at(Instant::now() + times.ping, times.ping);
    let mut token_is_over = pin!(times.token_end.over());
    let (mut heard, mut frames) = (Vec::<Heard>::new(), Vec::new());
    while ending.is_none() {
        ending = tokio::select! {
            () = shutdown.requested() => Some(Ending::Close(Goodbye::shutting_down())),
            () = &mut token_is_over => Some(Ending::Close(Goodbye::token_expired())),
            () = upstream.answers(&mut frames), if !upstream.is_idle() => deliver(&mut socket, &mut frames, times).await,
            incoming = socket.next(), if upstream.has_room() => take(incoming, &mut upstream),
            listened = listener.hear(&mut heard) => {
                frames.extend(heard.iter().map(|heard| Down::Message(Box::new(MessageFrame::from(heard))).to_json()));
                let delivered = deliver(&mut socket, &mut frames, times).await;
                delivered.or(listened.err().map(|farewell| Ending::Close(farewell.into())))
            }
            _ = pings.tick() => {
                let ping = timeout(times.stall, socket.send(Message::Ping(Bytes::new()))).await;
                (!matches!(ping, Ok(Ok(())))).then_some(Ending::Gone)
            }
        };
    }
    // The stream counts as closed from here on, however long the client takes to answer.
    drop(listener);
    if let Some(Ending::Close(_)) = &ending {
        answer_the_rest(&mut socket, &mut upstream, times).await;
    }
    websocket::end(socket, ending).await;
}

async fn begin(socket: &mut Socket, recovered: bool, address: Address, times: Times) -> Option<Ending> {
    let beginning = Down::Beginning(Beginning { recovered, address: address.to_string() });
    deliver(socket, &mut vec![beginning.to_json()], times).await
}

/// Writes the frames, and leaves none.
async fn deliver(socket: &mut Socket, frames: &mut Vec<Vec<u8>>, times: Times) -> Option<Ending> {
    let delivered = websocket::deliver(socket, frames.iter().map(Vec::as_slice), times.stall).await;
    frames.clear();
    delivered.err()
}

/// What was accepted is answered also when the stream ends, for as long as the client may take.
async fn answer_the_rest(socket: &mut Socket, upstream: &mut Upstream, times: Times) {
    let answering = async {
        let mut frames = Vec::new();
        while !upstream.is_idle() {
            upstream.answers(&mut frames).await;
            if deliver(socket, &mut frames, times).await.is_some() {
                return;
            }
        }
    };
    // Whoever does not wait for the end of the run loses the answers alone: what was accepted is kept.
    let _ = timeout(times.stall, answering).await;
}

fn take(incoming: Option<Result<Message, Error>>, upstream: &mut Upstream) -> Option<Ending> {
    match incoming {
        Some(Ok(Message::Text(text))) if text.is_empty() => None,
        Some(Ok(Message::Binary(data))) if data.is_empty() => None,
        Some(Ok(Message::Text(text))) => {
            upstream.take(text.into());
            None
        }
        // What is no text is no frame of the protocol, and is told so as such.
        Some(Ok(Message::Binary(data))) => {
            upstream.take(data);
            None
        }
        Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => None,
        Some(Err(Error::Capacity(error))) => Some(Ending::Close(Goodbye::too_large(error))),
        Some(Err(error)) => Some(websocket::of_error(&error)),
        Some(Ok(Message::Close(_))) | None => Some(Ending::Gone),
    }
}
