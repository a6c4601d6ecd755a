//! The live picture of one session: the fold over its feed, behind those who publish.
//!
//! Entry point: [`LivePicture::through`]. It is folded when somebody asks for it, and at the latest when a snapshot is due.
//! What must always hold: what is answered holds everything that was acknowledged before the question; entries are read
//! and folded off the threads that serve; of what is kept, no entry is left out. In memory, where what was not read in time
//! is gone, that is said in the log.

use std::{collections::BTreeMap, str::from_utf8, sync::Arc};

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::{Entry, HubError, SharedSession};
use crate::{
    feed::{Address, Epoch, Feed, ReadError, Sequence, StoreError},
    message::MessageKind,
    picture::{Folding, Moment, Picture, Row, Source},
    session::{Event, State, Trigger},
};

/// The part of a snapshot that holds the picture.
pub(super) const PART: &str = "picture";
/// Entries that are folded at once.
const BATCH_ENTRIES: usize = 512;

/// The live picture at one place of the feed.
#[derive(Debug, Clone)]
pub struct ShownPicture {
    /// The last entry that is in it.
    pub address: Address,
    /// The state of the session there.
    pub state: State,
    /// When the scenario begins.
    pub scenario_start: Option<Moment>,
    /// Its entities.
    pub rows: Vec<Row>,
    /// Whether there were more entities than the limit allows.
    pub is_cut: bool,
}

impl SharedSession {
    /// The live picture, with everything that was acknowledged before this call.
    ///
    /// # Errors
    /// [`HubError::NotReadable`] while the store gives nothing; [`HubError::SessionNotFound`] once it is deleted.
    pub async fn picture(&self) -> Result<ShownPicture, HubError> {
        self.check_living()?;
        let standing = self.live_picture().through(self.feed(), self.feed().head()).await?;
        let epoch = self.feed().epoch();
        let shown = tokio::task::spawn_blocking(move || standing.shown(epoch)).await;
        shown.map_err(|panic| HubError::NotReadable(panic.to_string()))
    }

    /// The picture as one report of the session's schema, on one line; nothing where there is nothing to report. It is
    /// written and checked off the threads that serve.
    ///
    /// # Errors
    /// [`HubError::NotComposed`] where the schema does not have such reports.
    pub async fn picture_report(self: &Arc<Self>, shown: ShownPicture) -> Result<Option<Bytes>, HubError> {
        let session = Arc::clone(self);
        let composed = tokio::task::spawn_blocking(move || session.compose_report(&shown)).await;
        composed.unwrap_or_else(|panic| Err(HubError::NotComposed(panic.to_string())))
    }
}

/// The live picture of one session.
pub(super) struct LivePicture {
    standing: Arc<Mutex<Standing>>,
}

/// The picture, and how far it is folded.
pub(super) struct Standing {
    picture: Picture,
    position: Sequence,
    folding: Folding,
}

/// What a start finds of the picture.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct KeptPicture {
    /// The snapshot's part; nothing where there is no snapshot, or one without it.
    pub(super) part: Option<Bytes>,
    /// The session's shared initialization, from which it can begin without the part.
    pub(super) initialization: Option<Bytes>,
    /// The state in which the snapshot leaves the session.
    pub(super) state: State,
}

#[derive(Serialize)]
struct Part<'a> {
    through: u64,
    picture: &'a Picture,
}

#[derive(Deserialize)]
struct PartRead {
    through: u64,
    picture: Picture,
}

impl LivePicture {
    /// The picture as it was kept; what came after it is folded when somebody asks. A part that is not there or cannot be
    /// read is made up for by everything that is kept: entries are removed only when the picture is kept with them.
    pub(super) fn restore(kept: &KeptPicture, feed: &Feed<Entry>, entities_max: usize) -> Self {
        let mut folding = Folding::new(entities_max);
        let read = kept.part.as_ref().and_then(|part| match serde_json::from_slice::<PartRead>(part) {
            Ok(read) => {
                Some((read.picture, Sequence::from(read.through))).filter(|(_, through)| *through <= feed.head())
            }
            Err(error) => {
                tracing::warn!(%error, "the kept picture cannot be read; it is folded anew");
                None
            }
        });
        let (picture, position) = read.unwrap_or_else(|| {
            let mut picture = Picture::default();
            picture.enter(kept.state);
            if let Some(line) = &kept.initialization {
                take(&mut picture, Source::Initialization, line, &mut folding);
            }
            (picture, feed.gone())
        });
        Self { standing: Arc::new(Mutex::new(Standing { picture, position, folding })) }
    }

    /// The picture, folded through this entry at least, which is committed.
    pub(super) async fn through(
        &self,
        feed: &Feed<Entry>,
        through: Sequence,
    ) -> Result<OwnedMutexGuard<Standing>, ReadError> {
        let mut standing = Arc::clone(&self.standing).lock_owned().await;
        while standing.position < through {
            let batch = match feed.page(standing.position, BATCH_ENTRIES).await {
                Ok(batch) => batch,
                Err(ReadError::FellBehind(behind)) => {
                    tracing::warn!(missed = behind.missed_entries, "the picture lacks what is no longer in memory");
                    standing.position = feed.gone();
                    continue;
                }
                Err(error) => return Err(error),
            };
            if batch.is_empty() {
                // Who asks for what is not committed would otherwise wait here, without ever giving way to others.
                let what = format!("the entries end before {}", through.number());
                return Err(StoreError::Unavailable { what }.into());
            }
            let folded = tokio::task::spawn_blocking(move || {
                standing.fold(batch.iter().map(AsRef::as_ref));
                standing
            });
            let broken = |panic: tokio::task::JoinError| StoreError::Unavailable { what: panic.to_string() };
            standing = folded.await.map_err(broken)?;
        }
        Ok(standing)
    }
}

impl Standing {
    /// The picture after these entries, which are all that there ever were.
    #[cfg(test)]
    pub(super) fn of<'a>(entries: impl Iterator<Item = &'a Entry>, entities_max: usize) -> Vec<Row> {
        let picture = Picture::default();
        let mut standing = Self { picture, position: Sequence::BEFORE_FIRST, folding: Folding::new(entities_max) };
        standing.fold(entries);
        standing.picture.rows()
    }

    fn shown(&self, epoch: Epoch) -> ShownPicture {
        ShownPicture {
            address: Address { epoch, sequence: self.position },
            state: self.picture.state(),
            scenario_start: self.picture.scenario_start(),
            rows: self.picture.rows(),
            is_cut: self.picture.is_cut(),
        }
    }

    /// The parts of a snapshot with the picture among them.
    pub(super) fn kept_with(&self, mut parts: BTreeMap<String, Bytes>) -> BTreeMap<String, Bytes> {
        let part = Part { through: self.position.number(), picture: &self.picture };
        let part = serde_json::to_vec(&part).expect("texts, numbers and lists of them can be written");
        parts.insert(PART.to_owned(), part.into());
        parts
    }

    fn fold<'a>(&mut self, entries: impl Iterator<Item = &'a Entry>) {
        for entry in entries {
            self.position = self.position.next();
            for event in &entry.events {
                if let Event::Transitioned { trigger, to, .. } = event {
                    if *trigger == Trigger::ResetScenario {
                        self.picture.reset();
                    }
                    self.picture.enter(*to);
                }
            }
            if let Some(message) = &entry.message
                && let Some(source) = source(message.kind)
            {
                take(&mut self.picture, source, &message.line, &mut self.folding);
            }
        }
    }
}

/// What a message of this kind is to the picture. The parts of an initialization never go out by themselves: one that
/// did is the server's own, with all of them.
fn source(kind: MessageKind) -> Option<Source> {
    match kind {
        MessageKind::Report => Some(Source::Report),
        MessageKind::Initialization | MessageKind::ObjectInitialization => Some(Source::Initialization),
        _ => None,
    }
}

fn take(picture: &mut Picture, source: Source, line: &[u8], folding: &mut Folding) {
    // A message is UTF-8, as it was checked.
    if let Ok(xml) = from_utf8(line) {
        picture.take(source, xml, folding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::Backlog;

    #[tokio::test]
    async fn a_place_that_the_feed_has_not_come_to_is_an_error_and_no_endless_search() {
        let feed = Feed::new(Backlog::default());
        let picture = LivePicture::restore(&KeptPicture::default(), &feed, 1);
        assert!(picture.through(&feed, feed.head()).await.is_ok());
        let early = picture.through(&feed, feed.head().next()).await;
        assert!(matches!(early, Err(ReadError::Store(StoreError::Unavailable { .. }))));
    }
}
