//! One session together with its feed: every input is decided and put into the feed under one lock, so that the order of
//! the feed is the order of the decisions.
//!
//! Entry points: [`SharedSession::publish`], [`SharedSession::listen`]. What must always hold: a message is read and
//! validated before the lock is taken; nothing is appended for a refusal; after a deletion nothing is accepted.

use std::{collections::HashMap, sync::Arc};

use bytes::Bytes;
use parking_lot::{Mutex, MutexGuard};
use tokio::sync::oneshot;

use super::{Distributed, Entry, HubError, Listener, Settings, listener::ReadPosition, server_message};
use crate::{
    clock::Clock,
    feed::{Backlog, Feed},
    identity::{ClientId, SystemName, Timestamp, TrackingId},
    message::{self, MessageKind, SystemMessage},
    schema::Schema,
    session::{Distribution, Input, Outcome, Session, State, StreamId},
};

/// A session, its feed, and the schema that its messages are held to.
pub struct SharedSession {
    schema: Arc<Schema>,
    settings: Arc<Settings>,
    clock: Arc<dyn Clock>,
    feed: Feed<Entry>,
    life: Mutex<Life>,
}

struct Life {
    session: Session,
    /// The server's own initialization message, from ShareScenario to ResetScenario.
    initialization: Option<Bytes>,
    streams: HashMap<StreamId, OpenStream>,
    next_stream: u64,
    messages: u64,
}

/// What the session holds of an open stream.
struct OpenStream {
    /// Tells it that another took its place.
    replace: oneshot::Sender<()>,
    /// How far it has read.
    position: Arc<ReadPosition>,
}

/// What became of an accepted message.
#[derive(Debug)]
pub struct Published {
    /// The ticket for the publisher.
    pub tracking_id: TrackingId,
    /// What was published.
    pub kind: MessageKind,
    /// Its FromSendingSystem.
    pub sender: SystemName,
}

impl SharedSession {
    pub(super) fn new(session: Session, schema: Arc<Schema>, settings: Arc<Settings>, clock: Arc<dyn Clock>) -> Self {
        let feed = Feed::new(settings.backlog);
        let life = Life { session, initialization: None, streams: HashMap::new(), next_stream: 0, messages: 0 };
        Self { schema, settings, clock, feed, life: Mutex::new(life) }
    }

    /// Reads what the session is at this moment.
    pub fn read<R>(&self, look: impl FnOnce(&Session) -> R) -> R {
        look(&self.life.lock().session)
    }

    /// Entries and bytes that are kept for streams that are behind.
    pub fn backlog(&self) -> Backlog {
        self.feed.kept()
    }

    /// Messages that went out so far.
    pub fn messages(&self) -> u64 {
        self.life.lock().messages
    }

    /// How many entries each open stream has not read yet.
    pub fn entries_behind(&self) -> HashMap<StreamId, u64> {
        let head = self.feed.head();
        let life = self.life.lock();
        life.streams.iter().map(|(id, stream)| (*id, head.entries_since(stream.position.get()))).collect()
    }

    /// Whether the client may publish at all, and as which system it joined; asked before a body is read.
    pub fn admit(&self, client: &ClientId) -> Result<SystemName, HubError> {
        let mut life = self.life.lock();
        let system = life.session.admit(client)?.system_name.clone();
        life.session.step(self.clock.now(), Input::Seen { client: client.clone() })?;
        Ok(system)
    }

    /// Notes that the client asked for something, which keeps a member from being removed for inactivity.
    pub fn seen(&self, client: &ClientId) {
        // To have been seen is never refused.
        let _ = self.life.lock().session.step(self.clock.now(), Input::Seen { client: client.clone() });
    }

    /// Takes an input that carries no message, such as a join.
    pub fn take(&self, input: Input) -> Result<Outcome, HubError> {
        let now = self.clock.now();
        let mut life = self.living()?;
        let outcome = life.session.step(now, input)?;
        self.record(now, &outcome, None);
        Ok(outcome)
    }

    /// Lets time pass: removes members that were inactive for too long.
    pub(super) fn tick(&self) {
        // A tick is never refused by a session that lives, and one that is deleted has nothing to remove.
        let _ = self.take(Input::Tick);
    }

    /// Reads, validates and decides about a message; when it is accepted, puts it into the feed and answers its ticket.
    ///
    /// `charset` is the one that the request declared. The caller sees to it that large bodies do not hold up others.
    pub fn publish(&self, client: &ClientId, body: Bytes, charset: Option<&str>) -> Result<Published, HubError> {
        let settings = &self.settings;
        let message = message::read(body, charset, &self.schema, settings.validation, &settings.limits)?;
        let tracking_id = TrackingId::random();
        let published =
            Published { tracking_id, kind: message.kind(), sender: message.header().from_sending_system.clone() };
        let input = Input::Publish {
            client: client.clone(),
            kind: message.kind(),
            from: published.sender.clone(),
            initialization: message.initialization().cloned().map(Arc::new),
        };
        let now = self.clock.now();
        let mut life = self.living()?;
        let outcome = match message.kind() {
            MessageKind::System(SystemMessage::ShareScenario) => self.share(&mut life, now, input)?,
            _ => life.session.step(now, input)?,
        };
        if life.session.state() == State::Uninitialized {
            life.initialization = None;
        }
        let withheld = matches!(outcome.distribution, Distribution::Nothing | Distribution::Withheld);
        let distributed = (!withheld).then(|| Distributed::new(tracking_id, &message, Some(client.clone())));
        life.messages += u64::from(distributed.is_some());
        self.record(now, &outcome, distributed);
        Ok(published)
    }

    /// The initialization as the server shared it: the whole document, from the state INITIALIZED on.
    pub fn initialization(&self) -> Result<Bytes, HubError> {
        let life = self.living()?;
        life.session.shared_initialization()?;
        life.initialization.clone().ok_or_else(|| HubError::NotComposed("the shared initialization is gone".into()))
    }

    /// Opens the client's stream at this moment; an older stream of the same client ends.
    pub fn listen(self: &Arc<Self>, client: &ClientId) -> Result<Listener, HubError> {
        let mut life = self.living()?;
        let stream = StreamId(life.next_stream);
        let opened = Input::StreamOpened { client: client.clone(), stream };
        let outcome = life.session.step(self.clock.now(), opened)?;
        life.next_stream += 1;
        for closing in outcome.closes {
            if let Some(older) = life.streams.remove(&closing.stream) {
                // The older stream may be closing by itself at this moment.
                let _ = older.replace.send(());
            }
        }
        let (replace, replaced) = oneshot::channel();
        let cursor = self.feed.cursor_after(self.feed.head());
        let position = Arc::new(ReadPosition::new(cursor.position()));
        life.streams.insert(stream, OpenStream { replace, position: Arc::clone(&position) });
        let is_member = life.session.member(client).is_some();
        Ok(Listener::new(Arc::clone(self), (client.clone(), stream), cursor, is_member, replaced, position))
    }

    pub(super) fn close_stream(&self, client: &ClientId, stream: StreamId) {
        let mut life = self.life.lock();
        life.streams.remove(&stream);
        // Closing a stream is never refused.
        let _ = life.session.step(self.clock.now(), Input::StreamClosed { client: client.clone(), stream });
    }

    pub(super) fn delete(&self, force: bool) -> Result<(), HubError> {
        self.take(Input::Delete { force }).map(drop)
    }

    /// The lock on a session that was not deleted in the meantime.
    fn living(&self) -> Result<MutexGuard<'_, Life>, HubError> {
        let life = self.life.lock();
        if life.session.is_deleted() { Err(HubError::SessionNotFound { active: Vec::new() }) } else { Ok(life) }
    }

    /// ShareScenario: decides on a copy and composes the server's message before anything is changed, so that a fault in
    /// composing leaves the session as it was; then the server's message goes out first.
    fn share(&self, life: &mut Life, now: Timestamp, input: Input) -> Result<Outcome, HubError> {
        let mut ahead = life.session.clone();
        let outcome = ahead.step(now, input)?;
        if let Distribution::InitializationThenOthers(initialization) = &outcome.distribution {
            let version = &ahead.info().schema_version;
            let composed = server_message::initialization(initialization, version, &self.schema, &self.settings, now)?;
            life.initialization = Some(composed.one_line().clone());
            let own = Distributed::new(TrackingId::random(), &composed, None);
            self.feed.append(Entry { at: now, events: Vec::new(), message: Some(own) });
            life.messages += 1;
        }
        life.session = ahead;
        Ok(outcome)
    }

    fn record(&self, at: Timestamp, outcome: &Outcome, message: Option<Distributed>) {
        if !outcome.events.is_empty() || message.is_some() {
            self.feed.append(Entry { at, events: outcome.events.clone(), message });
        }
    }
}
