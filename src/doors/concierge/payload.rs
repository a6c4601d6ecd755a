//! What clients send, read; `spec/asyncapi/concierge.yaml` shows the schemas, which follow from the types here.
//!
//! Entry point: [`PayloadIn::read`]. What must always hold: what cannot be used is told apart from what is not known; what
//! a client sends to others is kept as it was written.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::core::{ClientUuid, Target};

/// Anything that a client sends.
#[derive(Debug, JsonSchema)]
#[serde(tag = "type", rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum PayloadIn {
    /// The first payload: who it is.
    Identify(Identify),
    /// Something for others.
    Message(MessageIn),
    /// Subscribes to a service.
    SelfSubscribe(Named),
    /// Ends a subscription.
    SelfUnsubscribe(Named),
    /// Asks what the server knows of the client.
    SelfFetch,
    /// Sets the number of the payloads that follow.
    SelfSetSeq(SetSeq),
    /// Creates a service.
    ServiceCreate(ServiceCreate),
    /// Deletes a service of its own.
    ServiceDelete(Named),
    /// Asks for one service.
    ServiceFetch(Named),
    /// Asks for every service.
    ServiceFetchAll,
    /// Asks for one client.
    ClientFetch(Identified),
    /// Asks for every client.
    ClientFetchAll,
}

/// Who a client is.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Identify {
    /// 1 to 64 letters, digits and underscores, and nobody else's.
    pub(super) name: String,
    /// A name for people, 256 characters at most.
    #[serde(default)]
    pub(super) nickname: Option<String>,
    /// The version of this protocol that the client speaks: 0.2.0 or a later 0.2.
    pub(super) version: String,
    /// What the client says about itself: 32 texts of 64 characters at most.
    #[serde(default)]
    pub(super) tags: Vec<String>,
    /// The secret of the gateway, where it has one.
    #[serde(default)]
    pub(super) secret: Option<String>,
    /// True asks for a key that outlives a lost connection; the key itself goes on where that connection ended.
    #[serde(default)]
    pub(super) resume: Option<Resume>,
    /// With a key: the last `at` that arrived; without it, as far as the server has sent.
    #[serde(default)]
    pub(super) after: Option<u64>,
}

/// Whether and what a client resumes.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Resume {
    /// Whether a key is wanted.
    Wanted(bool),
    /// The key.
    Key(String),
}

/// Something for others.
#[derive(Debug, JsonSchema)]
pub(super) struct MessageIn {
    /// Whom it is for.
    #[schemars(with = "TargetText")]
    pub(super) target: Target,
    /// Any JSON; it arrives as it was written.
    #[schemars(with = "AnyJson")]
    pub(super) data: Box<RawValue>,
}

/// A service by its name.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Named {
    /// The name of the service.
    pub(super) service: String,
}

/// The number of the payloads that follow.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct SetSeq {
    /// The number of this payload; the next one has the number after it.
    pub(super) seq: u64,
}

/// A service to be created.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct ServiceCreate {
    /// Its name, 1 to 128 characters.
    pub(super) service: String,
    /// A name for people, 256 characters at most.
    #[serde(default)]
    pub(super) nickname: Option<String>,
}

/// A client by its id.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Identified {
    /// The id of the client.
    pub(super) uuid: ClientUuid,
}

/// Whom a message is for, as it is written.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "Target")]
pub(super) enum TargetText {
    /// The client of this name.
    Name {
        /// Its name.
        name: String,
    },
    /// The client of this id.
    Uuid {
        /// Its id.
        uuid: ClientUuid,
    },
    /// From its owner to every subscriber but itself; from a subscriber to the owner.
    Service {
        /// The name of the service.
        service: String,
    },
    /// From the owner of a service to one client.
    ServiceClientUuid {
        /// The name of the service.
        service: String,
        /// The id of the client.
        uuid: ClientUuid,
    },
    /// Everybody, the sender too.
    All,
}

/// Any JSON value.
pub(super) struct AnyJson;

impl JsonSchema for AnyJson {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "AnyJson".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({})
    }
}

/// A payload that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is none, or lacks something; says what.
    Malformed(String),
    /// There is no such type.
    UnknownType,
}

/// The part of a payload that says what it is.
#[derive(Deserialize)]
struct Typed<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
}

/// A message as it is written, its values unread.
#[derive(Deserialize)]
struct MessageText<'a> {
    #[serde(borrow)]
    target: &'a RawValue,
    data: Box<RawValue>,
}

impl PayloadIn {
    /// Reads a text frame.
    pub(super) fn read(text: &str) -> Result<Self, Unread> {
        let kind = typed(text, "a payload")?;
        Ok(match &*kind {
            "IDENTIFY" => Self::Identify(fields(text)?),
            "MESSAGE" => Self::Message(MessageIn::read(text)?),
            "SELF_SUBSCRIBE" => Self::SelfSubscribe(fields(text)?),
            "SELF_UNSUBSCRIBE" => Self::SelfUnsubscribe(fields(text)?),
            "SELF_FETCH" => Self::SelfFetch,
            "SELF_SET_SEQ" => Self::SelfSetSeq(fields(text)?),
            "SERVICE_CREATE" => Self::ServiceCreate(fields(text)?),
            "SERVICE_DELETE" => Self::ServiceDelete(fields(text)?),
            "SERVICE_FETCH" => Self::ServiceFetch(fields(text)?),
            "SERVICE_FETCH_ALL" => Self::ServiceFetchAll,
            "CLIENT_FETCH" => Self::ClientFetch(fields(text)?),
            "CLIENT_FETCH_ALL" => Self::ClientFetchAll,
            _ => return Err(Unread::UnknownType),
        })
    }
}

impl PayloadIn {
    /// Whether others may be told of what comes of it.
    pub(super) fn is_told(&self) -> bool {
        match self {
            Self::Message(_)
            | Self::SelfSubscribe(_)
            | Self::SelfUnsubscribe(_)
            | Self::ServiceCreate(_)
            | Self::ServiceDelete(_) => true,
            Self::Identify(_)
            | Self::SelfFetch
            | Self::SelfSetSeq(_)
            | Self::ServiceFetch(_)
            | Self::ServiceFetchAll
            | Self::ClientFetch(_)
            | Self::ClientFetchAll => false,
        }
    }
}

impl MessageIn {
    fn read(text: &str) -> Result<Self, Unread> {
        let MessageText { target, data } = serde_json::from_str(text).map_err(|error| malformed(&error))?;
        let target = target.get();
        let kind = typed(target, "a target").map_err(within_target)?;
        if !matches!(&*kind, "NAME" | "UUID" | "SERVICE" | "SERVICE_CLIENT_UUID" | "ALL") {
            let types = "NAME, UUID, SERVICE, SERVICE_CLIENT_UUID and ALL";
            return Err(Unread::Malformed(format!("target: there is no type {kind:?}; there are {types}")));
        }
        let target: TargetText = fields(target).map_err(within_target)?;
        Ok(Self { target: target.into(), data })
    }
}

impl From<TargetText> for Target {
    fn from(text: TargetText) -> Self {
        match text {
            TargetText::Name { name } => Self::Name(name),
            TargetText::Uuid { uuid } => Self::Uuid(uuid),
            TargetText::Service { service } => Self::Service(service),
            TargetText::ServiceClientUuid { service, uuid } => Self::ServiceClient { service, uuid },
            TargetText::All => Self::All,
        }
    }
}

impl From<&Target> for TargetText {
    fn from(target: &Target) -> Self {
        match target.clone() {
            Target::Name(name) => Self::Name { name },
            Target::Uuid(uuid) => Self::Uuid { uuid },
            Target::Service(service) => Self::Service { service },
            Target::ServiceClient { service, uuid } => Self::ServiceClientUuid { service, uuid },
            Target::All => Self::All,
        }
    }
}

/// The type of an object; a list would be taken for the fields of one.
fn typed<'a>(text: &'a str, what: &str) -> Result<Cow<'a, str>, Unread> {
    if !text.trim_start().starts_with('{') {
        // What is no JSON at all is told by the parser, which knows where.
        return Err(match serde_json::from_str::<serde::de::IgnoredAny>(text) {
            Ok(_) => Unread::Malformed(format!("{what} is an object with a type")),
            Err(error) => malformed(&error),
        });
    }
    let Typed { kind } = serde_json::from_str(text).map_err(|error| malformed(&error))?;
    Ok(kind)
}

fn fields<T: DeserializeOwned>(text: &str) -> Result<T, Unread> {
    serde_json::from_str(text).map_err(|error| malformed(&error))
}

fn malformed(error: &serde_json::Error) -> Unread {
    Unread::Malformed(error.to_string())
}

fn within_target(unread: Unread) -> Unread {
    match unread {
        Unread::Malformed(reason) => Unread::Malformed(format!("target: {reason}")),
        Unread::UnknownType => unread,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_used_says_why() {
        let check = |text: &str, says: &str| match PayloadIn::read(text) {
            Err(Unread::Malformed(reason)) => assert!(reason.contains(says), "{text}: {reason}"),
            other => panic!("{text}: {other:?}"),
        };
        check("", "EOF");
        check("hello", "expected");
        for none in ["[]", "null", r#""x""#, "1", r#"["SELF_FETCH"]"#] {
            check(none, "object with a type");
        }
        check("{}", "missing field `type`");
        check(r#"{"type":1}"#, "invalid type");
        check(r#"{"type":"SELF_FETCH""#, "EOF");
        check(r#"{"type":"SELF_FETCH"} x"#, "trailing");
        check(r#"{"type":"SELF_SUBSCRIBE"}"#, "missing field `service`");
        for seq in ["-1", "1.0", "18446744073709551616", "null"] {
            check(&format!(r#"{{"type":"SELF_SET_SEQ","seq":{seq}}}"#), "invalid");
        }
        check(r#"{"type":"CLIENT_FETCH","uuid":"x"}"#, "UUID");
        check(r#"{"type":"MESSAGE","target":{"type":"ALL"}}"#, "missing field `data`");
        check(r#"{"type":"MESSAGE","data":1}"#, "missing field `target`");
        check(r#"{"type":"MESSAGE","data":1,"target":["NAME","x"]}"#, "target: a target is an object");
        check(r#"{"type":"MESSAGE","data":1,"target":{"type":"NOBODY"}}"#, "target: there is no type \"NOBODY\"");
        check(r#"{"type":"MESSAGE","data":1,"target":{"type":"NAME"}}"#, "target: missing field `name`");
        check(r#"{"type":"MESSAGE","data":1,"target":{"type":"UUID","uuid":"7"}}"#, "target: no UUID");
        check(r#"{"type":"IDENTIFY","version":"0.2.0"}"#, "missing field `name`");
        check(r#"{"type":"IDENTIFY","name":"a","version":"0.2.0","tags":null}"#, "invalid type: null");
        check(r#"{"type":"IDENTIFY","name":"a","version":"0.2.0","resume":1}"#, "did not match");
        assert_eq!(PayloadIn::read(r#"{"type":"DANCE"}"#).unwrap_err(), Unread::UnknownType);
        assert_eq!(PayloadIn::read(r#"{"type":"HELLO"}"#).unwrap_err(), Unread::UnknownType);
    }

    #[test]
    fn keys_stand_in_any_order_texts_may_be_escaped_and_data_stays_as_it_is() {
        let text = r#"{"data": { "b" :1.50, "a":[ ] },"more":[],"target":{"service":"a\u0062\"c","type":"SERVICE","x":1},"origin":7,"type":"MESS\u0041GE"}"#;
        let Ok(PayloadIn::Message(message)) = PayloadIn::read(text) else { panic!("it is a message") };
        assert_eq!(message.target, Target::Service("ab\"c".to_owned()));
        assert_eq!(message.data.get(), r#"{ "b" :1.50, "a":[ ] }"#);
        let Ok(PayloadIn::Message(null)) = PayloadIn::read(r#"{"type":"MESSAGE","target":{"type":"ALL"},"data":null}"#)
        else {
            panic!("null is data")
        };
        assert_eq!(null.data.get(), "null");
        let deep = format!(
            r#"{{"type":"MESSAGE","target":{{"type":"ALL"}},"data":{}{}}}"#,
            "[".repeat(10_000),
            "]".repeat(10_000)
        );
        assert!(PayloadIn::read(&deep).is_ok());
        let Ok(PayloadIn::ClientFetch(client)) =
            PayloadIn::read(r#"{"type":"CLIENT_FETCH","uuid":"67e5504410b1426f9247bb680e5fe0c8"}"#)
        else {
            panic!("an id may stand without hyphens")
        };
        assert_eq!(client.uuid.to_string(), "67e55044-10b1-426f-9247-bb680e5fe0c8");
    }
}
