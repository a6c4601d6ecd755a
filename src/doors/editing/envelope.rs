//! What a client that speaks JSON says: the envelope, and what its payload means.
//!
//! Entry point: [`Said::read`]. What must always hold: whatever is not exactly what the door takes is refused with the
//! reason, and with the id of the message where it has one; the payload is kept to the letter.

use serde::Deserialize;
use serde_json::{Map, Value, value::RawValue};
use uuid::Uuid;

use super::{
    core::{Splice, Version},
    entry::Kind,
};

/// Longest id of a message, in characters.
const ID_CHARACTERS_MAX: usize = 128;

/// A message that can be acted on.
#[derive(Debug)]
pub(super) struct Said {
    /// Its id.
    pub(super) id: String,
    /// Its payload to the letter.
    pub(super) raw: String,
    /// The same, read.
    pub(super) payload: Map<String, Value>,
    /// What it asks for.
    pub(super) wish: Wish,
}

/// What a message asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// To be answered, and to stay connected.
    Heartbeat,
    /// To change the text as it was at this version.
    Edit { base: Version, splices: Vec<Splice> },
    /// To replace the whole content.
    Content(String),
    /// To be passed on as it is.
    PassOn(Kind),
    /// To show where its cursor is.
    Cursor,
    /// To hear who is there.
    Presence,
    /// To have the whole document.
    Document,
    /// To hear what happened from one version to another.
    History { from: Version, to: Option<Version> },
    /// To bring an earlier version back.
    Restore(Version),
}

/// Why a message is not acted on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unfit {
    /// Its id, where it could be read.
    pub(super) id: Option<String>,
    /// What is wrong with it.
    pub(super) reason: String,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(default)]
    id: Option<Value>,
    #[serde(rename = "type", default)]
    kind: Option<Value>,
    #[serde(borrow, default)]
    payload: Option<&'a RawValue>,
}

impl Said {
    /// Reads a text frame.
    pub(super) fn read(text: &str) -> Result<Self, Unfit> {
        let unfit = |id: Option<&str>, reason: String| Unfit { id: id.map(str::to_owned), reason };
        if !text.trim_ascii_start().starts_with('{') {
            return Err(unfit(None, "a message is a JSON object with type and payload".to_owned()));
        }
        let envelope: Envelope<'_> =
            serde_json::from_str(text).map_err(|error| unfit(None, format!("the message is no JSON: {error}")))?;
        let id = match envelope.id {
            None | Some(Value::Null) => Uuid::new_v4().to_string(),
            Some(Value::String(id)) if (1..=ID_CHARACTERS_MAX).contains(&id.chars().count()) => id,
            Some(_) => return Err(unfit(None, format!("id is a text of 1 to {ID_CHARACTERS_MAX} characters"))),
        };
        let raw = envelope.payload.map_or("{}", RawValue::get);
        let payload = match serde_json::from_str(raw) {
            Ok(Value::Object(payload)) => payload,
            Ok(_) => return Err(unfit(Some(&id), "payload is a JSON object".to_owned())),
            Err(error) => return Err(unfit(Some(&id), format!("the payload is no JSON: {error}"))),
        };
        let Some(Value::String(kind)) = envelope.kind else {
            return Err(unfit(Some(&id), "type is missing, or no text".to_owned()));
        };
        let wish = wish(&kind, &payload).map_err(|reason| unfit(Some(&id), reason))?;
        Ok(Self { raw: raw.to_owned(), id, payload, wish })
    }
}

fn wish(kind: &str, payload: &Map<String, Value>) -> Result<Wish, String> {
    match kind {
        "heartbeat" => Ok(Wish::Heartbeat),
        "realtime_edit" => edit(payload),
        "chat" => Ok(Wish::PassOn(Kind::Chat)),
        "file_sync" => Ok(Wish::PassOn(Kind::FileSync)),
        "cursor_update" => match number(payload, "position")? {
            Some(_) => Ok(Wish::Cursor),
            None => Err("position is missing".to_owned()),
        },
        "presence_request" => Ok(Wish::Presence),
        "document_sync" => Ok(Wish::Document),
        "history_request" => {
            Ok(Wish::History { from: number(payload, "from")?.unwrap_or(1).max(1), to: number(payload, "to")? })
        }
        "restore" => number(payload, "version")?.map(Wish::Restore).ok_or_else(|| "version is missing".to_owned()),
        other => {
            let other: String = other.chars().take(64).collect();
            Err(format!("there is no message of type {other:?}"))
        }
    }
}

fn edit(payload: &Map<String, Value>) -> Result<Wish, String> {
    number(payload, "cursor_position")?;
    text(payload, "user_id")?;
    text(payload, "operation")?;
    let content = text(payload, "content")?;
    let delta = match payload.get("change_delta") {
        None | Some(Value::Null) => None,
        Some(delta) => Some(splice(delta)?),
    };
    let Some(base) = number(payload, "base_version")? else {
        return Ok(content.map_or(Wish::PassOn(Kind::RealtimeEdit), |content| Wish::Content(content.to_owned())));
    };
    let splices = match (payload.get("changes"), delta) {
        (Some(Value::Array(changes)), _) => changes.iter().map(splice).collect::<Result<_, _>>()?,
        (None, Some(delta)) => vec![delta],
        (None, None) => return Err("an edit with base_version says its change in change_delta or changes".to_owned()),
        (Some(_), _) => return Err("changes is a list".to_owned()),
    };
    Ok(Wish::Edit { base, splices })
}

fn splice(value: &Value) -> Result<Splice, String> {
    let Value::Object(delta) = value else { return Err("change_delta is an object with position".to_owned()) };
    let small = |name: &str| {
        number(delta, name)?
            .map(|number| usize::try_from(number).map_err(|_| format!("{name} is too large")))
            .transpose()
    };
    let position = small("position")?.ok_or_else(|| "change_delta has no position".to_owned())?;
    let insert = text(delta, "insert")?.unwrap_or_default().into();
    Ok(Splice { position, delete: small("delete")?.unwrap_or(0), insert })
}

fn number(payload: &Map<String, Value>, name: &str) -> Result<Option<u64>, String> {
    match payload.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value.as_u64().map(Some).ok_or_else(|| format!("{name} is a whole number from 0")),
    }
}

fn text<'a>(payload: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, String> {
    match payload.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value.as_str().map(Some).ok_or_else(|| format!("{name} is a text")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish_of(text: &str) -> Result<Wish, String> {
        Said::read(text).map(|said| said.wish).map_err(|unfit| unfit.reason)
    }

    #[test]
    fn messages_are_understood_as_clients_send_them() {
        let check = |text: &str, expected: Wish| assert_eq!(wish_of(text), Ok(expected), "{text}");
        check(
            r#"{"id":"msg-001","type":"heartbeat","payload":{},"timestamp":"2025-11-07T10:00:00Z"}"#,
            Wish::Heartbeat,
        );
        check(r#" {"type":"heartbeat"}"#, Wish::Heartbeat);
        check(
            r#"{"id":"e","type":"realtime_edit","payload":{"content":"on","cursor_position":2,"user_id":"ann"}}"#,
            Wish::Content("on".into()),
        );
        let splice = |position, delete, insert: &str| Splice { position, delete, insert: insert.into() };
        check(
            r#"{"type":"realtime_edit","payload":{"base_version":3,"operation":"insert","change_delta":{"position":1,"insert":"x"}}}"#,
            Wish::Edit { base: 3, splices: vec![splice(1, 0, "x")] },
        );
        check(
            r#"{"type":"realtime_edit","payload":{"base_version":0,"changes":[{"position":1,"delete":2},{"position":0,"insert":"é"}]}}"#,
            Wish::Edit { base: 0, splices: vec![splice(1, 2, ""), splice(0, 0, "é")] },
        );
        check(
            r#"{"type":"realtime_edit","payload":{"change_delta":{"position":1,"insert":"x"}}}"#,
            Wish::PassOn(Kind::RealtimeEdit),
        );
        check(r#"{"type":"chat","payload":{"any":[1]}}"#, Wish::PassOn(Kind::Chat));
        check(r#"{"type":"history_request"}"#, Wish::History { from: 1, to: None });
        check(r#"{"type":"restore","payload":{"version":4}}"#, Wish::Restore(4));
    }

    #[test]
    fn what_is_no_message_is_refused_with_the_reason() {
        let check = |text: &str, reason: &str| {
            let refused = wish_of(text).unwrap_err();
            assert!(refused.contains(reason), "{text}: {refused}");
        };
        check("", "JSON object");
        check("[1,2]", "JSON object");
        check("{", "no JSON");
        check("{}", "type");
        check(r#"{"type":7}"#, "type");
        check(r#"{"type":"dance"}"#, "dance");
        check(r#"{"type":"heartbeat","payload":[]}"#, "payload");
        check(r#"{"type":"heartbeat","payload":{"a":"\ud800"}}"#, "no JSON");
        check(r#"{"type":"heartbeat","id":""}"#, "id");
        check(r#"{"type":"heartbeat","id":7}"#, "id");
        check(&format!(r#"{{"type":"heartbeat","id":"{}"}}"#, "x".repeat(129)), "id");
        check(r#"{"type":"realtime_edit","payload":{"content":1}}"#, "content");
        check(r#"{"type":"realtime_edit","payload":{"cursor_position":-1}}"#, "cursor_position");
        check(r#"{"type":"realtime_edit","payload":{"base_version":1}}"#, "change_delta");
        check(r#"{"type":"realtime_edit","payload":{"base_version":1.5}}"#, "base_version");
        check(r#"{"type":"realtime_edit","payload":{"change_delta":{"insert":"x"}}}"#, "position");
        check(r#"{"type":"cursor_update","payload":{}}"#, "position");
        check(r#"{"type":"restore","payload":{}}"#, "version");
        assert!(Said::read(&format!(r#"{{"type":"heartbeat","id":"{}"}}"#, "é".repeat(128))).is_ok());
    }
}
