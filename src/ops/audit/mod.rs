//! Who did what: a log for auditors, one JSON object a line in the fields of the Elastic Common Schema, each line bound to
//! the one before it.
//!
//! Entry points: [`Audit::open`], [`Audit::trail`], [`Trail::record`]; [`verify`] reads what was written. What must always
//! hold: recording never waits for the disk; what cannot be recorded is counted, and the log itself says so as soon as it
//! can; whatever clients repeat, the log grows by a bounded number of lines a minute of what was refused. What it
//! deliberately leaves out: who calls it when (the doors know), and messages that were accepted, which the sessions keep.

mod action;
mod chain;
mod collected;
mod file;
mod line;
mod queue;
mod record;
mod repeats;
#[cfg(test)]
mod tests;
mod verify;
mod writer;

use std::{io, path::PathBuf, sync::Arc, time::Duration};

pub use action::Action;
pub(in crate::ops) use collected::Collected;
pub use file::Rotation;
pub use record::{Record, Who};
pub use verify::{Broken, Verified, verify};

use super::Configuration;
use file::AuditFile;
use queue::Queue;

/// The name of the log in the data directory, where none is configured.
const FILE_NAME: &str = "audit.jsonl";

/// The audit log of one server; clones speak of the same.
#[derive(Clone)]
pub struct Audit(Option<Arc<Queue>>);

/// The audit log as one party writes to it: whatever is recorded carries who it was.
#[derive(Clone)]
pub struct Trail {
    audit: Audit,
    who: Who,
}

/// The log cannot be written at all.
#[derive(Debug, thiserror::Error)]
#[error(
    "the audit log {path} cannot be written: {error}; set C2SIM_AUDIT_FILE to a file that can, or to off for no audit log"
)]
pub struct CannotAudit {
    path: String,
    error: io::Error,
}

/// How the log does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AuditStatus {
    /// Lines that were written.
    pub written: u64,
    /// Records that were lost, because the disk failed or could not keep up.
    pub lost: u64,
    /// Whether the last attempt to write failed.
    pub is_failing: bool,
}

impl Audit {
    /// The log as configured; the first record says with which configuration the server starts.
    ///
    /// # Errors
    /// The file cannot be written, or another server writes it.
    pub fn open(configuration: &Configuration) -> Result<Self, CannotAudit> {
        let Some(path) = path(configuration) else { return Ok(Self::off()) };
        let rotation = Rotation {
            file_bytes_max: configuration.audit_file_bytes_max as u64,
            files_max: configuration.audit_files_max,
        };
        let cannot = |error| CannotAudit { path: path.display().to_string(), error };
        let (file, found) = AuditFile::open(&path, rotation).map_err(cannot)?;
        let queue = Queue::start(file, configuration.audit_waiting_max).map_err(cannot)?;
        let audit = Self(Some(Arc::new(queue)));
        let trail = audit.trail(Who::server());
        if let Some(cut) = found.cut_bytes {
            trail.record(Record::new(Action::LineCut).cut(cut));
        }
        trail.record(Record::new(Action::ServerStart).configuration(configuration).after(&found));
        Ok(audit)
    }

    /// No log at all.
    pub fn off() -> Self {
        Self(None)
    }

    /// The log as this party writes to it.
    pub fn trail(&self, who: Who) -> Trail {
        Trail { audit: self.clone(), who }
    }

    /// How it does; nothing where there is no log.
    pub fn status(&self) -> Option<AuditStatus> {
        self.0.as_ref().map(|queue| queue.status())
    }

    /// Writes what is left and takes nothing more; waits for at most `limit`. Blocks its thread.
    pub fn close(&self, limit: Duration) {
        if let Some(queue) = &self.0 {
            queue.close(limit);
        }
    }
}

impl Trail {
    /// Puts a record into the log. Never waits; without a log, nothing happens.
    pub fn record(&self, record: Record) {
        if let Some(queue) = &self.audit.0 {
            queue.put(record.by(&self.who));
        }
    }
}

/// Where the log is; nothing where there is none.
fn path(configuration: &Configuration) -> Option<PathBuf> {
    match configuration.audit_file.to_str() {
        Some("off") => None,
        Some("") => Some(configuration.data_dir.join(FILE_NAME)),
        _ => Some(configuration.audit_file.clone()),
    }
}
