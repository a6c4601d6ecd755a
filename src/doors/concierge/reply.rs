//! What clients are told: one place that writes payloads.
//!
//! Entry points: [`PayloadOut::write`], [`marked`]. What must always hold: what stands in a message arrives as its sender
//! wrote it; a payload for many is written once.

use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::value::RawValue;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::{
    core::{ClientInfo, ClientUuid, Refused, ServiceInfo},
    payload::{AnyJson, TargetText},
};

/// The version of the protocol, which clients are told.
pub(super) const VERSION: &str = "0.2.0";

/// Anything that the server sends.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum PayloadOut {
    /// The first payload of a connection.
    Hello(Hello),
    /// It is done.
    Ok,
    /// It is not the client's to do.
    Bad,
    /// Something from another client, or from this one to everybody.
    Message(MessageOut),
    /// A subscription.
    SelfSubscribeResult(Changed),
    /// The end of a subscription.
    SelfUnsubscribeResult(Changed),
    /// What the server knows of the client.
    SelfFetchResult(Known),
    /// A service was created; to everybody where it was, and to its creator once more as an answer.
    ServiceCreateResult(Changed),
    /// A service was deleted; to everybody, and to its owner once more as an answer.
    ServiceDeleteResult(OneService),
    /// A service.
    ServiceFetchResult(OneService),
    /// Every service, in the order of creation.
    ServiceFetchAllResult(Services),
    /// A client and what it is subscribed to.
    ClientFetchResult(Known),
    /// Every client, in the order of joining.
    ClientFetchAllResult(Clients),
    /// Somebody came.
    ClientJoined(OneClient),
    /// Somebody left.
    ClientLeft(OneClient),
    /// To the subscribers: there is one more, which hears it too.
    ServiceClientSubscribed(Membership),
    /// To the subscribers: there is one less.
    ServiceClientUnsubscribed(Membership),
    /// The server cannot do it.
    ErrorInternal(Description),
    /// The payload cannot be used.
    ErrorProtocol(Description),
    /// There is no such type of payload, or not at this place.
    ErrorUnsupported,
    /// Nobody has the name.
    InvalidName(NoName),
    /// Nobody has the id.
    InvalidUuid(NoUuid),
    /// There is no such service.
    InvalidService(NoService),
}

/// The first payload of a connection.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Hello {
    /// The id of the client, with which it also uses the file store.
    pub(super) uuid: ClientUuid,
    /// The version of the protocol.
    pub(super) version: &'static str,
    /// With this key the client goes on after its connection was lost. There where it asked for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) resume: Option<String>,
    /// Whether the client is the one that it was. There where it asked to resume.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) resumed: Option<bool>,
    /// Events of the namespace that went by and can no longer be sent, some of which may have been for this client. There
    /// where it resumed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) missed: Option<u64>,
    /// The key with which the client changes its files. There where the server is configured to want one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fs_key: Option<String>,
}

/// Something from another client.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct MessageOut {
    /// Who sent it.
    pub(super) origin: Origin,
    /// Whom it is for, as its sender said.
    pub(super) target: TargetText,
    /// The JSON as its sender wrote it.
    #[schemars(with = "AnyJson")]
    pub(super) data: Box<RawValue>,
}

/// Who sent a message.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Origin {
    /// The client.
    #[serde(flatten)]
    pub(super) client: Arc<ClientInfo>,
    /// The service that the message went through; null where it went through none.
    #[schemars(required, schema_with = "service_or_null")]
    pub(super) service: Option<Arc<ServiceInfo>>,
}

fn service_or_null(generator: &mut SchemaGenerator) -> Schema {
    let service = generator.subschema_for::<ServiceInfo>();
    json_schema!({ "anyOf": [service, { "type": "null" }] })
}

/// A service, and whether it was changed.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Changed {
    /// False where it was so already.
    pub(super) successful: bool,
    /// The service as it is now.
    pub(super) service: Arc<ServiceInfo>,
}

/// A client and what it is subscribed to.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Known {
    /// The client.
    pub(super) client: Arc<ClientInfo>,
    /// The services, in the order of subscribing.
    pub(super) subscriptions: Vec<Arc<ServiceInfo>>,
}

/// A service.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct OneService {
    /// The service.
    pub(super) service: Arc<ServiceInfo>,
}

/// Services.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Services {
    /// The services.
    pub(super) services: Vec<Arc<ServiceInfo>>,
}

/// Clients.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Clients {
    /// The clients.
    pub(super) clients: Vec<Arc<ClientInfo>>,
}

/// A client.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct OneClient {
    /// The client.
    pub(super) client: Arc<ClientInfo>,
}

/// A client that is or was subscribed to a service.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Membership {
    /// The client.
    pub(super) client: Arc<ClientInfo>,
    /// The service as it is now.
    pub(super) service: Arc<ServiceInfo>,
}

/// What went wrong.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Description {
    /// What went wrong, for people.
    pub(super) desc: String,
}

/// A name that nobody has.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct NoName {
    /// The name.
    pub(super) name: String,
}

/// An id that nobody has.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct NoUuid {
    /// The id.
    pub(super) uuid: ClientUuid,
}

/// A service that is not there.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct NoService {
    /// Its name.
    pub(super) service: String,
}

impl PayloadOut {
    /// The payload as it leaves.
    pub(super) fn write(&self) -> Utf8Bytes {
        serde_json::to_string(self).expect("texts and numbers can be written").into()
    }

    /// An internal error with this description.
    pub(super) fn internal(desc: impl ToString) -> Self {
        Self::ErrorInternal(Description { desc: desc.to_string() })
    }

    /// The type on the wire, for those who search the store.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Message(_) => "MESSAGE",
            Self::ServiceCreateResult(_) => "SERVICE_CREATE_RESULT",
            Self::ServiceDeleteResult(_) => "SERVICE_DELETE_RESULT",
            Self::ClientJoined(_) => "CLIENT_JOINED",
            Self::ClientLeft(_) => "CLIENT_LEFT",
            Self::ServiceClientSubscribed(_) => "SERVICE_CLIENT_SUBSCRIBED",
            Self::ServiceClientUnsubscribed(_) => "SERVICE_CLIENT_UNSUBSCRIBED",
            _ => "REPLY",
        }
    }
}

impl From<Refused> for PayloadOut {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::InvalidName(name) => Self::InvalidName(NoName { name }),
            Refused::InvalidUuid(uuid) => Self::InvalidUuid(NoUuid { uuid }),
            Refused::InvalidService(service) => Self::InvalidService(NoService { service }),
            Refused::Bad => Self::Bad,
            Refused::Limit(desc) => Self::ErrorInternal(Description { desc }),
        }
    }
}

/// A payload with one more number at its end: `seq` for an answer, `at` for the place of an event.
pub(super) fn marked(payload: &str, key: &str, number: u64) -> Utf8Bytes {
    let open = payload.strip_suffix('}').expect("a payload is an object");
    format!("{open},\"{key}\":{number}}}").into()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_message_carries_its_sender_flattened_and_its_data_to_the_letter() {
        let uuid = ClientUuid(Uuid::nil());
        let client = ClientInfo { name: "ann".to_owned(), nickname: None, uuid, tags: vec!["x".to_owned()] };
        let data = r#"{ "b" : 1.50 }"#;
        let message = |service| MessageOut {
            origin: Origin { client: Arc::new(client.clone()), service },
            target: TargetText::Uuid { uuid },
            data: RawValue::from_string(data.to_owned()).unwrap(),
        };
        let text = PayloadOut::Message(message(None)).write();
        assert!(text.contains(data), "{text}");
        let nil = "00000000-0000-0000-0000-000000000000";
        let expected = json!({
            "type": "MESSAGE", "target": { "type": "UUID", "uuid": nil }, "data": { "b": 1.5 },
            "origin": { "name": "ann", "nickname": null, "uuid": nil, "tags": ["x"], "service": null },
        });
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), expected);
        let service = ServiceInfo { name: "s".to_owned(), nickname: None, owner_uuid: uuid, subscribers: vec![uuid] };
        let text = PayloadOut::Message(message(Some(Arc::new(service)))).write();
        let service = json!({ "name": "s", "nickname": null, "owner_uuid": nil, "subscribers": [nil] });
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["origin"]["service"], service);
    }

    #[test]
    fn a_number_is_added_at_the_end() {
        assert_eq!(
            marked(&PayloadOut::Ok.write(), "seq", u64::MAX).as_str(),
            r#"{"type":"OK","seq":18446744073709551615}"#
        );
    }
}
