//! Entries as rows of the store: the message as the document that it is, what searches need in columns, the rest as JSON.
//!
//! What must always hold: an entry that was written is read back as an equal entry, also by later versions of the server:
//! what the JSON gains has a default.

use std::{borrow::Cow, sync::Arc};

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::{Distributed, Entry, entry::Beginning};
use crate::{
    feed::{NotARecord, Record, Row},
    identity::{ClientId, SchemaVersion, SystemName, Timestamp, TrackingId},
    message::MessageKind,
    session::Event,
};

/// Enough for what is written of most entries, beside what their events hold.
const META_BYTES: usize = 256;

/// What is written of an entry beside the columns.
#[derive(Serialize)]
struct Meta<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    beginning: Option<&'a Beginning>,
    #[serde(skip_serializing_if = "<[Event]>::is_empty")]
    events: &'a [Event],
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a ClientId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    receivers: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a SchemaVersion>,
}

/// What is read back.
#[derive(Deserialize)]
struct KeptMeta {
    #[serde(default)]
    beginning: Option<Beginning>,
    #[serde(default)]
    events: Vec<Event>,
    #[serde(default)]
    publisher: Option<ClientId>,
    /// Absent where there are none, and where the server did not keep them yet.
    #[serde(default)]
    receivers: Vec<Box<str>>,
    #[serde(default)]
    version: Option<SchemaVersion>,
}

impl Record for Entry {
    fn to_row(&self) -> Row<'_> {
        let message = self.message.as_deref();
        let publisher = message.and_then(|message| message.publisher.as_ref());
        let receivers = message.map_or(&[][..], |message| &message.receivers);
        let receivers = receivers.iter().map(SystemName::as_str).collect();
        let version = message.and_then(|message| message.version.as_ref());
        let meta = Meta { beginning: self.beginning.as_ref(), events: &self.events, publisher, receivers, version };
        Row {
            at_unix_ms: self.at.unix_ms,
            kind: message.map(|message| message.kind.element_name().into()),
            sender: message.map(|message| message.sender.as_str().into()),
            tracking_id: message.map(|message| message.tracking_id.to_string().into()),
            body: message.map(|message| document(&message.line)),
            meta: written(&meta, self.events_bytes()).into(),
        }
    }

    fn from_row(row: Row<'_>) -> Result<Self, NotARecord> {
        let meta: KeptMeta = serde_json::from_str(&row.meta).map_err(|error| NotARecord(error.to_string()))?;
        let KeptMeta { beginning, events, publisher, receivers, version } = meta;
        let message = match (row.kind, row.sender, row.tracking_id, row.body) {
            (Some(kind), Some(sender), Some(tracking_id), Some(body)) => Some(Arc::new(Distributed {
                tracking_id: TrackingId::parse(&tracking_id)
                    .ok_or_else(|| NotARecord(format!("{tracking_id:?} is no tracking id")))?,
                kind: MessageKind::from_element_name(&kind)
                    .ok_or_else(|| NotARecord(format!("{kind:?} is no kind of message")))?,
                sender: SystemName::new(&sender),
                receivers: receivers.iter().map(|receiver| SystemName::new(receiver)).collect(),
                publisher,
                version,
                line: line(&body),
            })),
            (None, None, None, None) => None,
            _ => return Err(NotARecord("it is half a message".to_owned())),
        };
        Ok(Self { at: Timestamp { unix_ms: row.at_unix_ms }, beginning, events, message })
    }
}

/// As JSON, in one piece of memory: an initialization of ten megabytes is not copied as it grows.
fn written(meta: &Meta<'_>, events_bytes: usize) -> String {
    // Every quote in a text takes a byte more.
    let mut json = Vec::with_capacity(META_BYTES + events_bytes + events_bytes / 16);
    serde_json::to_writer(&mut json, meta).expect("texts, numbers and lists of them can be written");
    String::from_utf8(json).expect("JSON is UTF-8")
}

/// The document on the line, without the line feed.
fn document(line: &Bytes) -> Cow<'_, str> {
    let document = line.strip_suffix(b"\n").unwrap_or(line);
    // A message is UTF-8, as it was checked; to look at it once more this way costs least.
    std::str::from_utf8(document).map_or_else(|_| String::from_utf8_lossy(document), Cow::Borrowed)
}

fn line(document: &str) -> Bytes {
    let mut line = Vec::with_capacity(document.len() + 1);
    line.extend_from_slice(document.as_bytes());
    line.push(b'\n');
    line.into()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        feed::Kept,
        hub::entry::room_bytes,
        identity::SessionName,
        message::{InitializationPart, SystemMessage, Validation},
        session::{Crossing, Input, Member, SessionInfo, State, Trigger},
    };

    fn client() -> ClientId {
        ClientId::parse("c2-öne").unwrap()
    }

    fn member() -> Member {
        Member {
            client: client(),
            display_name: "Map \"1\"".into(),
            system_name: SystemName::new("C2"),
            address: "127.0.0.1".into(),
            joined_at: Timestamp { unix_ms: 3 },
            owner: None,
            schema_version: Some(SchemaVersion::new("1.0.2")),
        }
    }

    fn part() -> Arc<InitializationPart> {
        Arc::new(InitializationPart {
            from: SystemName::new("C2"),
            scenario_setting: "S".into(),
            scenario_setting_sent: "<S a=\"1\"/>".into(),
            data_files: "".into(),
            object_definitions: "<O/>".into(),
            system_entity_lists: "<L/>".into(),
            systems: vec![SystemName::new("C2")],
        })
    }

    fn entry(events: Vec<Event>) -> Entry {
        Entry { at: Timestamp { unix_ms: 7 }, beginning: None, events, message: None }
    }

    fn check(entry: &Entry) {
        assert_eq!(Entry::from_row(entry.to_row()).as_ref(), Ok(entry));
    }

    #[test]
    fn every_entry_is_read_back_as_it_was_written() {
        let at = Timestamp { unix_ms: 5 };
        let (client, system) = (client(), SystemName::new("C2"));
        check(&entry(vec![
            Event::Joined(member()),
            Event::Resigned { at, client: client.clone(), reason: Some("done".into()) },
            Event::Resigned { at, client: client.clone(), reason: None },
            Event::Expired { at, client: client.clone(), last_seen: at },
            Event::Updated {
                at,
                display_name: "one".into(),
                description: "<two>".into(),
                validation: None,
                crossings: None,
            },
            Event::Updated {
                at,
                display_name: "one".into(),
                description: "<two>".into(),
                validation: Some(Validation::Warn),
                crossings: Some([Crossing::Editing].into()),
            },
            Event::Transitioned {
                at,
                trigger: Trigger::ShareScenario,
                to: State::Initialized,
                client: client.clone(),
                from: system.clone(),
            },
            Event::InitializationSubmitted { at, client: client.clone(), part: part() },
            Event::InitializationCompleted { at, client: client.clone(), system: system.clone() },
            Event::Deleted { at },
        ]));
        let info = SessionInfo {
            schema_version: SchemaVersion::new("2.0.0"),
            display_name: "Exercise".into(),
            description: String::new(),
            further_versions: Some(vec![SchemaVersion::new("1.0.2")]),
            validation: Some(Validation::InitializationOnly),
            crossings: Some([Crossing::Concierge, Crossing::Editing].into()),
        };
        let name = SessionName::parse("%2F~a").unwrap();
        check(&Entry { beginning: Some(Beginning { name, info }), ..entry(Vec::new()) });
        for (kind, publisher, receivers) in [
            (MessageKind::Report, Some(client), &["SIM", "\"a,\tb\""][..]),
            (MessageKind::Initialization, None, &["ALL"]),
            (MessageKind::System(SystemMessage::StartScenario), None, &[]),
        ] {
            let receivers = receivers.iter().map(|receiver| SystemName::new(receiver)).collect();
            let line = Bytes::from_static("<Message>ö</Message>\n".as_bytes());
            let tracking_id = TrackingId::random();
            let version = publisher.as_ref().map(|_| SchemaVersion::new("1.0.2"));
            let sender = system.clone();
            let message = Distributed { tracking_id, kind, sender, receivers, publisher, version, line };
            check(&Entry { message: Some(Arc::new(message)), ..entry(Vec::new()) });
        }
    }

    #[test]
    fn a_message_that_was_kept_without_its_receivers_is_read_as_one_to_all() {
        let row = Row {
            kind: Some("ReportBody".into()),
            sender: Some("C2".into()),
            tracking_id: Some("00000000-0000-4000-8000-000000000001".into()),
            body: Some("<Message/>".into()),
            meta: "{\"publisher\":\"c2-one\"}".into(),
            ..Row::default()
        };
        let message = Entry::from_row(row).unwrap().message.unwrap();
        assert_eq!(message.receivers.len(), 0);
        assert!(message.is_addressed_to(&SystemName::new("SIM")));
    }

    #[test]
    fn rows_of_earlier_versions_of_the_server_are_read() {
        let check = |meta: &str, expected: Entry| {
            let row = Row { at_unix_ms: 7, meta: meta.into(), ..Row::default() };
            assert_eq!(Entry::from_row(row), Ok(expected), "{meta}");
        };
        let at = Timestamp { unix_ms: 5 };
        let joined = r#"{"events":[{"joined":{"client":"c2-öne","display_name":"Map \"1\"","system_name":"C2",
            "address":"127.0.0.1","joined_at":3}}]}"#;
        check(joined, entry(vec![Event::Joined(Member { schema_version: None, ..member() })]));
        let updated = r#"{"events":[{"updated":{"at":5,"display_name":"a","description":"b"}}]}"#;
        let (display_name, description) = ("a".to_owned(), "b".to_owned());
        check(
            updated,
            entry(vec![Event::Updated { at, display_name, description, validation: None, crossings: None }]),
        );
        let begun =
            r#"{"beginning":{"name":"a","info":{"schema_version":"2.0.0","display_name":"x","description":""}}}"#;
        let info = SessionInfo {
            schema_version: SchemaVersion::new("2.0.0"),
            display_name: "x".into(),
            description: String::new(),
            further_versions: None,
            validation: None,
            crossings: None,
        };
        let name = SessionName::parse("a").unwrap();
        check(begun, Entry { beginning: Some(Beginning { name, info }), ..entry(Vec::new()) });
    }

    #[test]
    fn a_row_that_is_no_entry_is_refused_with_the_reason() {
        let whole = Row {
            kind: Some("ReportBody".into()),
            sender: Some("C2".into()),
            tracking_id: Some("00000000-0000-4000-8000-000000000001".into()),
            body: Some("<Message/>".into()),
            meta: "{}".into(),
            ..Row::default()
        };
        assert!(Entry::from_row(whole.clone()).is_ok());
        let check = |change: fn(&mut Row<'_>), reason: &str| {
            let mut row = whole.clone();
            change(&mut row);
            let refused = Entry::from_row(row).unwrap_err().to_string();
            assert!(refused.contains(reason), "{refused}");
        };
        check(|row| row.kind = Some("NoBody".into()), "NoBody");
        check(|row| row.tracking_id = Some("1".into()), "tracking id");
        check(|row| row.body = None, "half a message");
        check(|row| row.meta = "".into(), "EOF");
        check(|row| row.meta = "{\"publisher\":\"abc\"}".into(), "5 to 10");
    }

    #[test]
    fn room_that_was_asked_for_is_enough() {
        let at = Timestamp { unix_ms: 5 };
        let Member { client, display_name, system_name, address, schema_version, .. } = member();
        let check = |input: &Input, members: usize, events: Vec<Event>| {
            assert!(entry(events.clone()).size_bytes() <= room_bytes(input, members), "{events:?}");
        };
        let join = Input::Join {
            client: client.clone(),
            display_name,
            system_name: Some(system_name.clone()),
            address,
            schema_version,
        };
        check(&join, 0, vec![Event::Joined(member())]);
        let submitted = Event::InitializationSubmitted { at, client: client.clone(), part: part() };
        let completed = Event::InitializationCompleted { at, client: client.clone(), system: system_name.clone() };
        let (kind, initialization) = (MessageKind::Initialization, Some(part()));
        let publish = Input::Publish { client: client.clone(), kind, from: system_name, initialization };
        check(&publish, 0, vec![submitted, completed]);
        let expired = Event::Expired { at, client, last_seen: at };
        check(&Input::Tick, 3, vec![expired; 3]);
    }
}
