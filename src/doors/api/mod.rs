//! The REST operations of the C2SIM interface: the generated traits, answered by the hub.
//!
//! Entry point: [`C2simApi`]. Translate, call, translate back: what is allowed, the rooms below decide; what a refusal
//! looks like stands in `refusal.rs` alone.

mod allowed;
mod audited;
mod body;
mod guard;
mod history;
mod notifications;
mod picture;
mod publish;
mod refusal;
mod schemas;
mod session;

use std::sync::Arc;

use c2sim_generated::api::{
    ApiError, Handler,
    models::{DynamicSessionInfo, SessionInfo as SessionInfoBody, StateType},
};
use poem::{Request, http::HeaderName};

pub(crate) use audited::who;
pub(crate) use body::{BodyRefused, drained_when_dropped, read_up_to, timed};
pub(crate) use guard::{Guard, principal};
pub(crate) use refusal::{AUTHORIZATION_FAILURE, Refused};

use crate::{
    auth::Principal,
    hub::{Hub, SharedSession},
    identity::{ClientId, SessionName, Timestamp},
    ops::{Audit, Configuration, Metrics, Shutdown, audit::Trail},
    session::{Session, State},
};

/// Names a place in a session's feed: that of the message that was sent, or the one up to which an answer goes.
const ADDRESS_HEADER: HeaderName = HeaderName::from_static("c2sim-address");

/// The handlers of the interface.
pub(crate) struct C2simApi {
    /// The sessions.
    pub(crate) hub: Arc<Hub>,
    /// What the operator decided.
    pub(crate) configuration: Arc<Configuration>,
    /// What is counted.
    pub(crate) metrics: Arc<Metrics>,
    /// Knows when streams end.
    pub(crate) shutdown: Shutdown,
    /// Who did what.
    pub(crate) audit: Audit,
}

impl Handler for C2simApi {
    type Error = Refused;

    fn refuse(&self, request: &Request, refused: Refused) -> ApiError {
        audited::refusal(self, request, &refused);
        refused.into_answer()
    }
}

impl C2simApi {
    /// The audit log as whoever sent the request writes to it.
    fn trail(&self, request: &Request, principal: &Principal) -> Trail {
        self.audit.trail(who(request, principal, &self.configuration))
    }

    /// The session that a path names. Whoever asks for something is active in it.
    fn session(
        &self,
        principal: &Principal,
        session_id: &str,
        client: &ClientId,
    ) -> Result<(SessionName, Arc<SharedSession>), Refused> {
        let name = session_name(session_id)?;
        let session = self.hub.session(&name).map_err(|error| Refused::by_session(&name, error))?;
        session.seen(principal.caller(), client);
        Ok((name, session))
    }
}

/// The name in a path, checked by the interface before it came here.
fn session_name(session_id: &str) -> Result<SessionName, Refused> {
    SessionName::parse(session_id).map_err(|error| Refused::invalid("sessionId", error))
}

/// The clientId of a request, checked by the interface before it came here.
fn client_id(text: &str) -> Result<ClientId, Refused> {
    ClientId::parse(text).map_err(|error| Refused::invalid("clientId", error))
}

/// A session as the interface shows it.
fn shown(session: &Session) -> DynamicSessionInfo {
    let info = session.info();
    DynamicSessionInfo {
        session_name: session.name().to_string(),
        created_at: moment(session.created_at()),
        info: SessionInfoBody {
            c2sim_schema_version: info.schema_version.to_string(),
            display_name: info.display_name.clone(),
            description: info.description.clone(),
        },
        state: state_shown(session.state()),
    }
}

fn state_shown(state: State) -> StateType {
    match state {
        State::Uninitialized => StateType::Uninitialized,
        State::Initializing => StateType::Initializing,
        State::Initialized => StateType::Initialized,
        State::Running => StateType::Running,
        State::Paused => StateType::Paused,
    }
}

/// A point in time as the interface writes it; what is beyond the calendar is its beginning.
fn moment(timestamp: Timestamp) -> time::OffsetDateTime {
    let nanoseconds = i128::from(timestamp.unix_ms) * 1_000_000;
    time::OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).unwrap_or(time::OffsetDateTime::UNIX_EPOCH)
}
