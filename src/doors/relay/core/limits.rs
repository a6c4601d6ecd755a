//! What the relay holds at most, and for how long.

/// The limits of a relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::doors) struct Limits {
    /// Clients at one time.
    pub(in crate::doors) clients_max: usize,
    /// Requests of a net that nobody took yet.
    pub(in crate::doors) queued_max: usize,
    /// Requests of a client, over all nets, whose answer it did not pull yet.
    pub(in crate::doors) unanswered_max: usize,
    /// How long a request or an answer waits for its next step, in milliseconds.
    pub(in crate::doors) exchange_ms: u64,
    /// How long the end of an exchange is remembered, in milliseconds.
    pub(in crate::doors) tombstone_ms: u64,
    /// Ends of exchanges that are remembered at one time; beyond that the oldest are forgotten early.
    pub(in crate::doors) tombstones_max: usize,
    /// How long a token lives without being used, in milliseconds.
    pub(in crate::doors) token_idle_ms: u64,
    /// When a taken request is handed out again, in milliseconds; without it, it is not.
    pub(in crate::doors) lease_ms: Option<u64>,
}

impl Default for Limits {
    /// The limits of the relay's contract.
    fn default() -> Self {
        Self {
            clients_max: 10_000,
            queued_max: 1_000,
            unanswered_max: 100,
            exchange_ms: 120_000,
            tombstone_ms: 60_000,
            tombstones_max: 100_000,
            token_idle_ms: 86_400_000,
            lease_ms: None,
        }
    }
}
