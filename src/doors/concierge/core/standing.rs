//! What clients may do that not everybody may.
//!
//! Entry point: [`Standing`]. What must always hold: a service of a reserved name is the server's, so that whoever hears it
//! hears the server; nobody hears it who may not; nobody is told that a message arrived which nobody hears.

use serde::{Deserialize, Serialize};

use super::{ClientNumber, Refused, ServiceName, Space};

/// What a client is to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::doors::concierge) enum Standing {
    /// Whoever came in.
    Guest {
        /// Whether it may hear what the members of C2SIM sessions are sent.
        may_read_messages: bool,
    },
    /// The server itself, which owns services and hears nothing.
    Server,
}

impl Standing {
    /// Whether it may own a service of this name.
    pub(super) fn may_own(self, service: &ServiceName) -> bool {
        match self {
            Self::Guest { .. } => !service.is_reserved(),
            Self::Server => true,
        }
    }

    /// Whether it may hear a service of this name.
    pub(super) fn may_hear(self, service: &ServiceName) -> bool {
        match self {
            Self::Guest { may_read_messages } => may_read_messages || !service.is_reserved(),
            Self::Server => true,
        }
    }
}

impl Space {
    /// A client goes on with another standing, by which it may hear what it is subscribed to.
    ///
    /// # Errors
    /// It may not; everything stays as it was.
    pub(in crate::doors::concierge) fn stand(
        &mut self,
        number: ClientNumber,
        standing: Standing,
    ) -> Result<(), Refused> {
        let client = self.clients.get_mut(&number).ok_or(Refused::Bad)?;
        let mut subscribed = client.subscriptions.iter().filter_map(|service| self.services.get(service));
        if !subscribed.all(|service| standing.may_hear(&service.name)) {
            return Err(Refused::Bad);
        }
        client.standing = standing;
        Ok(())
    }

    /// Somebody who hears what is said to it.
    pub(super) fn hearer(&self, number: ClientNumber) -> Result<ClientNumber, Refused> {
        match self.clients.get(&number).map(|client| client.standing) {
            Some(Standing::Guest { .. }) => Ok(number),
            Some(Standing::Server) | None => Err(Refused::Bad),
        }
    }
}
