//! What clients that speak JSON are told: one place that writes frames.
//!
//! Entry points: [`of_entry`] for what happened in the document, [`reply`] for what one client is told alone. What must
//! always hold: what a client said goes to the others to the letter; its frame is written once, however many read it.

use serde::Serialize;
use serde_json::{Map, Value, json, value::RawValue};
use tokio_tungstenite::tungstenite::Utf8Bytes;
use uuid::Uuid;

use super::{
    core::{Change, Splice},
    entry::{Edited, Entry, How, Kind, Message, What},
};
use crate::{clock::rfc3339, identity::Timestamp};

/// A frame as it leaves.
#[derive(Serialize)]
struct Frame<'a, P> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    payload: P,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_info: Option<SessionInfo<'a>>,
    timestamp: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    sanitized: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<Value>,
}

/// Who sent what a frame carries, as the server knows it.
#[derive(Serialize)]
struct SessionInfo<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    session_id: Option<String>,
    user_id: &'a str,
    timestamp: &'a str,
    seq: u64,
}

/// A frame for one client alone.
pub(super) fn reply(id: &str, kind: &str, payload: Value, now: Timestamp) -> Utf8Bytes {
    let timestamp = &rfc3339(now);
    written(&Frame { id, kind, payload, session_info: None, timestamp, sanitized: false, change: None })
}

/// An error for one client; `message_id` is the message that it is about.
pub(super) fn error(
    code: &str,
    message: &str,
    mut details: Value,
    message_id: Option<&str>,
    now: Timestamp,
) -> Utf8Bytes {
    if let (Some(id), Some(details)) = (message_id, details.as_object_mut()) {
        details.insert("message_id".to_owned(), id.into());
    }
    let payload = json!({ "code": code, "message": message, "details": details });
    reply(&Uuid::new_v4().to_string(), "error", payload, now)
}

/// The frame for everybody but its author.
pub(super) fn of_entry(entry: &Entry) -> Utf8Bytes {
    entry.json.get_or_init(|| write_entry(entry, None)).clone()
}

/// The same for those who take nothing but whole contents.
pub(super) fn of_entry_with_content(entry: &Entry, content: &str) -> Utf8Bytes {
    match &entry.what {
        What::Edited(edited) if edited.how != How::Content => write_entry(entry, Some(content)),
        _ => of_entry(entry),
    }
}

/// What the author of an edit is told when it has its place.
pub(super) fn ack(entry: &Entry, edited: &Edited, message: &Message) -> Utf8Bytes {
    let payload = json!({ "id": message.id, "version": entry.version, "applied": splices(&edited.change) });
    reply(&message.id, "edit_ack", payload, entry.at)
}

/// The splices of a change as the wire has them.
pub(super) fn splices(change: &Change) -> Vec<Value> {
    change.splices().iter().map(splice).collect()
}

fn splice(splice: &Splice) -> Value {
    json!({ "position": splice.position, "delete": splice.delete, "insert": splice.insert.to_string() })
}

fn write_entry(entry: &Entry, content: Option<&str>) -> Utf8Bytes {
    let timestamp = &rfc3339(entry.at);
    let session_id = entry.author.session.map(|session| session.reveal());
    let user_id = &*entry.author.user_id;
    let presence = |kind: &str, payload: Value| {
        let id = Uuid::new_v4().to_string();
        written(&Frame { id: &id, kind, payload, session_info: None, timestamp, sanitized: false, change: None })
    };
    match &entry.what {
        What::Connected { count } => {
            let payload = json!({ "session_id": session_id, "user_id": user_id, "connection_count": count });
            presence("session_connected", payload)
        }
        What::Disconnected { count, reason } => {
            let payload = json!({
                "session_id": session_id, "user_id": user_id, "reason": reason, "connection_count": count,
            });
            presence("session_disconnected", payload)
        }
        What::Said { kind, message } => {
            let session_info = Some(SessionInfo { session_id, user_id, timestamp, seq: entry.version });
            passed_on(message, kind.as_str(), session_info, timestamp, None)
        }
        What::Edited(edited) => {
            let session_info = Some(SessionInfo { session_id, user_id, timestamp, seq: entry.version });
            let change = Some(json!({ "version": entry.version, "changes": splices(&edited.change) }));
            match &edited.message {
                Some(message) if edited.how == How::Content => {
                    passed_on(message, Kind::RealtimeEdit.as_str(), session_info, timestamp, change)
                }
                message => {
                    let id = message.as_ref().map_or_else(|| Uuid::new_v4().to_string(), |message| message.id.clone());
                    let payload = edit_payload(entry, edited, content);
                    let sanitized = edited.how == How::Sanitized;
                    let (id, kind) = (&format!("{id}-broadcast"), Kind::RealtimeEdit.as_str());
                    written(&Frame { id, kind, payload, session_info, timestamp, sanitized, change })
                }
            }
        }
    }
}

/// A client's message to the letter.
fn passed_on(
    message: &Message,
    kind: &str,
    session_info: Option<SessionInfo<'_>>,
    timestamp: &str,
    change: Option<Value>,
) -> Utf8Bytes {
    let id = &format!("{}-broadcast", message.id);
    let payload: &RawValue = serde_json::from_str(&message.payload).expect("it was read as an object before");
    written(&Frame { id, kind, payload, session_info, timestamp, sanitized: message.sanitized, change })
}

/// The payload of an edit as it was made: what its author said, with the change as it became.
fn edit_payload(entry: &Entry, edited: &Edited, content: Option<&str>) -> Value {
    let said = edited.message.as_ref().and_then(|message| serde_json::from_str(&message.payload).ok());
    let mut payload: Map<String, Value> = said.unwrap_or_default();
    for replaced in ["base_version", "content", "changes", "change_delta"] {
        payload.remove(replaced);
    }
    let made = edited.change.splices();
    if edited.how != How::Delta {
        payload.insert("user_id".to_owned(), (*entry.author.user_id).into());
        payload.insert("operation".to_owned(), operation(edited.how, &made).into());
    }
    if let How::Restored(version) = edited.how {
        payload.insert("restored_version".to_owned(), version.into());
    }
    if let [only] = made.as_slice() {
        payload.insert("change_delta".to_owned(), splice(only));
    }
    payload.insert("version".to_owned(), entry.version.into());
    if let Some(content) = content {
        payload.insert("content".to_owned(), content.into());
    }
    Value::Object(payload)
}

fn operation(how: How, made: &[Splice]) -> &'static str {
    match (how, made) {
        (How::Restored(_), _) => "restore",
        (_, [only]) if only.delete == 0 => "insert",
        (_, [only]) if only.insert.is_empty() => "delete",
        _ => "replace",
    }
}

fn written<P: Serialize>(frame: &Frame<'_, P>) -> Utf8Bytes {
    serde_json::to_string(frame).expect("texts and numbers can be written").into()
}
