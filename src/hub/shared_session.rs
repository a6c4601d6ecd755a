//! One session together with its feed: every input is decided and put into the feed under one lock, so that the order of
//! the feed is the order of the decisions.
//!
//! Entry points: [`SharedSession::publish`], [`SharedSession::listen`]. What must always hold: a message is read and
//! validated before the lock is taken; nothing is appended for a refusal; nothing changes that the feed has no room for;
//! nobody is answered before the feed has kept what the answer says; after a deletion nothing is accepted.

mod keeping;
mod streams;
mod versions;

use std::{collections::HashMap, sync::Arc, time::Duration};

use bytes::Bytes;
use parking_lot::{Mutex, MutexGuard, RwLock};
use tokio::{
    sync::{oneshot, watch},
    time::timeout,
};

use super::{
    Distributed, Entry, Farewell, HubError, Settings,
    conversions::{self, Conversions},
    entry::room_bytes,
    listener::ReadPosition,
    live_picture::LivePicture,
    restore::Restored,
    schemas::SessionSchemas,
    server_message, snapshots,
    snapshots::Due,
};
use crate::{
    auth::Principal,
    clock::Clock,
    feed::{Address, Backlog, Feed, Kept, LogStatus, Pending, StoreError},
    identity::{ClientId, SystemName, Timestamp, TrackingId},
    message::{self, Faults, MessageKind, SystemMessage},
    session::{Caller, Distribution, Event, Input, Outcome, Session, State, StreamId, Trigger},
};

/// A session, its feed, and the schemas that its messages are held to.
pub struct SharedSession {
    /// A message is read under those that it found.
    schemas: RwLock<Arc<SessionSchemas>>,
    settings: Arc<Settings>,
    clock: Arc<dyn Clock>,
    feed: Feed<Entry>,
    life: Mutex<Life>,
    conversions: Conversions,
    picture: LivePicture,
    /// The snapshot that is due, for whoever writes it.
    due: watch::Sender<Option<Arc<Due>>>,
}

/// What changes, under one lock.
struct Life {
    session: Session,
    /// The server's own initialization message, from ShareScenario to ResetScenario.
    initialization: Option<Bytes>,
    streams: HashMap<StreamId, OpenStream>,
    next_stream: u64,
    messages: u64,
    /// Entries since the last snapshot.
    entries_to_fold: u64,
    /// Their bytes.
    bytes_to_fold: usize,
}

/// How long a session that is closed may take to keep a last snapshot; without it the next start folds a little more.
const LAST_SNAPSHOT_MS_MAX: u64 = 300;

/// What the session holds of an open stream.
struct OpenStream {
    client: ClientId,
    /// Who opened it.
    caller: Caller,
    /// Tells it to end, and why.
    end: oneshot::Sender<Farewell>,
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
    /// Its place in the session's feed.
    pub address: Address,
    /// How it breaks the schema, where the session only warns of that.
    pub faults: Option<Faults>,
    /// The trigger that it was, and where the session stands since.
    pub transition: Option<(Trigger, State)>,
}

/// A message that was decided on, and is on its way to the disk.
#[must_use = "it is accepted once it is kept"]
pub struct Accepted {
    published: Published,
    pending: Pending,
}

impl Accepted {
    /// Waits until the message is kept; dropping the future changes nothing.
    ///
    /// # Errors
    /// [`HubError::NotKept`]: it is as if the message had never been sent.
    pub async fn kept(self) -> Result<Published, HubError> {
        self.pending.await?;
        Ok(self.published)
    }
}

impl SharedSession {
    pub(super) fn new(
        restored: Restored,
        feed: Feed<Entry>,
        schemas: SessionSchemas,
        settings: Arc<Settings>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let Restored { session, initialization, messages, entries_to_fold, picture } = restored;
        let (streams, next_stream, bytes_to_fold) = (HashMap::new(), 0, 0);
        let life = Life { session, initialization, streams, next_stream, messages, entries_to_fold, bytes_to_fold };
        let picture = LivePicture::restore(&picture, &feed, settings.picture_entities_max);
        let conversions = Conversions::new(settings.conversions.clone());
        let (schemas, due) = (RwLock::new(Arc::new(schemas)), watch::Sender::new(None));
        Self { schemas, settings, clock, feed, life: Mutex::new(life), conversions, picture, due }
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

    /// Whether the client may publish at all, and as which system it joined; asked before a body is read.
    pub fn admit(&self, caller: &Caller, client: &ClientId) -> Result<SystemName, HubError> {
        let mut life = self.life.lock();
        let system = life.session.admit(client)?.system_name.clone();
        life.session.step_for(caller, self.clock.now(), Input::Seen { client: client.clone() })?;
        Ok(system)
    }

    /// Notes that the client asked for something, which keeps a member from being removed for inactivity.
    pub fn seen(&self, caller: &Caller, client: &ClientId) {
        // Refused when somebody else uses the clientId; then the member was not seen.
        let _ = self.life.lock().session.step_for(caller, self.clock.now(), Input::Seen { client: client.clone() });
    }

    /// Whether the caller may speak as this client, in what reads alone; whoever is no member may be anybody.
    ///
    /// # Errors
    /// The member belongs to another party.
    pub fn may_use(&self, caller: &Caller, client: &ClientId) -> Result<(), HubError> {
        Ok(self.life.lock().session.may_use(caller, client)?)
    }

    /// Takes an input that carries no message, such as a join, and waits until it is kept.
    pub async fn take(&self, caller: &Caller, input: Input) -> Result<Outcome, HubError> {
        let (outcome, pending) = self.decide(caller, input)?;
        if let Some(pending) = pending {
            pending.await?;
        }
        Ok(outcome)
    }

    fn decide(&self, caller: &Caller, input: Input) -> Result<(Outcome, Option<Pending>), HubError> {
        let now = self.clock.now();
        let mut life = self.living()?;
        let owner_bytes = caller.owner().map_or(0, |owner| owner.size_bytes());
        let bytes = room_bytes(&input, life.session.members().len()) + owner_bytes;
        self.feed.check_room(Backlog { entries: 1, bytes })?;
        let outcome = life.session.step_for(caller, now, input)?;
        if outcome.events.is_empty() {
            return Ok((outcome, None));
        }
        let entry = Entry { at: now, beginning: None, events: outcome.events.clone(), message: None };
        let pending = self.append(&mut life, None, entry)?;
        Ok((outcome, Some(pending)))
    }

    /// Lets time pass: removes members that were inactive for too long, and keeps a snapshot where retention waits for one.
    /// Answers who was removed, which counts once it is kept.
    pub(super) fn tick(&self) -> (Vec<ClientId>, Option<Pending>) {
        // While the store fails, nobody is removed; a session that is deleted has nobody to remove.
        let ticked = self.decide(&Caller::Unchecked, Input::Tick);
        let (events, kept) = ticked.map_or_else(|_| Default::default(), |(outcome, kept)| (outcome.events, kept));
        if self.feed.take_snapshot_wish() {
            let mut life = self.life.lock();
            if life.entries_to_fold > 0 && !life.session.is_deleted() {
                self.ask_for_snapshot(&mut life);
            }
        }
        let removed = events.into_iter().filter_map(|event| match event {
            Event::Expired { client, .. } => Some(client),
            _ => None,
        });
        (removed.collect(), kept)
    }

    /// Reads and validates a message, asks whether its sender may send it, and decides about it; when it is accepted, puts
    /// it into the feed.
    ///
    /// `charset` is the one that the request declared. The caller sees to it that large bodies do not hold up others.
    pub fn publish(
        &self,
        principal: &Principal,
        client: &ClientId,
        body: Bytes,
        charset: Option<&str>,
    ) -> Result<Accepted, HubError> {
        let (settings, schemas) = (&self.settings, self.schemas());
        let validation = self.validation();
        let (index, message) = message::read_any(body, charset, schemas.all(), validation, &settings.limits)?;
        principal.may_send(message.kind(), message.header(), settings.protocol_expected())?;
        let (kind, sender) = (message.kind(), message.header().from_sending_system.clone());
        let version = (index > 0).then(|| schemas.all()[index].0.clone());
        let part = match message.initialization() {
            Some(_) if index > 0 => Some(conversions::initialization(&message, &schemas, index, settings)?),
            part => part.cloned(),
        };
        let input =
            Input::Publish { client: client.clone(), kind, from: sender.clone(), initialization: part.map(Arc::new) };
        let faults = message.faults().cloned();
        let distributed = Distributed::new(TrackingId::random(), &message, Some(client.clone()), version);
        let tracking_id = distributed.tracking_id;
        let room = Backlog { entries: 1, bytes: room_bytes(&input, 0) + distributed.size_bytes() };
        let now = self.clock.now();
        let mut life = self.living()?;
        self.feed.check_room(room)?;
        let (own, outcome) = match kind {
            MessageKind::System(SystemMessage::ShareScenario) => {
                self.share(&mut life, (principal.caller(), now), input, room, &schemas)?
            }
            _ => (None, life.session.step_for(principal.caller(), now, input)?),
        };
        if life.session.state() == State::Uninitialized {
            life.initialization = None;
        }
        let withheld = matches!(outcome.distribution, Distribution::Nothing | Distribution::Withheld);
        let message = (!withheld).then(|| Arc::new(distributed));
        life.messages += u64::from(message.is_some());
        let transition = outcome.events.iter().find_map(|event| match event {
            Event::Transitioned { trigger, to, .. } => Some((*trigger, *to)),
            _ => None,
        });
        let entry = Entry { at: now, beginning: None, events: outcome.events, message };
        let pending = self.append(&mut life, own, entry)?;
        let address = pending.address();
        Ok(Accepted { published: Published { tracking_id, kind, sender, address, faults, transition }, pending })
    }

    /// Where the last entry that is kept stands.
    pub fn address(&self) -> Address {
        self.feed.address()
    }

    /// How the store does; nothing in memory.
    pub fn log_status(&self) -> Option<LogStatus> {
        self.feed.log_status()
    }

    /// The feed, for those who open, watch and close it.
    pub(super) fn feed(&self) -> &Feed<Entry> {
        &self.feed
    }

    /// Takes nothing more, and resolves when everything is kept; the next start has little to fold.
    pub(super) async fn close(&self) {
        let due = {
            let mut life = self.life.lock();
            let is_wanted = life.entries_to_fold > 0 && !life.session.is_deleted();
            is_wanted.then(|| self.snapshot(&mut life)).flatten()
        };
        if let Some(due) = due {
            let limit = Duration::from_millis(LAST_SNAPSHOT_MS_MAX);
            let kept = timeout(limit, snapshots::keep_once_committed(self, &due)).await;
            if !matches!(kept, Ok(Ok(()))) {
                tracing::info!("a session is closed without a last snapshot; the next start takes a little longer");
            }
        }
        self.feed.close().await;
    }

    /// Goes back to what is kept, after entries were lost that nobody was told of. Streams stay open, but for those whose
    /// client is a member now and was not, or the other way. Blocks its thread.
    pub(super) fn go_back(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        // Nothing is appended until the rollback is settled: what is read here stays true.
        let restored = Restored::read(self.feed.replay()?, now, self.settings.rules)?;
        let lost = || StoreError::Corrupt { what: "the feed is empty".to_owned() };
        let Restored { session, initialization, messages, entries_to_fold, .. } = restored.ok_or_else(lost)?;
        let mut life = self.life.lock();
        let before = std::mem::replace(&mut life.session, session);
        (life.initialization, life.messages, life.entries_to_fold) = (initialization, messages, entries_to_fold);
        for (id, stream) in std::mem::take(&mut life.streams) {
            let client = stream.client.clone();
            let is_as_before = before.member(&client).is_some() == life.session.member(&client).is_some();
            let opened = Input::StreamOpened { client, stream: id };
            if is_as_before && life.session.step_for(&stream.caller, now, opened).is_ok() {
                life.streams.insert(id, stream);
            } else {
                // It may be closing by itself at this moment.
                let _ = stream.end.send(Farewell::NotKept);
            }
        }
        self.feed.settle_rollback();
        Ok(())
    }

    /// The lock on a session that was not deleted in the meantime.
    fn living(&self) -> Result<MutexGuard<'_, Life>, HubError> {
        let life = self.life.lock();
        if life.session.is_deleted() { Err(HubError::SessionNotFound { active: Vec::new() }) } else { Ok(life) }
    }

    /// ShareScenario: decides on a copy and composes the server's message before anything is changed, so that a fault in
    /// composing leaves the session as it was. Answers the server's message, which goes out first.
    fn share(
        &self,
        life: &mut Life,
        (caller, now): (&Caller, Timestamp),
        input: Input,
        room: Backlog,
        schemas: &SessionSchemas,
    ) -> Result<(Option<Entry>, Outcome), HubError> {
        let mut ahead = life.session.clone();
        let outcome = ahead.step_for(caller, now, input)?;
        let mut own = None;
        if let Distribution::InitializationThenOthers(initialization) = &outcome.distribution {
            let version = &ahead.info().schema_version;
            let composed =
                server_message::initialization(initialization, version, schemas.first(), &self.settings, now)?;
            let message = Some(Arc::new(Distributed::new(TrackingId::random(), &composed, None, None)));
            let entry = Entry { at: now, beginning: None, events: Vec::new(), message };
            self.feed.check_room(Backlog { bytes: room.bytes + entry.size_bytes(), ..room })?;
            life.initialization = Some(composed.one_line().clone());
            life.messages += 1;
            own = Some(entry);
        }
        life.session = ahead;
        Ok((own, outcome))
    }

    /// Puts an entry, and the one that goes before it, into the feed. It is refused only where a commit failed since the
    /// feed was asked for room; then the session goes back anyway.
    fn append(&self, life: &mut Life, own: Option<Entry>, entry: Entry) -> Result<Pending, HubError> {
        life.entries_to_fold += 1 + u64::from(own.is_some());
        life.bytes_to_fold += entry.size_bytes();
        let pending = match own {
            Some(own) => self.feed.append_both(own, entry)?,
            None => self.feed.append(entry)?,
        };
        if self.is_snapshot_due(life) {
            self.ask_for_snapshot(life);
        }
        Ok(pending)
    }
}
