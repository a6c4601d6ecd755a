//! What a session is told.
//!
//! Entry point: [`Input`]. What it deliberately leaves out: time, which is handed beside each input.

use std::sync::Arc;

use super::{Crossings, StreamId};
use crate::{
    identity::{ClientId, SchemaVersion, SystemName},
    message::{InitializationPart, MessageKind, Validation},
};

/// One thing that a session is told; all checks of the layers before it (header, schema, authorization) have passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A client wants to become a member.
    Join {
        /// Who.
        client: ClientId,
        /// What people call it.
        display_name: String,
        /// The system it speaks for.
        system_name: Option<SystemName>,
        /// Its network address.
        address: String,
        /// The schema version in which it receives messages; as they were published where it names none.
        schema_version: Option<SchemaVersion>,
    },
    /// A client leaves.
    Resign {
        /// Who.
        client: ClientId,
        /// Why.
        reason: Option<String>,
    },
    /// A member sends a message.
    Publish {
        /// Who.
        client: ClientId,
        /// What.
        kind: MessageKind,
        /// FromSendingSystem.
        from: SystemName,
        /// The part that a C2SIMInitializationBody brings; none for every other kind.
        initialization: Option<Arc<InitializationPart>>,
    },
    /// Somebody creates the session that already exists.
    Update {
        /// Must be the session's.
        schema_version: SchemaVersion,
        /// Must be the session's, where something is said of them.
        further_versions: Option<Vec<SchemaVersion>>,
        /// What messages are to meet that do not follow a schema; nothing where that stays.
        validation: Option<Validation>,
        /// The doors over which it is to be open; nothing where that stays.
        crossings: Option<Crossings>,
        /// The new display name.
        display_name: String,
        /// The new description.
        description: String,
    },
    /// Somebody deletes the session.
    Delete {
        /// Even while members are joined.
        force: bool,
    },
    /// A client's stream opened.
    StreamOpened {
        /// Whose.
        client: ClientId,
        /// Which.
        stream: StreamId,
    },
    /// A client's stream closed, whoever closed it.
    StreamClosed {
        /// Whose.
        client: ClientId,
        /// Which.
        stream: StreamId,
    },
    /// A client asked for something that no other input tells, or that was refused; it is active.
    Seen {
        /// Who.
        client: ClientId,
    },
    /// Time passed.
    Tick,
}
