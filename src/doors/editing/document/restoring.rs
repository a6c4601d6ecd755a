//! A document as it comes back from what is kept of it.

use super::{Document, Entry, Feed, Settings, StoreError, What};

/// The part of a snapshot.
pub(super) const STATE: &str = "yjs-state";

/// The document as its feed says, and how many entries no snapshot stands for.
pub(super) fn restored(feed: &Feed<Entry>, settings: &Settings) -> Result<(Document, u64), StoreError> {
    let corrupt =
        |what: &dyn std::fmt::Display| StoreError::Corrupt { what: format!("a document cannot be read: {what}") };
    let replay = feed.replay()?;
    let mut document = match replay.snapshot() {
        None => Document::new(&settings.root, settings.limits),
        Some(snapshot) => {
            let state = snapshot.parts.get(STATE).ok_or_else(|| corrupt(&"the snapshot has no state"))?;
            let version = snapshot.through.number();
            Document::restored(&settings.root, settings.limits, version, state).map_err(|error| corrupt(&error))?
        }
    };
    let mut entries = 0;
    for entry in replay {
        let (sequence, entry) = entry?;
        match &entry.what {
            What::Edited(edited) => {
                document.repeat(sequence.number(), &edited.update).map_err(|error| corrupt(&error))?;
            }
            What::Connected { .. } | What::Disconnected { .. } | What::Said { .. } => {
                document.note();
            }
        }
        entries += 1;
    }
    Ok((document, entries))
}
