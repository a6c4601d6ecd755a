//! The start of the hub: every session that the data directory holds comes back.
//!
//! Entry point: [`read_all`]. What must always hold: a feed that is damaged is set aside with all its files and reported; a
//! feed that cannot be read for another reason stays where it is; neither keeps the others from being served.

use super::{Entry, Settings, restore::Restored};
use crate::{
    feed::{Directory, Feed, StoreError},
    identity::Timestamp,
};

/// What the data directory held.
#[derive(Default)]
pub(super) struct Found {
    /// The sessions with their feeds.
    pub(super) sessions: Vec<(Feed<Entry>, Restored)>,
    /// What could not be opened, by the name of its feed.
    pub(super) unopened: Vec<Unopened>,
}

/// A feed that could not be opened.
pub(super) struct Unopened {
    /// The name of the feed.
    pub(super) name: String,
    /// What is wrong, and where the file is.
    pub(super) why: String,
    /// Whether its file is still in its place, so that no other session may take the name.
    pub(super) is_in_place: bool,
}

/// Reads every feed of the directory. Blocks its thread; to be called where a runtime is at hand.
///
/// # Errors
/// The directory cannot be read.
pub(super) fn read_all(directory: &Directory, settings: &Settings, now: Timestamp) -> Result<Found, StoreError> {
    let mut found = Found::default();
    for name in directory.names()? {
        match read_one(directory, &name, settings, now) {
            Ok(Some(session)) => found.sessions.push(session),
            Ok(None) => {
                // It was deleted, and its file was not yet.
                if let Err(error) = directory.delete(&name) {
                    tracing::warn!(session = name, %error, "the files of a deleted session are not removed yet");
                }
            }
            Err(error) => found.unopened.push(set_aside(directory, name, &error)),
        }
    }
    Ok(found)
}

fn read_one(
    directory: &Directory,
    name: &str,
    settings: &Settings,
    now: Timestamp,
) -> Result<Option<(Feed<Entry>, Restored)>, StoreError> {
    let feed: Feed<Entry> = directory.open_feed(name, &settings.feeds)?;
    let restored = feed.replay().and_then(|replay| Restored::read(replay, now, settings.rules)).and_then(|restored| {
        let empty = || StoreError::Corrupt { what: "it holds no entries".to_owned() };
        let restored = restored.ok_or_else(empty)?;
        let is_own = restored.session.name().as_str() == name;
        if is_own { Ok(restored) } else { Err(StoreError::Foreign { what: "it holds another session".to_owned() }) }
    });
    match restored {
        Ok(restored) if !restored.session.is_deleted() => Ok(Some((feed, restored))),
        other => {
            // Its files are removed or renamed next, and its writer must not hold them.
            tokio::runtime::Handle::current().block_on(feed.close());
            other.map(|_| None)
        }
    }
}

fn set_aside(directory: &Directory, name: String, error: &StoreError) -> Unopened {
    let unopened = match error {
        StoreError::Corrupt { .. } | StoreError::Foreign { .. } => match directory.set_aside(&name) {
            Ok(path) => {
                let why = format!("{error}. It was set aside as {}", path.display());
                Unopened { name, why, is_in_place: false }
            }
            Err(failed) => {
                let why = format!("{error}. It could not be set aside: {failed}");
                Unopened { name, why, is_in_place: true }
            }
        },
        _ => Unopened { name, why: error.to_string(), is_in_place: true },
    };
    tracing::error!(session = unopened.name, "a kept session is not served: {}", unopened.why);
    unopened
}
