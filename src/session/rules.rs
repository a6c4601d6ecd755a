//! What a site may set about its sessions: options and limits, each with its default.
//!
//! Entry point: [`Rules`]. What it deliberately leaves out: where the values come from (configuration, a layer above).

/// The options and limits of a session. Rules are not folded: a restart may come with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Whether orders pass while the scenario is PAUSED (C2SIM_ORDERS_WHILE_PAUSED). Reports always do.
    pub orders_while_paused: bool,
    /// After how long without a stream and without a request a member is removed (C2SIM_INACTIVE_TIMEOUT_SEC).
    pub inactive_timeout_ms: u64,
    /// Most members at a time.
    pub members_max: usize,
    /// Most streams at a time that wait for their client to join.
    pub waiting_streams_max: usize,
    /// Most systems that may each submit a part of the initialization.
    pub initialization_parts_max: usize,
    /// Most bytes of all parts of the initialization together.
    pub initialization_bytes_max: usize,
    /// Most systems of which it is remembered that they reported complete.
    pub completed_systems_max: usize,
    /// Most bytes of one text that is kept as long as the member or the scenario: a display name, a system name, an
    /// address.
    pub kept_text_bytes_max: usize,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            orders_while_paused: false,
            inactive_timeout_ms: 180_000,
            members_max: 10_000,
            waiting_streams_max: 10_000,
            initialization_parts_max: 1_000,
            initialization_bytes_max: 128 << 20,
            completed_systems_max: 10_000,
            kept_text_bytes_max: 4_096,
        }
    }
}
