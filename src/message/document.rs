//! Any document against a schema, whatever its root: what tools ask, and no session.
//!
//! Entry points: [`check`], [`one_line`], [`root_namespace`].

use bytes::Bytes;
use quick_xml::{NsReader, events::Event, name::ResolveResult};

use super::{Limits, MessageError, encoding, envelope::Judged, pass::Pass, refusal};
use crate::schema::Schema;

/// Holds a document against the schema. Its root may be any element that the schema declares.
///
/// # Errors
/// That it is not well-formed, grows past a limit, is in another encoding, or does not follow the schema.
pub fn check(body: Bytes, schema: &Schema, limits: &Limits) -> Result<(), MessageError> {
    let body = encoding::to_utf8(body, None)?;
    let text = encoding::as_text(&body)?;
    let mut pass = Pass::new(text, schema, limits, Judged::AnyRoot);
    if let Err(fault) = pass.document() {
        return Err(refusal(*fault, &pass));
    }
    let verdict = pass.judge.finish();
    if verdict.is_valid() {
        return Ok(());
    }
    let namespaces = pass.unknown_namespace.as_deref().map(|found| (found, schema.target_namespace()));
    Err(MessageError::not_valid(verdict, text, namespaces))
}

/// The one-line form of any well-formed document, in UTF-8, ended by a line feed. The schema gives no verdict on it.
///
/// # Errors
/// That it is not well-formed, grows past a limit, or is in another encoding.
pub fn one_line(body: Bytes, schema: &Schema, limits: &Limits) -> Result<Bytes, MessageError> {
    let body = encoding::to_utf8(body, None)?;
    let text = encoding::as_text(&body)?;
    let mut pass = Pass::new(text, schema, limits, Judged::Messages);
    match pass.document() {
        Ok(end) => Ok(pass.line.finish(end, &body)),
        Err(fault) => Err(refusal(*fault, &pass)),
    }
}

/// The namespace of a document's root; none where it has none, or where the document breaks before its root.
pub fn root_namespace(body: Bytes) -> Option<String> {
    let body = encoding::to_utf8(body, None).ok()?;
    let mut reader = NsReader::from_str(encoding::as_text(&body).ok()?);
    loop {
        match reader.read_resolved_event().ok()? {
            (ResolveResult::Bound(namespace), Event::Start(_) | Event::Empty(_)) => {
                return Some(namespace.0.to_owned());
            }
            (_, Event::Start(_) | Event::Empty(_) | Event::Eof) => return None,
            _ => {}
        }
    }
}
