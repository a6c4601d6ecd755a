//! Whether the server takes work, for whoever restarts or routes around it.

use serde::Serialize;

use crate::identity::Timestamp;

/// The answer of `/health`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Health {
    /// Whether the server takes work.
    pub status: HealthStatus,
    /// When this was said, in milliseconds since 1970-01-01T00:00:00Z.
    #[serde(rename = "timestamp")]
    pub timestamp_unix_ms: u64,
}

/// Whether the server takes work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum HealthStatus {
    /// It does.
    Up,
    /// It is about to end and takes no more.
    Down,
}

impl Health {
    /// The health at this moment.
    pub fn at(now: Timestamp, is_stopping: bool) -> Self {
        let status = if is_stopping { HealthStatus::Down } else { HealthStatus::Up };
        Self { status, timestamp_unix_ms: now.unix_ms }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn health_is_two_fields() {
        let now = Timestamp { unix_ms: 1_700_000_000_250 };
        for (is_stopping, text) in [
            (false, r#"{"status":"UP","timestamp":1700000000250}"#),
            (true, r#"{"status":"DOWN","timestamp":1700000000250}"#),
        ] {
            assert_eq!(serde_json::to_string(&Health::at(now, is_stopping)).unwrap(), text);
        }
    }
}
