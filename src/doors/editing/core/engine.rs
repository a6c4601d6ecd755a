//! The one text behind both protocols: a Yjs document whose text is mirrored in the wire's own units.
//!
//! Entry points: [`Engine::change`] for the deltas of the JSON protocol, [`Engine::merge`] for the updates of Yjs. Each gives
//! what the other protocol's clients need: a change gives an update, and an update gives the change that it makes of the
//! text. What must always hold: the mirror is the text of the Yjs document; an object in it that is no text stands in the
//! mirror as one U+FFFC. What it deliberately leaves out: versions and order.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use parking_lot::Mutex;
use yrs::{
    Any, Doc, Observable, OffsetKind, Options, Out, ReadTxn, StateVector, Text as _, TextRef, Transact, TransactionMut,
    Update,
    types::{
        Delta,
        text::{TextEvent, YChange},
    },
    updates::{decoder::Decode, encoder::Encode},
};

use super::{
    Text,
    change::{Change, DoesNotFit, Step},
};

/// What stands for an object that is no text.
const OBJECT: &str = "\u{FFFC}";

/// A document and its mirror.
pub(crate) struct Engine {
    doc: Doc,
    root: TextRef,
    mirror: Text,
    /// What the last transaction did to the text; filled when it commits, where that is not known before.
    seen: Arc<Mutex<Seen>>,
}

/// What is seen of a transaction. To tell it, the library walks through all that was ever deleted.
#[derive(Default)]
struct Seen {
    is_wanted: bool,
    deltas: Vec<Delta>,
}

/// What was done to the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Done {
    /// What it did to the text.
    pub(crate) change: Change,
    /// What takes it back.
    pub(crate) undo: Change,
    /// The same for Yjs, as update in version 1 of its encoding.
    pub(crate) update: Vec<u8>,
}

/// The bytes cannot become part of the document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotMerged {
    /// They are no update.
    #[error("the update cannot be read: {0}")]
    NotAnUpdate(String),
    /// It builds on something that the document does not have.
    #[error("the update builds on changes that this document does not have; send those first")]
    Incomplete,
}

impl Engine {
    /// An empty document whose text Yjs clients find under this name.
    pub(crate) fn new(root: &str) -> Self {
        let doc = Doc::with_options(Options { offset_kind: OffsetKind::Utf16, ..Options::default() });
        let text = doc.get_or_insert_text(root);
        let seen = Arc::new(Mutex::new(Seen::default()));
        let sink = Arc::clone(&seen);
        text.observe("mirror", move |transaction, event: &TextEvent| {
            let mut seen = sink.lock();
            if seen.is_wanted {
                seen.deltas.extend_from_slice(event.delta(transaction));
            }
        });
        Self { doc, root: text, mirror: Text::default(), seen }
    }

    /// The text.
    pub(crate) fn text(&self) -> &Text {
        &self.mirror
    }

    /// The whole document for Yjs, or what a client lacks that has the state of this vector.
    pub(crate) fn state_since(&self, known: &StateVector) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(known)
    }

    /// What the document has, as Yjs says it.
    pub(crate) fn state_vector(&self) -> StateVector {
        self.doc.transact().state_vector()
    }

    /// Makes the change.
    ///
    /// # Errors
    /// It does not fit the text; then nothing has changed.
    pub(crate) fn change(&mut self, change: Change) -> Result<Done, DoesNotFit> {
        let undo = change.apply(&mut self.mirror)?;
        let mut transaction = self.doc.transact_mut();
        let mut at = 0;
        for step in change.steps() {
            match step {
                Step::Keep(count) => at += position(*count),
                Step::Insert(text) => {
                    self.root.insert(&mut transaction, at, &text.to_string());
                    at += position(text.len());
                }
                Step::Delete(count) => self.root.remove_range(&mut transaction, at, position(*count)),
            }
        }
        let update = committed(transaction);
        Ok(Done { change, undo, update })
    }

    /// Takes in what a Yjs client did; nothing when it was known.
    ///
    /// # Errors
    /// The bytes are no update, or it builds on what is not there. In the second case it waits in the document.
    pub(crate) fn merge(&mut self, update: &[u8]) -> Result<Option<Done>, NotMerged> {
        let unreadable = |error: &dyn std::fmt::Display| NotMerged::NotAnUpdate(error.to_string());
        let update = held(|| Update::decode_v1(update)).ok_or_else(|| unreadable(&"its numbers are out of bounds"))?;
        let update = update.map_err(|error| unreadable(&error))?;
        *self.seen.lock() = Seen { is_wanted: true, deltas: Vec::new() };
        let mut transaction = self.doc.transact_mut();
        let applied = transaction.apply_update(update).map_err(|error| unreadable(&error));
        let has_changes = transaction.has_changes();
        let is_complete = !transaction.has_missing_updates();
        let update = committed(transaction);
        let seen = std::mem::take(&mut *self.seen.lock());
        if has_changes {
            let change = self.follow(&seen.deltas);
            let undo = change.apply(&mut self.mirror).expect("it was made for this text");
            return Ok(Some(Done { change, undo, update }));
        }
        applied?;
        if is_complete { Ok(None) } else { Err(NotMerged::Incomplete) }
    }

    /// The change that the document's text went through, for the mirror.
    fn follow(&self, deltas: &[Delta]) -> Change {
        let mut change = Change::default();
        for delta in deltas {
            match delta {
                Delta::Retain(count, _) => change.keep(*count as usize),
                Delta::Deleted(count) => change.delete(*count as usize),
                Delta::Inserted(Out::Any(Any::String(text)), _) => change.insert(Text::from(&**text)),
                Delta::Inserted(..) => change.insert(Text::from(OBJECT)),
            }
        }
        let change = change.trimmed();
        // Whoever cuts a character in two leaves marks in the text that no event tells of, at any place.
        let (mut after, whole) = (self.mirror.clone(), self.whole());
        match change.apply(&mut after) {
            Ok(_) if after == whole => change,
            _ => Change::between(&self.mirror, &whole),
        }
    }

    /// The text of the Yjs document, read anew.
    fn whole(&self) -> Text {
        let transaction = self.doc.transact();
        let mut whole = Text::default();
        for piece in self.root.diff(&transaction, YChange::identity) {
            match piece.insert {
                Out::Any(Any::String(text)) => whole.push(&Text::from(&*text)),
                _ => whole.push(&Text::from(OBJECT)),
            }
        }
        whole
    }

    /// Whether the mirror shows what is there.
    #[cfg(test)]
    pub(crate) fn is_true(&self) -> bool {
        self.whole() == self.mirror
    }
}

/// Commits and answers what the transaction did.
fn committed(mut transaction: TransactionMut<'_>) -> Vec<u8> {
    transaction.commit();
    transaction.encode_update_v1()
}

/// A place as Yjs counts it. A text of four thousand million characters is past every limit of this door.
fn position(units: usize) -> u32 {
    u32::try_from(units).expect("a document is far smaller")
}

/// The vector of a document that has nothing.
pub(crate) fn nothing_known() -> StateVector {
    StateVector::default()
}

/// Reads a vector.
pub(crate) fn read_vector(bytes: &[u8]) -> Option<StateVector> {
    held(|| StateVector::decode_v1(bytes).ok()).flatten()
}

/// What reading gives; nothing where it panics, as the library does at numbers that no Yjs client writes. Reading touches no
/// document, so that nothing is left half done.
pub(crate) fn held<R>(read: impl FnOnce() -> R) -> Option<R> {
    catch_unwind(AssertUnwindSafe(read)).ok()
}

/// Writes a vector.
pub(crate) fn write_vector(vector: &StateVector) -> Vec<u8> {
    vector.encode_v1()
}
