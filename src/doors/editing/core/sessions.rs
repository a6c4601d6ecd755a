//! Who may edit: sessions with a life of their own.
//!
//! Entry point: [`Sessions`]. A session is a credential: whoever knows its id may connect as its user. What must always
//! hold: only an active session connects; a session that nobody uses expires; what is expired or deleted is unknown from
//! then on; an invalidated session stays so until it expires. Time is handed in.

use std::{collections::HashMap, fmt, sync::Arc};

use uuid::Uuid;

use super::pace::{Bucket, Rate};
use crate::identity::Timestamp;

/// The id of a session: a secret of its user.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SessionId(Uuid);

impl SessionId {
    fn random() -> Self {
        Self(Uuid::new_v4())
    }

    /// Reads an id exactly as it is written: in small letters, with hyphens.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let id = Uuid::try_parse(text).ok()?;
        (id.as_hyphenated().encode_lower(&mut Uuid::encode_buffer()) == text).then_some(Self(id))
    }

    /// The id itself, for its user and for those who edit with them.
    pub(crate) fn reveal(self) -> String {
        self.0.to_string()
    }
}

impl fmt::Debug for SessionId {
    /// A secret reaches no log.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SessionId(…)")
    }
}

/// The name of a document: 1 to 64 of `A-Z a-z 0-9 . _ ~ -`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct DocumentName(Arc<str>);

/// The text is no [`DocumentName`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the name of a document has 1 to 64 characters of A-Z a-z 0-9 . _ ~ -")]
pub(crate) struct NotADocumentName;

impl DocumentName {
    /// The document of those who name none.
    pub(crate) const DEFAULT: &'static str = "default";
    const BYTES_MAX: usize = 64;

    /// Checks the text.
    pub(crate) fn parse(text: &str) -> Result<Self, NotADocumentName> {
        let fits = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte));
        match fits && (1..=Self::BYTES_MAX).contains(&text.len()) {
            true => Ok(Self(text.into())),
            false => Err(NotADocumentName),
        }
    }

    /// The text itself.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where in its life a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Created, not yet to be used.
    Pending,
    /// In use.
    Active,
    /// Paused by an administrator; it can be activated again.
    Suspended,
    /// Its time is over.
    Expired,
    /// Ended for what it did.
    Invalidated,
}

/// The rules that sessions follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rules {
    /// How long a session lives without being used.
    pub(crate) ttl_ms: u64,
    /// What a session may send.
    pub(crate) rate: Rate,
    /// Connections of one session at a time.
    pub(crate) connections_max: usize,
    /// Connections of all sessions at a time.
    pub(crate) connections_all_max: Option<u64>,
    /// Sessions at a time.
    pub(crate) sessions_max: usize,
    /// Sessions of one user at a time.
    pub(crate) sessions_user_max: Option<u64>,
}

/// A session.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    /// Whose it is, as the user said.
    pub(crate) user_id: Arc<str>,
    /// What the client said about itself.
    pub(crate) client_info: Option<Arc<str>>,
    /// What it edits.
    pub(crate) document: DocumentName,
    /// Where in its life it is.
    pub(crate) state: State,
    /// When it was created.
    pub(crate) created_at: Timestamp,
    /// When it ends unless it is used before.
    pub(crate) expires_at: Timestamp,
    /// When it ends however much it is used: with the token that it was created by, where one was needed.
    ends_at: Option<Timestamp>,
    /// Connections that are open.
    pub(crate) connections: usize,
    bucket: Bucket,
}

/// Why something cannot be done with a session. Nothing has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SessionRefused {
    /// There is none, or no more.
    #[error("there is no such session, or it has expired; create another")]
    Unknown,
    /// It is in another state.
    #[error("the session is {0:?}, and only an Active one connects")]
    NotActive(State),
    /// It was ended for what it did.
    #[error("the session was invalidated, and stays so; create another")]
    Invalidated,
    /// A limit is reached.
    #[error("{what} are limited to {max}; close one first")]
    Limit {
        /// What is limited.
        what: &'static str,
        /// To how many.
        max: u64,
    },
}

/// All sessions of a server.
#[derive(Debug)]
pub(crate) struct Sessions {
    by_id: HashMap<SessionId, Session>,
    connections: u64,
    rules: Rules,
}

impl Sessions {
    /// No sessions, and the rules for those to come.
    pub(crate) fn new(rules: Rules) -> Self {
        Self { by_id: HashMap::new(), connections: 0, rules }
    }

    /// Creates a session, which is pending until it is activated, and lasts until `ends_at` at the most.
    pub(crate) fn create(
        &mut self,
        now: Timestamp,
        ends_at: Option<Timestamp>,
        user_id: &str,
        client_info: Option<&str>,
        document: DocumentName,
    ) -> Result<SessionId, SessionRefused> {
        let limit = |what, found: usize, max: u64| match found as u64 >= max {
            true => Err(SessionRefused::Limit { what, max }),
            false => Ok(()),
        };
        limit("sessions", self.by_id.len(), self.rules.sessions_max as u64)?;
        if let Some(max) = self.rules.sessions_user_max {
            limit("sessions of one user", self.of(Some(user_id), None).count(), max)?;
        }
        let id = SessionId::random();
        let session = Session {
            user_id: user_id.into(),
            client_info: client_info.map(Arc::from),
            document,
            state: State::Pending,
            created_at: now,
            expires_at: self.rules.expiry(now, ends_at),
            ends_at,
            connections: 0,
            bucket: Bucket::full(self.rules.rate, now),
        };
        self.by_id.insert(id, session);
        Ok(id)
    }

    /// The session, while it lives.
    pub(crate) fn get(&self, now: Timestamp, id: SessionId) -> Result<&Session, SessionRefused> {
        self.by_id.get(&id).filter(|session| session.expires_at > now).ok_or(SessionRefused::Unknown)
    }

    /// Sessions of a user, in a state; of all where none is named.
    pub(crate) fn of(&self, user_id: Option<&str>, state: Option<State>) -> impl Iterator<Item = &Session> {
        self.by_id.values().filter(move |session| {
            user_id.is_none_or(|user| *session.user_id == *user) && state.is_none_or(|state| session.state == state)
        })
    }

    /// How many connections are open.
    pub(crate) fn connections(&self) -> u64 {
        self.connections
    }

    /// How many sessions there are.
    pub(crate) fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Makes the session active; that it is already is no error.
    pub(crate) fn activate(&mut self, now: Timestamp, id: SessionId) -> Result<&Session, SessionRefused> {
        let session = self.living(now, id)?;
        match session.state {
            State::Invalidated | State::Expired => Err(SessionRefused::Invalidated),
            State::Pending | State::Active | State::Suspended => {
                session.state = State::Active;
                Ok(session)
            }
        }
    }

    /// Pauses the session; its connections are for the caller to close.
    pub(crate) fn suspend(&mut self, now: Timestamp, id: SessionId) -> Result<&Session, SessionRefused> {
        let session = self.living(now, id)?;
        match session.state {
            State::Invalidated | State::Expired => Err(SessionRefused::Invalidated),
            State::Pending | State::Active | State::Suspended => {
                session.state = State::Suspended;
                Ok(session)
            }
        }
    }

    /// Ends the session for what it did.
    pub(crate) fn invalidate(&mut self, now: Timestamp, id: SessionId) {
        if let Ok(session) = self.living(now, id) {
            session.state = State::Invalidated;
        }
    }

    /// Deletes the session.
    pub(crate) fn delete(&mut self, now: Timestamp, id: SessionId) -> Result<Session, SessionRefused> {
        self.get(now, id)?;
        self.by_id.remove(&id).ok_or(SessionRefused::Unknown)
    }

    /// Opens a connection of the session, and answers how many it has with it.
    pub(crate) fn connect(&mut self, now: Timestamp, id: SessionId) -> Result<usize, SessionRefused> {
        let (all, rules) = (self.connections, self.rules);
        let session = self.living(now, id)?;
        if session.state != State::Active {
            return Err(SessionRefused::NotActive(session.state));
        }
        if session.connections >= rules.connections_max {
            let max = rules.connections_max as u64;
            return Err(SessionRefused::Limit { what: "connections of one session", max });
        }
        if let Some(max) = rules.connections_all_max.filter(|max| all >= *max) {
            return Err(SessionRefused::Limit { what: "connections", max });
        }
        session.connections += 1;
        session.expires_at = rules.expiry(now, session.ends_at);
        let count = session.connections;
        self.connections += 1;
        Ok(count)
    }

    /// Closes a connection that was opened, and answers how many the session still has.
    pub(crate) fn disconnect(&mut self, id: SessionId) -> usize {
        self.connections = self.connections.saturating_sub(1);
        self.by_id.get_mut(&id).map_or(0, |session| {
            session.connections = session.connections.saturating_sub(1);
            session.connections
        })
    }

    /// The session is used, which puts its end off.
    pub(crate) fn touch(&mut self, now: Timestamp, id: SessionId) -> Result<(), SessionRefused> {
        let rules = self.rules;
        let session = self.living(now, id)?;
        session.expires_at = rules.expiry(now, session.ends_at);
        Ok(())
    }

    /// The session sends a message.
    ///
    /// # Errors
    /// It is too much; after so many milliseconds it may.
    pub(crate) fn send(&mut self, now: Timestamp, id: SessionId) -> Result<Result<(), u64>, SessionRefused> {
        let rate = self.rules.rate;
        Ok(self.living(now, id)?.bucket.take(rate, now))
    }

    /// Removes what has expired, and answers it.
    pub(crate) fn expire(&mut self, now: Timestamp) -> Vec<(SessionId, Session)> {
        let mut expired: Vec<_> = self.by_id.extract_if(|_, session| session.expires_at <= now).collect();
        expired.iter_mut().for_each(|(_, session)| session.state = State::Expired);
        expired
    }

    fn living(&mut self, now: Timestamp, id: SessionId) -> Result<&mut Session, SessionRefused> {
        self.by_id.get_mut(&id).filter(|session| session.expires_at > now).ok_or(SessionRefused::Unknown)
    }
}

impl Rules {
    fn expiry(&self, now: Timestamp, ends_at: Option<Timestamp>) -> Timestamp {
        let unused = Timestamp { unix_ms: now.unix_ms.saturating_add(self.ttl_ms) };
        ends_at.map_or(unused, |ends_at| unused.min(ends_at))
    }
}
