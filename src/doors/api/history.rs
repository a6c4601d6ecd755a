//! The operation tagged `history`.
//!
//! What must always hold: an answer is written while it is read, so that a long one costs no more memory than a short one;
//! one that breaks off in the middle is broken off, and does not look like one that ended.

use std::{io, vec::IntoIter};

use bytes::Bytes;
use c2sim_generated::{
    api::{HistoryApi, models::SessionMessage},
    support::{LinesAnswer, LinesOrXml, XmlAnswer},
};
use futures_util::stream::try_unfold;
use poem::{
    Body, Request,
    http::{HeaderMap, HeaderValue},
};
use time::OffsetDateTime;

use super::{ADDRESS_HEADER, C2simApi, Refused, client_id};
use crate::{
    doors::{
        stream::dialogue::frames::MessageFrame,
        subscription::{self, Parameters},
    },
    hub::{Heard, History, HistoryRequest, HubError, Subscription},
    identity::{SessionName, Timestamp},
    ops::accept,
};

/// Text that is sent in one piece, unless one message is larger.
const PIECE_BYTES: usize = 64 * 1024;

impl HistoryApi for C2simApi {
    async fn get_session_messages(
        &self,
        request: &Request,
        client: String,
        session_id: String,
        after: Option<String>,
        limit: i32,
        kind: Option<Vec<String>>,
        from: Option<Vec<String>>,
        to: Option<Vec<String>>,
        since: Option<OffsetDateTime>,
        until: Option<OffsetDateTime>,
    ) -> Result<LinesOrXml<SessionMessage>, Refused> {
        let client = client_id(&client)?;
        let (name, session) = self.session(&session_id, &client)?;
        let (kinds, from, to) = (kind.unwrap_or_default(), from.unwrap_or_default(), to.unwrap_or_default());
        let asked = subscription::read(Parameters { after: after.as_deref(), kinds: &kinds, from: &from, to: &to });
        let Subscription { after, filter } = asked.map_err(|error| Refused::invalid(error.parameter(), error))?;
        let messages_max = usize::try_from(limit).unwrap_or_default();
        let (since, until) = (since.map(earliest), until.map(latest));
        let wanted = HistoryRequest { after, messages_max, filter, since, until };
        let by_session = |error| Refused::by_session(&name, error);
        let mut history = session.history(&client, wanted).map_err(by_session)?;
        let through = HeaderValue::try_from(history.through().to_string()).map_err(Refused::fault)?;
        // What cannot be read at all is told as an error, before the answer begins.
        let first = history.page().await.map_err(by_session)?;
        let headers = HeaderMap::from_iter([(ADDRESS_HEADER, through)]);
        let ndjson = ("application", "x-ndjson");
        Ok(match accept::prefers(request.headers(), ("application", "xml"), ndjson) {
            false => LinesOrXml::Lines(LinesAnswer::new(body(Writer::new(history, first, Form::Lines)), headers)),
            true => {
                LinesOrXml::Xml(XmlAnswer { body: body(Writer::new(history, first, Form::Document(name))), headers })
            }
        })
    }
}

/// The first millisecond that is not before this moment.
fn earliest(moment: OffsetDateTime) -> Timestamp {
    let nanoseconds = moment.unix_timestamp_nanos().max(0);
    Timestamp { unix_ms: u64::try_from((nanoseconds + 999_999) / 1_000_000).unwrap_or(u64::MAX) }
}

/// The last millisecond that is not after this moment; before 1970, where nothing was, the first there is.
fn latest(moment: OffsetDateTime) -> Timestamp {
    Timestamp { unix_ms: u64::try_from(moment.unix_timestamp_nanos().max(0) / 1_000_000).unwrap_or(u64::MAX) }
}

/// How a history is written.
enum Form {
    /// One JSON object a line.
    Lines,
    /// One XML document of the session of this name.
    Document(SessionName),
}

impl Form {
    fn begin(&self) -> String {
        match self {
            Self::Lines => String::new(),
            Self::Document(session) => {
                format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<SessionMessages session=\"{session}\">\n")
            }
        }
    }

    fn end(&self) -> &'static str {
        match self {
            Self::Lines => "",
            Self::Document(_) => "</SessionMessages>\n",
        }
    }

    fn write(&self, heard: &Heard, text: &mut Vec<u8>) -> io::Result<()> {
        match self {
            Self::Lines => {
                serde_json::to_writer(&mut *text, &MessageFrame::from(heard))?;
                text.push(b'\n');
            }
            Self::Document(_) => {
                let Heard { address, at, message } = heard;
                let (ticket, kind, at) = (message.tracking_id, message.kind, crate::clock::rfc3339(*at));
                let begin = format!(
                    "<SessionMessage address=\"{address}\" trackingId=\"{ticket}\" kind=\"{kind}\" at=\"{at}\">"
                );
                text.extend_from_slice(begin.as_bytes());
                text.extend_from_slice(without_declaration(&message.line));
                text.extend_from_slice(b"</SessionMessage>\n");
            }
        }
        Ok(())
    }
}

/// The document of a line as it can stand inside another one.
fn without_declaration(line: &[u8]) -> &[u8] {
    let document = line.strip_suffix(b"\n").unwrap_or(line);
    let is_declared = document.starts_with(b"<?xml") && document.get(5).is_some_and(u8::is_ascii_whitespace);
    let end = if is_declared { memchr::memmem::find(document, b"?>") } else { None };
    end.map_or(document, |end| &document[end + 2..])
}

/// A history on its way out.
struct Writer {
    history: History,
    page: IntoIter<Heard>,
    form: Form,
    piece: Vec<u8>,
    is_ended: bool,
}

impl Writer {
    fn new(history: History, first: Vec<Heard>, form: Form) -> Self {
        let piece = form.begin().into_bytes();
        Self { history, page: first.into_iter(), form, piece, is_ended: false }
    }

    /// The next piece; nothing after the last.
    async fn next(&mut self) -> io::Result<Option<Bytes>> {
        while !self.is_ended {
            for heard in self.page.by_ref() {
                self.form.write(&heard, &mut self.piece)?;
                if self.piece.len() >= PIECE_BYTES {
                    return Ok(Some(std::mem::take(&mut self.piece).into()));
                }
            }
            if !self.piece.is_empty() {
                return Ok(Some(std::mem::take(&mut self.piece).into()));
            }
            let page = self.history.page().await.map_err(|error: HubError| {
                tracing::warn!(%error, "a history is broken off");
                io::Error::other(error)
            })?;
            self.is_ended = page.is_empty();
            self.page = page.into_iter();
        }
        let end = std::mem::replace(&mut self.form, Form::Lines).end();
        Ok(Some(Bytes::from(end)).filter(|end| !end.is_empty()))
    }
}

fn body(writer: Writer) -> Body {
    Body::from_bytes_stream(try_unfold(writer, |mut writer| async move {
        Ok::<_, io::Error>(writer.next().await?.map(|piece| (piece, writer)))
    }))
}
