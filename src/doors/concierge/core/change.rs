//! What changes a namespace, as it is kept: who is there, and which services there are, is the fold over it.
//!
//! Entry points: [`Space::repeat`], [`Space::kept`]. What must always hold: a namespace that repeats the changes of another
//! has its clients, services and subscriptions, and gives no number that the other has given.

use serde::{Deserialize, Serialize};

use super::{ClientName, ClientNumber, ClientUuid, Identity, Refused, Space, Standing};

/// One change of a namespace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::doors::concierge) enum Change {
    /// Everybody went at once, and everything with them.
    Anew,
    /// A client came.
    Joined(KeptClient),
    /// A client left.
    Left(ClientNumber),
    /// A client created a service.
    Created {
        owner: ClientNumber,
        service: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        nickname: Option<String>,
    },
    /// A service was deleted.
    Deleted { owner: ClientNumber, service: String },
    /// A client subscribed.
    Subscribed { client: ClientNumber, service: String },
    /// A subscription ended.
    Unsubscribed { client: ClientNumber, service: String },
}

/// A client as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::doors::concierge) struct KeptClient {
    pub(in crate::doors::concierge) number: ClientNumber,
    pub(in crate::doors::concierge) uuid: ClientUuid,
    pub(in crate::doors::concierge) name: String,
    pub(in crate::doors::concierge) nickname: Option<String>,
    pub(in crate::doors::concierge) tags: Vec<String>,
    pub(in crate::doors::concierge) standing: Standing,
    /// Tells the key with which it resumes from others, and does not tell what it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::doors::concierge) key_print: Option<String>,
}

impl Space {
    /// Changes as another namespace has changed.
    ///
    /// # Errors
    /// It does not fit, such as where less is allowed than was; the change is left out.
    pub(in crate::doors::concierge) fn repeat(&mut self, change: &Change) -> Result<(), Refused> {
        match change {
            Change::Anew => self.forget_everybody(),
            Change::Joined(KeptClient { number, uuid, name, nickname, tags, standing, .. }) => {
                let name = ClientName::parse(name).map_err(|_| Refused::Bad)?;
                if self.has_name(&name) {
                    return Err(Refused::Bad);
                }
                let (nickname, tags) = (nickname.clone(), tags.clone());
                self.join_as(*number, *uuid, Identity { name, nickname, tags, standing: *standing });
            }
            Change::Left(client) => {
                self.leave(*client);
            }
            Change::Created { owner, service, nickname } => {
                self.create_service(*owner, service, nickname.clone())?;
            }
            Change::Deleted { owner, service } => {
                self.delete_service(*owner, service)?;
            }
            Change::Subscribed { client, service } => {
                self.subscribe(*client, service)?;
            }
            Change::Unsubscribed { client, service } => {
                self.unsubscribe(*client, service)?;
            }
        }
        Ok(())
    }

    /// The changes that make an empty namespace this one; the prints of keys come from their owner.
    pub(in crate::doors::concierge) fn kept(&self, key_print: impl Fn(ClientNumber) -> Option<String>) -> Vec<Change> {
        let joined = self.clients.iter().map(|(number, client)| {
            let info = &client.info;
            Change::Joined(KeptClient {
                number: *number,
                uuid: info.uuid,
                name: info.name.clone(),
                nickname: info.nickname.clone(),
                tags: info.tags.clone(),
                standing: client.standing,
                key_print: key_print(*number),
            })
        });
        let created = self.services.values().map(|service| Change::Created {
            owner: service.owner,
            service: service.info.name.clone(),
            nickname: service.info.nickname.clone(),
        });
        let subscribed = self.services.values().flat_map(|service| {
            let numbers = service.info.subscribers.iter().filter_map(|uuid| self.by_uuid.get(uuid).copied());
            numbers.map(|client| Change::Subscribed { client, service: service.info.name.clone() })
        });
        joined.chain(created).chain(subscribed).collect()
    }
}
