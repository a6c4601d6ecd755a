//! What outlives a restart where a namespace is kept: who may resume, with its services and subscriptions.
//!
//! Entry point: [`Namespace::open`]. What must always hold: of whom comes back, everybody knows what they knew before; all
//! others have left, which those who come back hear; no key is on the disk, only what tells it from others.

use std::{
    collections::HashMap,
    sync::{Arc, atomic::AtomicU64},
};

use bytes::Bytes;
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Change, ClientNumber, Entry, Files, KeptClient, Life, Namespace, Peer, Settings, Space};
use crate::{
    clock::Clock,
    feed::{Durability, Feed, StoreError},
    identity::SessionName,
};

/// The part of a snapshot.
const STATE: &str = "space";

/// A namespace as a snapshot has it.
#[derive(Serialize, Deserialize)]
struct KeptSpace {
    /// The number of the next client.
    next_client: u64,
    changes: Vec<Change>,
}

/// What tells a key from others, and does not tell what it is.
pub(super) fn print(key: Uuid) -> String {
    Sha256::digest(key.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Namespace {
    /// A namespace that stands where its feed stands: who may resume is waited for, all others have left. Blocks its thread
    /// while the feed is read.
    ///
    /// # Errors
    /// What is kept cannot be read.
    pub(in crate::doors::concierge) fn open(
        name: SessionName,
        feed: Feed<Entry>,
        settings: Settings,
        clock: Arc<dyn Clock>,
        files: Arc<Files>,
    ) -> Result<Arc<Self>, StoreError> {
        let mut life = Life {
            space: Space::new(settings.limits),
            peers: HashMap::new(),
            keys: HashMap::new(),
            is_anew: false,
            entries_to_fold: 0,
            connections: 0,
        };
        let replay = feed.replay()?;
        if let Some(snapshot) = replay.snapshot() {
            let kept = snapshot.parts.get(STATE).and_then(|part| serde_json::from_slice::<KeptSpace>(part).ok());
            let lost = || StoreError::Corrupt { what: "the snapshot of a namespace cannot be read".to_owned() };
            let KeptSpace { next_client, changes } = kept.ok_or_else(lost)?;
            changes.iter().for_each(|change| life.repeat(&name, change));
            life.space.begin_numbers_at(next_client);
        }
        for entry in replay {
            let (_, entry) = entry?;
            entry.changes.iter().for_each(|change| life.repeat(&name, change));
            life.entries_to_fold += 1;
        }
        let namespace = Arc::new(Self { name, feed, settings, clock, files, life: Mutex::new(life) });
        namespace.wait_for_those_who_may_resume();
        Ok(namespace)
    }

    /// Whoever has a key is waited for, as if its connection had just been lost.
    fn wait_for_those_who_may_resume(&self) {
        let mut life = self.life.lock();
        let (until, head) = (self.clock.now().after_ms(self.settings.grace_ms), self.feed.head());
        let mut gone = Vec::new();
        for (number, peer) in &mut life.peers {
            if peer.key_print.is_none() {
                gone.push(*number);
                continue;
            }
            peer.held_until = Some(until);
            // How far it was sent is not kept: it says so itself, or goes on from here.
            peer.delivered = Arc::new(AtomicU64::new(head.number()));
            peer.fs_key = self.settings.private_keys.then(Uuid::new_v4);
        }
        for (number, peer) in &life.peers {
            if let (Some(_), Some(client)) = (&peer.key_print, life.space.client(*number)) {
                self.files.joined(&self.name, client, peer.fs_key);
            }
        }
        gone.sort_unstable();
        for number in gone {
            self.depart(&mut life, number);
        }
    }

    /// Keeps all together once in a while, so that the next start has little to read.
    pub(super) fn keep_snapshot_when_due(&self, life: &mut Life) {
        life.entries_to_fold += 1;
        if life.entries_to_fold < self.settings.snapshot_entries || self.feed.durability() == Durability::Memory {
            return;
        }
        life.entries_to_fold = 0;
        let key_print = |number: ClientNumber| life.peers.get(&number).and_then(|peer| peer.key_print.clone());
        let kept = KeptSpace { next_client: life.space.next_number(), changes: life.space.kept(key_print) };
        let part = serde_json::to_vec(&kept).expect("texts and numbers can be written");
        self.feed.put_snapshot([(STATE.to_owned(), Bytes::from(part))].into());
    }
}

impl Life {
    /// Changes as it was kept.
    fn repeat(&mut self, namespace: &SessionName, change: &Change) {
        if let Err(refused) = self.space.repeat(change) {
            tracing::warn!(
                namespace = namespace.as_str(),
                ?refused,
                "something that was kept of a namespace is left out"
            );
            return;
        }
        match change {
            Change::Anew => {
                self.peers.clear();
                self.keys.clear();
            }
            Change::Joined(KeptClient { number, key_print, .. }) => {
                let (end, delivered, key_print) = (None, Arc::default(), key_print.clone());
                if let Some(key_print) = &key_print {
                    self.keys.insert(key_print.clone(), *number);
                }
                let peer = Peer { connection: 0, end, delivered, key_print, fs_key: None, held_until: None };
                self.peers.insert(*number, peer);
            }
            Change::Left(number) => {
                if let Some(key_print) = self.peers.remove(number).and_then(|peer| peer.key_print) {
                    self.keys.remove(&key_print);
                }
            }
            Change::Created { .. }
            | Change::Deleted { .. }
            | Change::Subscribed { .. }
            | Change::Unsubscribed { .. } => {}
        }
    }
}
