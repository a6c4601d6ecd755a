//! Entries in one order, kept; listeners are cursors that read them.
//!
//! Entry points: [`Directory`] opens the feeds that outlive the process, [`Feed::new`] makes one in memory. An append gives
//! an entry its [`Sequence`] at once; when it is committed, [`Pending`] resolves and the cursors see it: the cost does not
//! grow with the number of listeners. What must always hold: sequences are dense and start at 1; what was acknowledged is
//! kept, as its [`Durability`] says; every cursor sees every entry once, in order, or is told why not; a cursor that does
//! not read costs nobody anything; after a failed commit the feed stands where the last commit left it.
//!
//! # The owner of a durable feed
//!
//! It decides about an input and appends the outcome under one lock of its own. Before it decides, it asks
//! [`Feed::check_room`]: whatever would refuse the append refuses there, and nothing has changed. When that says
//! [`AppendRefused::RolledBack`], entries that the owner has folded are gone: it folds [`Feed::replay`] anew, says
//! [`Feed::settle_rollback`], and asks again.
//!
//! What it deliberately leaves out: what an entry means, and who may read it.

mod address;
mod archive;
mod blocking;
mod cursor;
mod directory;
mod limits;
mod mark;
mod pending;
mod queue;
mod record;
mod replay;
mod retention;
mod ring;
mod sequence;
mod shared;
mod store;
mod writer;

#[cfg(test)]
pub(crate) mod simulation;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    sync::{Arc, atomic::Ordering},
    thread,
};

use bytes::Bytes;
use parking_lot::{Condvar, Mutex, RwLock};
use tokio::sync::watch;

pub use address::{Address, Epoch, NotAnAddress};
pub(crate) use blocking::blocking;
pub use cursor::{Cursor, FellBehind, ReadError, ResumeRefused};
pub use directory::{Directory, Settings};
pub use limits::{Backlog, Durability, Limits, NotADurability};
pub use mark::Mark;
pub use pending::{Pending, StoreFailed};
pub use queue::AppendRefused;
pub use record::{Kept, NotARecord, Record, Row};
pub use replay::Replay;
pub use retention::Retention;
pub use sequence::Sequence;
pub use shared::LogStatus;
pub use store::{Brief, Extent, OpenReader, Reader, Snapshot, SqliteStore, Store, StoreError, Visit};

use archive::Archive;
use queue::Queue;
use ring::Ring;
use shared::{Counters, Log, Shared};
use writer::Writer;

/// The entries of one session in their order.
///
/// Cloning gives another handle on the same feed. When the last handle goes, the feed is closed; cursors do not hold it.
pub struct Feed<T> {
    owner: Arc<Owner<T>>,
}

struct Owner<T> {
    shared: Arc<Shared<T>>,
}

/// Whether the store of a feed works.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Health {
    /// The last entry that was kept when entries after it were lost, until the owner has gone back to it.
    pub rolled_back_to: Option<Sequence>,
    /// Why nothing is taken, until the store has recovered by itself.
    pub suspended: Option<StoreFailed>,
}

impl<T: Kept> Feed<T> {
    /// An empty feed in memory, which keeps as much as `backlog` allows: durability [`Durability::Memory`].
    pub fn new(backlog: Backlog) -> Self {
        let limits = Limits { backlog, ..Limits::default() };
        Self::from_shared(Shared {
            epoch: Epoch::random(),
            limits,
            ring: RwLock::new(Ring::new(backlog, Sequence::BEFORE_FIRST)),
            head: watch::Sender::new(Sequence::BEFORE_FIRST),
            log: None,
        })
    }

    fn from_shared(shared: Shared<T>) -> Self {
        Self { owner: Arc::new(Owner { shared: Arc::new(shared) }) }
    }

    /// Puts the entry at the end. It has its sequence at once, in the order of the calls; whether it is kept, the
    /// [`Pending`] tells, which need not be awaited.
    pub fn append(&self, entry: T) -> Result<Pending, AppendRefused> {
        self.append_after(None, entry)
    }

    /// Puts both entries at the end, next to each other, to be kept together or not at all, and counted as one while
    /// they wait; the [`Pending`] is that of the second.
    pub fn append_both(&self, first: T, second: T) -> Result<Pending, AppendRefused> {
        self.append_after(Some(first), second)
    }

    fn append_after(&self, first: Option<T>, entry: T) -> Result<Pending, AppendRefused> {
        let shared = &self.owner.shared;
        let Some(log) = &shared.log else {
            // Two appends at a time must not see each other's head.
            let mut ring = shared.ring.write();
            if let Some(first) = first {
                ring.push(Arc::new(first));
            }
            let sequence = ring.push(Arc::new(entry));
            shared.head.send_replace(sequence);
            return Ok(Pending::committed(Address { epoch: shared.epoch, sequence }));
        };
        let sized = |entry: T| (entry.size_bytes(), Arc::new(entry));
        let (first, entry) = (first.map(sized), sized(entry));
        let mut queue = log.queue.lock();
        let pending = queue.push(first, entry)?;
        if queue.wakes_writer() {
            log.wake.notify_one();
        }
        Ok(pending)
    }

    /// Whether this much would be taken now. As long as nobody else appends, it stays so until a commit fails.
    pub fn check_room(&self, more: Backlog) -> Result<(), AppendRefused> {
        self.log().map_or(Ok(()), |log| log.queue.lock().check_room(more))
    }

    /// Keeps what the owner needs to stand where the last appended entry leaves it, in place of the snapshot before. It is
    /// written once that entry is committed; if it cannot be, the one before stays. Entries up to a snapshot are those
    /// that retention may remove. In memory it does nothing.
    pub fn put_snapshot(&self, parts: BTreeMap<String, Bytes>) {
        if let Some(mark) = self.mark() {
            self.put_snapshot_at(&mark, parts);
        }
    }

    /// The same for where the mark was set. Nothing is kept where entries up to it were lost since, or a later snapshot waits.
    pub fn put_snapshot_at(&self, mark: &Mark, parts: BTreeMap<String, Bytes>) {
        if let Some(log) = self.log() {
            log.queue.lock().put_snapshot(mark, parts);
            log.wake.notify_one();
        }
    }

    /// Where the last appended entry leaves the feed; nothing between a rollback and the owner's going back, when the owner
    /// stands where no entry leads.
    pub fn mark(&self) -> Option<Mark> {
        let head = self.owner.shared.head.subscribe();
        match self.log() {
            None => Some(Mark { through: self.head(), tenure: None, head }),
            Some(log) => {
                let queue = log.queue.lock();
                let (through, tenure) = queue.tail();
                (!queue.is_rolled_back()).then(|| Mark { through, tenure: Some(tenure), head })
            }
        }
    }

    /// Whether retention waits for a snapshot: entries that it is to remove are needed as long as none stands for them. Says
    /// so once, and again when it looks the next time.
    pub fn take_snapshot_wish(&self) -> bool {
        self.log().is_some_and(|log| log.counters.wants_snapshot.swap(false, Ordering::Relaxed))
    }

    /// Whether the store works; also tells the owner that it must go back, without an append.
    pub fn health(&self) -> watch::Receiver<Health> {
        // In memory nothing ever changes; a receiver keeps its last value without a sender.
        self.log().map_or_else(|| watch::Sender::new(Health::default()).subscribe(), |log| log.health.subscribe())
    }

    /// The owner went back to what [`AppendRefused::RolledBack`] named: appends are taken again once the store recovers.
    pub fn settle_rollback(&self) {
        if let Some(log) = self.log() {
            let mut queue = log.queue.lock();
            queue.settle();
            log.health.send_replace(queue.health());
        }
    }

    /// The life of the feed that its addresses name.
    pub fn epoch(&self) -> Epoch {
        self.owner.shared.epoch
    }

    /// The sequence of the last committed entry.
    pub fn head(&self) -> Sequence {
        self.owner.shared.head()
    }

    /// The address of the last committed entry.
    pub fn address(&self) -> Address {
        Address { epoch: self.epoch(), sequence: self.head() }
    }

    /// The last entry that nobody can read any more; the ones after it are kept.
    pub fn gone(&self) -> Sequence {
        self.owner.shared.gone()
    }

    /// A cursor whose first entry is the one after `position`, which was committed once.
    pub fn cursor_after(&self, position: Sequence) -> Cursor<T> {
        Cursor::new(Arc::clone(&self.owner.shared), position, None)
    }

    /// A cursor whose first entry is the next that is appended, also while others before it wait for their commit.
    pub fn cursor_at_tail(&self) -> Cursor<T> {
        let Some(log) = self.log() else { return self.cursor_after(self.head()) };
        let (position, tenure) = log.queue.lock().tail();
        Cursor::new(Arc::clone(&self.owner.shared), position, Some(tenure))
    }

    /// A cursor whose first entry is the one after the address.
    pub fn cursor_from(&self, after: Address) -> Result<Cursor<T>, ResumeRefused> {
        Cursor::resume(Arc::clone(&self.owner.shared), after)
    }

    /// Up to `entries_max` committed entries after `position`, without waiting for more; the first has the sequence after
    /// `position`, and each the one after its neighbour. From the store it may be fewer, never none while there are some.
    pub async fn page(&self, position: Sequence, entries_max: usize) -> Result<Vec<Arc<T>>, ReadError> {
        let mut page = Vec::new();
        if position < self.head() {
            self.owner.shared.read_after(position, entries_max, &mut page).await?;
        }
        Ok(page)
    }

    /// Entries and bytes that are kept in memory at this moment.
    pub fn kept(&self) -> Backlog {
        self.owner.shared.ring.read().kept()
    }

    /// What an acknowledgement means.
    pub fn durability(&self) -> Durability {
        self.log().map_or(Durability::Memory, |log| log.durability)
    }

    /// Figures of the store's side; nothing in memory.
    pub fn log_status(&self) -> Option<LogStatus> {
        self.log().map(Log::status)
    }

    /// Takes nothing more, and resolves when everything that waits is kept and the store is left in order.
    pub async fn close(&self) {
        if let Some(log) = self.log() {
            let mut ended = log.ended.subscribe();
            log.close();
            // The sender lives in this feed.
            let _ = ended.wait_for(|ended| *ended).await;
        }
    }

    fn log(&self) -> Option<&Log<T>> {
        self.owner.shared.log.as_ref()
    }
}

impl<T: Record> Feed<T> {
    /// A feed that goes on where the store stands, with a writer thread of its own.
    pub fn open(store: impl Store, settings: &Settings) -> Result<Self, StoreError> {
        let (feed, writer) = Self::with_writer(Box::new(store), settings);
        thread::Builder::new().name("feed-writer".to_owned()).spawn(|| writer.run())?;
        Ok(feed)
    }

    /// The feed and its writer, which nobody runs yet.
    fn with_writer(store: Box<dyn Store>, settings: &Settings) -> (Self, Writer<T>) {
        let limits = settings.limits;
        let (epoch, extent) = (store.epoch(), store.extent());
        let counters = Counters::default();
        Counters::set(&counters.removed, extent.before);
        Counters::set(&counters.snapshot_through, extent.snapshot_through.unwrap_or(Sequence::BEFORE_FIRST));
        let log = Log {
            durability: settings.durability,
            queue: Mutex::new(Queue::new(epoch, limits.waiting, extent.head)),
            wake: Condvar::new(),
            health: watch::Sender::default(),
            archive: Archive::new(store.readers(), limits.store_readers),
            ended: watch::Sender::new(false),
            counters,
        };
        let feed = Self::from_shared(Shared {
            epoch,
            limits,
            ring: RwLock::new(Ring::new(limits.backlog, extent.head)),
            head: watch::Sender::new(extent.head),
            log: Some(log),
        });
        let writer = Writer::new(Arc::clone(&feed.owner.shared), store, settings.retention);
        (feed, writer)
    }

    /// What the owner folds to stand where the last commit stands: the latest snapshot, and the entries after it. Blocks
    /// its thread while it reads. In memory there is nothing to come back from.
    pub fn replay(&self) -> Result<Replay<T>, StoreError> {
        let head = self.head();
        match self.log() {
            None => Ok(Replay::nothing(head)),
            Some(log) => Replay::new(log.archive.open()?, self.owner.shared.limits.store_read, head),
        }
    }
}

impl<T> Clone for Feed<T> {
    fn clone(&self) -> Self {
        Self { owner: Arc::clone(&self.owner) }
    }
}

impl<T> Drop for Owner<T> {
    fn drop(&mut self) {
        if let Some(log) = &self.shared.log {
            log.close();
        }
    }
}
