//! What clients are told of each other and of services.

use schemars::JsonSchema;
use serde::Serialize;

use super::ClientUuid;

/// A client, as others see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Client")]
pub(in crate::doors::concierge) struct ClientInfo {
    /// Its name, which nobody else has.
    pub(in crate::doors::concierge) name: String,
    /// A name for people; null where it has none.
    pub(in crate::doors::concierge) nickname: Option<String>,
    /// Its id.
    pub(in crate::doors::concierge) uuid: ClientUuid,
    /// What it says about itself.
    pub(in crate::doors::concierge) tags: Vec<String>,
}

/// A service, as clients see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Service")]
pub(in crate::doors::concierge) struct ServiceInfo {
    /// Its name, which no other service has.
    pub(in crate::doors::concierge) name: String,
    /// A name for people; null where it has none.
    pub(in crate::doors::concierge) nickname: Option<String>,
    /// Whose it is.
    pub(in crate::doors::concierge) owner_uuid: ClientUuid,
    /// Who is subscribed, in the order of subscribing.
    pub(in crate::doors::concierge) subscribers: Vec<ClientUuid>,
}
