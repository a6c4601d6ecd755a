//! The members of a session: who joined, under which names, from where, since when.
//!
//! Entry point: [`Member`]. What must always hold: all of it can be folded from events. What it deliberately leaves out:
//! whether a member is there right now (see `presence.rs`).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Owner;
use crate::identity::{ClientId, SystemName, Timestamp};

/// One client that joined a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The client instance.
    pub client: ClientId,
    /// What people call it; as sent.
    pub display_name: String,
    /// The system it speaks for; [`SystemName::UNKNOWN`] where it named none.
    pub system_name: SystemName,
    /// The network address from which it joined, as the door saw it.
    pub address: String,
    /// When it joined.
    pub joined_at: Timestamp,
    /// The party that joined it, who alone may use it; nobody where it was joined without a token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Arc<Owner>>,
}
