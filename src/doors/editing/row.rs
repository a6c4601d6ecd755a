//! Entries as rows of the store.
//!
//! What must always hold: an entry that was written is read back as it was, but for the id of its author's session, which
//! never reaches the disk; later versions of the server read what earlier ones wrote.

use std::sync::OnceLock;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

use super::{
    core::{Change, ConnectionId, Version},
    entry::{Author, Edited, Entry, How, Kind, Message, Reason, What},
};
use crate::{
    feed::{NotARecord, Record, Row},
    identity::Timestamp,
};

/// What is written of an entry beside the columns.
#[derive(Serialize, Deserialize)]
struct Meta {
    version: Version,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    connection: Option<u64>,
    #[serde(flatten)]
    what: KeptWhat,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
enum KeptWhat {
    Connected {
        count: usize,
    },
    Disconnected {
        count: usize,
        reason: Reason,
    },
    Said {
        kind: Kind,
        #[serde(default)]
        sanitized: bool,
    },
    Edited {
        how: How,
        change: Change,
        undo: Change,
        /// In base 64.
        update: String,
        #[serde(default)]
        sanitized: bool,
    },
}

impl Record for Entry {
    fn to_row(&self) -> Row<'_> {
        let (kind, message, what) = match &self.what {
            What::Connected { count } => ("connected", None, KeptWhat::Connected { count: *count }),
            What::Disconnected { count, reason } => {
                ("disconnected", None, KeptWhat::Disconnected { count: *count, reason: *reason })
            }
            What::Said { kind, message } => {
                (kind.as_str(), Some(message), KeptWhat::Said { kind: *kind, sanitized: message.sanitized })
            }
            What::Edited(edited) => {
                let kept = KeptWhat::Edited {
                    how: edited.how,
                    change: edited.change.clone(),
                    undo: edited.undo.clone(),
                    update: STANDARD.encode(&edited.update),
                    sanitized: edited.message.as_ref().is_some_and(|message| message.sanitized),
                };
                ("edited", edited.message.as_ref(), kept)
            }
        };
        let connection = self.author.connection.map(|connection| connection.0);
        let meta = Meta { version: self.version, connection, what };
        Row {
            at_unix_ms: self.at.unix_ms,
            kind: Some(kind.into()),
            sender: Some((*self.author.user_id).into()),
            tracking_id: message.map(|message| message.id.as_str().into()),
            body: message.map(|message| (*message.payload).into()),
            meta: serde_json::to_string(&meta).expect("texts, numbers and lists of them can be written").into(),
        }
    }

    fn from_row(row: Row<'_>) -> Result<Self, NotARecord> {
        let meta: Meta = serde_json::from_str(&row.meta).map_err(|error| NotARecord(error.to_string()))?;
        let message = |sanitized| {
            let (id, payload) = (row.tracking_id.as_deref()?, row.body.as_deref()?);
            Some(Message { id: id.to_owned(), payload: payload.into(), sanitized })
        };
        let what = match meta.what {
            KeptWhat::Connected { count } => What::Connected { count },
            KeptWhat::Disconnected { count, reason } => What::Disconnected { count, reason },
            KeptWhat::Said { kind, sanitized } => {
                let message = message(sanitized).ok_or_else(|| NotARecord("the message is missing".to_owned()))?;
                What::Said { kind, message }
            }
            KeptWhat::Edited { how, change, undo, update, sanitized } => {
                let update = STANDARD.decode(update).map_err(|error| NotARecord(error.to_string()))?.into();
                What::Edited(Edited { how, message: message(sanitized), change, undo, update })
            }
        };
        Ok(Self {
            at: Timestamp { unix_ms: row.at_unix_ms },
            version: meta.version,
            author: Author {
                user_id: row.sender.as_deref().unwrap_or_default().into(),
                session: None,
                connection: meta.connection.map(ConnectionId),
            },
            what,
            json: OnceLock::new(),
            yjs: OnceLock::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doors::editing::core::Splice;

    fn check(what: What) {
        let author = Author { user_id: "ann".into(), session: None, connection: Some(ConnectionId(u64::MAX)) };
        let entry = Entry {
            at: Timestamp { unix_ms: 7 },
            version: 3,
            author,
            what,
            json: OnceLock::new(),
            yjs: OnceLock::new(),
        };
        let back = Entry::from_row(entry.to_row()).unwrap();
        assert_eq!((back.at, back.version, &back.what), (entry.at, entry.version, &entry.what));
        assert_eq!((&*back.author.user_id, back.author.connection), ("ann", entry.author.connection));
    }

    #[test]
    fn every_entry_is_read_back_as_it_was_written() {
        check(What::Connected { count: 2 });
        check(What::Disconnected { count: 0, reason: Reason::SessionExpired });
        let message = Message { id: "é\"1".into(), payload: r#"{"a": 1.0}"#.into(), sanitized: true };
        for kind in [Kind::RealtimeEdit, Kind::Chat, Kind::FileSync] {
            check(What::Said { kind, message: message.clone() });
        }
        let splices = [Splice { position: 1, delete: 2, insert: "😀\n".into() }];
        let change = Change::of_splices(&splices, 9).unwrap();
        for (how, message) in [
            (How::Content, Some(message.clone())),
            (How::Delta, Some(Message { sanitized: false, ..message })),
            (How::Yjs, None),
            (How::Restored(2), None),
            (How::Sanitized, None),
        ] {
            let (undo, update) = (change.clone(), vec![0, 255, 1].into());
            check(What::Edited(Edited { how, message, change: change.clone(), undo, update }));
        }
    }

    #[test]
    fn a_row_that_is_no_entry_is_refused() {
        let row = |meta: &'static str| Row { meta: meta.into(), ..Row::default() };
        assert!(Entry::from_row(row(r#"{"version":1,"what":"connected","count":1}"#)).is_ok());
        for meta in ["", "{}", r#"{"version":1,"what":"said","kind":"chat"}"#, r#"{"version":1,"what":"danced"}"#] {
            assert!(Entry::from_row(row(meta)).is_err(), "{meta}");
        }
    }
}
