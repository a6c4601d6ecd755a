//! A feed in one SQLite file, which any SQLite tool can read, also while the server runs (view `history`).
//!
//! What must always hold: one transaction an append; the log is synced before an append succeeds, when durability is sync;
//! a file that is damaged is not written to. A torn tail is cut by SQLite itself, which takes from its log only what was
//! committed wholly.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior, config::DbConfig};

use super::{
    Brief, Extent, OpenReader, Snapshot, Store, StoreError,
    checkpoints::Checkpoints,
    continuity::{LastRun, boot_now, continues},
    sqlite_reader::SqliteReaders,
    watermark::Watermark,
};
use crate::feed::{Durability, Epoch, Row, Sequence};

/// Large pages cost a commit of reports half of what SQLite's default costs.
const PAGE_BYTES: u32 = 16_384;

/// Marks our files in the header, for tools such as `file`.
const APPLICATION_ID: i32 = 0x4332_5346;
const FORMAT_VERSION: i32 = 1;

/// A trial writes this much, so that a disk with room for next to nothing does not count as recovered. Its pages stay free
/// in the file for the entries that follow.
const PROBE_BYTES: usize = 256 << 10;

const TABLES: &str = "
    CREATE TABLE entry (
        sequence INTEGER PRIMARY KEY,
        at_unix_ms INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        total_bytes INTEGER NOT NULL,
        checksum INTEGER NOT NULL,
        kind TEXT,
        sender TEXT,
        tracking_id TEXT,
        meta TEXT NOT NULL,
        body TEXT
    ) STRICT;
    CREATE TABLE snapshot (part TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    CREATE TABLE snapshot_place (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), through INTEGER NOT NULL) STRICT;
    CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
";

/// What analysts read. It holds nothing itself, so that a file of an earlier version gets it as it is now.
const VIEW: &str = "CREATE VIEW history AS \
    SELECT sequence, strftime('%Y-%m-%dT%H:%M:%fZ', at_unix_ms / 1000.0, 'unixepoch') AS at, \
    kind, sender, json_extract(meta, '$.receivers') AS receivers, tracking_id, body \
    FROM entry";

const INSERT: &str = "INSERT INTO entry \
    (sequence, at_unix_ms, bytes, total_bytes, checksum, kind, sender, tracking_id, meta, body) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
const BRIEFS: &str = "SELECT sequence, at_unix_ms, bytes, total_bytes FROM entry ORDER BY sequence";
const PUT_FACT: &str = "INSERT INTO fact (name, value) VALUES (?1, ?2) \
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";

/// A feed in one SQLite file.
pub struct SqliteStore {
    connection: Connection,
    path: PathBuf,
    epoch: Epoch,
    extent: Extent,
    total_bytes: u64,
    watermark: Watermark,
    checkpoints: Checkpoints,
}

impl SqliteStore {
    /// Opens the file, or makes a new one; `name` is written into a new one for its readers.
    ///
    /// A file up to `check_bytes_max` is checked wholly, which takes as long as reading it. When it fails with anything
    /// but [`StoreError::Unavailable`], the file is as it was, and [`super::super::Directory::set_aside`] is the way on.
    pub fn open(path: &Path, name: &str, durability: Durability, check_bytes_max: u64) -> Result<Self, StoreError> {
        let size_bytes = std::fs::metadata(path).map_or(0, |file| file.len());
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags)?;
        // Dropping the connection must not write: it may be dropped because the file is damaged.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        let is_new = is_empty(&connection)?;
        if is_new {
            connection.pragma_update(None, "page_size", PAGE_BYTES)?;
        } else {
            check_format(&connection)?;
            check_pages(&connection, size_bytes <= check_bytes_max)?;
        }
        configure(&connection, durability)?;
        if is_new {
            create(&mut connection, name)?;
            sync_directory_of(path)?;
        }
        let (watermark, acknowledged) = Watermark::open(&path.with_extension("head"))?;
        let (extent, total_bytes) = read_extent(&connection)?;
        let acknowledged = if is_new { None } else { acknowledged };
        let epoch = start_run(&mut connection, durability, acknowledged, extent.head)?;
        let checkpoints = Checkpoints::new(path, PAGE_BYTES);
        let mut store = Self { connection, path: path.to_owned(), epoch, extent, total_bytes, watermark, checkpoints };
        store.watermark.note(extent.head);
        Ok(store)
    }

    /// The name that the file was made for.
    pub fn name(&self) -> Result<String, StoreError> {
        fact(&self.connection, "name")?.ok_or_else(|| StoreError::corrupt("the file does not say its name"))
    }

    /// Lets the file grow no further, as a full disk does.
    #[cfg(test)]
    pub(in crate::feed) fn limit_pages(&self, pages_max: u32) {
        self.connection.pragma_update_and_check(None, "max_page_count", pages_max, |_| Ok(())).unwrap();
    }

    /// Pages that the file has.
    #[cfg(test)]
    pub(in crate::feed) fn pages(&self) -> u32 {
        self.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap()
    }
}

impl Store for SqliteStore {
    fn epoch(&self) -> Epoch {
        self.epoch
    }

    fn extent(&self) -> Extent {
        self.extent
    }

    fn append(&mut self, rows: &[Row<'_>]) -> Result<(), StoreError> {
        let mut head = self.extent.head;
        let mut total_bytes = self.total_bytes;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut insert = transaction.prepare_cached(INSERT)?;
        for row in rows {
            head = head.next();
            total_bytes += row.size_bytes();
            insert.execute((
                head.as_stored(),
                row.at_unix_ms.cast_signed(),
                row.size_bytes().cast_signed(),
                total_bytes.cast_signed(),
                checksum(head, row),
                row.kind.as_deref(),
                row.sender.as_deref(),
                row.tracking_id.as_deref(),
                &*row.meta,
                row.body.as_deref(),
            ))?;
        }
        drop(insert);
        transaction.commit()?;
        let bytes = total_bytes - self.total_bytes;
        self.extent.head = head;
        self.total_bytes = total_bytes;
        self.watermark.note(head);
        self.checkpoints.committed(bytes, &self.connection);
        Ok(())
    }

    fn put_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute("DELETE FROM snapshot", ())?;
        for (part, bytes) in &snapshot.parts {
            transaction.execute("INSERT INTO snapshot (part, bytes) VALUES (?1, ?2)", (part, &**bytes))?;
        }
        transaction.execute(
            "INSERT OR REPLACE INTO snapshot_place (only_row, through) VALUES (1, ?1)",
            (snapshot.through.as_stored(),),
        )?;
        transaction.commit()?;
        self.extent.snapshot_through = Some(snapshot.through);
        let bytes: usize = snapshot.parts.values().map(Bytes::len).sum();
        self.checkpoints.committed(bytes as u64, &self.connection);
        Ok(())
    }

    fn briefs(&mut self, entries_max: usize) -> Result<(Vec<Brief>, Option<Brief>), StoreError> {
        let mut oldest = self.connection.prepare_cached(&format!("{BRIEFS} LIMIT ?1"))?;
        let entries_max = i64::try_from(entries_max).unwrap_or(i64::MAX);
        let oldest = oldest.query_map((entries_max,), brief)?.collect::<Result<_, _>>()?;
        let mut newest = self.connection.prepare_cached(&format!("{BRIEFS} DESC LIMIT 1"))?;
        Ok((oldest, newest.query_row((), brief).optional()?))
    }

    fn truncate(&mut self, through: Sequence) -> Result<(), StoreError> {
        self.connection.execute("DELETE FROM entry WHERE sequence <= ?1", (through.as_stored(),))?;
        let removed = through.entries_since(self.extent.before);
        self.extent.before = self.extent.before.max(through);
        // About as many pages as the entries had are written anew.
        let mean_bytes = self.total_bytes / self.extent.head.number().max(1);
        self.checkpoints.committed(removed * mean_bytes, &self.connection);
        Ok(())
    }

    fn probe(&mut self) -> Result<(), StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute("DELETE FROM entry WHERE sequence > ?1", (self.extent.head.as_stored(),))?;
        transaction.execute(PUT_FACT, ("probe", " ".repeat(PROBE_BYTES)))?;
        transaction.commit()?;
        self.connection.execute("DELETE FROM fact WHERE name = 'probe'", ())?;
        Ok(())
    }

    fn readers(&self) -> Box<dyn OpenReader> {
        Box::new(SqliteReaders { path: self.path.clone() })
    }

    fn close(&mut self) -> Result<(), StoreError> {
        self.checkpoints.finish();
        self.connection.execute(PUT_FACT, ("is_closed", "yes"))?;
        // With a reader at work it stays in the log, where the next start finds it too.
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(()))?;
        Ok(())
    }
}

/// The checksum of a row: SQLite watches over its pages' structure, not over the texts in them.
pub(super) fn checksum(sequence: Sequence, row: &Row<'_>) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    sum.update(&sequence.number().to_le_bytes());
    sum.update(&row.at_unix_ms.to_le_bytes());
    for text in [&row.kind, &row.sender, &row.tracking_id, &row.body] {
        // The length keeps texts apart, and an absent one from an empty one.
        let text = text.as_deref();
        sum.update(&text.map_or(u64::MAX, |text| text.len() as u64).to_le_bytes());
        sum.update(text.unwrap_or_default().as_bytes());
    }
    sum.update(row.meta.as_bytes());
    sum.finalize()
}

/// Whether nothing was ever committed to the file.
fn is_empty(connection: &Connection) -> Result<bool, StoreError> {
    let objects: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", (), |row| row.get(0))?;
    Ok(objects == 0)
}

fn check_format(connection: &Connection) -> Result<(), StoreError> {
    let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    match (application, version) {
        (APPLICATION_ID, FORMAT_VERSION) => Ok(()),
        (APPLICATION_ID, _) => {
            Err(StoreError::Foreign { what: format!("format {version}; this version reads format {FORMAT_VERSION}") })
        }
        _ => Err(StoreError::Foreign { what: format!("an SQLite file with the application id {application}") }),
    }
}

fn check_pages(connection: &Connection, is_wanted: bool) -> Result<(), StoreError> {
    if !is_wanted {
        return Ok(());
    }
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", (), |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(StoreError::corrupt(verdict)) }
}

fn configure(connection: &Connection, durability: Durability) -> Result<(), StoreError> {
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreError::Unavailable {
            what: format!("the file system allows no write-ahead log, only {mode}"),
        });
    }
    // See `checkpoints`.
    connection.pragma_update_and_check(None, "wal_autocheckpoint", 0, |_| Ok(()))?;
    let synchronous = if durability == Durability::Sync { "FULL" } else { "NORMAL" };
    connection.pragma_update(None, "synchronous", synchronous)?;
    Ok(())
}

fn create(connection: &mut Connection, name: &str) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(TABLES)?;
    transaction.execute_batch(VIEW)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", FORMAT_VERSION)?;
    transaction.execute(PUT_FACT, ("name", name))?;
    transaction.execute(PUT_FACT, ("epoch", Epoch::random().to_string()))?;
    Ok(transaction.commit()?)
}

/// Writes down that a run begins, and gives the epoch that it has.
fn start_run(
    connection: &mut Connection,
    durability: Durability,
    acknowledged: Option<Sequence>,
    head: Sequence,
) -> Result<Epoch, StoreError> {
    let epoch = fact(connection, "epoch")?.and_then(|text| text.parse().ok());
    let epoch = epoch.ok_or_else(|| StoreError::corrupt("the file does not say its epoch"))?;
    let last = LastRun {
        durability: fact(connection, "durability")?.and_then(|text| text.parse().ok()).unwrap_or_default(),
        boot: fact(connection, "boot")?,
        is_closed: fact(connection, "is_closed")?.as_deref() == Some("yes"),
    };
    let boot_now = boot_now();
    let epoch = if continues(&last, boot_now.as_deref(), acknowledged, head) { epoch } else { Epoch::random() };
    if let Some(acknowledged) = acknowledged.filter(|acknowledged| *acknowledged > head) {
        tracing::error!(%head, %acknowledged, "acknowledged entries are missing at the end of a feed; it has a new epoch");
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    renew_view(&transaction)?;
    transaction.execute(PUT_FACT, ("epoch", epoch.to_string()))?;
    transaction.execute(PUT_FACT, ("durability", durability.as_str()))?;
    transaction.execute(PUT_FACT, ("boot", boot_now.unwrap_or_default()))?;
    transaction.execute(PUT_FACT, ("is_closed", "no"))?;
    transaction.commit()?;
    Ok(epoch)
}

fn renew_view(connection: &Connection) -> Result<(), StoreError> {
    let view = "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = 'history'";
    let view: Option<String> = connection.query_row(view, (), |row| row.get(0)).optional()?;
    if view.as_deref() != Some(VIEW) {
        connection.execute_batch("DROP VIEW IF EXISTS history")?;
        connection.execute_batch(VIEW)?;
    }
    Ok(())
}

fn fact(connection: &Connection, name: &str) -> Result<Option<String>, StoreError> {
    let value = connection.query_row("SELECT value FROM fact WHERE name = ?1", (name,), |row| row.get(0));
    Ok(value.optional()?.filter(|value: &String| !value.is_empty()))
}

fn read_extent(connection: &Connection) -> Result<(Extent, u64), StoreError> {
    let oldest = connection.query_row(&format!("{BRIEFS} LIMIT 1"), (), brief).optional()?;
    let newest = connection.query_row(&format!("{BRIEFS} DESC LIMIT 1"), (), brief).optional()?;
    let through = connection.query_row("SELECT through FROM snapshot_place", (), |row| row.get(0)).optional()?;
    let before = oldest.map_or(Sequence::BEFORE_FIRST, |oldest| oldest.sequence.minus(1));
    let head = newest.map_or(Sequence::BEFORE_FIRST, |newest| newest.sequence);
    let snapshot_through = through.map(Sequence::from_stored);
    if snapshot_through.unwrap_or(Sequence::BEFORE_FIRST) < before {
        return Err(StoreError::corrupt(format!(
            "the entries up to {before} are missing, and no snapshot covers them"
        )));
    }
    if snapshot_through.is_some_and(|through| through > head) {
        return Err(StoreError::corrupt(format!("the snapshot is newer than the last entry, {head}")));
    }
    Ok((Extent { before, head, snapshot_through }, newest.map_or(0, |newest| newest.total_bytes)))
}

fn brief(row: &rusqlite::Row<'_>) -> rusqlite::Result<Brief> {
    Ok(Brief {
        sequence: Sequence::from_stored(row.get(0)?),
        at_unix_ms: row.get::<_, i64>(1)?.cast_unsigned(),
        bytes: row.get::<_, i64>(2)?.cast_unsigned(),
        total_bytes: row.get::<_, i64>(3)?.cast_unsigned(),
    })
}

/// Sees to it that a new file is found again after a power loss.
fn sync_directory_of(path: &Path) -> Result<(), StoreError> {
    match path.parent() {
        Some(directory) if cfg!(unix) => Ok(File::open(directory)?.sync_all()?),
        _ => Ok(()),
    }
}
