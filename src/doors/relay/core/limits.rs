//! What the relay holds at most, and for how long.

/// The limits of a relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Clients at one time.
    pub(crate) clients_max: usize,
    /// Requests of a net that nobody took yet.
    pub(crate) queued_max: usize,
    /// Requests of a client, over all nets, whose answer it did not pull yet.
    pub(crate) unanswered_max: usize,
    /// How long a request or an answer waits for its next step, in milliseconds.
    pub(crate) exchange_ms: u64,
    /// How long the end of an exchange is remembered, in milliseconds.
    pub(crate) tombstone_ms: u64,
    /// Ends of exchanges that are remembered at one time; beyond that the oldest are forgotten early.
    pub(crate) tombstones_max: usize,
    /// How long a token lives without being used, in milliseconds.
    pub(crate) token_idle_ms: u64,
    /// Nets in which a client is among the peers.
    pub(crate) nets_max: usize,
    /// Topics of a client in one net.
    pub(crate) topics_max: usize,
    /// When a taken request is handed out again, in milliseconds; without it, it is not.
    pub(crate) lease_ms: Option<u64>,
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
            nets_max: 100,
            topics_max: 100,
            lease_ms: None,
        }
    }
}
