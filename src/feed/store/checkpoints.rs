//! Copies SQLite's log into the file beside the commits, so that none of them waits for it.
//!
//! A checkpoint of 16 MB takes tens of milliseconds of the disk; within a commit, as SQLite would do it by itself, that is
//! what the slowest publishes would see. SQLite starts its log anew only when all of it is copied, which a copy beside
//! commits never quite reaches; hence what is left after it, when it is little, is copied between two commits. What must
//! always hold: what was committed is in the log or in the file, whoever copies, and whether or not it succeeds.

use std::{
    path::{Path, PathBuf},
    thread::{self, JoinHandle},
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

/// The log is copied when it has grown by so many pages, 16 MB: less often would make the next start slower, more often
/// would write the same pages again and again.
const BESIDE_PAGES: u64 = 1_024;
/// Up to so many pages are copied between two commits, which takes about as long as a commit.
const BETWEEN_PAGES: u64 = 64;
/// Pages that a commit writes beside those of its rows: the last one again, and those above it.
const COMMIT_PAGES: u64 = 2;

/// The checkpoints of one file.
pub(super) struct Checkpoints {
    path: PathBuf,
    page_bytes: u64,
    /// About how many pages the log has grown by since the last checkpoint began.
    pages: u64,
    running: Option<JoinHandle<()>>,
}

impl Checkpoints {
    pub(super) fn new(path: &Path, page_bytes: u32) -> Self {
        Self { path: path.to_owned(), page_bytes: page_bytes.into(), pages: 0, running: None }
    }

    /// Notes a commit of so many bytes, and does what is due.
    pub(super) fn committed(&mut self, bytes: u64, connection: &Connection) {
        self.pages += bytes / self.page_bytes + COMMIT_PAGES;
        if self.running.as_ref().is_some_and(|running| !running.is_finished()) {
            return;
        }
        let has_run = self.running.take().is_some();
        if has_run && self.pages <= BETWEEN_PAGES {
            self.pages = 0;
            note(checkpoint(connection));
        } else if has_run || self.pages >= BESIDE_PAGES {
            self.begin();
        }
    }

    fn begin(&mut self) {
        let path = self.path.clone();
        let beside = move || note(connect(&path).and_then(|connection| checkpoint(&connection)));
        match thread::Builder::new().name("feed-checkpoint".to_owned()).spawn(beside) {
            Ok(running) => (self.running, self.pages) = (Some(running), 0),
            // The next commit tries again.
            Err(error) => tracing::warn!(%error, "no thread can be had for a checkpoint"),
        }
    }

    /// Waits for the one that runs.
    pub(super) fn finish(&mut self) {
        if let Some(running) = self.running.take() {
            // One that panicked has copied less, and lost nothing.
            let _ = running.join();
        }
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    Ok(connection)
}

/// Copies what can be copied without keeping anyone from reading or writing.
fn checkpoint(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", (), |_| Ok(()))
}

/// One that failed harms no entry; the log grows until the next succeeds.
fn note(result: rusqlite::Result<()>) {
    if let Err(error) = result {
        tracing::warn!(%error, "a checkpoint failed; the log of the feed grows until the next");
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const PAGE_BYTES: u32 = 4_096;

    /// The log does not grow without end, and the file has everything that was copied.
    #[test]
    fn a_log_that_is_written_on_and_on_starts_anew() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("feed.sqlite");
        let connection = Connection::open(&path).unwrap();
        connection.pragma_update(None, "page_size", PAGE_BYTES).unwrap();
        connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())).unwrap();
        connection.pragma_update_and_check(None, "wal_autocheckpoint", 0, |_| Ok(())).unwrap();
        connection.execute("CREATE TABLE entry (body BLOB)", ()).unwrap();
        let mut checkpoints = Checkpoints::new(&path, PAGE_BYTES);
        let body = vec![7_u8; 100 * PAGE_BYTES as usize];
        for _ in 0..60 {
            connection.execute("INSERT INTO entry (body) VALUES (?1)", (&body,)).unwrap();
            checkpoints.committed(body.len() as u64, &connection);
            // As if the disk were fast, so that the test does not depend on it.
            while checkpoints.running.as_ref().is_some_and(|running| !running.is_finished()) {
                thread::yield_now();
            }
            // A small commit finds the copy finished, and copies the rest.
            connection.execute("INSERT INTO entry (body) VALUES (x'07')", ()).unwrap();
            checkpoints.committed(1, &connection);
        }
        checkpoints.finish();
        let log_bytes = fs::metadata(path.with_extension("sqlite-wal")).unwrap().len();
        let written_bytes = 60 * body.len() as u64;
        assert!(log_bytes < written_bytes / 3, "{log_bytes} of {written_bytes}");
        let bodies: i64 = connection.query_row("SELECT count(*) FROM entry", (), |row| row.get(0)).unwrap();
        assert_eq!(bodies, 120);
    }
}
