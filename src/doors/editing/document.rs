//! One document together with its feed: every change is made and put into the feed under one lock, so that the order of the
//! feed is the order of the document.
//!
//! Entry points: [`SharedDocument::join`], [`SharedDocument::edit`]. What must always hold: nothing changes that the feed
//! has no room for; nobody but a newcomer sees a change before the feed has kept it; when the feed loses changes, the
//! document goes back and every connection is closed, to start from what is kept.

mod past;
mod restoring;

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use bytes::Bytes;
use parking_lot::{Mutex, MutexGuard};
use serde_json::{Map, Value};
use tokio::sync::{oneshot, watch};
use uuid::Uuid;
use yrs::sync::awareness::AwarenessUpdate;

use super::{
    board::{Board, Revision},
    core::{
        ConnectionId, Document, DocumentName, Done, EditRefused, Limits, SessionId, Splice, Text, Version, cleaned,
    },
    entry::{Author, Edited, Entry, How, Kind, Message, Reason, What},
    farewell::Farewell,
};
use restoring::{STATE, restored};

use crate::{
    clock::Clock,
    feed::{Address, AppendRefused, Backlog, Cursor, Durability, Feed, Pending, ReadError, StoreError},
    ops::configuration::Sanitizing,
};

/// Bytes that an entry takes at most beside the texts in it.
const ENTRY_BYTES: usize = size_of::<Entry>() + 2_048;
/// How documents are kept.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    /// The name under which Yjs clients find the text.
    pub(super) root: String,
    /// Limits of one document.
    pub(super) limits: Limits,
    /// What is done with dangerous text.
    pub(super) sanitizing: Sanitizing,
    /// Entries after which the whole state is kept.
    pub(super) snapshot_entries: u64,
}

/// A document, its feed, and who edits it.
pub(super) struct SharedDocument {
    name: DocumentName,
    feed: Feed<Entry>,
    settings: Arc<Settings>,
    clock: Arc<dyn Clock>,
    life: Mutex<Life>,
    moved: watch::Sender<Revision>,
}

/// What changes, under one lock.
struct Life {
    document: Document,
    peers: HashMap<ConnectionId, Peer>,
    board: Board,
    /// Entries since the last snapshot.
    entries_to_fold: u64,
}

struct Peer {
    session: SessionId,
    end: oneshot::Sender<Farewell>,
}

/// A connection that has joined a document.
pub(super) struct Joined {
    /// Which connection.
    pub(super) author: Author,
    /// Its id.
    pub(super) connection: ConnectionId,
    /// What comes next in the document's order.
    pub(super) cursor: Cursor<Entry>,
    /// The version that the content is of.
    pub(super) version: Version,
    /// The content at this moment; nothing where it goes on after an address.
    pub(super) content: String,
    /// Whether it goes on after the address that it named; nothing where it named none.
    pub(super) resumed: Option<bool>,
    /// Who is there.
    pub(super) users: Value,
    /// The moment of the board that this is.
    pub(super) seen: Revision,
    /// Tells that the board has moved.
    pub(super) moved: watch::Receiver<Revision>,
    /// Tells that the connection is to end, and why.
    pub(super) ended: oneshot::Receiver<Farewell>,
}

/// Why something was not done. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotDone {
    /// The edit does not hold.
    #[error(transparent)]
    Edit(#[from] EditRefused),
    /// It cannot be kept now.
    #[error("it cannot be kept at the moment: {0}")]
    Kept(#[from] AppendRefused),
    /// What is kept cannot be read.
    #[error("what is kept cannot be read: {0}")]
    Read(#[from] ReadError),
    /// There is no such version, or no more.
    #[error("version {0} is not kept; ask for the history to see which are")]
    NoVersion(Version),
}

impl SharedDocument {
    /// A document that stands where its feed stands. Blocks its thread while the feed is read.
    pub(super) fn open(
        name: DocumentName,
        feed: Feed<Entry>,
        settings: Arc<Settings>,
        clock: Arc<dyn Clock>,
    ) -> Result<Arc<Self>, StoreError> {
        let (document, entries_to_fold) = restored(&feed, &settings)?;
        let life = Life { document, peers: HashMap::new(), board: Board::default(), entries_to_fold };
        let (moved, _) = watch::channel(0);
        Ok(Arc::new(Self { name, feed, settings, clock, life: Mutex::new(life), moved }))
    }

    /// Its name.
    pub(super) fn name(&self) -> &DocumentName {
        &self.name
    }

    /// Goes back whenever the feed loses something, for as long as the document is used.
    pub(super) fn watch(self: &Arc<Self>) {
        let (document, mut health) = (Arc::downgrade(self), self.feed.health());
        tokio::spawn(async move {
            loop {
                let is_lost = health.borrow_and_update().rolled_back_to.is_some();
                let Some(document) = document.upgrade() else { return };
                if is_lost && let Ok(Err(error)) = tokio::task::spawn_blocking(move || document.go_back()).await {
                    tracing::error!(%error, "a document cannot be read back after its store failed");
                }
                if health.changed().await.is_err() {
                    return;
                }
            }
        });
    }

    /// Opens a connection, which the others hear of; `count` is how many its session has. It goes on after the address, where
    /// one is given and what came since is kept.
    pub(super) fn join(
        &self,
        session: SessionId,
        user_id: &Arc<str>,
        count: usize,
        after: Option<Address>,
    ) -> Result<Joined, NotDone> {
        let connection = ConnectionId(Uuid::new_v4().as_u64_pair().0);
        let author = Author { user_id: Arc::clone(user_id), session: Some(session), connection: Some(connection) };
        let mut life = self.life.lock();
        self.check_room(0)?;
        let resumed = after.map(|address| self.feed.cursor_from(address).ok());
        let version = life.document.note();
        self.append(&mut life, version, author.clone(), What::Connected { count })?;
        let (end, ended) = oneshot::channel();
        life.peers.insert(connection, Peer { session, end });
        life.board.join(connection, user_id);
        self.ring(&life);
        Ok(Joined {
            author,
            connection,
            content: match &resumed {
                Some(Some(_)) => String::new(),
                _ => life.document.text().to_string(),
            },
            resumed: resumed.as_ref().map(Option::is_some),
            cursor: resumed.flatten().unwrap_or_else(|| self.feed.cursor_at_tail()),
            version,
            users: life.board.users(),
            seen: life.board.revision(),
            moved: self.moved.subscribe(),
            ended,
        })
    }

    /// A connection has ended, which the others hear of.
    pub(super) fn leave(&self, author: &Author, count: usize, reason: Reason) {
        let mut life = self.life.lock();
        if let Some(connection) = author.connection {
            life.peers.remove(&connection);
            life.board.leave(connection);
            life.document.forget(connection);
        }
        self.ring(&life);
        if self.check_room(0).is_ok() {
            let version = life.document.note();
            // Where it is not kept, the document goes back, and everybody starts anew.
            let _ = self.append(&mut life, version, author.clone(), What::Disconnected { count, reason });
        }
    }

    /// Ends every connection of a session.
    pub(super) fn end_session(&self, session: SessionId, farewell: Farewell) {
        self.end(|peer| peer.session == session, farewell);
    }

    fn end(&self, whose: impl Fn(&Peer) -> bool, farewell: Farewell) {
        let mut life = self.life.lock();
        let ending: Vec<ConnectionId> =
            life.peers.iter().filter(|(_, peer)| whose(peer)).map(|(connection, _)| *connection).collect();
        for peer in ending.iter().filter_map(|connection| life.peers.remove(connection)) {
            // It may be ending by itself at this moment.
            let _ = peer.end.send(farewell);
        }
    }

    /// Makes an edit on the version that it names.
    pub(super) fn edit(
        &self,
        author: &Author,
        base: Version,
        splices: &[Splice],
        message: Message,
    ) -> Result<Pending, NotDone> {
        let connection = author.connection.unwrap_or(ConnectionId(0));
        let mut life = self.life.lock();
        let goes: usize = splices.iter().map(|splice| splice.delete).fold(0, usize::saturating_add);
        self.check_room(message.payload.len() + goes.min(life.document.text().len()))?;
        let (version, done) = life.document.edit(connection, base, splices)?;
        self.append(&mut life, version, author.clone(), edited(How::Delta, Some(message), done))
    }

    /// Takes a whole new content.
    pub(super) fn set(&self, author: &Author, content: &str, message: Message) -> Result<Pending, NotDone> {
        let mut life = self.life.lock();
        self.check_room(message.payload.len() + content.len() + life.document.text().len())?;
        let (version, done) = life.document.set(author.connection, &Text::from(content))?;
        self.append(&mut life, version, author.clone(), edited(How::Content, Some(message), done))
    }

    /// Takes in what a Yjs client did; nothing is to be waited for when it was known.
    pub(super) fn merge(&self, author: &Author, update: &[u8]) -> Result<Option<Pending>, NotDone> {
        let mut life = self.life.lock();
        self.check_room(2 * (update.len() + life.document.text().len()))?;
        let Some((version, done)) = life.document.merge(author.connection, update)? else { return Ok(None) };
        let is_dangerous = self.settings.sanitizing != Sanitizing::Off
            && done.change.insertions().any(|text| cleaned(&text.to_string()).is_some());
        let pending = self.append(&mut life, version, author.clone(), edited(How::Yjs, None, done))?;
        if !is_dangerous {
            return Ok(Some(pending));
        }
        // What is in a Yjs client cannot be refused any more: a further edit makes it harmless everywhere.
        let Some(harmless) = cleaned(&life.document.text().to_string()) else { return Ok(Some(pending)) };
        let (version, done) = life.document.set(None, &Text::from(harmless.as_str()))?;
        let everybody = Author { connection: None, ..author.clone() };
        self.append(&mut life, version, everybody, edited(How::Sanitized, None, done)).map(Some)
    }

    /// Passes a message on to the others.
    pub(super) fn say(&self, author: &Author, kind: Kind, message: Message) -> Result<Pending, NotDone> {
        let mut life = self.life.lock();
        self.check_room(message.payload.len())?;
        let version = life.document.note();
        self.append(&mut life, version, author.clone(), What::Said { kind, message })
    }

    /// A cursor moved.
    pub(super) fn move_cursor(&self, connection: ConnectionId, cursor: Map<String, Value>) {
        let mut life = self.life.lock();
        life.board.move_cursor(connection, cursor);
        self.ring(&life);
    }

    /// A Yjs client said something about itself.
    pub(super) fn hear(&self, connection: ConnectionId, update: &AwarenessUpdate) {
        let mut life = self.life.lock();
        life.board.hear(connection, update);
        self.ring(&life);
    }

    /// Looks at the board.
    pub(super) fn look<R>(&self, look: impl FnOnce(&Board) -> R) -> R {
        look(&self.life.lock().board)
    }

    /// The content at this moment, its version, and who is there.
    pub(super) fn present(&self) -> (String, Version, Value) {
        let life = self.life.lock();
        (life.document.text().to_string(), life.document.version(), life.board.users())
    }

    /// The place of this version.
    pub(super) fn address(&self, version: Version) -> Address {
        Address { epoch: self.feed.epoch(), sequence: version.into() }
    }

    /// What a Yjs client lacks that has the state of this vector.
    pub(super) fn state_since(&self, vector: &[u8]) -> Option<Vec<u8>> {
        self.life.lock().document.state_since(vector)
    }

    /// What the document has, as Yjs says it.
    pub(super) fn state_vector(&self) -> Vec<u8> {
        self.life.lock().document.state_vector()
    }

    /// Takes nothing more, and resolves when everything is kept.
    pub(super) async fn close(&self) {
        {
            let mut life = self.life.lock();
            if life.entries_to_fold > 0 {
                self.put_snapshot(&mut life);
            }
        }
        self.feed.close().await;
    }

    fn check_room(&self, bytes: usize) -> Result<(), NotDone> {
        // An entry holds its message, its change, what takes it back, its update and its frame, and texts in two bytes a unit.
        Ok(self.feed.check_room(Backlog { entries: 1, bytes: ENTRY_BYTES + 12 * bytes })?)
    }

    fn append(
        &self,
        life: &mut MutexGuard<'_, Life>,
        version: Version,
        author: Author,
        what: What,
    ) -> Result<Pending, NotDone> {
        let at = self.clock.now();
        let entry = Entry { at, version, author, what, json: OnceLock::new(), yjs: OnceLock::new() };
        let pending = self.feed.append(entry)?;
        debug_assert_eq!(pending.address().sequence.number(), version, "a version is a place in the feed");
        life.entries_to_fold += 1;
        if life.entries_to_fold >= self.settings.snapshot_entries {
            self.put_snapshot(life);
        }
        Ok(pending)
    }

    fn put_snapshot(&self, life: &mut Life) {
        life.entries_to_fold = 0;
        if self.feed.durability() != Durability::Memory {
            self.feed.put_snapshot([(STATE.to_owned(), Bytes::from(life.document.state()))].into());
        }
    }

    fn ring(&self, life: &Life) {
        self.moved.send_replace(life.board.revision());
    }

    /// Goes back to what is kept. Blocks its thread.
    fn go_back(&self) -> Result<(), StoreError> {
        let (document, entries_to_fold) = restored(&self.feed, &self.settings)?;
        {
            let mut life = self.life.lock();
            life.document = document;
            life.entries_to_fold = entries_to_fold;
        }
        self.end(|_| true, Farewell::NotKept);
        self.feed.settle_rollback();
        Ok(())
    }
}

fn edited(how: How, message: Option<Message>, done: Done) -> What {
    let Done { change, undo, update } = done;
    What::Edited(Edited { how, message, change, undo, update: update.into() })
}
