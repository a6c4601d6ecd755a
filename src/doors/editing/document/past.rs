//! The past of a document, read in its feed: what happened, and how to bring a version back.

use std::sync::Arc;

use super::{NotDone, SharedDocument, edited};
use crate::{
    doors::editing::{
        core::{Text, Version},
        entry::{Author, Entry, How, What},
    },
    feed::Sequence,
};

/// How many entries back a version may be brought back from.
const RESTORED_ENTRIES_MAX: u64 = 100_000;
/// Entries that a look at the past reads at once.
const PAGE_ENTRIES: usize = 256;

impl SharedDocument {
    /// Brings an earlier version back, for everybody; answers the version that it has now.
    pub(in crate::doors::editing) async fn restore(
        &self,
        author: &Author,
        earlier: Version,
    ) -> Result<Version, NotDone> {
        let content = self.content_at(earlier).await?;
        let pending = {
            let mut life = self.life.lock();
            self.check_room(content.len() + life.document.text().len())?;
            let (version, done) = life.document.set(None, &content)?;
            let everybody = Author { connection: None, ..author.clone() };
            self.append(&mut life, version, everybody, edited(How::Restored(earlier), None, done))?
        };
        Ok(pending.address().sequence.number())
    }

    /// The content as it was at a version.
    async fn content_at(&self, earlier: Version) -> Result<Text, NotDone> {
        let (mut content, version) = {
            let life = self.life.lock();
            (life.document.text().clone(), life.document.version())
        };
        let gone = self.feed.gone().number();
        if earlier > version || earlier < gone || version - earlier > RESTORED_ENTRIES_MAX {
            return Err(NotDone::NoVersion(earlier));
        }
        let mut undone = Vec::new();
        let mut position = earlier;
        let mut cursor = self.feed.cursor_after(Sequence::from(earlier));
        while position < version {
            let mut page = Vec::new();
            cursor.read(PAGE_ENTRIES, &mut page).await?;
            for entry in &page {
                position = entry.version;
                if let What::Edited(edited) = &entry.what
                    && position <= version
                {
                    undone.push(edited.undo.clone());
                }
            }
        }
        for undo in undone.iter().rev() {
            if undo.apply(&mut content).is_err() {
                return Err(NotDone::NoVersion(earlier));
            }
        }
        Ok(content)
    }

    /// What happened from one version to another, at most so many entries, and the version that is the present.
    pub(in crate::doors::editing) async fn history(
        &self,
        from: Version,
        entries_max: usize,
    ) -> Result<(Vec<Arc<Entry>>, Version), NotDone> {
        let from = from.max(self.feed.gone().number() + 1);
        let page = self.feed.page(Sequence::from(from.saturating_sub(1)), entries_max).await?;
        Ok((page, self.feed.head().number()))
    }
}
