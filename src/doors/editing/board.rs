//! Who is there and where their cursors are: the latest of each, not a record.
//!
//! What must always hold: a reader that looks late sees the present and nothing in between, so that nobody's slowness costs
//! memory; everything that changes moves the revision, by which a reader knows what it has not seen.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::{Map, Value, json};
use yrs::{
    block::ClientID,
    sync::{
        Message,
        awareness::{AwarenessUpdate, AwarenessUpdateEntry},
    },
    updates::encoder::Encode,
};

use super::core::ConnectionId;

/// Yjs clients that one connection may speak for.
const AWARENESS_CLIENTS_MAX: usize = 16;

/// A moment of the board; higher is later.
pub(super) type Revision = u64;

/// Who is there.
#[derive(Default)]
pub(super) struct Board {
    revision: Revision,
    roster: Revision,
    present: BTreeMap<ConnectionId, Present>,
    /// What Yjs clients say about themselves; `null` for those that left, for as long as others may not know.
    awareness: BTreeMap<u64, Aware>,
}

struct Present {
    user_id: Arc<str>,
    cursor: Option<(Revision, Map<String, Value>)>,
}

struct Aware {
    owner: ConnectionId,
    clock: u32,
    state: Arc<str>,
    revision: Revision,
}

impl Board {
    /// The present moment.
    pub(super) fn revision(&self) -> Revision {
        self.revision
    }

    /// Somebody came.
    pub(super) fn join(&mut self, connection: ConnectionId, user_id: &Arc<str>) {
        self.revision += 1;
        self.roster = self.revision;
        self.present.insert(connection, Present { user_id: Arc::clone(user_id), cursor: None });
    }

    /// Somebody left.
    pub(super) fn leave(&mut self, connection: ConnectionId) {
        self.revision += 1;
        self.roster = self.revision;
        self.present.remove(&connection);
        for aware in self.awareness.values_mut().filter(|aware| aware.owner == connection && &*aware.state != NOBODY) {
            aware.clock = aware.clock.saturating_add(1);
            aware.state = NOBODY.into();
            aware.revision = self.revision;
        }
        if self.present.is_empty() {
            self.awareness.clear();
        }
    }

    /// Somebody's cursor moved.
    pub(super) fn move_cursor(&mut self, connection: ConnectionId, cursor: Map<String, Value>) {
        self.revision += 1;
        if let Some(present) = self.present.get_mut(&connection) {
            present.cursor = Some((self.revision, cursor));
        }
    }

    /// What a Yjs client says about itself, and about others that speak through it.
    pub(super) fn hear(&mut self, owner: ConnectionId, update: &AwarenessUpdate) {
        self.revision += 1;
        let revision = self.revision;
        for (client, entry) in &update.clients {
            let owned = self.awareness.values().filter(|aware| aware.owner == owner).count();
            let known = self.awareness.get(&client.get());
            let is_newer = known.is_none_or(|known| {
                entry.clock > known.clock || (entry.clock == known.clock && &*entry.json == NOBODY)
            });
            if is_newer && (known.is_some() || owned < AWARENESS_CLIENTS_MAX) {
                let state = Arc::clone(&entry.json);
                self.awareness.insert(client.get(), Aware { owner, clock: entry.clock, state, revision });
            }
        }
    }

    /// Everybody who is there, for those who speak JSON.
    pub(super) fn users(&self) -> Value {
        let users = self.present.iter().map(|(connection, present)| {
            let mut user = json!({ "user_id": &*present.user_id, "connection_id": shown(*connection) });
            if let (Some((_, cursor)), Some(user)) = (&present.cursor, user.as_object_mut()) {
                user.insert("cursor".to_owned(), Value::Object(cursor.clone()));
            }
            user
        });
        users.collect()
    }

    /// Whether people came or left since.
    pub(super) fn roster_changed(&self, seen: Revision) -> bool {
        self.roster > seen
    }

    /// Cursors of others that moved since.
    pub(super) fn cursors_since(&self, seen: Revision, own: ConnectionId) -> Vec<Value> {
        let moved = self.present.iter().filter(|(connection, _)| **connection != own);
        let moved = moved.filter_map(|(connection, present)| {
            let (revision, cursor) = present.cursor.as_ref()?;
            let mut cursor = cursor.clone();
            cursor.insert("user_id".to_owned(), (*present.user_id).into());
            cursor.insert("connection_id".to_owned(), shown(*connection).into());
            (*revision > seen).then_some(Value::Object(cursor))
        });
        moved.collect()
    }

    /// What Yjs clients said about themselves since, as their protocol writes it; nothing where nobody did.
    pub(super) fn awareness_since(&self, seen: Option<Revision>, own: ConnectionId) -> Option<Vec<u8>> {
        let news = self.awareness.iter().filter(|(_, aware)| match seen {
            Some(seen) => aware.revision > seen && aware.owner != own,
            None => &*aware.state != NOBODY,
        });
        let clients: std::collections::HashMap<_, _> = news
            .map(|(client, aware)| {
                let entry = AwarenessUpdateEntry { clock: aware.clock, json: Arc::clone(&aware.state) };
                (ClientID::new(*client), entry)
            })
            .collect();
        (!clients.is_empty()).then(|| Message::Awareness(AwarenessUpdate { clients }).encode_v1())
    }
}

/// What a Yjs client says that is gone.
const NOBODY: &str = "null";

/// A connection as others may know it.
fn shown(connection: ConnectionId) -> String {
    format!("{:016x}", connection.0)
}
