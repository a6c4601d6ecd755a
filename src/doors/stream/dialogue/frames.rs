//! The frames of the protocol, each a JSON object; `spec/asyncapi/c2sim.yaml` shows their schemas, which follow from here.
//!
//! What must always hold: a `ref` comes back as the client wrote it; a frame of the server is one of [`Down`], told apart by
//! its fields.

use std::{borrow::Cow, collections::BTreeMap};

use schemars::{JsonSchema, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};

use crate::{clock::rfc3339, doors::api::Refused, hub::Heard};

/// The longest `ref`, in bytes of JSON.
pub(super) const REF_BYTES_MAX: usize = 1024;

/// Any frame of the server.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Down<'a> {
    /// The first one.
    Beginning(Beginning),
    /// A message of the session.
    Message(Box<MessageFrame<'a>>),
    /// A message of the client was accepted, and is kept.
    Accepted(Accepted<'a>),
    /// What the client sent was refused.
    Refused(Refusal<'a>),
}

/// The first frame: whether the stream begins where the client left off.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Beginning {
    /// False when the stream cannot begin after the address that the client named: what came between that address and this
    /// frame's is missed for good.
    pub(super) recovered: bool,
    /// The address after which the stream begins.
    pub(super) address: String,
}

/// A message of the session, as in a line of its history.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "MessageLine")]
pub(in crate::doors) struct MessageFrame<'a> {
    /// Its place in the session: a stream that begins after it misses nothing.
    address: String,
    /// The ticket that its publisher was given.
    tracking_id: String,
    /// The local name of its body element, for system messages of the element in it.
    kind: &'a str,
    /// Its FromSendingSystem.
    sender: &'a str,
    /// Every ToReceivingSystem.
    receivers: Vec<&'a str>,
    /// When the server accepted it, as RFC 3339 writes it, in UTC.
    at: String,
    /// The message on one line.
    xml: Cow<'a, str>,
}

/// A message of the client was accepted, and is kept.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Accepted<'a> {
    /// What the client gave to tell its answers apart.
    #[serde(rename = "ref")]
    pub(super) reference: &'a Reference,
    /// The ticket of the message.
    pub(super) tracking_id: String,
    /// Its place in the session.
    pub(super) address: String,
}

/// What the client sent was refused; nothing was changed.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Refused")]
pub(super) struct Refusal<'a> {
    /// What the client gave; null where it gave nothing that could be read.
    #[serde(rename = "ref")]
    pub(super) reference: &'a Reference,
    /// The error that POST …/send answers.
    pub(super) error: ErrorBody,
}

/// A C2SimError, as the REST operations answer it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "C2SimError")]
pub(super) struct ErrorBody {
    /// The code of the catalogue.
    code: &'static str,
    /// What is wrong and what to do.
    message: String,
    /// The particulars, among them the trackingId.
    details: BTreeMap<String, Value>,
}

/// A frame of the client: it publishes a message.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(rename = "Publish")]
pub(super) struct Up<'a> {
    /// The C2SIM message, a whole XML document.
    #[serde(borrow)]
    #[schemars(required)]
    pub(super) publish: Option<Cow<'a, str>>,
    /// Whatever tells the answer apart from others; it comes back with the answer. 1024 bytes of JSON at most.
    #[serde(rename = "ref", default)]
    pub(super) reference: Reference,
}

/// What a client gives to tell its answers apart: any JSON value, kept as it was written.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Reference(Box<RawValue>);

impl Reference {
    /// How long it is, in bytes of JSON.
    pub(super) fn size_bytes(&self) -> usize {
        self.0.get().len()
    }
}

impl Default for Reference {
    fn default() -> Self {
        Self(RawValue::NULL.to_owned())
    }
}

impl JsonSchema for Reference {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Reference".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        json_schema!({})
    }
}

impl<'a> From<&'a Heard> for MessageFrame<'a> {
    fn from(heard: &'a Heard) -> Self {
        let message = &heard.message;
        let line = message.line.strip_suffix(b"\n").unwrap_or(&message.line);
        Self {
            address: heard.address.to_string(),
            tracking_id: message.tracking_id.to_string(),
            kind: message.kind.element_name(),
            sender: message.sender.as_str(),
            receivers: message.receivers.iter().map(|receiver| receiver.as_str()).collect(),
            at: rfc3339(heard.at),
            // A message is UTF-8, as it was checked.
            xml: String::from_utf8_lossy(line),
        }
    }
}

impl From<Refused> for ErrorBody {
    fn from(refused: Refused) -> Self {
        let Refused { code, message, details, .. } = refused;
        Self { code, message, details }
    }
}

impl Down<'_> {
    /// The frame as it is sent.
    pub(super) fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts, numbers and lists of them can be written")
    }
}
