//! Keeps snapshots of a session off the path of those who publish.
//!
//! Entry points: [`Due`], what is taken of the session when a snapshot is due; [`watch`], which writes it once the picture
//! has come to the same place. What must always hold: entries that retention removes are in both; a snapshot of entries
//! that were lost since is not kept.

use std::{collections::BTreeMap, sync::Arc};

use bytes::Bytes;

use super::SharedSession;
use crate::feed::{Mark, ReadError, StoreError};

/// A snapshot that is due: the session's own parts, and the place in the feed that they stand for.
pub(super) struct Due {
    /// The place.
    pub(super) mark: Mark,
    /// The parts; none where the session is in memory only.
    pub(super) parts: BTreeMap<String, Bytes>,
}

/// Writes what is due, until the session is gone.
pub(super) fn watch(session: &Arc<SharedSession>) {
    let mut due = session.snapshots_due();
    let watched = Arc::downgrade(session);
    tokio::spawn(async move {
        while due.changed().await.is_ok() {
            let Some(next) = due.borrow_and_update().clone() else { continue };
            // A session that is gone must not be held by what it waits for.
            tokio::select! {
                newer = due.changed() => {
                    if newer.is_err() { return }
                    due.mark_changed();
                    continue;
                }
                is_committed = next.mark.committed() => if !is_committed { continue },
            }
            let Some(session) = watched.upgrade() else { return };
            if let Err(error) = keep(&session, &next).await {
                let name = session.read(|session| session.name().clone());
                tracing::warn!(session = %name, %error, "the snapshot is left out; the next one stands for more");
            }
        }
    });
}

/// The same at once, for a session that ends.
pub(super) async fn keep_once_committed(session: &SharedSession, due: &Due) -> Result<(), ReadError> {
    if due.mark.committed().await { keep(session, due).await } else { Ok(()) }
}

/// Brings the picture to where the snapshot stands, whose entries are committed, and keeps both.
async fn keep(session: &SharedSession, due: &Due) -> Result<(), ReadError> {
    let standing = session.live_picture().through(session.feed(), due.mark.through()).await?;
    if due.parts.is_empty() {
        return Ok(());
    }
    let parts = due.parts.clone();
    // The picture of many entities takes a while to write down.
    let written = tokio::task::spawn_blocking(move || standing.kept_with(parts)).await;
    let broken = |panic: tokio::task::JoinError| StoreError::Unavailable { what: panic.to_string() };
    session.feed().put_snapshot_at(&due.mark, written.map_err(broken)?);
    Ok(())
}
