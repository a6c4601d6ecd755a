//! Brings a session back to what is kept when its store lost entries that were decided on.
//!
//! Entry point: [`watch`]. What must always hold: it goes on trying until the session has gone back; the store itself
//! recovers in the feed.

use std::{sync::Arc, time::Duration};

use super::SharedSession;

/// Pause before another trial to read what is kept.
const RETRY_PAUSE_MS: u64 = 500;

/// Watches the session's feed until one of the two is gone.
pub(super) fn watch(session: &Arc<SharedSession>) {
    let mut health = session.feed().health();
    let watched = Arc::downgrade(session);
    tokio::spawn(async move {
        loop {
            let is_rolled_back = health.borrow_and_update().rolled_back_to.is_some();
            if is_rolled_back {
                let Some(session) = watched.upgrade() else { return };
                let name = session.read(|session| session.name().clone());
                let gone_back = tokio::task::spawn_blocking(move || session.go_back()).await;
                let failed = match gone_back {
                    Ok(Ok(())) => continue,
                    Ok(Err(error)) => error.to_string(),
                    Err(panic) => panic.to_string(),
                };
                tracing::error!(session = %name, "the session cannot go back to what is kept yet: {failed}");
                tokio::time::sleep(Duration::from_millis(RETRY_PAUSE_MS)).await;
            } else if health.changed().await.is_err() {
                return;
            }
        }
    });
}
