//! How much a feed may hold, how long it waits, and what durability means.

use std::{fmt, str::FromStr};

/// An amount of entries, as a limit or as a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Backlog {
    /// Number of entries.
    pub entries: usize,
    /// Their size in bytes.
    pub bytes: usize,
}

impl Backlog {
    pub(super) fn add(&mut self, size_bytes: usize) {
        self.entries += 1;
        self.bytes += size_bytes;
    }

    pub(super) fn remove(&mut self, size_bytes: usize) {
        self.entries -= 1;
        self.bytes -= size_bytes;
    }

    /// Whether this much more still lies within `limit`. Whoever has nothing may take one thing, however large.
    pub(super) fn admits(self, more: Backlog, limit: Backlog) -> bool {
        let entries = self.entries + more.entries;
        let is_first = self.entries == 0 && more.entries <= 1;
        entries <= limit.entries && (is_first || self.bytes + more.bytes <= limit.bytes)
    }
}

/// Every limit of a feed. An operator's configuration sets them; the defaults fit a session of hundreds of members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Committed entries that are kept in memory for cursors that are a little behind.
    pub backlog: Backlog,
    /// Entries that may wait for their commit; past it an append is refused.
    pub waiting: Backlog,
    /// Entries that are committed together at most.
    pub group: Backlog,
    /// How long the writer waits at most for others to join a group, where several publish at a time, in µs.
    pub gather_us: u64,
    /// What one read takes at most: from memory in bytes, from the store in entries too. It is what a reader that
    /// stalls holds.
    pub store_read: Backlog,
    /// Connections for readers that are open at a time; further readers stand in line.
    pub store_readers: usize,
    /// Pause after a failed commit before the store is tried again; it doubles with every trial.
    pub probe_first_ms: u64,
    /// The longest pause between two trials.
    pub probe_max_ms: u64,
    /// Pause between two looks at what retention may remove.
    pub retention_interval_ms: u64,
    /// Entries that are removed in one transaction, so that appends do not wait for long.
    pub retention_chunk_entries: usize,
    /// Files up to this size are checked wholly when they are opened, larger ones only where they are read.
    pub check_file_bytes_max: u64,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: usize = 1 << 20;
        Self {
            backlog: Backlog { entries: 8_192, bytes: 32 * MIB },
            waiting: Backlog { entries: 8_192, bytes: 64 * MIB },
            group: Backlog { entries: 512, bytes: 8 * MIB },
            gather_us: 1_000,
            store_read: Backlog { entries: 512, bytes: MIB },
            store_readers: 4,
            probe_first_ms: 100,
            probe_max_ms: 5_000,
            retention_interval_ms: 10_000,
            retention_chunk_entries: 1_000,
            check_file_bytes_max: 256 * MIB as u64,
        }
    }
}

/// What an acknowledgement means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Durability {
    /// The entry is on the disk: it outlives the process and the machine's power.
    #[default]
    Sync,
    /// The entry is with the operating system: it outlives the process, not the machine's power.
    Async,
    /// The entry is in memory only: it does not outlive the process.
    Memory,
}

/// The text names no [`Durability`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("durability is one of sync, async, memory")]
pub struct NotADurability;

impl Durability {
    /// The name in configuration and status.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sync => "sync",
            Self::Async => "async",
            Self::Memory => "memory",
        }
    }
}

impl fmt::Display for Durability {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl FromStr for Durability {
    type Err = NotADurability;

    fn from_str(text: &str) -> Result<Self, NotADurability> {
        let all = [Self::Sync, Self::Async, Self::Memory];
        all.into_iter().find(|durability| durability.as_str() == text).ok_or(NotADurability)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_admitted_up_to_the_limit_and_not_past_it() {
        let limit = Backlog { entries: 3, bytes: 100 };
        let check = |holds: (usize, usize), more: (usize, usize), fits: bool| {
            let holds = Backlog { entries: holds.0, bytes: holds.1 };
            let more = Backlog { entries: more.0, bytes: more.1 };
            assert_eq!(holds.admits(more, limit), fits, "{holds:?} + {more:?}");
        };
        check((2, 10), (1, 90), true);
        check((2, 10), (1, 91), false);
        check((3, 10), (1, 1), false);
        check((0, 0), (3, 100), true);
        check((0, 0), (4, 100), false);
        check((0, 0), (1, 101), true);
        check((0, 0), (2, 101), false);
    }

    #[test]
    fn durability_is_read_as_it_is_printed() {
        for durability in [Durability::Sync, Durability::Async, Durability::Memory] {
            assert_eq!(durability.to_string().parse(), Ok(durability));
        }
        assert_eq!("fsync".parse::<Durability>(), Err(NotADurability));
    }
}
