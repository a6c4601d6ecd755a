//! Reads a feed's file beside its writer, through a connection that cannot write.

use std::{borrow::Cow, path::PathBuf};

use bytes::Bytes;
use rusqlite::{Connection, OpenFlags, OptionalExtension, types::FromSqlError};

use super::{OpenReader, Reader, Snapshot, StoreError, Visit, sqlite};
use crate::feed::{Backlog, Row, Sequence};

/// Opens readers of one file.
pub(super) struct SqliteReaders {
    pub(super) path: PathBuf,
}

impl OpenReader for SqliteReaders {
    fn open(&self) -> Result<Box<dyn Reader>, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.pragma_update(None, "cache_size", CACHE_PAGES)?;
        Ok(Box::new(SqliteReader { connection }))
    }
}

/// A reader goes through the file once, and gains nothing from pages that it has read.
const CACHE_PAGES: u32 = 16;

/// One connection for reading.
struct SqliteReader {
    connection: Connection,
}

const READ_AFTER: &str = "SELECT sequence, at_unix_ms, kind, sender, tracking_id, meta, body, checksum \
    FROM entry WHERE sequence > ?1 ORDER BY sequence LIMIT ?2";

impl Reader for SqliteReader {
    fn read_after(&mut self, position: Sequence, limit: Backlog, visit: &mut Visit<'_>) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(READ_AFTER)?;
        let entries_max = i64::try_from(limit.entries.max(1)).unwrap_or(i64::MAX);
        let mut found = statement.query((position.as_stored(), entries_max))?;
        let mut bytes = 0;
        while let Some(columns) = found.next()? {
            let sequence = Sequence::from_stored(columns.get(0)?);
            let (row, checksum) = row(columns).map_err(|what| damaged(sequence, &what))?;
            bytes += usize::try_from(row.size_bytes()).unwrap_or(usize::MAX);
            if bytes > limit.bytes && sequence > position.next() {
                break;
            }
            if checksum != i64::from(sqlite::checksum(sequence, &row)) {
                return Err(damaged(sequence, "its checksum does not match"));
            }
            visit(sequence, row)?;
        }
        Ok(())
    }

    fn snapshot(&mut self) -> Result<Option<Snapshot>, StoreError> {
        // One transaction, so that the parts and their place are of one snapshot.
        let transaction = self.connection.transaction()?;
        let through: Option<i64> =
            transaction.query_row("SELECT through FROM snapshot_place", (), |columns| columns.get(0)).optional()?;
        let Some(through) = through else { return Ok(None) };
        let mut statement = transaction.prepare("SELECT part, bytes FROM snapshot")?;
        let parts = statement.query_map((), |columns| {
            let bytes: Vec<u8> = columns.get(1)?;
            Ok((columns.get(0)?, Bytes::from(bytes)))
        })?;
        let parts = parts.collect::<Result<_, _>>()?;
        Ok(Some(Snapshot { through: Sequence::from_stored(through), parts }))
    }
}

fn row<'a>(columns: &'a rusqlite::Row<'_>) -> Result<(Row<'a>, i64), String> {
    let text = |index: usize| {
        let value = columns.get_ref(index).map_err(|error| error.to_string())?;
        let text = value.as_str_or_null().map_err(|error: FromSqlError| error.to_string())?;
        Ok::<_, String>(text.map(Cow::Borrowed))
    };
    let number = |index: usize| columns.get::<_, i64>(index).map_err(|error| error.to_string());
    let at_unix_ms = number(1)?.cast_unsigned();
    let meta = text(5)?.unwrap_or_default();
    let row = Row { at_unix_ms, kind: text(2)?, sender: text(3)?, tracking_id: text(4)?, body: text(6)?, meta };
    Ok((row, number(7)?))
}

fn damaged(sequence: Sequence, what: &str) -> StoreError {
    StoreError::corrupt(format!("entry {sequence}: {what}"))
}
