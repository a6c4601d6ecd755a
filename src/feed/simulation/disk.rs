//! A disk that tears, loses, fails and fills up, and a store on it.

use std::{collections::BTreeMap, sync::Arc};

use parking_lot::Mutex;

use super::super::{
    Backlog, Brief, Durability, Epoch, Extent, OpenReader, Reader, Record, Row, Sequence, Snapshot, Store, StoreError,
    Visit,
    store::{LastRun, continues},
};

/// One write, as it goes into the disk's log.
#[derive(Clone)]
enum Write {
    Entries(Vec<usize>),
    Snapshot(Snapshot),
    Truncate(Sequence),
}

/// How the next append fails.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    /// Nothing is written.
    Nothing,
    /// Everything is written, and yet the store says that it failed.
    Ghost,
}

/// How a run ends without being closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Crash {
    /// The process is killed; the system writes its pages.
    Kill,
    /// The machine loses power, and with it what was not synced.
    Power,
}

/// What happens while a commit is under way.
pub(super) type Meanwhile = Box<dyn FnOnce() + Send>;

/// What outlives a run.
pub(super) struct Disk {
    durability: Durability,
    writes: Vec<Write>,
    synced: usize,
    ghost: Option<Vec<usize>>,
    epoch: Epoch,
    last_run: LastRun,
    boot: u64,
    watermark: Option<Sequence>,
    pub(super) fault: Option<Fault>,
    pub(super) is_full: bool,
    pub(super) meanwhile: Option<Meanwhile>,
}

/// What a disk's writes amount to.
#[derive(Default)]
pub(super) struct Contents {
    pub(super) entries: BTreeMap<Sequence, usize>,
    before: Option<Sequence>,
    head: Option<Sequence>,
    snapshot: Option<Snapshot>,
    total_bytes: u64,
    briefs: BTreeMap<Sequence, Brief>,
}

impl Disk {
    pub(super) fn new(durability: Durability) -> Self {
        Self {
            durability,
            writes: Vec::new(),
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

    pub(super) fn contents(&self) -> Contents {
        let mut contents = Contents::default();
        self.writes.iter().for_each(|write| contents.apply(write));
        contents
    }

    /// Ends the run; `chance` decides below its argument. Answers what turned out to be written after all.
    pub(super) fn crash(&mut self, crash: Crash, chance: &mut dyn FnMut(usize) -> usize) -> Vec<usize> {
        let mut appeared = Vec::new();
        if let Some(ghost) = self.ghost.take()
            && chance(2) == 0
        {
            appeared = ghost.clone();
            self.writes.push(Write::Entries(ghost));
        }
        if crash == Crash::Power {
            self.boot += 1;
            let lost = chance(self.writes.len() - self.synced + 1);
            self.writes.truncate(self.writes.len() - lost);
            if chance(2) == 0 {
                self.watermark = self.watermark.map(|mark| mark.minus(chance(4) as u64));
            }
        }
        self.synced = self.writes.len();
        (self.fault, self.is_full, self.meanwhile) = (None, false, None);
        appeared
    }

    fn write(&mut self, write: Write) {
        self.writes.push(write);
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
                for &entry in entries {
                    let (sequence, bytes) = (self.head().next(), entry.to_row().size_bytes());
                    self.total_bytes += bytes;
                    let brief = Brief { sequence, at_unix_ms: entry as u64, bytes, total_bytes: self.total_bytes };
                    self.briefs.insert(sequence, brief);
                    self.entries.insert(sequence, entry);
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
pub(super) struct SimulatedStore {
    disk: Arc<Mutex<Disk>>,
    epoch: Epoch,
    head: Sequence,
}

impl SimulatedStore {
    pub(super) fn open(disk: &Arc<Mutex<Disk>>) -> Self {
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

fn failed(what: &str) -> StoreError {
    StoreError::Unavailable { what: what.to_owned() }
}

impl Store for SimulatedStore {
    fn epoch(&self) -> Epoch {
        self.epoch
    }

    fn extent(&self) -> Extent {
        let contents = self.disk.lock().contents();
        let snapshot_through = contents.snapshot.map(|snapshot| snapshot.through);
        Extent { before: contents.before.unwrap_or(Sequence::BEFORE_FIRST), head: self.head, snapshot_through }
    }

    fn append(&mut self, rows: &[Row<'_>]) -> Result<(), StoreError> {
        let meanwhile = self.disk.lock().meanwhile.take();
        if let Some(meanwhile) = meanwhile {
            meanwhile();
        }
        let entries: Vec<usize> = rows.iter().map(|row| usize::from_row(row.clone()).unwrap()).collect();
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
        let briefs = self.disk.lock().contents().briefs;
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
        let entries = self.0.lock().contents().entries;
        for (sequence, entry) in entries.range(position.next()..).take(limit.entries.max(1)) {
            visit(*sequence, entry.to_row())?;
        }
        Ok(())
    }

    fn snapshot(&mut self) -> Result<Option<Snapshot>, StoreError> {
        Ok(self.0.lock().contents().snapshot)
    }
}
