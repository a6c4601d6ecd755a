//! A document: one text, one order of changes, whoever made them and in which protocol.
//!
//! Entry points: [`Document::edit`] for a change made on an older version, [`Document::set`] for a whole new content,
//! [`Document::merge`] for an update of Yjs. What must always hold: every change has a version, higher than those before;
//! whoever makes the changes of others as they are handed out, and their own as they are answered, has the document's text.
//! What it deliberately leaves out: who may edit, and where the order is kept. Its owner gives it the version of each
//! change, which is its place in the document's feed.

use std::collections::HashMap;

use super::{
    Change, DoesNotFit, Done, NotMerged, Splice, Text,
    engine::{Engine, nothing_known, read_vector, write_vector},
    recent::{Bridge, Recent, RecentLimit},
};

/// The place of a change in the order of a document; 0 is the empty document.
pub(crate) type Version = u64;

/// One connection of an editor, told apart from all others of the server's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ConnectionId(pub(crate) u64);

/// The limits of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Longest text, in UTF-16 code units.
    pub(crate) text_units: usize,
    /// What is remembered for editors that are behind.
    pub(crate) recent: RecentLimit,
}

/// Why an edit is not made. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum EditRefused {
    /// It was made on a version that nobody remembers.
    #[error(
        "base_version {base} is older than what is remembered, or older than the one you named before; take the whole \
         document with document_sync, and edit that"
    )]
    TooOld {
        /// The version that it names.
        base: Version,
    },
    /// It was made on a version that is still to come.
    #[error("base_version {base} does not exist yet, the document is at {version}")]
    Future {
        /// The version that it names.
        base: Version,
        /// The version of the document.
        version: Version,
    },
    /// It does not fit.
    #[error(transparent)]
    DoesNotFit(#[from] DoesNotFit),
    /// The text would become longer than it may.
    #[error("the document would have {units} UTF-16 code units, and {units_max} are allowed; delete something first")]
    TooLong {
        /// How long it would be.
        units: usize,
        /// The limit.
        units_max: usize,
    },
    /// It is an update that cannot be merged.
    #[error(transparent)]
    NotMerged(#[from] NotMerged),
}

/// A document.
pub(crate) struct Document {
    engine: Engine,
    version: Version,
    recent: Recent,
    bridges: HashMap<ConnectionId, Bridge>,
    limits: Limits,
}

impl Document {
    /// An empty document, whose text Yjs clients find under the name `root`.
    pub(crate) fn new(root: &str, limits: Limits) -> Self {
        Self {
            engine: Engine::new(root),
            version: 0,
            recent: Recent::after(0, limits.recent),
            bridges: HashMap::new(),
            limits,
        }
    }

    /// A document that stands where `state` was taken.
    ///
    /// # Errors
    /// The state cannot be read.
    pub(crate) fn restored(root: &str, limits: Limits, version: Version, state: &[u8]) -> Result<Self, NotMerged> {
        let mut document = Self::new(root, limits);
        document.engine.merge(state)?;
        document.version = version;
        document.recent = Recent::after(version, limits.recent);
        Ok(document)
    }

    /// The text as it is.
    pub(crate) fn text(&self) -> &Text {
        self.engine.text()
    }

    /// The place of the last thing that happened.
    pub(crate) fn version(&self) -> Version {
        self.version
    }

    /// The whole document for [`Document::restored`].
    pub(crate) fn state(&self) -> Vec<u8> {
        self.engine.state_since(&nothing_known())
    }

    /// What the document has, for a Yjs client.
    pub(crate) fn state_vector(&self) -> Vec<u8> {
        write_vector(&self.engine.state_vector())
    }

    /// What a Yjs client lacks that has the state of this vector; nothing where the bytes are no vector.
    pub(crate) fn state_since(&self, vector: &[u8]) -> Option<Vec<u8>> {
        Some(self.engine.state_since(&read_vector(vector)?))
    }

    /// Something happened that leaves the text as it is.
    pub(crate) fn note(&mut self) -> Version {
        self.version += 1;
        self.version
    }

    /// Makes an edit of a connection that saw version `base`, and whatever it sent itself.
    ///
    /// # Errors
    /// It cannot be made; then nothing has changed.
    pub(crate) fn edit(
        &mut self,
        author: ConnectionId,
        base: Version,
        splices: &[Splice],
    ) -> Result<(Version, Done), EditRefused> {
        if base > self.version {
            return Err(EditRefused::Future { base, version: self.version });
        }
        let length = self.engine.text().len();
        let bridge = self.bridges.entry(author).or_default();
        bridge.reach(author, base, &self.recent).map_err(|_| EditRefused::TooOld { base })?;
        let change = Change::of_splices(splices, bridge.length_seen(length))?;
        let (crossed, others) = bridge.crossed(change);
        // An edit that cuts a character in the editor's view does so in the document's, or what it cuts is gone.
        check_length(&crossed, length, &self.limits)?;
        let done = self.engine.change(crossed)?;
        bridge.others = others;
        Ok((self.made(Some(author), &done), done))
    }

    /// Replaces the whole content.
    ///
    /// # Errors
    /// It is too long; then nothing has changed.
    pub(crate) fn set(&mut self, author: Option<ConnectionId>, content: &Text) -> Result<(Version, Done), EditRefused> {
        let change = Change::between(self.engine.text(), content);
        check_length(&change, self.engine.text().len(), &self.limits)?;
        let done = self.engine.change(change)?;
        let version = self.made(author, &done);
        if let Some(bridge) = author.and_then(|author| self.bridges.get_mut(&author)) {
            bridge.level(version);
        }
        Ok((version, done))
    }

    /// Takes in an update of a Yjs client; nothing when everything in it was known.
    ///
    /// # Errors
    /// It cannot be merged.
    pub(crate) fn merge(
        &mut self,
        author: Option<ConnectionId>,
        update: &[u8],
    ) -> Result<Option<(Version, Done)>, EditRefused> {
        let (units, units_max) = (self.engine.text().len() + update.len(), self.limits.text_units);
        // Most of an update is the text that it brings, and no more can come of it.
        if units > units_max && update.len() > UPDATE_BYTES_ALWAYS {
            return Err(EditRefused::TooLong { units, units_max });
        }
        let Some(done) = self.engine.merge(update)? else { return Ok(None) };
        Ok(Some((self.made(author, &done), done)))
    }

    /// Repeats what was done before, when a document comes back.
    ///
    /// # Errors
    /// The update cannot be read.
    pub(crate) fn repeat(&mut self, version: Version, update: &[u8]) -> Result<(), NotMerged> {
        if let Some(done) = self.engine.merge(update)? {
            self.recent.push(version, None, done.change);
        }
        self.version = version;
        Ok(())
    }

    /// The connection is gone.
    pub(crate) fn forget(&mut self, connection: ConnectionId) {
        self.bridges.remove(&connection);
    }

    fn made(&mut self, author: Option<ConnectionId>, done: &Done) -> Version {
        self.version += 1;
        self.recent.push(self.version, author, done.change.clone());
        self.version
    }

    #[cfg(test)]
    pub(super) fn is_true(&self) -> bool {
        self.engine.is_true()
    }
}

/// Updates up to this size are taken even where the document is full: they may be deletions.
const UPDATE_BYTES_ALWAYS: usize = 256;

fn check_length(change: &Change, length: usize, limits: &Limits) -> Result<(), EditRefused> {
    let (units, units_max) = (change.length_after(length), limits.text_units);
    // What makes the text shorter is always allowed.
    if units > units_max && units > length { Err(EditRefused::TooLong { units, units_max }) } else { Ok(()) }
}
