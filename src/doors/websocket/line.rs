//! A WebSocket with its times: how long it may be silent, and how long it may take nothing.
//!
//! Entry point: [`Line`]. What must always hold: whatever ends a connection has one name; a close is answered or given up
//! in a bounded time.

use std::{io, time::Duration};

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use tokio::time::{Instant, Interval, interval_at, timeout};
use tokio_tungstenite::tungstenite::{
    Message as Frame,
    error::{CapacityError, Error as SocketError},
    protocol::{CloseFrame, WebSocketConfig},
};

use super::Socket;

/// How long a client may take to answer a close before the connection is let go.
const CLOSE_MAX: Duration = Duration::from_secs(2);
/// Buffer for what a client sends, kept for as long as its connection is open, in bytes.
const READ_BUFFER_BYTES: usize = 4096;
/// How much larger than the limit a message may be so that it is read and its sender told, in bytes.
const OVERSIZE_BYTES: usize = 1 << 20;

/// The times that rule a connection.
#[derive(Debug, Clone, Copy)]
pub(in crate::doors) struct Times {
    /// Between two pings.
    pub(in crate::doors) ping: Duration,
    /// The longest that nothing may be heard.
    pub(in crate::doors) silence: Duration,
    /// The longest that a client may take nothing.
    pub(in crate::doors) stall: Duration,
}

/// A connection.
pub(in crate::doors) struct Line {
    socket: Socket,
    times: Times,
    heard_at: Instant,
    pings: Interval,
}

/// What was heard of a client.
#[derive(Debug)]
pub(in crate::doors) enum Sign {
    /// It said something.
    Said(Frame),
    /// It is there: a ping, or the answer to one.
    Alive,
    /// Nothing; it was time to ping it.
    Pinged,
}

/// Why a connection cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::doors) enum Broken {
    /// The client closed, or is gone.
    Gone,
    /// Nothing was heard for too long.
    Silent,
    /// The client takes nothing.
    Stalled,
    /// A message is larger than anything that is read.
    TooLarge,
    /// A text is no UTF-8.
    NotUtf8,
    /// A message was begun and not finished in time.
    Unfinished,
}

impl Line {
    pub(in crate::doors) fn new(socket: Socket, times: Times) -> Self {
        let pings = interval_at(Instant::now() + times.ping, times.ping);
        Self { socket, times, heard_at: Instant::now(), pings }
    }

    /// How a connection on which messages have this many bytes at most is to be upgraded.
    pub(in crate::doors) fn limits(message_bytes_max: usize) -> WebSocketConfig {
        let mut limits = WebSocketConfig::default();
        limits.read_buffer_size = READ_BUFFER_BYTES;
        let most = message_bytes_max.saturating_add(OVERSIZE_BYTES);
        limits.max_message_size = Some(most);
        limits.max_frame_size = Some(most);
        limits
    }

    /// What is heard of the client next.
    pub(in crate::doors) async fn next(&mut self) -> Result<Sign, Broken> {
        let frame = tokio::select! {
            frame = self.socket.next() => frame,
            _ = self.pings.tick() => return self.ping().await.map(|()| Sign::Pinged),
        };
        self.heard_at = Instant::now();
        match frame {
            Some(Ok(Frame::Ping(_) | Frame::Pong(_) | Frame::Frame(_))) => Ok(Sign::Alive),
            Some(Ok(Frame::Close(_))) | None => Err(Broken::Gone),
            Some(Ok(frame)) => Ok(Sign::Said(frame)),
            Some(Err(SocketError::Capacity(CapacityError::MessageTooLong { .. }))) => Err(Broken::TooLarge),
            Some(Err(SocketError::Utf8(_))) => Err(Broken::NotUtf8),
            Some(Err(error)) if is_message_too_slow(&error) => Err(Broken::Unfinished),
            Some(Err(_)) => Err(Broken::Gone),
        }
    }

    /// Pings the client, when it was heard of not too long ago.
    async fn ping(&mut self) -> Result<(), Broken> {
        if self.heard_at.elapsed() >= self.times.silence {
            return Err(Broken::Silent);
        }
        self.send([Frame::Ping(Bytes::new())]).await
    }

    /// Sends frames together.
    pub(in crate::doors) async fn send(&mut self, frames: impl IntoIterator<Item = Frame>) -> Result<(), Broken> {
        let (socket, stall) = (&mut self.socket, self.times.stall);
        let sending = async {
            for frame in frames {
                socket.feed(frame).await?;
            }
            socket.flush().await
        };
        match timeout(stall, sending).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Broken::Gone),
            Err(_) => Err(Broken::Stalled),
        }
    }

    /// Says why, waits for the client's answer for a while, and lets go.
    pub(in crate::doors) async fn close(mut self, code: u16, reason: &str) {
        let frame = CloseFrame { code: code.into(), reason: reason.into() };
        let closing = timeout(CLOSE_MAX, self.socket.close(Some(frame))).await;
        if matches!(closing, Ok(Ok(()))) {
            self.finish().await;
        }
    }

    /// Reads to the end, so that the close handshake is completed on both sides.
    pub(in crate::doors) async fn finish(mut self) {
        let drained = async { while let Some(Ok(_)) = self.socket.next().await {} };
        let _ = timeout(CLOSE_MAX, drained).await;
    }
}

/// Whether this is what a connection says whose client began a message and did not finish it in time
/// ([`crate::doors::patience`]).
pub(in crate::doors) fn is_message_too_slow(error: &SocketError) -> bool {
    matches!(error, SocketError::Io(error) if error.kind() == io::ErrorKind::TimedOut)
}
