//! One editor's WebSocket, from its handshake to its last frame.
//!
//! Entry point: [`open`]. What must always hold: a connection hears the others in the order of the document, and nothing of
//! itself but answers; a client's mistake is told and the connection stays, until there are too many; every close says why;
//! a reader that takes nothing is closed and costs the others nothing.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use poem::{
    Request, Response,
    http::{HeaderMap, StatusCode, header},
};
use tokio::time::{Instant, Interval, interval_at, timeout};
use tokio_tungstenite::tungstenite::{
    Message as Frame,
    error::{CapacityError, Error as SocketError},
    protocol::{CloseFrame, WebSocketConfig},
};

use super::{
    EditingDoor, Figures,
    core::{DocumentName, SessionId},
    credential::Named,
    document::SharedDocument,
    entry::{Author, Reason},
    farewell::Farewell,
    json,
    refusal::Refused,
    yjs,
};
use crate::{
    doors::websocket::{self, Socket},
    feed::Pending,
    ops::shutdown::Work,
};

/// Buffer for what a client sends, kept for as long as its connection is open, in bytes.
const READ_BUFFER_BYTES: usize = 4096;
/// How much larger than the limit a message may be so that it is read and its sender told, in bytes.
const OVERSIZE_BYTES: usize = 1 << 20;
/// How long a client may take to answer a close before the connection is let go, in seconds.
const CLOSE_SEC_MAX: u64 = 2;
/// Time between two pings at most, in milliseconds.
const PING_MS_MAX: u64 = 30_000;
/// Changes of one connection that may wait for the disk before it is read on.
const IN_FLIGHT_MAX: usize = 256;
/// Entries that are read at once; what is read together is written together.
pub(super) const BATCH_ENTRIES: usize = 32;
/// The subprotocol of Yjs clients.
const YJS: &str = "yjs";

/// A connection that counts as open until this is dropped, whatever ends it; the others then hear that it has ended.
struct Ticket {
    door: Arc<EditingDoor>,
    session: SessionId,
    user_id: Arc<str>,
    count: usize,
    /// Where it has joined.
    joined: Option<(Arc<SharedDocument>, Author)>,
    /// Why it ended, as far as anybody said.
    reason: Reason,
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let count = self.door.sessions.lock().disconnect(self.session);
        if let Some((document, author)) = self.joined.take() {
            document.leave(&author, count, self.reason);
        }
    }
}

/// Answers a handshake; `room` is the document that the path names.
pub(super) async fn open(door: &Arc<EditingDoor>, request: &Request, room: Option<&str>) -> Result<Response, Refused> {
    let upgrade = |error| Refused::new(StatusCode::UPGRADE_REQUIRED, "INVALID_MESSAGE", error);
    websocket::check(request).map_err(upgrade)?;
    let Some(work) = door.shutdown.work() else { return Err(Refused::shutting_down()) };
    let origin = request.headers().get(header::ORIGIN);
    if !origin.is_none_or(|origin| origin.to_str().is_ok_and(|origin| door.configuration.ws_origins.allow(origin))) {
        let text = "pages from this origin may not connect; add it to C2SIM_WS_ORIGINS";
        return Err(Refused::new(StatusCode::FORBIDDEN, "UNAUTHORIZED", text));
    }
    let named = Named::of(request, room)?;
    let (ticket, name) = ticket(door, &named)?;
    let document = door.documents.get(&name).await?;
    let is_yjs = offers_yjs(request.headers());
    let limit =
        if is_yjs { door.configuration.editing_update_bytes_max } else { door.configuration.editing_message_bytes_max };
    let protocol = is_yjs.then_some(YJS);
    let serve = move |socket| serve(socket, ticket, document, is_yjs, work);
    websocket::upgrade(request, socket_configuration(limit), protocol, serve).map_err(upgrade)
}

/// Counts the connection in, where its session may open it.
fn ticket(door: &Arc<EditingDoor>, named: &Named) -> Result<(Ticket, DocumentName), Refused> {
    let (now, session) = (door.clock.now(), named.session);
    let mut sessions = door.sessions.lock();
    let (user_id, name) = {
        let found = sessions.get(now, session).map_err(Refused::at_handshake)?;
        (Arc::clone(&found.user_id), found.document.clone())
    };
    if named.document.as_ref().is_some_and(|document| *document != name) {
        let text = format!("the session is for the document {}; create one for the other", name.as_str());
        return Err(Refused::new(StatusCode::CONFLICT, "INVALID_SESSION", text));
    }
    let count = sessions.connect(now, session).map_err(Refused::at_handshake)?;
    let ticket =
        Ticket { door: Arc::clone(door), session, user_id, count, joined: None, reason: Reason::ServerShutdown };
    Ok((ticket, name))
}

fn offers_yjs(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).into_iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|name| name.trim() == YJS)
}

fn socket_configuration(message_bytes_max: usize) -> WebSocketConfig {
    let mut configuration = WebSocketConfig::default();
    configuration.read_buffer_size = READ_BUFFER_BYTES;
    let most = message_bytes_max.saturating_add(OVERSIZE_BYTES);
    configuration.max_message_size = Some(most);
    configuration.max_frame_size = Some(most);
    configuration
}

/// What both protocols have: the socket, and the times that rule it.
pub(super) struct Line {
    pub(super) door: Arc<EditingDoor>,
    pub(super) document: Arc<SharedDocument>,
    pub(super) session: SessionId,
    socket: Socket,
    stall: Duration,
    idle: Duration,
    heard_at: Instant,
    pings: Interval,
    in_flight: usize,
    pending: Option<Pending>,
}

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// The server closes, and says why.
    Close(Farewell),
    /// The client closed, or is gone.
    Gone,
}

/// A connection from its first frame to its last.
async fn serve(socket: Socket, mut ticket: Ticket, document: Arc<SharedDocument>, is_yjs: bool, work: Work) {
    // The end of the run waits until the connection has said good-bye.
    let _work = work;
    let door = Arc::clone(&ticket.door);
    let configuration = &door.configuration;
    let ping = Duration::from_millis(configuration.editing_idle_ms.div_ceil(3).clamp(1, PING_MS_MAX));
    let mut line = Line {
        stall: Duration::from_millis(configuration.editing_stall_ms),
        idle: Duration::from_millis(configuration.editing_idle_ms),
        heard_at: Instant::now(),
        pings: interval_at(Instant::now() + ping, ping),
        in_flight: 0,
        pending: None,
        session: ticket.session,
        document: Arc::clone(&document),
        door: Arc::clone(&door),
        socket,
    };
    let joined = match document.join(ticket.session, &ticket.user_id, ticket.count) {
        Ok(joined) => joined,
        Err(error) => {
            tracing::warn!(document = document.name().as_str(), %error, "a connection is refused");
            return line.close(Farewell::NotKept).await;
        }
    };
    ticket.joined = Some((Arc::clone(&document), joined.author.clone()));
    let ending =
        if is_yjs { yjs::run(&mut line, joined).await } else { json::run(&mut line, joined, ticket.count).await };
    ticket.reason = match ending {
        Ending::Close(farewell) => farewell.reason(),
        Ending::Gone => Reason::ClientDisconnect,
    };
    // The connection counts as closed from here on, however long the client takes to answer.
    drop(ticket);
    match ending {
        Ending::Close(farewell) => line.close(farewell).await,
        Ending::Gone => line.finish().await,
    }
}

impl Line {
    /// What the client sends next; nothing at a ping or a pong, and when it was time to ping it.
    pub(super) async fn next(&mut self) -> Result<Option<Frame>, Ending> {
        let frame = tokio::select! {
            frame = self.socket.next() => frame,
            _ = self.pings.tick() => return self.ping().await.map(|()| None),
        };
        self.heard_at = Instant::now();
        let frame = match frame {
            Some(Ok(Frame::Ping(_) | Frame::Pong(_) | Frame::Frame(_))) => None,
            Some(Ok(Frame::Close(_))) | None => return Err(Ending::Gone),
            Some(Ok(frame)) => Some(frame),
            Some(Err(SocketError::Capacity(CapacityError::MessageTooLong { .. }))) => {
                return Err(Ending::Close(Farewell::TooLarge));
            }
            Some(Err(SocketError::Utf8(_))) => return Err(Ending::Close(Farewell::NotUtf8)),
            Some(Err(_)) => return Err(Ending::Gone),
        };
        self.touch()?;
        Ok(frame)
    }

    /// Pings the client, when it was heard of not too long ago.
    async fn ping(&mut self) -> Result<(), Ending> {
        if self.heard_at.elapsed() >= self.idle {
            return Err(Ending::Close(Farewell::Idle));
        }
        match timeout(self.stall, self.socket.send(Frame::Ping(Bytes::new()))).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Ending::Gone),
            Err(_) => Err(Ending::Close(Farewell::Slow)),
        }
    }

    /// Sends frames together.
    pub(super) async fn send(&mut self, frames: impl IntoIterator<Item = Frame>) -> Result<(), Ending> {
        let mut count = 0;
        let socket = &mut self.socket;
        let sending = async {
            for frame in frames {
                socket.feed(frame).await?;
                count += 1;
            }
            socket.flush().await
        };
        match timeout(self.stall, sending).await {
            Ok(Ok(())) => {
                Figures::count(&self.door.figures.sent, count);
                Ok(())
            }
            Ok(Err(_)) => Err(Ending::Gone),
            Err(_) => Err(Ending::Close(Farewell::Slow)),
        }
    }

    /// The session is used.
    fn touch(&self) -> Result<(), Ending> {
        let touched = self.door.sessions.lock().touch(self.door.clock.now(), self.session);
        touched.map_err(|_| Ending::Close(Farewell::SessionExpired))
    }

    /// Takes a message from what the session may send; after so many milliseconds there is one.
    pub(super) fn take(&self) -> Result<Result<(), u64>, Ending> {
        let taken = self.door.sessions.lock().send(self.door.clock.now(), self.session);
        taken.map_err(|_| Ending::Close(Farewell::SessionExpired))
    }

    /// Something of this connection is on its way to the disk. Where much is, it waits.
    pub(super) async fn keep(&mut self, pending: Pending) {
        self.in_flight += 1;
        if self.in_flight >= IN_FLIGHT_MAX {
            // Where it is not kept, the document ends the connection.
            let _ = pending.await;
            self.in_flight = 0;
        } else {
            self.pending = Some(pending);
        }
    }

    /// Says why, waits for the client's answer for a while, and lets go.
    async fn close(mut self, farewell: Farewell) {
        let frame = CloseFrame { code: farewell.code().into(), reason: farewell.text().into() };
        let closing = timeout(Duration::from_secs(CLOSE_SEC_MAX), self.socket.close(Some(frame))).await;
        if matches!(closing, Ok(Ok(()))) {
            self.finish().await;
        }
    }

    /// Reads to the end, so that the close handshake is completed on both sides.
    async fn finish(mut self) {
        let drained = async { while let Some(Ok(_)) = self.socket.next().await {} };
        let _ = timeout(Duration::from_secs(CLOSE_SEC_MAX), drained).await;
    }
}
