//! One client's WebSocket from its first frame to its last.
//!
//! Entry point: [`serve`]. What must always hold: the socket goes one way (a client that sends data is closed, empty frames
//! aside, which shipped clients send as their ping); messages come in the order of the feed; a reader that takes nothing is
//! closed and costs the others nothing; every close says why.

use std::{pin::pin, time::Duration};

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use tokio::time::{Instant, interval_at, sleep_until, timeout};
use tokio_tungstenite::tungstenite::Message;

use super::{
    frames::{WriteFailed, write, write_lines},
    goodbye::Goodbye,
};
use crate::{
    auth::Principal,
    clock,
    doors::websocket::Socket,
    hub::{Heard, Listener},
    ops::{Configuration, Shutdown},
};

/// How long a client may take to answer a close before the connection is let go, in seconds.
const CLOSE_SEC_MAX: u64 = 2;
/// No stream lasts longer on one token, whatever the token says.
const TOKEN_LEFT_MAX: Duration = Duration::from_secs(365 * 86_400);

/// The times that rule a stream.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    /// Between two pings of the server.
    pub(crate) ping: Duration,
    /// How long a reader may take nothing.
    pub(crate) stall: Duration,
    /// When the token that opened the stream counts no more.
    pub(crate) until: Option<Instant>,
}

impl Times {
    /// Those that the operator decided on, and the end of the token of whoever opens the stream.
    pub(crate) fn of(configuration: &Configuration, principal: &Principal) -> Self {
        let until = principal.until().map(|until| Duration::from_millis(until.ms_since(clock::now())));
        Self {
            until: until.and_then(|left| Instant::now().checked_add(left.min(TOKEN_LEFT_MAX))),
            ping: Duration::from_millis(configuration.stream_ping_ms),
            stall: Duration::from_millis(configuration.stall_timeout_ms),
        }
    }
}

impl Times {
    /// Resolves when the token counts no more; never without one.
    pub(crate) async fn token_is_over(self) {
        match self.until {
            Some(until) => sleep_until(until).await,
            None => std::future::pending().await,
        }
    }
}

/// How a stream ended.
pub(super) enum Ending {
    /// The server closes, and says why.
    Close(Goodbye),
    /// The client took nothing for too long; the rest of what it was being sent goes first, should it read on.
    Stalled(Bytes, Goodbye),
    /// The client closed, or is gone.
    Gone,
}

/// Delivers what `listener` hears until one side closes.
pub(super) async fn serve(mut socket: Socket, mut listener: Listener, times: Times, shutdown: Shutdown) {
    let mut pings = interval_at(Instant::now() + times.ping, times.ping);
    let mut messages: Vec<Heard> = Vec::new();
    let mut token_is_over = pin!(times.token_is_over());
    let ending = loop {
        tokio::select! {
            biased;
            () = shutdown.requested() => break Ending::Close(Goodbye::shutting_down()),
            () = &mut token_is_over => break Ending::Close(Goodbye::token_expired()),
            incoming = socket.next() => if let Some(ending) = answer(incoming) { break ending },
            heard = listener.hear(&mut messages) => {
                let lines = messages.iter().map(|heard| &*heard.message.line);
                if let Err(ending) = deliver(&mut socket, lines, times.stall).await { break ending }
                if let Err(farewell) = heard { break Ending::Close(farewell.into()) }
            }
            _ = pings.tick() => {
                let ping = timeout(times.stall, socket.send(Message::Ping(Bytes::new()))).await;
                if !matches!(ping, Ok(Ok(()))) { break Ending::Gone }
            }
        }
    };
    // The stream counts as closed from here on, however long the client takes to answer.
    drop(listener);
    end(socket, Some(ending)).await;
}

/// Ends the connection as it is to be ended.
pub(super) async fn end(mut socket: Socket, ending: Option<Ending>) {
    match ending {
        Some(Ending::Close(goodbye)) => close(socket, goodbye).await,
        Some(Ending::Stalled(rest, goodbye)) => {
            if write(socket.get_mut(), &rest, Duration::from_secs(CLOSE_SEC_MAX)).await.is_ok() {
                close(socket, goodbye).await;
            }
        }
        Some(Ending::Gone) | None => finish(socket).await,
    }
}

/// Says why, waits for the client's answer for a while, and lets go.
pub(super) async fn close(mut socket: Socket, goodbye: Goodbye) {
    let closing = socket.close(Some(goodbye.into_frame()));
    let closing = timeout(Duration::from_secs(CLOSE_SEC_MAX), closing).await;
    if matches!(closing, Ok(Ok(()))) {
        finish(socket).await;
    }
}

/// Reads to the end, so that the close handshake is completed on both sides.
pub(super) async fn finish(mut socket: Socket) {
    let drained = async { while let Some(Ok(_)) = socket.next().await {} };
    let _ = timeout(Duration::from_secs(CLOSE_SEC_MAX), drained).await;
}

/// Writes each as one text frame.
pub(super) async fn deliver<'l>(
    socket: &mut Socket,
    lines: impl Iterator<Item = &'l [u8]> + Clone,
    stall: Duration,
) -> Result<(), Ending> {
    if lines.clone().next().is_none() {
        return Ok(());
    }
    // What the protocol had to say itself, a pong for example, goes first: frames must not mix.
    if !matches!(timeout(stall, socket.flush()).await, Ok(Ok(()))) {
        return Err(Ending::Gone);
    }
    write_lines(socket.get_mut(), lines, stall).await.map_err(|failed| match failed {
        WriteFailed::Stalled { ref rest, .. } => Ending::Stalled(rest.clone(), Goodbye::again(&failed)),
        WriteFailed::Gone(_) => Ending::Gone,
    })
}

type Incoming = Option<Result<Message, tokio_tungstenite::tungstenite::Error>>;

fn answer(incoming: Incoming) -> Option<Ending> {
    match incoming {
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => None,
        Some(Ok(Message::Text(text))) if text.is_empty() => None,
        Some(Ok(Message::Binary(data))) if data.is_empty() => None,
        Some(Ok(Message::Close(_))) | None => Some(Ending::Gone),
        Some(Ok(_)) => Some(Ending::Close(Goodbye::normal("this stream only delivers; publish with POST …/send"))),
        Some(Err(tokio_tungstenite::tungstenite::Error::Capacity(_))) => {
            Some(Ending::Close(Goodbye::normal("this stream only delivers; publish with POST …/send")))
        }
        Some(Err(_)) => Some(Ending::Gone),
    }
}
