//! Brings a session back from its feed: the fold over the latest snapshot and the entries after it.
//!
//! Entry points: [`Restored::read`], [`Restored::snapshot`]. What must always hold: a session that is restored stands where
//! it stood when the last entry was appended; who is connected is not restored.

use std::collections::BTreeMap;

use bytes::Bytes;

use super::{
    Entry,
    entry::Beginning,
    live_picture::{self, KeptPicture},
};
use crate::{
    feed::{Replay, Snapshot, StoreError},
    identity::Timestamp,
    message::MessageKind,
    session::{Folded, Rules, Session, State},
};

/// The parts of a snapshot.
const SESSION: &str = "session";
const INITIALIZATION: &str = "initialization";
const MESSAGES: &str = "messages";

/// What follows from a session's feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Restored {
    pub(super) session: Session,
    /// The server's own initialization message, from ShareScenario to ResetScenario.
    pub(super) initialization: Option<Bytes>,
    /// Messages that went out so far.
    pub(super) messages: u64,
    /// Entries that no snapshot stands for.
    pub(super) entries_to_fold: u64,
    /// The live picture, as the snapshot has it.
    pub(super) picture: KeptPicture,
}

impl Restored {
    /// A session of which nothing is kept but its beginning.
    pub(super) fn new(beginning: &Beginning, created_at: Timestamp, rules: Rules) -> Self {
        let session = Session::new(beginning.name.clone(), beginning.info.clone(), created_at, rules);
        Self { session, initialization: None, messages: 0, entries_to_fold: 1, picture: KeptPicture::default() }
    }

    /// Folds a feed; nothing when it holds nothing. Blocks its thread.
    ///
    /// # Errors
    /// What the store says; [`StoreError::Corrupt`] also where the feed does not begin with a session's beginning.
    pub(super) fn read(replay: Replay<Entry>, now: Timestamp, rules: Rules) -> Result<Option<Self>, StoreError> {
        let mut restored = replay.snapshot().map(|snapshot| Self::from_snapshot(snapshot, now, rules)).transpose()?;
        for entry in replay {
            let (sequence, entry) = entry?;
            if let Some(beginning) = &entry.beginning {
                restored = Some(Self::new(beginning, entry.at, rules));
                continue;
            }
            let what =
                || StoreError::Corrupt { what: format!("entry {sequence} comes before the session's beginning") };
            restored.as_mut().ok_or_else(what)?.apply(&entry);
        }
        Ok(restored.map(|restored| {
            let session = Session::restore(restored.session.folded().clone(), now, rules);
            Self { session, ..restored }
        }))
    }

    /// What a restart begins with in place of the entries so far, without the picture.
    pub(super) fn snapshot(
        session: &Session,
        initialization: Option<&Bytes>,
        messages: u64,
    ) -> BTreeMap<String, Bytes> {
        let folded = serde_json::to_vec(session.folded()).expect("texts, numbers and lists of them can be written");
        let initialization = initialization.map(|line| (INITIALIZATION.to_owned(), line.clone()));
        let rest = [(SESSION.to_owned(), folded.into()), (MESSAGES.to_owned(), messages.to_string().into())];
        rest.into_iter().chain(initialization).collect()
    }

    fn from_snapshot(snapshot: &Snapshot, now: Timestamp, rules: Rules) -> Result<Self, StoreError> {
        let broken = |part: &str, why: String| StoreError::Corrupt { what: format!("the snapshot's {part}: {why}") };
        let part = |name: &str| snapshot.parts.get(name).ok_or_else(|| broken(name, "it is missing".to_owned()));
        let folded: Folded =
            serde_json::from_slice(part(SESSION)?).map_err(|error| broken(SESSION, error.to_string()))?;
        let messages = serde_json::from_slice(part(MESSAGES)?).map_err(|error| broken(MESSAGES, error.to_string()))?;
        let initialization = snapshot.parts.get(INITIALIZATION).cloned();
        let part = snapshot.parts.get(live_picture::PART).cloned();
        let session = Session::restore(folded, now, rules);
        let picture = KeptPicture { part, initialization: initialization.clone(), state: session.state() };
        Ok(Self { session, initialization, messages, entries_to_fold: 0, picture })
    }

    fn apply(&mut self, entry: &Entry) {
        self.entries_to_fold += 1;
        if let Some(message) = &entry.message {
            self.messages += 1;
            // Clients' parts are kept back: an initialization that went out is the server's own.
            if message.kind == MessageKind::Initialization && message.publisher.is_none() {
                self.initialization = Some(message.line.clone());
            }
        }
        entry.events.iter().for_each(|event| self.session.apply(event));
        if self.session.state() == State::Uninitialized {
            self.initialization = None;
        }
    }
}
