//! One editor's WebSocket, from its handshake to its last frame.
//!
//! Entry point: [`open`]. What must always hold: a connection hears the others in the order of the document, and nothing of
//! itself but answers; a client's mistake is told and the connection stays, until there are too many; every close says why;
//! a reader that takes nothing is closed and costs the others nothing.

use std::{sync::Arc, time::Duration};

use poem::{Request, Response, http::StatusCode};
use tokio_tungstenite::tungstenite::Message as Frame;

use super::{
    EditingDoor,
    core::{DocumentName, SessionId},
    credential::Named,
    document::{Joined, SharedDocument},
    entry::{Author, Reason},
    farewell::Farewell,
    json,
    refusal::Refused,
    yjs,
};
use crate::{
    doors::websocket::{self, Broken, Sign, Socket, Times},
    feed::Pending,
    ops::shutdown::Work,
};

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
    websocket::check_page(request.headers(), &door.configuration.ws_origins)
        .map_err(|forbidden| Refused::new(StatusCode::FORBIDDEN, "UNAUTHORIZED", forbidden))?;
    let named = Named::of(request, room)?;
    let (mut ticket, name) = ticket(door, &named)?;
    let document = door.documents.get(&name).await?;
    let is_yjs = websocket::offers(request.headers(), YJS);
    // Editors that speak Yjs say themselves what they have.
    let after = named.after.filter(|_| !is_yjs);
    // Whoever is answered is there: what others send from then on reaches it.
    let joined = document.join(ticket.session, &ticket.user_id, ticket.count, after)?;
    ticket.joined = Some((document, joined.author.clone()));
    let limit =
        if is_yjs { door.configuration.editing_update_bytes_max } else { door.configuration.editing_message_bytes_max };
    let protocol = is_yjs.then_some(YJS);
    let serve = move |socket| serve(socket, ticket, joined, is_yjs, work);
    websocket::upgrade(request, websocket::Line::limits(limit), protocol, serve).map_err(upgrade)
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

/// What both protocols have: the connection, and what it is for.
pub(super) struct Line {
    pub(super) door: Arc<EditingDoor>,
    pub(super) document: Arc<SharedDocument>,
    pub(super) session: SessionId,
    line: websocket::Line,
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

impl From<Broken> for Ending {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Gone => Self::Gone,
            Broken::Silent => Self::Close(Farewell::Idle),
            Broken::Stalled => Self::Close(Farewell::Slow),
            Broken::TooLarge => Self::Close(Farewell::TooLarge),
            Broken::NotUtf8 => Self::Close(Farewell::NotUtf8),
            Broken::Unfinished => Self::Close(Farewell::Unfinished),
        }
    }
}

/// A connection from its first frame to its last.
async fn serve(socket: Socket, mut ticket: Ticket, joined: Joined, is_yjs: bool, work: Work) {
    // The end of the run waits until the connection has said good-bye.
    let _work = work;
    let Some((document, _)) = &ticket.joined else { return };
    let document = Arc::clone(document);
    let door = Arc::clone(&ticket.door);
    let configuration = &door.configuration;
    let ping = Duration::from_millis(configuration.editing_idle_ms.div_ceil(3).clamp(1, PING_MS_MAX));
    let times = Times {
        ping,
        silence: Duration::from_millis(configuration.editing_idle_ms),
        stall: Duration::from_millis(configuration.editing_stall_ms),
    };
    let mut line = Line {
        line: websocket::Line::new(socket, times),
        in_flight: 0,
        pending: None,
        session: ticket.session,
        document,
        door: Arc::clone(&door),
    };
    let ending =
        if is_yjs { yjs::run(&mut line, joined).await } else { json::run(&mut line, joined, ticket.count).await };
    ticket.reason = match ending {
        Ending::Close(farewell) => farewell.reason(),
        Ending::Gone => Reason::ClientDisconnect,
    };
    // The connection counts as closed from here on, however long the client takes to answer.
    drop(ticket);
    match ending {
        Ending::Close(farewell) => line.line.close(farewell.code(), farewell.text()).await,
        Ending::Gone => line.line.finish().await,
    }
}

impl Line {
    /// What the client sends next; nothing at a ping or a pong, and when it was time to ping it.
    pub(super) async fn next(&mut self) -> Result<Option<Frame>, Ending> {
        let frame = match self.line.next().await? {
            Sign::Pinged => return Ok(None),
            Sign::Alive => None,
            Sign::Said(frame) => Some(frame),
        };
        self.touch()?;
        Ok(frame)
    }

    /// Sends frames together.
    pub(super) async fn send(&mut self, frames: impl IntoIterator<Item = Frame>) -> Result<(), Ending> {
        let mut count = 0;
        self.line.send(frames.into_iter().inspect(|_| count += 1)).await?;
        self.door.traffic.send(count);
        Ok(())
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
}
