//! One client's WebSocket, from its handshake to its last frame.
//!
//! Entry point: [`open`]. What must always hold: HELLO is the first frame; answers stand among events where they were made;
//! every text frame after IDENTIFY has a number, whatever it says; every close says why; a reader that takes nothing is
//! closed and costs the others nothing.

use std::{
    collections::VecDeque,
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use poem::{Request, Response, http::StatusCode};
use serde::Deserialize;
use tokio::time::{Instant, timeout_at};
use tokio_tungstenite::tungstenite::{Message as Frame, Utf8Bytes};

use super::{
    ConciergeDoor,
    core::Standing,
    entry::Entry,
    farewell::Farewell,
    identify::{Admitted, admitted},
    namespace::{Joined, Namespace},
    payload::{PayloadIn, Unread},
    refusal::Refused,
    reply::{Description, PayloadOut, marked},
};
use crate::{
    auth::Principal,
    doors::{
        token_end::TokenEnd,
        websocket::{self, Broken, Line, Sign, Socket, Times},
    },
    feed::Sequence,
    identity::SessionName,
    ops::shutdown::Work,
};

/// The subprotocol that clients offer.
const SUBPROTOCOL: &str = "ert-concierge";
/// Events that are read at once; what is read together is written together.
const BATCH_ENTRIES: usize = 64;
/// Answers that may wait for the events before them until the next payload is read.
const ANSWERS_MAX: usize = 64;
/// Their bytes.
const ANSWER_BYTES_MAX: usize = 1 << 20;

/// A connection that counts as open until this is dropped.
struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// A client that is there until this is dropped, whatever ends its connection.
struct Presence {
    namespace: Arc<Namespace>,
    joined: Joined,
}

impl Drop for Presence {
    fn drop(&mut self) {
        self.namespace.leave(self.joined.number, self.joined.connection);
    }
}

/// How a connection ends.
enum Ending {
    /// The server closes, and says why.
    Close(Farewell),
    /// The client closed, or is gone.
    Gone,
}

impl From<Broken> for Ending {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Gone => Self::Gone,
            Broken::Silent => Self::Close(Farewell::Silent),
            Broken::Stalled => Self::Close(Farewell::Slow),
            Broken::TooLarge => Self::Close(Farewell::TooLarge),
            Broken::NotUtf8 => Self::Close(Farewell::NotUtf8),
            Broken::Unfinished => Self::Close(Farewell::Unfinished),
        }
    }
}

impl From<Farewell> for Ending {
    fn from(farewell: Farewell) -> Self {
        Self::Close(farewell)
    }
}

/// What the address of a WebSocket says beside its path.
#[derive(Debug, Default, Deserialize)]
struct Query {
    session: Option<String>,
}

/// Answers a handshake; `segment` is the namespace that the path names.
pub(super) async fn open(
    door: &Arc<ConciergeDoor>,
    request: &Request,
    segment: Option<&str>,
) -> Result<Response, Refused> {
    let upgrade = |error| Refused::new(StatusCode::UPGRADE_REQUIRED, "NOT_A_WEBSOCKET", error);
    websocket::check(request).map_err(upgrade)?;
    let Some(work) = door.shutdown.work() else { return Err(Refused::shutting_down()) };
    websocket::check_page(request.headers(), &door.configuration.ws_origins)
        .map_err(|forbidden| Refused::new(StatusCode::FORBIDDEN, "FORBIDDEN_ORIGIN", forbidden))?;
    let principal = door.authenticator.authenticate(request.headers()).await?;
    let name = namespace_of(request, segment)?;
    let counted = count(door)?;
    let namespace = door.namespaces.get(&name).await?;
    let subprotocol = websocket::offers(request.headers(), SUBPROTOCOL).then_some(SUBPROTOCOL);
    let limit = Line::limits(door.configuration.concierge_payload_bytes_max);
    let door = Arc::clone(door);
    let serve = move |socket| async move {
        // The end of the run waits until the connection has said good-bye.
        let _work: Work = work;
        serve(socket, &door, namespace, &principal, counted).await;
    };
    websocket::upgrade(request, limit, subprotocol, serve).map_err(upgrade)
}

fn namespace_of(request: &Request, segment: Option<&str>) -> Result<SessionName, Refused> {
    let query = request.params::<Query>().map_err(Refused::bad)?;
    match (segment, query.session.as_deref()) {
        (Some(one), Some(other)) if one != other => Err(Refused::bad("the address names two namespaces; name one")),
        (None, None) => Ok(SessionName::default_session()),
        (one, other) => SessionName::parse(one.or(other).unwrap_or_default()).map_err(Refused::bad),
    }
}

/// Counts the connection in, where there is room for it.
fn count(door: &ConciergeDoor) -> Result<Counted, Refused> {
    let max = door.configuration.concierge_clients_max;
    let counted = Counted(Arc::clone(&door.connections));
    if counted.0.fetch_add(1, Ordering::AcqRel) >= max {
        let text = format!("there are {max} clients, which is the most; try again later");
        return Err(Refused::new(StatusCode::SERVICE_UNAVAILABLE, "TOO_MANY_CLIENTS", text));
    }
    Ok(counted)
}

/// A connection from its first frame to its last.
async fn serve(
    socket: Socket,
    door: &ConciergeDoor,
    namespace: Arc<Namespace>,
    principal: &Principal,
    counted: Counted,
) {
    let times = Times {
        ping: Duration::from_millis(door.configuration.concierge_ping_ms),
        silence: Duration::from_millis(door.configuration.concierge_silence_ms),
        stall: Duration::from_millis(door.configuration.concierge_stall_ms),
    };
    let mut line = Line::new(socket, times);
    let ending = tokio::select! {
        biased;
        () = TokenEnd::of(principal).over() => Farewell::TokenExpired.into(),
        attended = attend(&mut line, door, namespace, principal) => match attended {
            Ok(never) => match never {},
            Err(ending) => ending,
        },
    };
    // It counts as closed from here on, however long the client takes to answer.
    drop(counted);
    match ending {
        Ending::Close(farewell) => line.close(farewell.code(), &farewell.reason()).await,
        Ending::Gone => line.finish().await,
    }
}

/// Lets the client in, and serves it until the connection ends; by then it has left, or is waited for.
async fn attend(
    line: &mut Line,
    door: &ConciergeDoor,
    namespace: Arc<Namespace>,
    principal: &Principal,
) -> Result<Infallible, Ending> {
    let standing = Standing::Guest { may_read_messages: principal.may_read_messages().is_ok() };
    let admitted = identified(line, door, standing).await?;
    let joined = namespace.join(admitted)?;
    let presence = Presence { namespace, joined };
    let mut client =
        Client { presence, line, door, seq: 0, answers: VecDeque::new(), answer_bytes: 0, batch: Vec::new() };
    client.serve().await
}

/// The first frame, which has to come in time.
async fn identified(line: &mut Line, door: &ConciergeDoor, standing: Standing) -> Result<Admitted, Ending> {
    let until = Instant::now() + Duration::from_millis(door.configuration.concierge_identify_ms);
    loop {
        let frame = tokio::select! {
            () = door.shutdown.requested() => return Err(Farewell::ShuttingDown.into()),
            frame = timeout_at(until, line.next()) => frame.map_err(|_| Farewell::IdentifyTimeout)?,
        };
        match frame? {
            Sign::Alive | Sign::Pinged => {}
            Sign::Said(Frame::Text(text)) => {
                if text.len() > door.configuration.concierge_payload_bytes_max {
                    return Err(Farewell::TooLarge.into());
                }
                let secret = door.configuration.concierge_secret.as_ref().map(|secret| secret.reveal());
                return Ok(admitted(&text, secret, standing)?);
            }
            Sign::Said(_) => return Err(Farewell::Undecodable("the first payload is a text".to_owned()).into()),
        }
    }
}

/// A client that has come in, and its connection.
struct Client<'a> {
    presence: Presence,
    line: &'a mut Line,
    door: &'a ConciergeDoor,
    /// The number of the next text frame; after the largest it stays.
    seq: u64,
    /// Answers, each with the place of the event after which it stands.
    answers: VecDeque<(Sequence, Utf8Bytes)>,
    answer_bytes: usize,
    batch: Vec<Arc<Entry>>,
}

impl Client<'_> {
    async fn serve(&mut self) -> Result<Infallible, Ending> {
        let hello = self.presence.joined.hello.write();
        self.send(vec![Frame::Text(hello)]).await?;
        let shutdown = self.door.shutdown.clone();
        loop {
            let may_read = self.answers.len() < ANSWERS_MAX && self.answer_bytes < ANSWER_BYTES_MAX;
            tokio::select! {
                () = shutdown.requested() => return Err(Farewell::ShuttingDown.into()),
                ended = &mut self.presence.joined.ended => {
                    return Err(ended.unwrap_or(Farewell::NotKept).into());
                }
                sign = self.line.next(), if may_read => self.hear(sign?).await?,
                read = self.presence.joined.cursor.read(BATCH_ENTRIES, &mut self.batch) => {
                    read.map_err(Farewell::from)?;
                    self.deliver().await?;
                }
            }
        }
    }

    /// What is heard of the client.
    async fn hear(&mut self, sign: Sign) -> Result<(), Ending> {
        // Binary frames are passed over, and have no number.
        let Sign::Said(Frame::Text(text)) = sign else { return Ok(()) };
        if text.len() > self.door.configuration.concierge_payload_bytes_max {
            return Err(Farewell::TooLarge.into());
        }
        self.door.traffic.receive(1);
        let mut seq = self.seq;
        let read = PayloadIn::read(&text);
        if let Ok(PayloadIn::SelfSetSeq(set)) = &read {
            seq = set.seq;
        }
        self.seq = seq.saturating_add(1);
        let Joined { number, cursor, .. } = &self.presence.joined;
        let (answer, after) = match read {
            Ok(payload) => self.presence.namespace.act(*number, payload, text.len()),
            Err(Unread::UnknownType) => (PayloadOut::ErrorUnsupported, cursor.position()),
            Err(Unread::Malformed(desc)) => (PayloadOut::ErrorProtocol(Description { desc }), cursor.position()),
        };
        let answer = marked(&answer.write(), "seq", seq);
        self.answer_bytes += answer.len();
        self.answers.push_back((after, answer));
        let mut frames = Vec::new();
        self.take_answers(self.presence.joined.cursor.position(), &mut frames);
        self.send(frames).await
    }

    async fn send(&mut self, frames: Vec<Frame>) -> Result<(), Ending> {
        if frames.is_empty() {
            return Ok(());
        }
        self.door.traffic.send(frames.len() as u64);
        Ok(self.line.send(frames).await?)
    }

    /// The answers that stand after the event of this place, or before.
    fn take_answers(&mut self, place: Sequence, frames: &mut Vec<Frame>) {
        while let Some((_, answer)) = self.answers.pop_front_if(|(after, _)| *after <= place) {
            self.answer_bytes -= answer.len();
            frames.push(Frame::Text(answer));
        }
    }

    /// What happened, for this client, and the answers among it.
    async fn deliver(&mut self) -> Result<(), Ending> {
        let Joined { number, wants_places, .. } = self.presence.joined;
        let last = self.presence.joined.cursor.position();
        let mut place = last.minus(self.batch.len() as u64);
        let mut frames = Vec::new();
        let mut batch = std::mem::take(&mut self.batch);
        self.take_answers(place, &mut frames);
        for entry in batch.drain(..) {
            place = place.next();
            if entry.audience.has(number) {
                frames.push(Frame::Text(if wants_places { entry.placed(place) } else { entry.text.clone() }));
            }
            self.take_answers(place, &mut frames);
        }
        self.batch = batch;
        self.send(frames).await?;
        self.presence.joined.delivered.store(last.number(), Ordering::Release);
        Ok(())
    }
}
