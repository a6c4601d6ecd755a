//! What a C2SIM message is: one pass over the bytes gives well-formedness, root, kind, header, the schema's verdict and
//! the one-line form.
//!
//! Entry point: [`read`]; [`ValidMessage`] is what it makes, [`MessageError`] why it does not. [`check`] holds any document
//! against a schema. What must always hold: a
//! [`ValidMessage`] is made here only, so whoever holds one need not check anything again; the checks count in one
//! order (well-formed, root, kind, header, schema) though they are made together; the publisher's bytes are passed on,
//! never written anew from values. What it deliberately leaves out: in which state a kind is allowed (the session), who may
//! send it (authorization), what its values mean (the generated types).

mod canonical;
mod characters;
mod compose;
mod data;
mod document;
mod encoding;
mod envelope;
mod error;
mod fault;
mod initialization;
mod kind;
mod limits;
mod markup;
mod namespaces;
mod one_line;
mod pass;
mod place;
mod tags;
#[cfg(test)]
mod tests;

use bytes::Bytes;

pub use compose::compose_initialization;
pub use document::{check, root_namespace};
pub use envelope::Header;
pub use error::{HeaderFault, MessageError, PlacedViolation};
pub use initialization::InitializationPart;
pub use kind::{MessageKind, SystemGroup, SystemMessage};
pub use limits::{Limit, Limits};
pub use place::Place;

pub use compose::compose_message;

use crate::schema::Schema;
use envelope::Judged;
use fault::Fault;
use pass::Pass;

/// Which messages have to follow the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Validation {
    /// All.
    #[default]
    On,
    /// Initializations only: these are always validated.
    InitializationOnly,
}

/// A message that passed every check of [`read`].
#[derive(Debug, Clone)]
pub struct ValidMessage {
    kind: MessageKind,
    header: Header,
    one_line: Bytes,
    initialization: Option<Box<InitializationPart>>,
}

impl ValidMessage {
    /// What kind of message it is.
    pub fn kind(&self) -> MessageKind {
        self.kind
    }

    /// Its header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The document on one line, in UTF-8, ended by a line feed: what streams carry.
    pub fn one_line(&self) -> &Bytes {
        &self.one_line
    }

    /// The document on one line, without the line feed.
    pub fn xml(&self) -> &str {
        let line = std::str::from_utf8(&self.one_line).expect("the one line was made of UTF-8 text");
        line.trim_end_matches('\n')
    }

    /// What an initialization says; nothing for other kinds.
    pub fn initialization(&self) -> Option<&InitializationPart> {
        self.initialization.as_deref()
    }
}

/// Reads a document as it was sent. `charset` is the parameter of its content type, where it has one.
///
/// # Errors
/// The first check that fails, in the order of [`MessageError`].
pub fn read(
    body: Bytes,
    charset: Option<&str>,
    schema: &Schema,
    validation: Validation,
    limits: &Limits,
) -> Result<ValidMessage, MessageError> {
    if body.len() > limits.bytes_max {
        return Err(MessageError::TooLarge { bytes: body.len(), bytes_max: limits.bytes_max });
    }
    let body = encoding::to_utf8(body, charset)?;
    let text = encoding::as_text(&body)?;
    let judges_all = validation == Validation::On;
    let judged = if judges_all { Judged::Messages } else { Judged::Initializations };
    let mut pass = Pass::new(text, schema, limits, judged);
    let end = match pass.document() {
        Ok(end) => end,
        Err(fault) => return Err(refusal(*fault, &pass)),
    };
    let Pass { mut envelope, mut judge, line, draft, unknown_namespace, .. } = pass;
    envelope.check_root()?;
    let kind = envelope.kind().ok_or_else(|| envelope.unknown_kind());
    let kind = if judges_all { kind } else { Ok(kind?) };
    let header = envelope.into_header()?;
    if judges_all || matches!(kind, Ok(MessageKind::Initialization)) {
        let verdict = judge.finish();
        if !verdict.is_valid() {
            let namespaces = unknown_namespace.as_deref().map(|found| (found, schema.target_namespace()));
            return Err(MessageError::not_valid(verdict, text, namespaces));
        }
    }
    let kind = kind?;
    let one_line = line.finish(end, &body);
    // A large initialization is about to be cut into copies: do not hold what was sent as well.
    drop(body);
    let initialization = match draft.filter(|_| kind == MessageKind::Initialization) {
        None => None,
        Some(draft) => {
            let line = std::str::from_utf8(&one_line).expect("the one line was made of UTF-8 text");
            let part = draft.finish(line, header.from_sending_system.clone());
            let expected_namespace = schema.target_namespace().to_owned();
            Some(Box::new(part.ok_or(MessageError::InitializationNotReadable { expected_namespace })?))
        }
    };
    Ok(ValidMessage { kind, header, one_line, initialization })
}

fn refusal(fault: Fault, pass: &Pass<'_, '_>) -> MessageError {
    let mut places = place::Places::new(pass.text);
    match fault {
        Fault::NotWellFormed { offset, message } => {
            MessageError::NotWellFormed { at: places.of(offset), path: pass.path(), message: message.into_owned() }
        }
        Fault::LimitExceeded { offset, limit, maximum } => {
            MessageError::LimitExceeded { at: places.of(offset), limit, maximum }
        }
        Fault::Doctype { offset } => MessageError::DoctypeNotAllowed { at: places.of(offset) },
    }
}
