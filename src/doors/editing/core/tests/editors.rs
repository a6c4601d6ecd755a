//! Editors as clients are: one for each way to take part.

use std::collections::VecDeque;

use yrs::{
    Doc, GetString, OffsetKind, Options, ReadTxn, Text as _, TextRef, Transact, Update, updates::decoder::Decode,
};

use super::super::{Change, ConnectionId, Document, Done, Splice, Text, Version};

pub(super) const ROOT: &str = "content";

/// What the server hands out: the place of a change, who made it, and what it did.
#[derive(Clone)]
pub(super) struct Published {
    pub(super) version: Version,
    pub(super) author: Option<ConnectionId>,
    pub(super) done: Done,
    /// The content after it, for those who take nothing else.
    pub(super) content: Text,
}

/// An editor at the end of a connection: what it types goes up in order, what others do comes down in order.
pub(super) trait Editor {
    /// Types: deletes up to `delete` code units at about `at`, and inserts.
    fn type_in(&mut self, at: usize, delete: usize, insert: &str);
    /// What it has to say next reaches the server.
    fn reach(&mut self, server: &mut Document) -> Option<Published>;
    /// What the server hands out reaches it.
    fn hear(&mut self, published: &Published);
    /// Whether it has nothing more to say.
    fn is_done(&self) -> bool;
    /// The text that it shows.
    fn shown(&self) -> String;
    /// Whether the way in which it takes part lets it know the text at all.
    fn can_know(&self) -> bool {
        true
    }
}

/// Cuts at boundaries near where the fingers are.
fn splice_in(text: &Text, at: usize, delete: usize, insert: &str) -> Splice {
    let boundary = |mut at: usize| {
        while !text.is_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = boundary(at % (text.len() + 1));
    let end = boundary((start + delete).min(text.len())).max(start);
    Splice { position: start, delete: end - start, insert: insert.into() }
}

/// Sends deltas with the version that it has seen: one at a time, or without waiting for answers.
pub(super) struct DeltaEditor {
    pub(super) id: ConnectionId,
    pub(super) waits: bool,
    text: Text,
    version: Version,
    /// Sent, and not answered yet.
    sent: VecDeque<Change>,
    /// Typed, and not sent yet.
    typed: Change,
    /// On the way: base version and splices.
    wire: VecDeque<(Version, Vec<Splice>)>,
}

impl DeltaEditor {
    pub(super) fn new(id: u64, waits: bool) -> Self {
        Self {
            id: ConnectionId(id),
            waits,
            text: Text::default(),
            version: 0,
            sent: VecDeque::new(),
            typed: Change::default(),
            wire: VecDeque::new(),
        }
    }

    fn send(&mut self) {
        if !self.typed.is_nothing() && (!self.waits || self.sent.is_empty()) {
            let change = std::mem::take(&mut self.typed);
            self.wire.push_back((self.version, change.splices()));
            self.sent.push_back(change);
        }
    }
}

impl Editor for DeltaEditor {
    fn type_in(&mut self, at: usize, delete: usize, insert: &str) {
        let splice = splice_in(&self.text, at, delete, insert);
        let change = Change::of_splices(&[splice], self.text.len()).unwrap();
        change.apply(&mut self.text).unwrap();
        self.typed = self.typed.then(&change);
        self.send();
    }

    fn reach(&mut self, server: &mut Document) -> Option<Published> {
        let (base, splices) = self.wire.pop_front()?;
        let (version, done) = server.edit(self.id, base, &splices).unwrap();
        Some(Published { version, author: Some(self.id), done, content: server.text().clone() })
    }

    fn hear(&mut self, published: &Published) {
        self.version = published.version;
        if published.author == Some(self.id) {
            self.sent.pop_front();
            self.send();
            return;
        }
        let mut theirs = published.done.change.clone();
        for own in self.sent.iter_mut().chain([&mut self.typed]) {
            let crossed = own.later_than(&theirs);
            theirs = theirs.earlier_than(own);
            *own = crossed;
        }
        theirs.apply(&mut self.text).unwrap();
    }

    fn is_done(&self) -> bool {
        self.sent.is_empty() && self.typed.is_nothing()
    }

    fn shown(&self) -> String {
        self.text.to_string()
    }
}

/// Speaks Yjs.
pub(super) struct YjsEditor {
    id: ConnectionId,
    doc: Doc,
    text: TextRef,
    wire: VecDeque<Vec<u8>>,
}

impl YjsEditor {
    pub(super) fn new(id: u64) -> Self {
        let options =
            Options { offset_kind: OffsetKind::Utf16, ..Options::with_client_id(yrs::block::ClientID::new(id)) };
        let doc = Doc::with_options(options);
        let text = doc.get_or_insert_text(ROOT);
        Self { id: ConnectionId(id), doc, text, wire: VecDeque::new() }
    }

    /// What it has said, and nobody has heard.
    pub(super) fn sent(self) -> Vec<Vec<u8>> {
        self.wire.into()
    }
}

impl Editor for YjsEditor {
    fn type_in(&mut self, at: usize, delete: usize, insert: &str) {
        let mut splice = splice_in(&self.shown().as_str().into(), at, delete, insert);
        if at.is_multiple_of(5) && !splice.insert.is_empty() {
            // As editors in the field do that know nothing of surrogate pairs.
            splice.position = at % (Text::from(self.shown().as_str()).len() + 1);
            splice.delete = 0;
        }
        let mut transaction = self.doc.transact_mut();
        let (position, delete) = (u32::try_from(splice.position).unwrap(), u32::try_from(splice.delete).unwrap());
        self.text.remove_range(&mut transaction, position, delete);
        self.text.insert(&mut transaction, position, &splice.insert.to_string());
        transaction.commit();
        let update = transaction.encode_update_v1();
        drop(transaction);
        self.wire.push_back(update);
    }

    fn reach(&mut self, server: &mut Document) -> Option<Published> {
        while let Some(update) = self.wire.pop_front() {
            if let Some((version, done)) = server.merge(Some(self.id), &update).unwrap() {
                return Some(Published { version, author: Some(self.id), done, content: server.text().clone() });
            }
        }
        None
    }

    fn hear(&mut self, published: &Published) {
        if published.author != Some(self.id) {
            let update = Update::decode_v1(&published.done.update).unwrap();
            self.doc.transact_mut().apply_update(update).unwrap();
            assert!(!self.doc.transact().has_missing_updates());
        }
    }

    fn is_done(&self) -> bool {
        self.wire.is_empty()
    }

    fn shown(&self) -> String {
        self.text.get_string(&self.doc.transact())
    }
}

/// Sends its whole content, and takes that of others whenever it comes. Nobody answers it, so that it does not notice when
/// its own content came later in the order than one that it took afterwards.
pub(super) struct PlainEditor {
    id: ConnectionId,
    text: Text,
    wire: VecDeque<Text>,
    /// Contents that it sent and that have no place in the order yet, as far as it could know.
    unplaced: usize,
    is_mistaken: bool,
}

impl PlainEditor {
    pub(super) fn new(id: u64) -> Self {
        Self { id: ConnectionId(id), text: Text::default(), wire: VecDeque::new(), unplaced: 0, is_mistaken: false }
    }
}

impl Editor for PlainEditor {
    fn type_in(&mut self, at: usize, delete: usize, insert: &str) {
        let splice = splice_in(&self.text, at, delete, insert);
        Change::of_splices(&[splice], self.text.len()).unwrap().apply(&mut self.text).unwrap();
        self.wire.push_back(self.text.clone());
        self.unplaced += 1;
        self.is_mistaken = false;
    }

    fn reach(&mut self, server: &mut Document) -> Option<Published> {
        let content = self.wire.pop_front()?;
        let (version, done) = server.set(Some(self.id), &content).unwrap();
        Some(Published { version, author: Some(self.id), done, content: server.text().clone() })
    }

    fn hear(&mut self, published: &Published) {
        if published.author == Some(self.id) {
            self.unplaced -= 1;
        } else {
            self.text = published.content.clone();
            self.is_mistaken = self.unplaced > 0;
        }
    }

    fn is_done(&self) -> bool {
        self.unplaced == 0
    }

    fn shown(&self) -> String {
        self.text.to_string()
    }

    fn can_know(&self) -> bool {
        !self.is_mistaken
    }
}
