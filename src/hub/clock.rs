//! The clock that the hub reads and hands to the rooms without one.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::identity::Timestamp;

/// Tells the time. Tests have one that they turn themselves.
pub trait Clock: Send + Sync + 'static {
    /// This moment.
    fn now(&self) -> Timestamp;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp { unix_ms: u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX) }
    }
}
