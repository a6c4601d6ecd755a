//! How a client's messages are published, whichever door they come through: the checks in their order, and what is counted.
//!
//! Entry points: [`Publisher::admit`] before a document is read, [`Publisher::accept`] in the order in which documents came,
//! [`Publisher::kept`] for the answer. What must always hold: a document that was accepted is answered when it is kept;
//! whatever is refused is counted under its code; a large document is read off the threads that serve everybody
//! ([`off_the_servers_threads`], and [`OWN_THREAD_BYTES`] for whoever does so in another way).

use std::sync::Arc;

use bytes::Bytes;

use super::api::Refused;
use crate::{
    auth::Principal,
    hub::{Accepted, HubError, Published, SharedSession},
    identity::{ClientId, SessionName, SystemName},
    message::Faults,
    ops::{
        Metrics,
        audit::{Action, Record, Trail},
    },
};

/// Documents from this size on are read on a thread of their own.
pub(super) const OWN_THREAD_BYTES: usize = 256 * 1024;

/// Reads a document of this size: on a thread of its own where it is large.
///
/// # Errors
/// Reading it panicked.
pub(super) async fn off_the_servers_threads<T: Send + 'static>(
    bytes: usize,
    read: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Refused> {
    match bytes < OWN_THREAD_BYTES {
        true => Ok(read()),
        false => tokio::task::spawn_blocking(read).await.map_err(Refused::fault),
    }
}

/// Publishes the messages of one client in one session.
#[derive(Clone)]
pub(super) struct Publisher {
    pub(super) metrics: Arc<Metrics>,
    pub(super) principal: Principal,
    pub(super) name: SessionName,
    pub(super) session: Arc<SharedSession>,
    pub(super) client: ClientId,
    /// Where what is refused, and what changes the session's state, is recorded.
    pub(super) trail: Trail,
}

/// A message that was accepted and is on its way to the disk.
pub(super) struct OnItsWay {
    system: SystemName,
    size_bytes: usize,
    accepted: Accepted,
}

impl Publisher {
    /// Whether the client may publish at all, and as which system it joined.
    pub(super) fn admit(&self) -> Result<SystemName, Refused> {
        let admitted = self.session.admit(self.principal.caller(), &self.client);
        admitted.map_err(|error| self.count(None, self.refused(error)))
    }

    /// Reads, validates and decides about a document. Blocks its thread for as long as that takes.
    pub(super) fn accept(
        &self,
        system: SystemName,
        document: Bytes,
        charset: Option<&str>,
    ) -> Result<OnItsWay, Refused> {
        let size_bytes = document.len();
        let accepted = match document.is_empty() {
            true => Err(Refused::invalid("body", "the body is empty; send a C2SIM message")),
            false => {
                let accepted = self.session.publish(&self.principal, &self.client, document, charset);
                accepted.map_err(|error| self.refused(error))
            }
        };
        match accepted {
            Ok(accepted) => Ok(OnItsWay { system, size_bytes, accepted }),
            Err(refused) => Err(self.count(Some(&system), refused)),
        }
    }

    /// Waits until the message is kept.
    pub(super) async fn kept(&self, on_its_way: OnItsWay) -> Result<Published, Refused> {
        let OnItsWay { system, size_bytes, accepted } = on_its_way;
        let published = accepted.kept().await.map_err(|error| self.count(Some(&system), self.refused(error)))?;
        self.metrics.message_accepted(&self.name, &system, published.kind, size_bytes);
        tracing::debug!(
            session = %self.name, tracking_id = %published.tracking_id, kind = %published.kind,
            sender = %published.sender, "published"
        );
        if let Some((trigger, state)) = published.transition {
            let record = Record::new(Action::Trigger(trigger)).session(self.name.as_str()).state(state);
            let record = record.client(self.client.as_str()).system(published.sender.as_str());
            self.trail.record(record.tracking_id(&published.tracking_id.to_string()));
        }
        if let Some(faults) = &published.faults {
            self.warn(&system, &published, faults);
        }
        Ok(published)
    }

    /// Counts and logs a message that was delivered although it does not follow the schema.
    fn warn(&self, system: &SystemName, published: &Published, faults: &Faults) {
        self.metrics.message_warned(&self.name, system, published.kind);
        let first = faults.violations.first().map(ToString::to_string).unwrap_or_default();
        let violations = faults.violations.len();
        tracing::warn!(
            session = %self.name, %system, tracking_id = %published.tracking_id, kind = %published.kind, violations,
            "delivered although it does not follow the schema: {first}"
        );
    }

    /// Counts a refusal of something that this client sent.
    pub(super) fn count(&self, system: Option<&SystemName>, refused: Refused) -> Refused {
        let by = (Some(&self.name), Some(self.client.as_str()), system);
        count(&self.metrics, &self.trail, by, refused)
    }

    fn refused(&self, error: HubError) -> Refused {
        Refused::by_session(&self.name, error)
    }
}

/// Counts a refused message under its code, and records it; `session`, `client` and `system` as far as they are known.
pub(super) fn count(
    metrics: &Metrics,
    trail: &Trail,
    (session, client, system): (Option<&SessionName>, Option<&str>, Option<&SystemName>),
    refused: Refused,
) -> Refused {
    metrics.message_refused(session, system, refused.code);
    tracing::info!(
        session = session.map(SessionName::as_str),
        system = system.map(SystemName::as_str),
        code = refused.code,
        tracking_id = refused.tracking_id(),
        "refused: {}",
        refused.message
    );
    let action = if refused.is_about_authorization() { Action::AuthorizationFailure } else { Action::MessageRefused };
    let mut record = refused.record(action).operation("send");
    if let Some(session) = session {
        record = record.session(session.as_str());
    }
    if let Some(client) = client {
        record = record.client(client);
    }
    if let Some(system) = system {
        record = record.system(system.as_str());
    }
    trail.record(record);
    refused
}
