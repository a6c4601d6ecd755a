//! A text that people write together as a message of a session.
//!
//! Entry points: [`Drafts::judge`], [`Drafts::submit`]. What must always hold: a session is named that is open to the editing
//! door; what is submitted passes the same checks as what members send.

use std::sync::Arc;

use bytes::Bytes;
use poem::{Request, http::StatusCode};

use crate::{
    auth::Principal,
    doors::{
        api::{Refused, who},
        publisher::{Publisher, off_the_servers_threads},
    },
    hub::{Hub, HubError, SharedSession},
    identity::{ClientId, SchemaVersion, SessionName},
    message::MessageKind,
    ops::{Audit, Configuration, Metrics},
    session::Crossing,
};

/// The sessions, for texts that people write together.
pub(in crate::doors) struct Drafts {
    pub(in crate::doors) hub: Arc<Hub>,
    pub(in crate::doors) configuration: Arc<Configuration>,
    pub(in crate::doors) metrics: Arc<Metrics>,
    pub(in crate::doors) audit: Audit,
}

/// A text that was sent as a message.
#[derive(Debug)]
pub(in crate::doors) struct Submitted {
    /// Its ticket.
    pub(in crate::doors) tracking_id: String,
    /// Its place in the session.
    pub(in crate::doors) address: String,
    /// What it is.
    pub(in crate::doors) kind: MessageKind,
}

impl Drafts {
    /// The sessions that are open to the editing door, by name.
    pub(in crate::doors) fn sessions(&self) -> Vec<Arc<SharedSession>> {
        self.hub.sessions().into_iter().filter(|session| session.is_open_to(Crossing::Editing)).collect()
    }

    /// What the session says of a text, whatever its state is and whoever would send it: which version it follows, and what
    /// it is.
    ///
    /// # Errors
    /// The outer one where the session cannot be asked, the inner one where it would refuse the text.
    pub(in crate::doors) async fn judge(
        &self,
        session: &str,
        text: String,
    ) -> Result<Result<(SchemaVersion, MessageKind), Refused>, Refused> {
        let (name, session) = self.open_session(session)?;
        let judged = off_the_servers_threads(text.len(), move || session.judge(Bytes::from(text))).await?;
        Ok(judged.map_err(|error| Refused::by_session(&name, error)))
    }

    /// Sends a text as a member of the session.
    ///
    /// # Errors
    /// As the interface refuses what members send.
    pub(in crate::doors) async fn submit(
        &self,
        (request, principal): (&Request, Principal),
        (session, client): (&str, &str),
        text: String,
    ) -> Result<Submitted, Refused> {
        let (name, session) = self.open_session(session)?;
        let client = ClientId::parse(client).map_err(|error| Refused::invalid("client_id", error))?;
        let trail = self.audit.trail(who(request, &principal, &self.configuration));
        let publisher = Publisher { metrics: Arc::clone(&self.metrics), principal, name, session, client, trail };
        let system = publisher.admit()?;
        let publishing = publisher.clone();
        let bytes = text.len();
        // Whatever the text declares, it came as text.
        let accept = move || publishing.accept(system, Bytes::from(text.into_bytes()), Some("utf-8"));
        let published = publisher.kept(off_the_servers_threads(bytes, accept).await??).await?;
        let (tracking_id, address) = (published.tracking_id.to_string(), published.address.to_string());
        Ok(Submitted { tracking_id, address, kind: published.kind })
    }

    /// The session of this name, which is open to the editing door.
    fn open_session(&self, name: &str) -> Result<(SessionName, Arc<SharedSession>), Refused> {
        let name = SessionName::parse(name).map_err(|error| Refused::invalid("c2sim_session", error))?;
        let session = self.hub.session(&name).map_err(|error: HubError| Refused::by_session(&name, error))?;
        if session.is_open_to(Crossing::Editing) {
            return Ok((name, session));
        }
        let text =
            format!("session {name} takes no documents of this door; create it with \"crossings\": [\"editing\"]");
        Err(Refused::with_status(StatusCode::CONFLICT, "CROSSING_CLOSED", text))
    }
}
