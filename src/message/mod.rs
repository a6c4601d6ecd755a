//! What a C2SIM message is: one pass over the bytes gives well-formedness, root, kind, header, the schema's verdict and
//! the one-line form.
//!
//! Entry point: [`read`]; [`ValidMessage`] is what it makes, [`MessageError`] why it does not. [`check`] holds any document
//! against a schema. What must always hold: a
//! [`ValidMessage`] is made here only, so whoever holds one need not check anything again; the checks count in one
//! order (well-formed, root, kind, header, schema) though they are made together; the publisher's bytes are passed on,
//! never written anew from values. What it deliberately leaves out: in which state a kind is allowed (the session), who may
//! send it (authorization), what its values mean (the generated types).

mod any;
mod canonical;
mod characters;
mod compose;
mod convert;
mod data;
mod document;
mod encoding;
mod envelope;
mod error;
mod fault;
mod fragments;
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
use serde::{Deserialize, Serialize};

pub use any::read_any;
pub use compose::{compose_initialization, compose_message};
pub use convert::convert;
pub use document::{check, one_line, root_namespace};
pub use envelope::Header;
pub use error::{HeaderFault, MessageError, PlacedViolation};
pub use fragments::Fragments;
pub use initialization::InitializationPart;
pub use kind::{MessageKind, SystemGroup, SystemMessage};
pub use limits::{Limit, Limits};
pub use place::Place;

use crate::schema::Schema;
use envelope::Judged;
use fault::Fault;
use pass::Pass;

/// Which messages have to follow the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Validation {
    /// All.
    #[default]
    #[serde(rename = "reject")]
    On,
    /// Initializations; others are held to it too, and taken with their faults.
    #[serde(rename = "warn")]
    Warn,
    /// Initializations only: these are always validated.
    #[serde(rename = "off")]
    InitializationOnly,
}

impl Validation {
    /// As requests and files spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::On => "reject",
            Self::Warn => "warn",
            Self::InitializationOnly => "off",
        }
    }
}

/// What is wrong with a message that was taken nevertheless.
#[derive(Debug, Clone)]
pub struct Faults {
    /// In the order of the document, as many as [`Limits::violations_max`].
    pub violations: Vec<PlacedViolation>,
    /// There are more.
    pub more: bool,
}

/// A message that passed every check that was asked of [`read`].
#[derive(Debug, Clone)]
pub struct ValidMessage {
    kind: MessageKind,
    header: Header,
    one_line: Bytes,
    initialization: Option<Box<InitializationPart>>,
    faults: Option<Box<Faults>>,
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

    /// How it breaks the schema, where that is only warned of.
    pub fn faults(&self) -> Option<&Faults> {
        self.faults.as_deref()
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
    check_size(&body, limits)?;
    let body = encoding::to_utf8(body, charset)?;
    attempt(body, schema, validation, limits, false).map_err(Missed::into_error)
}

fn check_size(body: &Bytes, limits: &Limits) -> Result<(), MessageError> {
    match body.len() > limits.bytes_max {
        true => Err(MessageError::TooLarge { bytes: body.len(), bytes_max: limits.bytes_max }),
        false => Ok(()),
    }
}

/// Why an attempt to read a document by one schema did not make a message of it.
enum Missed {
    /// Its root is in another namespace than the schema's, and only those of its own were asked for.
    OtherNamespace,
    Refused(MessageError),
}

impl Missed {
    fn into_error(self) -> MessageError {
        match self {
            Self::Refused(error) => error,
            Self::OtherNamespace => MessageError::RootNotMessage { found: "in another namespace".to_owned() },
        }
    }
}

impl From<MessageError> for Missed {
    fn from(error: MessageError) -> Self {
        Self::Refused(error)
    }
}

/// One pass over a document in UTF-8. With `only_own` it ends at a root that is not in the schema's own namespace.
fn attempt(
    body: Bytes,
    schema: &Schema,
    validation: Validation,
    limits: &Limits,
    only_own: bool,
) -> Result<ValidMessage, Missed> {
    let text = encoding::as_text(&body)?;
    let judges_all = validation != Validation::InitializationOnly;
    let judged = if judges_all { Judged::Messages } else { Judged::Initializations };
    let mut pass = Pass::new(text, schema, limits, judged);
    pass.only_own = only_own;
    let end = match pass.document() {
        Ok(end) => end,
        Err(fault) if matches!(*fault, Fault::OtherNamespace) => return Err(Missed::OtherNamespace),
        Err(fault) => return Err(refusal(*fault, &pass).into()),
    };
    let Pass { mut envelope, mut judge, line, draft, unknown_namespace, .. } = pass;
    envelope.check_root()?;
    let kind = envelope.kind().ok_or_else(|| envelope.unknown_kind());
    let kind = if validation == Validation::On { kind } else { Ok(kind?) };
    let header = envelope.into_header()?;
    let mut faults = None;
    let is_initialization = matches!(kind, Ok(MessageKind::Initialization));
    if judges_all || is_initialization {
        let verdict = judge.finish();
        if !verdict.is_valid() {
            let namespaces = unknown_namespace.as_deref().map(|found| (found, schema.target_namespace()));
            match MessageError::not_valid(verdict, text, namespaces) {
                MessageError::NotValid { violations, more } if validation == Validation::Warn && !is_initialization => {
                    faults = Some(Box::new(Faults { violations, more }));
                }
                error => return Err(error.into()),
            }
        }
    }
    let kind = kind?;
    let one_line = line.finish(end, &body);
    let initialization = match draft.filter(|_| kind == MessageKind::Initialization) {
        None => None,
        Some(draft) => {
            let part = draft.finish(&one_line, header.from_sending_system.clone());
            let expected_namespace = schema.target_namespace().to_owned();
            Some(Box::new(part.ok_or(MessageError::InitializationNotReadable { expected_namespace })?))
        }
    };
    Ok(ValidMessage { kind, header, one_line, initialization, faults })
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
        Fault::OtherNamespace => Missed::OtherNamespace.into_error(),
        Fault::Doctype { offset } => MessageError::DoctypeNotAllowed { at: places.of(offset) },
    }
}
