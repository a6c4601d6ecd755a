//! What the feed of a namespace holds: what several hear in one order, written as they hear it.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::{
    core::{Audience, Change, ClientNumber},
    reply::marked,
};
use crate::{
    feed::{Kept, NotARecord, Record, Row, Sequence},
    identity::Timestamp,
};

/// Something that clients hear.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) at: Timestamp,
    /// Who hears it.
    pub(super) audience: Audience,
    /// The type of the payload.
    pub(super) kind: String,
    /// The name of the client that it comes from or is about, where there is one.
    pub(super) sender: Option<String>,
    /// What changed by it, for those who start again from what is kept.
    pub(super) changes: Vec<Change>,
    /// The payload.
    pub(super) text: Utf8Bytes,
    /// The same with its place, for those who resume.
    pub(super) placed: OnceLock<Utf8Bytes>,
}

impl Entry {
    /// The payload with its place in the feed.
    pub(super) fn placed(&self, place: Sequence) -> Utf8Bytes {
        self.placed.get_or_init(|| marked(&self.text, "at", place.number())).clone()
    }
}

/// An audience as it is kept.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KeptAudience {
    All,
    AllBut(ClientNumber),
    One(ClientNumber),
    Those(Vec<ClientNumber>),
}

#[derive(Serialize, Deserialize)]
struct Meta {
    to: KeptAudience,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    changes: Vec<Change>,
}

impl Kept for Entry {
    fn size_bytes(&self) -> usize {
        // The payload is written twice where somebody resumes; an audience is shared with its service as long as it is.
        size_of::<Self>() + self.kind.len() + self.sender.as_ref().map_or(0, String::len) + 2 * self.text.len()
    }
}

impl Record for Entry {
    fn to_row(&self) -> Row<'_> {
        let to = match &self.audience {
            Audience::All => KeptAudience::All,
            Audience::AllBut(one) => KeptAudience::AllBut(*one),
            Audience::One(one) => KeptAudience::One(*one),
            Audience::Those { of, but } => {
                KeptAudience::Those(of.iter().copied().filter(|client| Some(*client) != *but).collect())
            }
        };
        Row {
            at_unix_ms: self.at.unix_ms,
            kind: Some(self.kind.as_str().into()),
            sender: self.sender.as_deref().map(Into::into),
            tracking_id: None,
            body: Some(self.text.as_str().into()),
            meta: serde_json::to_string(&Meta { to, changes: self.changes.clone() })
                .expect("numbers can be written")
                .into(),
        }
    }

    fn from_row(row: Row<'_>) -> Result<Self, NotARecord> {
        let meta: Meta = serde_json::from_str(&row.meta).map_err(|error| NotARecord(error.to_string()))?;
        let text = row.body.filter(|text| text.ends_with('}')).ok_or_else(|| NotARecord("it has no payload".into()))?;
        let audience = match meta.to {
            KeptAudience::All => Audience::All,
            KeptAudience::AllBut(one) => Audience::AllBut(one),
            KeptAudience::One(one) => Audience::One(one),
            KeptAudience::Those(of) => Audience::Those { of: of.into(), but: None },
        };
        Ok(Self {
            at: Timestamp { unix_ms: row.at_unix_ms },
            audience,
            kind: row.kind.unwrap_or_default().into_owned(),
            sender: row.sender.map(std::borrow::Cow::into_owned),
            changes: meta.changes,
            text: text.into_owned().into(),
            placed: OnceLock::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let [one, two] = [1, 2].map(ClientNumber);
        let check = |audience: Audience, hears: [bool; 2]| {
            let entry = Entry {
                at: Timestamp { unix_ms: 7 },
                audience,
                kind: "MESSAGE".to_owned(),
                sender: Some("ann".to_owned()),
                changes: vec![Change::Anew, Change::Subscribed { client: one, service: "s".to_owned() }],
                text: r#"{"type":"MESSAGE"}"#.into(),
                placed: OnceLock::new(),
            };
            let back = Entry::from_row(entry.to_row()).unwrap();
            assert_eq!((back.at, &back.kind, &back.sender), (entry.at, &entry.kind, &entry.sender));
            assert_eq!(back.changes, entry.changes);
            assert_eq!(back.text, entry.text);
            assert_eq!([one, two].map(|client| back.audience.has(client)), hears);
            assert_eq!(back.placed(Sequence::from(3)).as_str(), r#"{"type":"MESSAGE","at":3}"#);
        };
        check(Audience::All, [true, true]);
        check(Audience::AllBut(one), [false, true]);
        check(Audience::One(one), [true, false]);
        check(Audience::Those { of: [one, two].into(), but: Some(two) }, [true, false]);
        assert!(Entry::from_row(Row { meta: "{}".into(), ..Row::default() }).is_err());
        assert!(Entry::from_row(Row { meta: r#"{"to":"all"}"#.into(), ..Row::default() }).is_err());
    }
}
