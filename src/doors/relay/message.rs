//! A message from client to client, as the feed of its net keeps it.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::core::{PeerId, Target, Topic, Verbatim};
use crate::{
    feed::{Kept, NotARecord, Record, Row},
    identity::Timestamp,
};

/// Bytes of a message beside its body.
const MESSAGE_BYTES: usize = 256;

/// A message from client to client.
#[derive(Debug, Clone)]
pub(super) struct PeerMessage {
    pub(super) at: Timestamp,
    pub(super) mid: Uuid,
    pub(super) from: PeerId,
    pub(super) to: Target,
    pub(super) body: Verbatim,
}

/// Whom a message is for, as it is written.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum To {
    All(bool),
    Client(String),
    Topic(String),
}

/// What is written of a message beside the columns.
#[derive(Serialize, Deserialize)]
struct Meta {
    to: To,
}

impl From<&Target> for To {
    fn from(target: &Target) -> Self {
        match target {
            Target::All => Self::All(true),
            Target::Client(id) => Self::Client(id.as_str().to_owned()),
            Target::Topic(topic) => Self::Topic(topic.as_str().to_owned()),
        }
    }
}

impl To {
    /// Whom it means; nothing where that is nobody.
    pub(super) fn target(&self) -> Option<Target> {
        match self {
            Self::All(all) => all.then_some(Target::All),
            Self::Client(id) => Some(Target::Client(PeerId::named(id))),
            Self::Topic(topic) => Topic::parse(topic).map(Target::Topic),
        }
    }
}

impl Kept for PeerMessage {
    fn size_bytes(&self) -> usize {
        MESSAGE_BYTES + self.body.get().len()
    }
}

impl Record for PeerMessage {
    fn to_row(&self) -> Row<'_> {
        let meta = serde_json::to_string(&Meta { to: (&self.to).into() }).expect("texts can be written");
        Row {
            at_unix_ms: self.at.unix_ms,
            kind: Some("peer".into()),
            sender: Some(self.from.as_str().into()),
            tracking_id: Some(self.mid.to_string().into()),
            body: Some(self.body.get().into()),
            meta: meta.into(),
        }
    }

    fn from_row(row: Row<'_>) -> Result<Self, NotARecord> {
        let lacks = |what: &str| NotARecord(format!("it has no {what}"));
        let meta: Meta = serde_json::from_str(&row.meta).map_err(|error| NotARecord(error.to_string()))?;
        let body = row.body.ok_or_else(|| lacks("body"))?.into_owned();
        let mid = row.tracking_id.and_then(|mid| Uuid::try_parse(&mid).ok()).ok_or_else(|| lacks("id"))?;
        Ok(Self {
            at: Timestamp { unix_ms: row.at_unix_ms },
            mid,
            from: PeerId::named(&row.sender.ok_or_else(|| lacks("sender"))?),
            to: meta.to.target().ok_or_else(|| lacks("target"))?,
            body: RawValue::from_string(body).map_err(|error| NotARecord(error.to_string()))?.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let topic = Topic::parse("weather").unwrap();
        for to in [Target::All, Target::Client(PeerId::named("id")), Target::Topic(topic)] {
            let body: Verbatim = RawValue::from_string(r#"{"b":1.50,"a":null}"#.to_owned()).unwrap().into();
            let from = PeerId::named("sender");
            let message = PeerMessage { at: Timestamp { unix_ms: 7 }, mid: Uuid::new_v4(), from, to, body };
            let back = PeerMessage::from_row(message.to_row()).unwrap();
            assert_eq!(
                (back.at, back.mid, &back.from, &back.to),
                (message.at, message.mid, &message.from, &message.to)
            );
            assert_eq!(back.body.get(), message.body.get());
        }
        assert!(PeerMessage::from_row(Row { meta: "{}".into(), ..Row::default() }).is_err());
    }
}
