//! How the lines of the log are bound to each other: each carries its number and the hash of the line before it.
//!
//! What must always hold: the hash is taken over the bytes of a line as they stand in the file, without the line break, so
//! that `sed -n 5p FILE | tr -d '\n' | sha256sum` gives what line 6 carries.

use std::fmt::Write as _;

use serde::Deserialize;
use sha2::{Digest, Sha256};

/// What the first line of all carries.
const NOTHING_BEFORE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The end of the log as it stands: what the next line is bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// The number of the last line.
    pub(super) sequence: u64,
    /// Its hash, in hexadecimal digits.
    pub(super) sha256: String,
}

/// What of a line binds it to the others.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bound {
    /// The number of the line.
    pub(super) sequence: u64,
    /// The hash of the one before it.
    pub(super) previous_sha256: String,
    /// What happened.
    pub(super) action: String,
}

impl Link {
    /// The end of a log that has no line yet.
    pub(super) fn beginning() -> Self {
        Self { sequence: 0, sha256: NOTHING_BEFORE.to_owned() }
    }

    /// The end of a log whose last line this is.
    pub(super) fn after(line: &[u8], sequence: u64) -> Self {
        Self { sequence, sha256: sha256(line) }
    }
}

impl Bound {
    /// Reads it off a line; nothing where the line is no record.
    pub(super) fn of(line: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Line {
            event: Event,
            c2sim: Own,
        }
        #[derive(Deserialize)]
        struct Event {
            action: String,
            sequence: u64,
        }
        #[derive(Deserialize)]
        struct Own {
            previous_sha256: String,
        }
        let Line { event, c2sim } = serde_json::from_slice(line).ok()?;
        Some(Self { sequence: event.sequence, previous_sha256: c2sim.previous_sha256, action: event.action })
    }
}

/// The hash of a line, in hexadecimal digits.
pub(super) fn sha256(line: &[u8]) -> String {
    Sha256::digest(line).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
