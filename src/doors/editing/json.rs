//! The connection of an editor that speaks JSON.
//!
//! Entry point: [`run`].

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tokio_tungstenite::tungstenite::{Message as Frame, Utf8Bytes};
use uuid::Uuid;

use super::{
    board::Revision,
    connection::{BATCH_ENTRIES, Ending, Line},
    core::{Violations, cleaned},
    document::{Joined, NotDone},
    entry::{Entry, How, Message, What},
    envelope::{Said, Unfit, Wish},
    farewell::Farewell,
    frames,
};
use crate::{clock::rfc3339, feed::Pending, ops::configuration::Sanitizing};

/// Entries of the history that one answer shows at most.
const HISTORY_ENTRIES_MAX: usize = 200;

/// A connection and what it remembers.
struct Editor<'a> {
    line: &'a mut Line,
    joined: Joined,
    violations: Violations,
    /// Whether it takes nothing but whole contents, as far as it has shown.
    is_plain: bool,
    seen: Revision,
}

/// What is told instead of doing what was asked.
struct Fault {
    code: &'static str,
    message: String,
    details: Value,
    /// Whether it counts among the mistakes that end a connection.
    is_violation: bool,
}

impl Fault {
    fn new(code: &'static str, message: impl ToString) -> Self {
        Self { code, message: message.to_string(), details: json!({}), is_violation: true }
    }

    fn invalid(message: impl ToString) -> Self {
        Self::new("INVALID_MESSAGE", message)
    }
}

impl From<NotDone> for Fault {
    fn from(error: NotDone) -> Self {
        match error {
            NotDone::Edit(_) | NotDone::NoVersion(_) => Self::invalid(error),
            NotDone::Kept(_) | NotDone::Read(_) => Self { is_violation: false, ..Self::new("SERVER_ERROR", error) },
        }
    }
}

/// Serves the connection until it ends.
pub(super) async fn run(line: &mut Line, joined: Joined, count: usize) -> Ending {
    let seen = joined.seen;
    let mut editor = Editor { line, joined, violations: Violations::default(), is_plain: true, seen };
    match editor.serve(count).await {
        Ok(never) => match never {},
        Err(ending) => ending,
    }
}

impl Editor<'_> {
    async fn serve(&mut self, count: usize) -> Result<std::convert::Infallible, Ending> {
        self.welcome(count).await?;
        let shutdown = self.line.door.shutdown.clone();
        let mut batch: Vec<Arc<Entry>> = Vec::new();
        loop {
            tokio::select! {
                () = shutdown.requested() => return Err(Ending::Close(Farewell::ShuttingDown)),
                ended = &mut self.joined.ended => {
                    let farewell = ended.unwrap_or(Farewell::SessionEnded);
                    if matches!(farewell, Farewell::SessionExpired | Farewell::SessionEnded) {
                        let fault = Fault::new("INVALID_SESSION", farewell.text());
                        self.tell(&fault, None).await?;
                    }
                    return Err(Ending::Close(farewell));
                }
                frame = self.line.next() => self.hear(frame).await?,
                read = self.joined.cursor.read(BATCH_ENTRIES, &mut batch) => {
                    read.map_err(|error| Ending::Close(error.into()))?;
                    self.deliver(&mut batch).await?;
                }
                // The sender lives in the document.
                _ = self.joined.moved.changed() => self.show_board().await?,
            }
        }
    }

    /// What a newcomer hears first: that it is connected, and the document as it is.
    async fn welcome(&mut self, count: usize) -> Result<(), Ending> {
        let now = self.now();
        let session_id = self.line.session.reveal();
        let user_id = &*self.joined.author.user_id;
        let connected = json!({ "session_id": session_id, "user_id": user_id, "connection_count": count });
        let document = match self.joined.resumed {
            Some(true) => {
                let payload =
                    json!({ "address": self.joined.cursor.address().to_string(), "users": self.joined.users });
                frames::reply(&Uuid::new_v4().to_string(), "resumed", payload, now)
            }
            _ => self.document_frame(&self.joined.content, self.joined.version, self.joined.users.clone()),
        };
        let connected = frames::reply(&Uuid::new_v4().to_string(), "session_connected", connected, now);
        self.joined.content = String::new();
        self.send([connected, document]).await
    }

    fn document_frame(&self, content: &str, version: u64, users: Value) -> Utf8Bytes {
        let payload = json!({
            "document_id": self.line.document.name().as_str(),
            "version": version, "content": content, "users": users,
            "address": self.line.document.address(version).to_string(),
        });
        frames::reply(&Uuid::new_v4().to_string(), "document_sync", payload, self.now())
    }

    /// What the client sends.
    async fn hear(&mut self, frame: Result<Option<Frame>, Ending>) -> Result<(), Ending> {
        let frame = match frame {
            Ok(frame) => frame,
            Err(Ending::Close(Farewell::TooLarge)) => {
                self.tell(&Fault::new("MESSAGE_TOO_LARGE", Farewell::TooLarge.text()), None).await?;
                return Err(Ending::Close(Farewell::TooLarge));
            }
            Err(ending) => return Err(ending),
        };
        let Some(frame) = frame else { return Ok(()) };
        self.line.door.traffic.receive(1);
        let (fault, id) = match frame {
            Frame::Text(text) => match self.act(&text).await? {
                Ok(()) => return Ok(()),
                Err(refused) => refused,
            },
            _ => (Fault::invalid("messages are texts; open the subprotocol yjs for binary ones"), None),
        };
        self.tell(&fault, id.as_deref()).await?;
        let (max, now) = (self.line.door.configuration.editing_violations_max, self.now());
        if fault.is_violation && self.violations.exceed(max, now) {
            if self.line.door.configuration.editing_invalidate {
                self.line.door.sessions.lock().invalidate(now, self.line.session);
                self.line.document.end_session(self.line.session, Farewell::SessionEnded);
            }
            return Err(Ending::Close(Farewell::Violation));
        }
        Ok(())
    }

    /// Does what a message asks for; the fault and the id of the message where it does not.
    async fn act(&mut self, text: &str) -> Result<Result<(), (Fault, Option<String>)>, Ending> {
        let bytes_max = self.line.door.configuration.editing_message_bytes_max;
        if text.len() > bytes_max {
            let message =
                format!("the message has {} bytes, and {bytes_max} are allowed; send less at once", text.len());
            return Ok(Err((Fault::new("MESSAGE_TOO_LARGE", message), None)));
        }
        let said = match Said::read(text) {
            Ok(said) => said,
            Err(Unfit { id, reason }) => return Ok(Err((Fault::invalid(reason), id))),
        };
        if said.wish != Wish::Heartbeat
            && let Err(retry_after_ms) = self.line.take()?
        {
            let mut fault = Fault::new("RATE_LIMITED", "too many messages; this one is dropped, send it again later");
            fault.details = json!({ "retry_after_ms": retry_after_ms });
            fault.is_violation = false;
            return Ok(Err((fault, Some(said.id))));
        }
        let id = said.id.clone();
        Ok(self.fulfil(said).await?.map_err(|fault| (fault, Some(id))))
    }

    async fn fulfil(&mut self, said: Said) -> Result<Result<(), Fault>, Ending> {
        let now = self.now();
        let Said { id, raw, payload, wish } = said;
        let document = Arc::clone(&self.line.document);
        match wish {
            Wish::Heartbeat => {
                let ack = frames::reply(&id, "heartbeat_ack", json!({ "server_time": rfc3339(now) }), now);
                self.send([ack]).await.map(Ok)
            }
            Wish::Presence => {
                let users = document.look(super::board::Board::users);
                let frame = frames::reply(&id, "presence", json!({ "users": users }), now);
                self.send([frame]).await.map(Ok)
            }
            Wish::Document => {
                let (content, version, users) = document.present();
                let frame = self.document_frame(&content, version, users);
                self.send([frame]).await.map(Ok)
            }
            Wish::Cursor => {
                let payload = match self.harmless(&raw, payload) {
                    Ok(harmless) => harmless.payload,
                    Err(fault) => return Ok(Err(fault)),
                };
                document.move_cursor(self.joined.connection, payload);
                Ok(Ok(()))
            }
            Wish::History { from, to } => self.show_history(&id, from, to).await,
            Wish::Restore(earlier) => match document.restore(&self.joined.author, earlier).await {
                Ok(version) => {
                    let payload = json!({ "version": version, "restored_version": earlier });
                    self.send([frames::reply(&id, "restore_ack", payload, now)]).await.map(Ok)
                }
                Err(error) => Ok(Err(error.into())),
            },
            wish => match self.make(id, raw, payload, wish) {
                Ok(pending) => {
                    self.line.keep(pending).await;
                    Ok(Ok(()))
                }
                Err(fault) => Ok(Err(fault)),
            },
        }
    }

    /// Puts into the document what a message brings.
    fn make(&mut self, id: String, raw: String, payload: Map<String, Value>, wish: Wish) -> Result<Pending, Fault> {
        let document = Arc::clone(&self.line.document);
        let made = match wish {
            Wish::Edit { base, splices } => {
                let is_dangerous = self.line.door.configuration.editing_sanitize != Sanitizing::Off
                    && splices.iter().any(|splice| cleaned(&splice.insert.to_string()).is_some());
                if is_dangerous {
                    return Err(Fault::invalid("the inserted text could be taken for a program; escape it"));
                }
                self.is_plain = false;
                let message = Message { id, payload: raw.into(), sanitized: false };
                document.edit(&self.joined.author, base, &splices, message)
            }
            Wish::Content(content) => {
                let harmless = self.harmless(&raw, payload)?;
                let content = harmless.payload.get("content").and_then(Value::as_str).map_or(content, str::to_owned);
                document.set(&self.joined.author, &content, harmless.message(id))
            }
            Wish::PassOn(kind) => {
                let harmless = self.harmless(&raw, payload)?;
                document.say(&self.joined.author, kind, harmless.message(id))
            }
            _ => return Err(Fault::invalid("the message brings nothing")),
        };
        made.map_err(Fault::from)
    }

    /// The payload with dangerous text escaped, as configured.
    fn harmless(&self, raw: &str, mut payload: Map<String, Value>) -> Result<Harmless, Fault> {
        let sanitizing = self.line.door.configuration.editing_sanitize;
        let mut found = false;
        if sanitizing != Sanitizing::Off {
            payload.values_mut().for_each(|value| found |= clean(value));
        }
        if found && sanitizing == Sanitizing::Reject {
            return Err(Fault::invalid("text in the payload could be taken for a program; escape it"));
        }
        if !found {
            return Ok(Harmless { raw: raw.to_owned(), payload, sanitized: false });
        }
        tracing::info!(document = self.line.document.name().as_str(), "dangerous text in a message was escaped");
        let raw = serde_json::to_string(&payload).unwrap_or_default();
        Ok(Harmless { raw, payload, sanitized: true })
    }

    /// What happened in the document, for this client.
    async fn deliver(&mut self, batch: &mut Vec<Arc<Entry>>) -> Result<(), Ending> {
        let own = self.joined.connection;
        let mut content = None;
        let mut heard = Vec::with_capacity(batch.len());
        for entry in batch.drain(..) {
            if entry.is_of(own) {
                if let What::Edited(edited) = &entry.what
                    && edited.how == How::Delta
                    && let Some(message) = &edited.message
                {
                    heard.push(frames::ack(&entry, edited, message));
                }
                continue;
            }
            let wants_content =
                self.is_plain && matches!(&entry.what, What::Edited(edited) if edited.how != How::Content);
            heard.push(match wants_content {
                true => {
                    let content = content.get_or_insert_with(|| self.line.document.present().0);
                    frames::of_entry_with_content(&entry, content)
                }
                false => frames::of_entry(&entry),
            });
        }
        self.send(heard).await
    }

    /// Who came and left, and whose cursor moved.
    async fn show_board(&mut self) -> Result<(), Ending> {
        let (seen, own, now) = (self.seen, self.joined.connection, self.now());
        let (revision, users, cursors) = self.line.document.look(|board| {
            let users = board.roster_changed(seen).then(|| board.users());
            (board.revision(), users, board.cursors_since(seen, own))
        });
        self.seen = revision;
        let id = || Uuid::new_v4().to_string();
        let presence = users.map(|users| frames::reply(&id(), "presence", json!({ "users": users }), now));
        let cursors = cursors.into_iter().map(|cursor| frames::reply(&id(), "cursor_update", cursor, now));
        self.send(presence.into_iter().chain(cursors)).await
    }

    async fn show_history(&mut self, id: &str, from: u64, to: Option<u64>) -> Result<Result<(), Fault>, Ending> {
        let document = Arc::clone(&self.line.document);
        let (page, head) = match document.history(from, HISTORY_ENTRIES_MAX).await {
            Ok(history) => history,
            Err(error) => return Ok(Err(error.into())),
        };
        let last = page.last().map_or(head, |entry| entry.version);
        let wanted = page.iter().filter(|entry| to.is_none_or(|to| entry.version <= to));
        let versions: Vec<Value> = wanted
            .filter_map(|entry| {
                let What::Edited(edited) = &entry.what else { return None };
                Some(json!({
                    "version": entry.version, "at": rfc3339(entry.at), "user_id": &*entry.author.user_id,
                    "how": edited.how, "changes": frames::splices(&edited.change),
                }))
            })
            .collect();
        let through = to.map_or(last, |to| last.min(to));
        let is_more = through < to.unwrap_or(head).min(head);
        let payload = json!({
            "from": from, "through": through, "versions": versions, "more": is_more, "head": head,
        });
        self.send([frames::reply(id, "history", payload, self.now())]).await.map(Ok)
    }

    async fn tell(&mut self, fault: &Fault, id: Option<&str>) -> Result<(), Ending> {
        let frame = frames::error(fault.code, &fault.message, fault.details.clone(), id, self.now());
        self.send([frame]).await
    }

    async fn send(&mut self, texts: impl IntoIterator<Item = Utf8Bytes>) -> Result<(), Ending> {
        self.line.send(texts.into_iter().map(Frame::Text)).await
    }

    fn now(&self) -> crate::identity::Timestamp {
        self.line.door.clock.now()
    }
}

/// A payload without dangerous text.
struct Harmless {
    raw: String,
    payload: Map<String, Value>,
    sanitized: bool,
}

impl Harmless {
    fn message(self, id: String) -> Message {
        Message { id, payload: self.raw.into(), sanitized: self.sanitized }
    }
}

/// Escapes dangerous text wherever it stands, and answers whether there was some.
fn clean(value: &mut Value) -> bool {
    match value {
        Value::String(text) => match cleaned(text) {
            Some(harmless) => {
                *text = harmless;
                true
            }
            None => false,
        },
        Value::Array(items) => items.iter_mut().fold(false, |found, item| clean(item) | found),
        Value::Object(fields) => fields.values_mut().fold(false, |found, field| clean(field) | found),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
