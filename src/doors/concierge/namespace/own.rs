//! Services that the server itself owns.
//!
//! Entry point: [`OwnService::create`]. What must always hold: the service is there until this is dropped, or the namespace
//! starts anew; what is told of it goes the way of every owner's messages.

use std::sync::Arc;

use serde_json::value::RawValue;

use super::{Farewell, Joined, Namespace, PayloadOut};
use crate::doors::concierge::{
    core::{ClientName, Identity, Standing, Target},
    identify::{Admitted, NICKNAME_CHARACTERS_MAX},
    namespaces::NotOpened,
    payload::{MessageIn, PayloadIn, ServiceCreate},
};

/// How often a name that somebody has is tried with another number at its end.
const NAMES_TRIED_MAX: usize = 100;
/// Characters of a name that are left for that number.
const NUMBER_CHARACTERS: usize = 4;

/// A service that the server itself owns.
pub(in crate::doors) struct OwnService {
    namespace: Arc<Namespace>,
    joined: Joined,
    name: String,
}

/// Why the server's own service is not there.
#[derive(Debug, thiserror::Error)]
pub(in crate::doors) enum NotCreated {
    /// The namespace cannot be entered.
    #[error(transparent)]
    NotOpened(#[from] NotOpened),
    /// The server cannot come in.
    #[error("{0}")]
    NotJoined(String),
    /// The name is too long.
    #[error("the gateway takes no service of this name")]
    BadName,
}

/// What became of what was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::doors) enum Told {
    /// Every subscriber hears it.
    All,
    /// There is no room at the moment.
    NoRoom,
}

impl OwnService {
    /// Comes into the namespace under a name made of `owner`, and creates the service.
    pub(in crate::doors::concierge) fn create(
        namespace: &Arc<Namespace>,
        owner: &str,
        name: &str,
        nickname: &str,
    ) -> Result<Self, NotCreated> {
        let nickname: String = nickname.chars().take(NICKNAME_CHARACTERS_MAX).collect();
        let joined = come_in(namespace, owner, &nickname)?;
        let own = Self { namespace: Arc::clone(namespace), joined, name: name.to_owned() };
        let create = PayloadIn::ServiceCreate(ServiceCreate { service: name.to_owned(), nickname: Some(nickname) });
        match own.act(create, name.len()) {
            PayloadOut::ServiceCreateResult(result) if result.successful => Ok(own),
            PayloadOut::Bad => Err(NotCreated::BadName),
            _ => Err(NotCreated::NotJoined("there is no room for its service at the moment".to_owned())),
        }
    }

    /// Whether anybody is subscribed.
    pub(in crate::doors) fn is_heard(&self) -> bool {
        let life = self.namespace.life.lock();
        life.space.service(&self.name).is_ok_and(|service| !service.subscribers.is_empty())
    }

    /// Tells it to every subscriber.
    pub(in crate::doors) fn tell(&self, data: &RawValue) -> Told {
        let (target, bytes) = (Target::Service(self.name.clone()), data.get().len());
        match self.act(PayloadIn::Message(MessageIn { target, data: data.to_owned() }), bytes) {
            PayloadOut::ErrorInternal(_) => Told::NoRoom,
            // Where the namespace starts anew, nobody is subscribed.
            _ => Told::All,
        }
    }

    /// Resolves when the namespace starts anew, and the service is gone.
    pub(in crate::doors) async fn gone(&mut self) {
        // Nothing else ends the server's own presence.
        let _ = (&mut self.joined.ended).await;
    }

    fn act(&self, payload: PayloadIn, bytes: usize) -> PayloadOut {
        self.namespace.act(self.joined.number, payload, bytes).0
    }
}

impl Drop for OwnService {
    fn drop(&mut self) {
        self.namespace.leave(self.joined.number, self.joined.connection);
    }
}

/// The server comes in under a name that nobody has.
fn come_in(namespace: &Arc<Namespace>, owner: &str, nickname: &str) -> Result<Joined, NotCreated> {
    let letters = owner.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '_' });
    let stem: String = letters.take(ClientName::CHARACTERS_MAX - NUMBER_CHARACTERS).collect();
    for number in 1..=NAMES_TRIED_MAX {
        let name = if number == 1 { stem.clone() } else { format!("{stem}_{number}") };
        let name = ClientName::parse(&name).map_err(|_| NotCreated::BadName)?;
        let (nickname, tags) = (Some(nickname.to_owned()), Vec::new());
        let identity = Identity { name, nickname, tags, standing: Standing::Server };
        match namespace.join(Admitted { identity, wants_key: false, key: None, after: None }) {
            Err(Farewell::NameTaken) => {}
            joined => return joined.map_err(|farewell| NotCreated::NotJoined(farewell.reason().into_owned())),
        }
    }
    Err(NotCreated::NotJoined(format!("{NAMES_TRIED_MAX} names like {stem} are taken")))
}
