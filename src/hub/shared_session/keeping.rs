//! What of a session is kept beside its entries: snapshots, and the live picture in them.

use std::{collections::BTreeMap, sync::Arc};

use bytes::Bytes;
use tokio::sync::watch;

use super::{Life, SharedSession};
use crate::{
    feed::Durability,
    hub::{HubError, ShownPicture, live_picture::LivePicture, restore::Restored, server_message, snapshots::Due},
};

/// The part of what a feed in memory holds after which the picture is folded, so that it misses nothing.
const PICTURE_LAG_PART: usize = 4;

impl SharedSession {
    /// Whether so much came since the last snapshot that another is to be kept, or, in memory, that the picture has to follow.
    pub(super) fn is_snapshot_due(&self, life: &Life) -> bool {
        let backlog = self.settings.feeds.limits.backlog;
        let falls_out = || {
            let entries = usize::try_from(life.entries_to_fold).unwrap_or(usize::MAX);
            entries >= backlog.entries / PICTURE_LAG_PART || life.bytes_to_fold >= backlog.bytes / PICTURE_LAG_PART
        };
        life.entries_to_fold >= self.settings.snapshot_entries
            || (self.feed.durability() == Durability::Memory && falls_out())
    }

    /// What is to be kept of the session as it stands; nothing while it stands on entries that were lost.
    pub(super) fn snapshot(&self, life: &mut Life) -> Option<Due> {
        let mark = self.feed.mark()?;
        (life.entries_to_fold, life.bytes_to_fold) = (0, 0);
        let parts = match self.feed.durability() {
            Durability::Memory => BTreeMap::new(),
            _ => Restored::snapshot(&life.session, life.initialization.as_ref(), life.messages),
        };
        Some(Due { mark, parts })
    }

    /// Has a snapshot of the session as it stands written, in time.
    pub(super) fn ask_for_snapshot(&self, life: &mut Life) {
        if let Some(due) = self.snapshot(life) {
            self.due.send_replace(Some(Arc::new(due)));
        }
    }

    /// The snapshots that are due from here on.
    pub(in crate::hub) fn snapshots_due(&self) -> watch::Receiver<Option<Arc<Due>>> {
        self.due.subscribe()
    }

    /// Refuses what is asked of a session that was deleted.
    pub(in crate::hub) fn check_living(&self) -> Result<(), HubError> {
        self.living().map(drop)
    }

    /// The live picture, for whoever folds it.
    pub(in crate::hub) fn live_picture(&self) -> &LivePicture {
        &self.picture
    }

    /// The picture as a report of this session's schema; nothing where there is nothing to report.
    pub(in crate::hub) fn compose_report(&self, shown: &ShownPicture) -> Result<Option<Bytes>, HubError> {
        let version = self.read(|session| session.info().schema_version.clone());
        let report =
            server_message::picture(shown, &version, self.schemas().first(), &self.settings, self.clock.now())?;
        Ok(report.map(|report| report.one_line().clone()))
    }
}
