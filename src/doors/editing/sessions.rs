//! The REST operations of the door: the generated traits, answered by the sessions.

use c2sim_generated::{
    editing::{
        ApiError, Handler, ServiceApi, SessionsApi,
        models::{
            CreateSession, EditingHealth, EditingSession, EditingSessionState, ListedSession, SessionCreated,
            SessionList, Statistics,
        },
    },
    support::Answer,
};
use poem::Request;
use time::OffsetDateTime;

use super::{
    EditingDoor,
    core::{DocumentName, Session, SessionId, SessionRefused, State},
    farewell::Farewell,
    refusal::Refused,
    routes::Mount,
};
use crate::{doors::origin::Origin, identity::Timestamp};

/// Longest name of a user, in characters.
const USER_CHARACTERS_MAX: usize = 256;
/// Longest text that a client may say about itself, in characters.
const CLIENT_INFO_CHARACTERS_MAX: usize = 1_024;
/// The name by which clients of this kind of editor know its service.
const SERVICE: &str = "mcp-rs-realtime-editing";

impl Handler for EditingDoor {
    type Error = Refused;

    fn refuse(&self, _request: &Request, refused: Refused) -> ApiError {
        refused.into_answer()
    }
}

impl SessionsApi for EditingDoor {
    async fn create_editing_session(
        &self,
        request: &Request,
        body: CreateSession,
    ) -> Result<Answer<SessionCreated>, Refused> {
        let ends_at = self.authenticator.authenticate(request.headers()).await?.until();
        if !(1..=USER_CHARACTERS_MAX).contains(&body.user_id.chars().count()) {
            return Err(Refused::invalid(format!("user_id has 1 to {USER_CHARACTERS_MAX} characters")));
        }
        if body.client_info.as_ref().is_some_and(|info| info.chars().count() > CLIENT_INFO_CHARACTERS_MAX) {
            return Err(Refused::invalid(format!("client_info has up to {CLIENT_INFO_CHARACTERS_MAX} characters")));
        }
        let document = DocumentName::parse(body.document_id.as_deref().unwrap_or(DocumentName::DEFAULT));
        let document = document.map_err(Refused::invalid)?;
        self.documents.get(&document).await?;
        let now = self.clock.now();
        let (id, state) = {
            let mut sessions = self.sessions.lock();
            let id = sessions.create(now, ends_at, &body.user_id, body.client_info.as_deref(), document)?;
            if body.activate.unwrap_or(true) {
                sessions.activate(now, id)?;
            }
            (id, sessions.get(now, id)?.state)
        };
        let session_id = id.reveal();
        let base = request.data::<Mount>().map_or("", |mount| mount.base.as_str());
        let url = Origin::of(request, &self.configuration).websocket_url(&self.configuration, &format!("{base}/ws"));
        let websocket_url = format!("{url}?session_id={session_id}");
        Ok(SessionCreated { session_id, state: shown_state(state), websocket_url }.into())
    }

    async fn list_editing_sessions(
        &self,
        request: &Request,
        user_id: Option<String>,
        state: Option<String>,
    ) -> Result<Answer<SessionList>, Refused> {
        self.authenticator.admit(request.headers()).await?;
        let state = state.as_deref().map(state_named).transpose()?;
        let mut found: Vec<Session> = self.sessions.lock().of(user_id.as_deref(), state).cloned().collect();
        found.sort_by_key(|session| session.created_at);
        Ok(SessionList { sessions: found.iter().map(listed).collect() }.into())
    }

    async fn get_editing_session(
        &self,
        request: &Request,
        session_id: String,
    ) -> Result<Answer<EditingSession>, Refused> {
        self.authenticator.admit(request.headers()).await?;
        let id = session(&session_id)?;
        Ok(shown(id, self.sessions.lock().get(self.clock.now(), id)?).into())
    }

    async fn delete_editing_session(&self, request: &Request, session_id: String) -> Result<(), Refused> {
        self.authenticator.admit(request.headers()).await?;
        let id = session(&session_id)?;
        let deleted = self.sessions.lock().delete(self.clock.now(), id)?;
        self.documents.end_session(&deleted.document, id, Farewell::SessionEnded);
        Ok(())
    }

    async fn activate_editing_session(
        &self,
        request: &Request,
        session_id: String,
    ) -> Result<Answer<EditingSession>, Refused> {
        self.authenticator.admit(request.headers()).await?;
        let id = session(&session_id)?;
        Ok(shown(id, self.sessions.lock().activate(self.clock.now(), id)?).into())
    }

    async fn suspend_editing_session(
        &self,
        request: &Request,
        session_id: String,
    ) -> Result<Answer<EditingSession>, Refused> {
        self.authenticator.admit(request.headers()).await?;
        let id = session(&session_id)?;
        let suspended = self.sessions.lock().suspend(self.clock.now(), id)?.clone();
        self.documents.end_session(&suspended.document, id, Farewell::SessionEnded);
        Ok(shown(id, &suspended).into())
    }
}

impl ServiceApi for EditingDoor {
    async fn get_editing_health(&self, _request: &Request) -> Result<Answer<EditingHealth>, Refused> {
        let status = if self.shutdown.is_requested() { "shutting_down" } else { "healthy" };
        let health = EditingHealth {
            status: status.to_owned(),
            service: SERVICE.to_owned(),
            timestamp: moment(self.clock.now()),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        Ok(health.into())
    }

    async fn get_editing_statistics(&self, request: &Request) -> Result<Answer<Statistics>, Refused> {
        self.authenticator.admit(request.headers()).await?;
        let (sessions, connections) = {
            let sessions = self.sessions.lock();
            (sessions.len() as u64, sessions.connections())
        };
        let statistics = Statistics {
            sessions: sessions.cast_signed(),
            connections: connections.cast_signed(),
            documents: (self.documents.len() as u64).cast_signed(),
            messages_received: self.traffic.received().cast_signed(),
            messages_sent: self.traffic.sent().cast_signed(),
        };
        Ok(statistics.into())
    }
}

pub(super) fn session(text: &str) -> Result<SessionId, Refused> {
    SessionId::parse(text).ok_or_else(|| Refused::from(SessionRefused::Unknown))
}

fn shown(id: SessionId, session: &Session) -> EditingSession {
    EditingSession {
        session_id: id.reveal(),
        user_id: session.user_id.to_string(),
        state: shown_state(session.state),
        created_at: moment(session.created_at),
        expires_at: moment(session.expires_at),
    }
}

fn listed(session: &Session) -> ListedSession {
    ListedSession {
        user_id: session.user_id.to_string(),
        document_id: session.document.as_str().to_owned(),
        client_info: session.client_info.as_deref().map(str::to_owned),
        state: shown_state(session.state),
        created_at: moment(session.created_at),
        expires_at: moment(session.expires_at),
        connections: (session.connections as u64).cast_signed(),
    }
}

fn shown_state(state: State) -> EditingSessionState {
    match state {
        State::Pending => EditingSessionState::Pending,
        State::Active => EditingSessionState::Active,
        State::Suspended => EditingSessionState::Suspended,
        State::Expired => EditingSessionState::Expired,
        State::Invalidated => EditingSessionState::Invalidated,
    }
}

fn state_named(name: &str) -> Result<State, Refused> {
    [
        ("Pending", State::Pending),
        ("Active", State::Active),
        ("Suspended", State::Suspended),
        ("Expired", State::Expired),
        ("Invalidated", State::Invalidated),
    ]
    .into_iter()
    .find(|(known, _)| *known == name)
    .map(|(_, state)| state)
    .ok_or_else(|| Refused::invalid("state is one of Pending, Active, Suspended, Expired, Invalidated"))
}

/// A point in time as the interface writes it; what is beyond the calendar is its beginning.
fn moment(timestamp: Timestamp) -> OffsetDateTime {
    let nanoseconds = i128::from(timestamp.unix_ms) * 1_000_000;
    OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
