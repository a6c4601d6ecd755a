//! What a document's feed is made of: who came and went, what was said, and how the text changed.
//!
//! What must always hold: the version of an entry is its place in the feed; the id of a session, which is a secret, is in
//! memory alone, so that an entry that is read back from the disk does not name it.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::core::{Change, ConnectionId, SessionId, Version};
use crate::{feed::Kept, identity::Timestamp};

/// One thing that happened in a document.
#[derive(Debug)]
pub(super) struct Entry {
    /// When.
    pub(super) at: Timestamp,
    /// Its place in the document's order.
    pub(super) version: Version,
    /// Who did it.
    pub(super) author: Author,
    /// What happened.
    pub(super) what: What,
    /// The frame for those who speak JSON, written when the first of them reads it.
    pub(super) json: OnceLock<Utf8Bytes>,
    /// The frame for those who speak Yjs.
    pub(super) yjs: OnceLock<Bytes>,
}

/// Who did something.
#[derive(Debug, Clone)]
pub(super) struct Author {
    /// The user of the session.
    pub(super) user_id: Arc<str>,
    /// The session; nothing in what was read back from the disk.
    pub(super) session: Option<SessionId>,
    /// The connection, which does not hear itself; nothing where everybody is to hear it.
    pub(super) connection: Option<ConnectionId>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    /// A connection was opened.
    Connected {
        /// How many its session has now.
        count: usize,
    },
    /// A connection ended.
    Disconnected {
        /// How many its session still has.
        count: usize,
        /// Why, as clients are told.
        reason: Reason,
    },
    /// A message goes to the others as it came.
    Said {
        /// Its type.
        kind: Kind,
        /// The message.
        message: Message,
    },
    /// The text changed.
    Edited(Edited),
}

/// A type of message that is passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    /// An edit that says neither what it was made on nor the whole content.
    RealtimeEdit,
    /// A line of talk.
    Chat,
    /// A file.
    FileSync,
}

/// Why a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Reason {
    /// The client closed it, or is gone.
    ClientDisconnect,
    /// The client was silent, or took nothing, for too long.
    Timeout,
    /// The session expired.
    SessionExpired,
    /// The session was invalidated, suspended or deleted.
    SessionInvalidated,
    /// The client made too many mistakes.
    Violation,
    /// The server ends, or could not keep what happened.
    ServerShutdown,
}

/// A message of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    /// Its id, as its sender chose it.
    pub(super) id: String,
    /// Its payload, a JSON object to the letter.
    pub(super) payload: Arc<str>,
    /// Whether dangerous text in it was escaped.
    pub(super) sanitized: bool,
}

/// A change of the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Edited {
    /// How it came about.
    pub(super) how: How,
    /// The message that asked for it.
    pub(super) message: Option<Message>,
    /// The change.
    pub(super) change: Change,
    /// What takes it back.
    pub(super) undo: Change,
    /// The change as Yjs writes it.
    pub(super) update: Bytes,
}

/// How a change came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum How {
    /// Its author set the whole content.
    Content,
    /// Its author named the version that it was made on.
    Delta,
    /// It was made in a Yjs document.
    Yjs,
    /// An earlier version was brought back.
    Restored(Version),
    /// The server made dangerous text harmless.
    Sanitized,
}

impl Entry {
    /// Whether this connection did it.
    pub(super) fn is_of(&self, connection: ConnectionId) -> bool {
        self.author.connection == Some(connection)
    }
}

impl Kind {
    /// The type on the wire.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::RealtimeEdit => "realtime_edit",
            Self::Chat => "chat",
            Self::FileSync => "file_sync",
        }
    }
}

impl Kept for Entry {
    fn size_bytes(&self) -> usize {
        let message = |message: &Message| message.id.len() + message.payload.len();
        let what = match &self.what {
            What::Connected { .. } | What::Disconnected { .. } => 0,
            What::Said { message: said, .. } => message(said),
            What::Edited(edited) => {
                edited.message.as_ref().map_or(0, message)
                    + edited.change.size_bytes()
                    + edited.undo.size_bytes()
                    + edited.update.len()
            }
        };
        // A frame, once it is written, has about the size of what it is written from.
        size_of::<Self>() + self.author.user_id.len() + 2 * what
    }
}
