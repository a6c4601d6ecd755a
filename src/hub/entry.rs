//! What a session's feed is made of: how the session began, what happened in it, and the message that goes out.

use std::sync::Arc;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::{
    feed::Kept,
    identity::{ClientId, SchemaVersion, SessionName, SystemName, Timestamp, TrackingId},
    message::{InitializationPart, MessageKind, ValidMessage},
    session::{Event, Input, SessionInfo},
};

/// Bytes that an event takes at most beside the texts that it carries.
const EVENT_BYTES: usize = 512;
/// Bytes that a receiver takes beside its name.
const RECEIVER_BYTES: usize = 32;
/// The most events that one message leads to.
const EVENTS_A_MESSAGE: usize = 4;

/// The whole effect of one accepted input: the session's events, and the message, if it was one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it was accepted.
    pub at: Timestamp,
    /// How the session began, in the first entry of its feed and in no other.
    pub beginning: Option<Beginning>,
    /// What changed in the session.
    pub events: Vec<Event>,
    /// The message that goes out; its listeners share it.
    pub message: Option<Arc<Distributed>>,
}

/// How a session began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beginning {
    /// Its name.
    pub name: SessionName,
    /// Its schema, and what people read about it.
    pub info: SessionInfo,
}

/// A message on its way to the members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distributed {
    /// The ticket that its publisher was given.
    pub tracking_id: TrackingId,
    /// What it is.
    pub kind: MessageKind,
    /// Its FromSendingSystem.
    pub sender: SystemName,
    /// Every ToReceivingSystem, in the order of the header.
    pub receivers: Box<[SystemName]>,
    /// The member that published it, who does not receive it; the server's own messages go to all.
    pub publisher: Option<ClientId>,
    /// The schema version that it follows, where that is not the session's first.
    pub version: Option<SchemaVersion>,
    /// The message on one line, ended by a line feed.
    pub line: Bytes,
}

impl Distributed {
    pub(super) fn new(
        tracking_id: TrackingId,
        message: &ValidMessage,
        publisher: Option<ClientId>,
        version: Option<SchemaVersion>,
    ) -> Self {
        Self {
            tracking_id,
            kind: message.kind(),
            sender: message.header().from_sending_system.clone(),
            receivers: message.header().to_receiving_systems.as_slice().into(),
            publisher,
            version,
            line: message.one_line().clone(),
        }
    }

    /// Whether a member with this clientId receives it.
    pub fn is_for(&self, client: &ClientId) -> bool {
        self.publisher.as_ref() != Some(client)
    }

    /// Whether it is addressed to this system: by its name, to all, or to nobody in particular, which is to all.
    pub fn is_addressed_to(&self, system: &SystemName) -> bool {
        let mut named = self.receivers.iter().filter(|receiver| receiver.names_somebody()).peekable();
        named.peek().is_none() || named.any(|receiver| receiver == system || receiver.as_str() == SystemName::ALL)
    }

    /// About how many bytes it holds.
    pub(super) fn size_bytes(&self) -> usize {
        let receivers = self.receivers.iter().map(|receiver| RECEIVER_BYTES + receiver.as_str().len());
        size_of::<Self>() + self.line.len() + receivers.sum::<usize>()
    }
}

impl Kept for Entry {
    fn size_bytes(&self) -> usize {
        let message = self.message.as_ref().map_or(0, |message| message.size_bytes());
        size_of::<Self>() + message + self.events_bytes()
    }
}

impl Entry {
    /// About how many bytes its events hold.
    pub(super) fn events_bytes(&self) -> usize {
        self.events.iter().map(event_bytes).sum()
    }
}

/// About how many bytes an event holds; never more than [`room_bytes`] says for its input.
fn event_bytes(event: &Event) -> usize {
    let texts = match event {
        Event::Joined(member) => {
            let owner = member.owner.as_ref().map_or(0, |owner| owner.size_bytes());
            member.display_name.len() + member.system_name.as_str().len() + member.address.len() + owner
        }
        Event::Resigned { reason, .. } => reason.as_ref().map_or(0, String::len),
        Event::Updated { display_name, description, .. } => display_name.len() + description.len(),
        Event::Transitioned { from: system, .. } | Event::InitializationCompleted { system, .. } => {
            system.as_str().len()
        }
        Event::InitializationSubmitted { part, .. } => part_bytes(part),
        Event::Expired { .. } | Event::Deleted { .. } => 0,
    };
    EVENT_BYTES + texts
}

fn part_bytes(part: &InitializationPart) -> usize {
    let fragments =
        [&part.scenario_setting_sent, &part.data_files, &part.object_definitions, &part.system_entity_lists];
    let bytes = fragments.iter().map(|fragments| fragments.len()).sum::<usize>();
    bytes + part.scenario_setting.len() + part.from.as_str().len()
}

/// How many bytes the entry of this input holds at most, in a session of so many members, without the message itself:
/// known before the session decides.
pub(super) fn room_bytes(input: &Input, members: usize) -> usize {
    let events = match input {
        Input::Join { display_name, system_name, address, .. } => {
            let system = system_name.as_ref().map_or(SystemName::UNKNOWN, SystemName::as_str);
            EVENT_BYTES + display_name.len() + system.len() + address.len()
        }
        Input::Resign { reason, .. } => EVENT_BYTES + reason.as_ref().map_or(0, String::len),
        Input::Publish { from, initialization, .. } => {
            let part = initialization.as_deref().map_or(0, part_bytes);
            EVENTS_A_MESSAGE * (EVENT_BYTES + from.as_str().len()) + part
        }
        Input::Update { display_name, description, .. } => EVENT_BYTES + display_name.len() + description.len(),
        Input::Tick => EVENT_BYTES * members,
        Input::Delete { .. } | Input::StreamOpened { .. } | Input::StreamClosed { .. } | Input::Seen { .. } => {
            EVENT_BYTES
        }
    };
    size_of::<Entry>() + events
}
