//! A session's messages to one client as Server-Sent Events (the HTML standard, section 9.2).
//!
//! Entry point: [`body`]. The id of an event is the address of its message, its data the message on one line. What must
//! always hold: whoever comes back with the last id that it was sent misses nothing and hears nothing twice. Hence the first
//! thing sent is an id, and ids are sent without an event where others' messages, or a filter, let the place move on. A
//! reader that takes nothing is let go and costs the others nothing; every end but that says why.

use std::{
    io::{self, Write},
    pin::pin,
};

use bytes::Bytes;
use futures_util::stream::poll_fn;
use poem::Body;
use serde_json::json;
use tokio::{
    sync::mpsc::{Receiver, Sender, channel},
    time::{Instant, interval_at, timeout},
};

use super::{Times, goodbye::Goodbye};
use crate::{
    feed::Address,
    hub::{Heard, Listener},
    ops::shutdown::{Shutdown, Work},
};

/// How long a client waits before it connects again, in milliseconds.
const RECONNECT_MS: u32 = 2_000;
/// What takes the place of that where to connect again is of no use: a client without a mind of its own comes back after a
/// day, and not at once to push out the stream that took its place.
const NO_RECONNECT_MS: u32 = 86_400_000;
/// Lines up to this size are gathered before they are sent; larger ones are sent from the shared buffer.
const GATHER_BYTES_MAX: usize = 16 * 1024;
/// An id and the name of the field after it, at most.
const HEAD_BYTES_MAX: usize = 64;
/// The most that is sent in one piece: a slow reader shows that it is at work by taking the next one.
const PIECE_BYTES_MAX: usize = 64 * 1024;

/// The body of an answer that brings what `listener` hears until one side ends it. `work` is held as long.
pub(crate) fn body(listener: Listener, times: Times, shutdown: Shutdown, work: Work) -> Body {
    let (sender, receiver) = channel(1);
    let delivery = Delivery { told: listener.address(), listener, sender, times };
    tokio::spawn(async move {
        delivery.run(shutdown).await;
        drop(work);
    });
    Body::from_bytes_stream(pieces_of(receiver))
}

fn pieces_of(mut receiver: Receiver<Bytes>) -> impl futures_util::Stream<Item = io::Result<Bytes>> {
    poll_fn(move |context| receiver.poll_recv(context).map(|piece| piece.map(Ok)))
}

/// The reader is gone, or took nothing for too long.
struct NotTaken;

struct Delivery {
    listener: Listener,
    sender: Sender<Bytes>,
    /// The last id that was sent.
    told: Address,
    times: Times,
}

impl Delivery {
    async fn run(mut self, shutdown: Shutdown) {
        let begin = format!("retry: {RECONNECT_MS}\nid: {}\n\n", self.told);
        let ended = match self.send(begin.into()).await {
            Ok(()) => self.deliver(&shutdown).await,
            Err(NotTaken) => return,
        };
        if let Ok(goodbye) = ended {
            // Whoever does not take it is gone anyway.
            let _ = self.send(closing(&goodbye)).await;
        }
    }

    async fn deliver(&mut self, shutdown: &Shutdown) -> Result<Goodbye, NotTaken> {
        let mut pauses = interval_at(Instant::now() + self.times.ping, self.times.ping);
        let mut messages = Vec::new();
        let gone = self.sender.clone();
        let mut token_is_over = pin!(self.times.token_end.over());
        loop {
            tokio::select! {
                biased;
                () = shutdown.requested() => return Ok(Goodbye::shutting_down()),
                () = &mut token_is_over => return Ok(Goodbye::token_expired()),
                () = gone.closed() => return Err(NotTaken),
                heard = self.listener.hear(&mut messages) => {
                    self.send_events(&messages).await?;
                    if let Err(farewell) = heard { return Ok(farewell.into()) }
                }
                _ = pauses.tick() => self.keep_alive().await?,
            }
        }
    }

    async fn send_events(&mut self, messages: &[Heard]) -> Result<(), NotTaken> {
        for piece in pieces(messages) {
            self.send(piece).await?;
        }
        if let Some(last) = messages.last() {
            self.told = last.address;
        }
        Ok(())
    }

    /// A comment, and the id where it has moved on.
    async fn keep_alive(&mut self) -> Result<(), NotTaken> {
        let address = self.listener.address();
        let id = if address == self.told { String::new() } else { format!("id: {address}\n") };
        self.told = address;
        self.send(format!(": still here\n{id}\n").into()).await
    }

    async fn send(&self, piece: Bytes) -> Result<(), NotTaken> {
        match timeout(self.times.stall, self.sender.send(piece)).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(NotTaken),
        }
    }
}

/// The events of these messages, in pieces.
fn pieces(messages: &[Heard]) -> Vec<Bytes> {
    let (mut pieces, mut gathered) = (Vec::new(), Vec::new());
    for Heard { address, message, .. } in messages {
        // Writing into memory does not fail.
        let _ = write!(gathered, "id: {address}\ndata: ");
        if message.line.len() <= GATHER_BYTES_MAX {
            gathered.extend_from_slice(&message.line);
        } else {
            pieces.push(std::mem::take(&mut gathered).into());
            let starts = (0..message.line.len()).step_by(PIECE_BYTES_MAX);
            let slice = |start| message.line.slice(start..message.line.len().min(start + PIECE_BYTES_MAX));
            pieces.extend(starts.map(slice));
        }
        // The line ends the data with its own line feed; this one ends the event.
        gathered.push(b'\n');
        if gathered.len() >= PIECE_BYTES_MAX - GATHER_BYTES_MAX - HEAD_BYTES_MAX {
            pieces.push(std::mem::take(&mut gathered).into());
        }
    }
    if !gathered.is_empty() {
        pieces.push(gathered.into());
    }
    pieces
}

/// The last event, of a type of its own: why the stream ends, and whether to connect again.
fn closing(goodbye: &Goodbye) -> Bytes {
    let data = json!({"code": goodbye.code(), "reason": goodbye.reason(), "reconnect": goodbye.may_reconnect()});
    let retry = if goodbye.may_reconnect() { RECONNECT_MS } else { NO_RECONNECT_MS };
    format!("event: closed\nretry: {retry}\ndata: {data}\n\n").into()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        hub::Distributed,
        identity::{SystemName, Timestamp, TrackingId},
        message::MessageKind,
    };

    fn heard(place: u64, line_bytes: usize) -> Heard {
        let mut line = vec![b'x'; line_bytes - 1];
        line.push(b'\n');
        let message = Distributed {
            tracking_id: TrackingId::random(),
            kind: MessageKind::Report,
            sender: SystemName::new("SIM"),
            receivers: Box::default(),
            publisher: None,
            version: None,
            line: line.into(),
        };
        let address = format!("00c2514d00c2514d:{place}").parse().unwrap();
        Heard { address, at: Timestamp { unix_ms: 0 }, message: Arc::new(message) }
    }

    #[test]
    fn every_message_is_one_event_whatever_its_size() {
        for sizes in [
            &[][..],
            &[1],
            &[10, 20],
            &[GATHER_BYTES_MAX, GATHER_BYTES_MAX + 1, 5],
            &[PIECE_BYTES_MAX, PIECE_BYTES_MAX + 1, 3 * PIECE_BYTES_MAX + 7],
            &[GATHER_BYTES_MAX; 20],
        ] {
            let messages: Vec<Heard> = (1..).zip(sizes).map(|(place, &size)| heard(place, size)).collect();
            let pieces = pieces(&messages);
            assert!(pieces.iter().all(|piece| !piece.is_empty() && piece.len() <= PIECE_BYTES_MAX), "{sizes:?}");
            let whole = pieces.concat();
            let events = messages.iter().map(|Heard { address, message, .. }| {
                format!("id: {address}\ndata: {}\n", String::from_utf8_lossy(&message.line))
            });
            assert!(whole == events.collect::<String>().into_bytes(), "{sizes:?}");
        }
    }
}
