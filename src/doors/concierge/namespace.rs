//! One namespace: its clients, and the feed of what several of them hear.
//!
//! Entry points: [`Namespace::open`], [`Namespace::join`], [`Namespace::act`], [`Namespace::leave`]. What must always hold: whatever happens is
//! decided and put into the feed under one lock, so that everybody hears it in one order; an answer knows the place in the
//! feed after which it was made; when the store loses something, everybody is closed and starts anew.

mod acting;
mod keeping;
mod own;
mod resuming;

use std::{
    collections::HashMap,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use parking_lot::Mutex;
use tokio::sync::oneshot;
use uuid::Uuid;

pub(in crate::doors) use own::{NotCreated, OwnService, Told};

use super::{
    core::{Audience, Change, ClientInfo, ClientNumber, ClientUuid, Departure, KeptClient, Limits, Space, Standing},
    entry::Entry,
    farewell::Farewell,
    files::Files,
    identify::Admitted,
    reply::{Hello, Membership, OneClient, OneService, PayloadOut, VERSION},
};
use keeping::print;

use crate::{
    clock::Clock,
    feed::{AppendRefused, Backlog, Cursor, Feed, Sequence},
    identity::{SessionName, Timestamp},
};

/// Bytes that an event takes at most beside what its client sent and the ids of subscribers.
const EVENT_BYTES: usize = 64 << 10;
/// Bytes of the id of a subscriber in a payload.
const SUBSCRIBER_BYTES: usize = 39;

/// How namespaces are kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settings {
    pub(super) limits: Limits,
    /// Clients of one namespace.
    pub(super) clients_max: usize,
    /// How long a client that may resume is waited for.
    pub(super) grace_ms: u64,
    /// Whether a client changes its files with a key of its own only.
    pub(super) private_keys: bool,
    /// Entries after which all that is kept of who is there is kept together.
    pub(super) snapshot_entries: u64,
}

/// One namespace.
pub(super) struct Namespace {
    name: SessionName,
    feed: Feed<Entry>,
    settings: Settings,
    clock: Arc<dyn Clock>,
    /// The file store, told of whoever comes and goes.
    files: Arc<Files>,
    life: Mutex<Life>,
}

/// What changes, under one lock.
struct Life {
    space: Space,
    peers: HashMap<ClientNumber, Peer>,
    /// Whom a key resumes, by its print.
    keys: HashMap<String, ClientNumber>,
    /// Whether everybody went at once, which is not kept yet.
    is_anew: bool,
    /// Entries since the last snapshot.
    entries_to_fold: u64,
    /// Counts connections, each of which has a number of its own.
    connections: u64,
}

/// The connection of a client, or that it is waited for.
struct Peer {
    /// Which connection it has.
    connection: u64,
    /// Ends the connection.
    end: Option<oneshot::Sender<Farewell>>,
    /// The place of the last event that the client was sent.
    delivered: Arc<AtomicU64>,
    /// The print of the key with which it resumes.
    key_print: Option<String>,
    /// The key with which it changes its files.
    fs_key: Option<Uuid>,
    /// Until when it is waited for.
    held_until: Option<Timestamp>,
}

/// A client that has come in.
pub(super) struct Joined {
    pub(super) number: ClientNumber,
    /// Which connection of its this is.
    pub(super) connection: u64,
    /// Whether it is told the places of events.
    pub(super) wants_places: bool,
    /// What it is told first.
    pub(super) hello: PayloadOut,
    /// What comes next.
    pub(super) cursor: Cursor<Entry>,
    /// The place of the last event that it was sent, kept up to date by its connection.
    pub(super) delivered: Arc<AtomicU64>,
    /// Tells that the connection is to end, and why.
    pub(super) ended: oneshot::Receiver<Farewell>,
}

impl Namespace {
    /// Starts anew whenever the feed loses something, for as long as the namespace is used.
    pub(super) fn watch(self: &Arc<Self>) {
        let (namespace, mut health) = (Arc::downgrade(self), self.feed.health());
        tokio::spawn(async move {
            loop {
                let is_lost = health.borrow_and_update().rolled_back_to.is_some();
                let Some(namespace) = namespace.upgrade() else { return };
                if is_lost {
                    namespace.start_anew(&mut namespace.life.lock());
                    namespace.feed.settle_rollback();
                }
                drop(namespace);
                if health.changed().await.is_err() {
                    return;
                }
            }
        });
    }

    /// A client comes in, or comes back with its key.
    pub(super) fn join(&self, admitted: Admitted) -> Result<Joined, Farewell> {
        let mut life = self.life.lock();
        let key = admitted.key.as_deref().and_then(|key| Uuid::try_parse(key).ok());
        if let Some((key, number)) = key.and_then(|key| Some((key, *life.keys.get(&print(key))?)))
            && life.space.stand(number, admitted.identity.standing).is_ok()
        {
            return Ok(self.resume(&mut life, number, key, admitted.after));
        }
        if life.space.has_name(&admitted.identity.name) {
            return Err(Farewell::NameTaken);
        }
        if life.space.len() >= self.settings.clients_max {
            return Err(Farewell::Full);
        }
        self.check_room(&life, 0).map_err(|_| Farewell::NotKept)?;
        let uuid = ClientUuid(Uuid::new_v4());
        let standing = admitted.identity.standing;
        let number = life.space.join(uuid, admitted.identity);
        let client = Arc::clone(life.space.client(number).expect("it has just joined"));
        let key = admitted.wants_key.then(Uuid::new_v4);
        let fs_key = self.settings.private_keys.then(Uuid::new_v4);
        // The server has no files; whoever knows its id could otherwise leave some in its name.
        if standing != Standing::Server {
            self.files.joined(&self.name, &client, fs_key);
        }
        let key_print = key.map(print);
        let joined = PayloadOut::ClientJoined(OneClient { client: Arc::clone(&client) });
        let change = Change::Joined(KeptClient {
            number,
            uuid,
            name: client.name.clone(),
            nickname: client.nickname.clone(),
            tags: client.tags.clone(),
            standing,
            key_print: key_print.clone(),
        });
        self.tell(&mut life, (Audience::AllBut(number), Some(&client)), &joined, Some(change));
        if let Some(key_print) = key_print.clone() {
            life.keys.insert(key_print, number);
        }
        let hello = Hello {
            uuid,
            version: VERSION,
            resume: key.map(|key| key.simple().to_string()),
            resumed: admitted.key.is_some().then_some(false),
            missed: None,
            fs_key: fs_key.map(|key| key.to_string()),
        };
        let peer = Peer { connection: 0, end: None, delivered: Arc::default(), key_print, fs_key, held_until: None };
        life.peers.insert(number, peer);
        Ok(self.connected(&mut life, number, hello, self.feed.cursor_at_tail()))
    }

    /// Gives a client that is there the connection that it has from now on.
    fn connected(&self, life: &mut Life, number: ClientNumber, hello: Hello, cursor: Cursor<Entry>) -> Joined {
        life.connections += 1;
        let connection = life.connections;
        let delivered = Arc::new(AtomicU64::new(cursor.position().number()));
        let (end, ended) = oneshot::channel();
        let peer = life.peers.get_mut(&number).expect("whoever connects is there");
        peer.connection = connection;
        peer.delivered = Arc::clone(&delivered);
        peer.held_until = None;
        if let Some(former) = peer.end.replace(end) {
            // It may be ending by itself at this moment.
            let _ = former.send(Farewell::TakenOver);
        }
        let wants_places = peer.key_print.is_some();
        Joined { number, connection, wants_places, hello: PayloadOut::Hello(hello), cursor, delivered, ended }
    }

    /// A connection has ended. Whoever may resume is waited for; all others leave.
    pub(super) fn leave(&self, number: ClientNumber, connection: u64) {
        let mut life = self.life.lock();
        let Some(peer) = life.peers.get_mut(&number).filter(|peer| peer.connection == connection) else { return };
        peer.end = None;
        match &peer.key_print {
            Some(_) => peer.held_until = Some(self.clock.now().after_ms(self.settings.grace_ms)),
            None => self.depart(&mut life, number),
        }
    }

    /// Lets those go that were waited for long enough.
    pub(super) fn expire(&self, now: Timestamp) {
        let mut life = self.life.lock();
        let is_over = |peer: &Peer| peer.held_until.is_some_and(|until| until <= now);
        let mut over: Vec<ClientNumber> =
            life.peers.iter().filter(|(_, peer)| is_over(peer)).map(|(number, _)| *number).collect();
        over.sort_unstable();
        for number in over {
            self.depart(&mut life, number);
        }
    }

    /// How many clients and services are here.
    pub(super) fn population(&self) -> (usize, usize) {
        let life = self.life.lock();
        (life.space.len(), life.space.services().count())
    }

    /// Whether nobody is here.
    pub(super) fn is_empty(&self) -> bool {
        self.life.lock().peers.is_empty()
    }

    /// Takes nothing more, and resolves when everything is kept.
    pub(super) async fn close(&self) {
        self.feed.close().await;
    }

    /// A client leaves, and what was its own goes: its name, its services, its subscriptions, its files.
    fn depart(&self, life: &mut Life, number: ClientNumber) {
        if let Some(peer) = life.peers.remove(&number)
            && let Some(key_print) = peer.key_print
        {
            life.keys.remove(&key_print);
        }
        let Some(Departure { client, deleted, unsubscribed }) = life.space.leave(number) else { return };
        for service in deleted {
            let change = Change::Deleted { owner: number, service: service.name.clone() };
            let deleted = PayloadOut::ServiceDeleteResult(OneService { service });
            self.tell(life, (Audience::All, Some(&client)), &deleted, Some(change));
        }
        for (service, audience) in unsubscribed {
            let change = Change::Unsubscribed { client: number, service: service.name.clone() };
            let ended = PayloadOut::ServiceClientUnsubscribed(Membership { client: Arc::clone(&client), service });
            self.tell(life, (audience, Some(&client)), &ended, Some(change));
        }
        self.files.left(&self.name, &client);
        let left = PayloadOut::ClientLeft(OneClient { client: Arc::clone(&client) });
        self.tell(life, (Audience::All, Some(&client)), &left, Some(Change::Left(number)));
    }

    /// Whether an event of a payload of this many bytes would be taken.
    fn check_room(&self, life: &Life, bytes: usize) -> Result<(), AppendRefused> {
        let bytes = EVENT_BYTES + 4 * bytes + 2 * SUBSCRIBER_BYTES * life.space.len();
        self.feed.check_room(Backlog { entries: 1, bytes })
    }

    /// Puts an event into the feed, for whom and from whom it is and what changed by it, and answers its place.
    fn tell(
        &self,
        life: &mut Life,
        (audience, sender): (Audience, Option<&ClientInfo>),
        payload: &PayloadOut,
        change: Option<Change>,
    ) -> Sequence {
        let anew = std::mem::take(&mut life.is_anew).then_some(Change::Anew);
        let entry = Entry {
            at: self.clock.now(),
            audience,
            kind: payload.kind().to_owned(),
            sender: sender.map(|client| client.name.clone()),
            changes: anew.into_iter().chain(change).collect(),
            text: payload.write(),
            placed: OnceLock::new(),
        };
        match self.feed.append(entry) {
            Ok(pending) => {
                self.keep_snapshot_when_due(life);
                pending.address().sequence
            }
            Err(error) => {
                // What clients know would differ from what is.
                tracing::error!(namespace = self.name.as_str(), %error, "an event is lost; every client starts anew");
                self.start_anew(life);
                self.feed.head()
            }
        }
    }

    /// Closes every connection, and forgets everybody.
    fn start_anew(&self, life: &mut Life) {
        for client in life.space.clients() {
            self.files.left(&self.name, client);
        }
        for (_, peer) in life.peers.drain() {
            if let Some(end) = peer.end {
                // It may be ending by itself at this moment.
                let _ = end.send(Farewell::NotKept);
            }
        }
        life.keys.clear();
        life.space.forget_everybody();
        life.is_anew = true;
    }
}
