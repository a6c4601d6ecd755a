//! A disk that tears, loses, fails and fills up, and a store on it. It keeps rows, whatever they were made from, so that
//! whoever owns a feed can be driven through the same mishaps.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use parking_lot::Mutex;

use super::super::{
    Backlog, Brief, Durability, Epoch, Extent, OpenReader, Reader, Row, Sequence, Snapshot, Store, StoreError, Visit,
    store::{LastRun, continues},
};

/// One write, as it goes into the disk's log.
#[derive(Clone)]
enum Write {
    Entries(Vec<Row<'static>>),
    Snapshot(Snapshot),
    Truncate(Sequence),
}

/// How the next append fails.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    /// Nothing is written.
    Nothing,
    /// Everything is written, and yet the store says that it failed.
    Ghost,
}

/// How a run ends without being closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Crash {
    /// The process is killed; the system writes its pages.
    Kill,
    /// The machine loses power, and with it what was not synced.
    Power,
}

/// What happens while a commit is under way.
pub(crate) type Meanwhile = Box<dyn FnOnce() + Send>;

/// What outlives a run.
pub(crate) struct Disk {
    durability: Durability,
    writes: Vec<Write>,
    /// What the writes amount to.
    contents: Contents,
    synced: usize,
    ghost: Option<Vec<Row<'static>>>,
    epoch: Epoch,
    last_run: LastRun,
    boot: u64,
    watermark: Option<Sequence>,
    pub(crate) fault: Option<Fault>,
    pub(crate) is_full: bool,
    pub(crate) meanwhile: Option<Meanwhile>,
}

/// What a disk's writes amount to.
#[derive(Default)]
pub(crate) struct Contents {
    pub(crate) entries: BTreeMap<Sequence, Row<'static>>,
    before: Option<Sequence>,
    head: Option<Sequence>,
    snapshot: Option<Snapshot>,
    total_bytes: u64,
    briefs: BTreeMap<Sequence, Brief>,
}

impl Disk {
    pub(crate) fn new(durability: Durability) -> Self {
        Self {
            durability,
            writes: Vec::new(),
            contents: Contents::default(),
            synced: 0,
            ghost: None,
            epoch: Epoch::random(),
            last_run: LastRun { durability, boot: None, is_closed: true },
            boot: 0,
            watermark: None,
            fault: None,
            is_full: false,
            meanwhile: None,
        }
    }

    pub(crate) fn contents(&self) -> &Contents {
        &self.contents
    }

    /// Ends the run; `chance` decides below its argument. Answers what turned out to be written after all.
    pub(crate) fn crash(&mut self, crash: Crash, chance: &mut dyn FnMut(usize) -> usize) -> Vec<Row<'static>> {
        let mut appeared = Vec::new();
        if let Some(ghost) = self.ghost.take()
            && chance(2) == 0
        {
            appeared = ghost.clone();
            self.push(Write::Entries(ghost));
        }
        if crash == Crash::Power {
            self.boot += 1;
            let lost = chance(self.writes.len() - self.synced + 1);
            self.writes.truncate(self.writes.len() - lost);
            self.contents = Contents::default();
            self.writes.iter().for_each(|write| self.contents.apply(write));
            if chance(2) == 0 {
                self.watermark = self.watermark.map(|mark| mark.minus(chance(4) as u64));
            }
        }
        self.synced = self.writes.len();
        (self.fault, self.is_full, self.meanwhile) = (None, false, None);
        appeared
    }

    fn push(&mut self, write: Write) {
        self.contents.apply(&write);
        self.writes.push(write);
    }

    fn write(&mut self, write: Write) {
        self.push(write);
        if self.durability == Durability::Sync {
            self.synced = self.writes.len();
        }
    }
}

impl Contents {
    fn head(&self) -> Sequence {
        self.head.unwrap_or(Sequence::BEFORE_FIRST)
    }

    fn apply(&mut self, write: &Write) {
        match write {
            Write::Entries(entries) => {
                for row in entries {
                    let (sequence, bytes, at_unix_ms) = (self.head().next(), row.size_bytes(), row.at_unix_ms);
                    self.total_bytes += bytes;
                    let brief = Brief { sequence, at_unix_ms, bytes, total_bytes: self.total_bytes };
                    self.briefs.insert(sequence, brief);
                    self.entries.insert(sequence, row.clone());
                    self.head = Some(sequence);
                }
            }
            Write::Snapshot(snapshot) => self.snapshot = Some(snapshot.clone()),
            Write::Truncate(through) => {
                self.entries = self.entries.split_off(&through.next());
                self.briefs = self.briefs.split_off(&through.next());
                self.before = self.before.max(Some(*through));
            }
        }
    }
}

/// The store of one run.
pub(crate) struct SimulatedStore {
    disk: Arc<Mutex<Disk>>,
    epoch: Epoch,
    head: Sequence,
}

impl SimulatedStore {
    pub(crate) fn open(disk: &Arc<Mutex<Disk>>) -> Self {
        let mut found = disk.lock();
        let head = found.contents().head();
        let boot = found.boot.to_string();
        if !continues(&found.last_run, Some(&boot), found.watermark, head) {
            found.epoch = Epoch::random();
        }
        found.last_run = LastRun { durability: found.durability, boot: Some(boot), is_closed: false };
        found.watermark = Some(head);
        Self { disk: Arc::clone(disk), epoch: found.epoch, head }
    }
}

/// The row, apart from the entry that it was made from.
fn kept(row: &Row<'_>) -> Row<'static> {
    let text = |text: &Option<Cow<'_, str>>| text.as_ref().map(|text| Cow::Owned(text.to_string()));
    Row {
        at_unix_ms: row.at_unix_ms,
        kind: text(&row.kind),
        sender: text(&row.sender),
        tracking_id: text(&row.tracking_id),
        body: text(&row.body),
        meta: Cow::Owned(row.meta.to_string()),
    }
}

fn failed(what: &str) -> StoreError {
    StoreError::Unavailable { what: what.to_owned() }
}

impl Store for SimulatedStore {
    fn epoch(&self) -> Epoch {
        self.epoch
    }

    fn extent(&self) -> Extent {
        let disk = self.disk.lock();
        let contents = disk.contents();
        let snapshot_through = contents.snapshot.as_ref().map(|snapshot| snapshot.through);
        Extent { before: contents.before.unwrap_or(Sequence::BEFORE_FIRST), head: self.head, snapshot_through }
    }

    fn append(&mut self, rows: &[Row<'_>]) -> Result<(), StoreError> {
        let meanwhile = self.disk.lock().meanwhile.take();
        if let Some(meanwhile) = meanwhile {
            meanwhile();
        }
        let entries: Vec<_> = rows.iter().map(kept).collect();
        let mut disk = self.disk.lock();
        if disk.is_full {
            return Err(failed("full"));
        }
        match disk.fault.take() {
            Some(Fault::Nothing) => return Err(failed("nothing was written")),
            Some(Fault::Ghost) => {
                disk.ghost = Some(entries);
                return Err(failed("the sync failed"));
            }
            None => {}
        }
        self.head = self.head.plus(entries.len() as u64);
        disk.write(Write::Entries(entries));
        disk.watermark = Some(self.head);
        Ok(())
    }

    fn put_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), StoreError> {
        let mut disk = self.disk.lock();
        if disk.is_full {
            return Err(failed("full"));
        }
        disk.write(Write::Snapshot(snapshot.clone()));
        Ok(())
    }

    fn briefs(&mut self, entries_max: usize) -> Result<(Vec<Brief>, Option<Brief>), StoreError> {
        let disk = self.disk.lock();
        let briefs = &disk.contents().briefs;
        Ok((briefs.values().take(entries_max).copied().collect(), briefs.values().last().copied()))
    }

    fn truncate(&mut self, through: Sequence) -> Result<(), StoreError> {
        self.disk.lock().write(Write::Truncate(through));
        Ok(())
    }

    fn probe(&mut self) -> Result<(), StoreError> {
        let mut disk = self.disk.lock();
        if disk.is_full {
            return Err(failed("full"));
        }
        disk.ghost = None;
        Ok(())
    }

    fn readers(&self) -> Box<dyn OpenReader> {
        Box::new(Readers(Arc::clone(&self.disk)))
    }

    fn close(&mut self) -> Result<(), StoreError> {
        let mut disk = self.disk.lock();
        disk.synced = disk.writes.len();
        disk.last_run.is_closed = true;
        Ok(())
    }
}

struct Readers(Arc<Mutex<Disk>>);

impl OpenReader for Readers {
    fn open(&self) -> Result<Box<dyn Reader>, StoreError> {
        Ok(Box::new(Readers(Arc::clone(&self.0))))
    }
}

impl Reader for Readers {
    fn read_after(&mut self, position: Sequence, limit: Backlog, visit: &mut Visit<'_>) -> Result<(), StoreError> {
        let disk = self.0.lock();
        for (sequence, row) in disk.contents().entries.range(position.next()..).take(limit.entries.max(1)) {
            visit(*sequence, row.clone())?;
        }
        Ok(())
    }

    fn snapshot(&mut self) -> Result<Option<Snapshot>, StoreError> {
        Ok(self.0.lock().contents().snapshot.clone())
    }
}
