//! Why a document is not a message that a session can take.
//!
//! Entry point: [`MessageError`]. What must always hold: the text tells a sender what to do; places are lines and
//! columns of the document as sent. What it deliberately leaves out: codes and statuses of an answer (the doors).

use std::fmt;

use super::{
    limits::Limit,
    place::{Place, Places},
};
use crate::{
    identity::SchemaVersion,
    schema::{Verdict, Violation},
};

/// Why a document was refused, in the order in which the checks count: a document that is not well-formed is told so,
/// whatever else is wrong with it.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// More bytes than [`super::Limits::bytes_max`].
    #[error("the message has {bytes} bytes; at most {bytes_max} are taken")]
    TooLarge {
        /// Bytes found.
        bytes: usize,
        /// Bytes allowed.
        bytes_max: usize,
    },
    /// An encoding other than UTF-8, UTF-16, ISO-8859-1 and US-ASCII.
    #[error("the encoding {name} is not supported; send UTF-8")]
    EncodingNotSupported {
        /// Its name, as declared or as its first bytes tell.
        name: String,
    },
    /// The document type declaration that XML allows and this server does not.
    #[error("{at}: a document type declaration (DOCTYPE) is not allowed; remove it")]
    DoctypeNotAllowed {
        /// Where it begins.
        at: Place,
    },
    /// The document grows past a limit.
    #[error("{at}: more than {maximum} {limit} are not allowed; send a smaller document")]
    LimitExceeded {
        /// Where the first thing beyond the limit begins.
        at: Place,
        /// What there is too much of.
        limit: Limit,
        /// How much is allowed.
        maximum: usize,
    },
    /// The document breaks a rule of XML 1.0 or of Namespaces in XML 1.0.
    #[error("{at}: {message}")]
    NotWellFormed {
        /// Where it breaks.
        at: Place,
        /// The elements open there, as `/Message/C2SIMHeader`; empty outside the root.
        path: String,
        /// What is wrong and what to do.
        message: String,
    },
    /// The root is not Message.
    #[error("the root element is {found}; a document has to be a whole Message")]
    RootNotMessage {
        /// Local name of the root.
        found: String,
    },
    /// MessageBody carries no kind that is known. Where every kind is validated, the schema knows one that this
    /// server does not.
    #[error("{}", unknown_kind(found.as_deref()))]
    UnknownKind {
        /// Local name of what stands there, where something does.
        found: Option<String>,
    },
    /// The header is missing or does not say who sends.
    #[error("{what}")]
    InvalidHeader {
        /// What is missing.
        what: HeaderFault,
    },
    /// The document does not follow the schema.
    #[error("{}", not_valid(violations))]
    NotValid {
        /// What is wrong, in the order of the document, as many as [`super::Limits::violations_max`].
        violations: Vec<PlacedViolation>,
        /// There are more.
        more: bool,
    },
    /// The document follows none of several schemas.
    #[error("by schema version {version}, to which it comes nearest of {}: {error}", list(tried))]
    NotValidByAny {
        /// The one that finds the least fault with it, the first of several.
        version: SchemaVersion,
        /// Those that a message may follow.
        tried: Vec<SchemaVersion>,
        /// What that one says: [`MessageError::NotValid`].
        error: Box<MessageError>,
    },
    /// An initialization follows the schema but has nothing to compare it with others by.
    #[error("the initialization has no ScenarioSetting in the namespace {expected_namespace}; add one")]
    InitializationNotReadable {
        /// The namespace in which the pieces of an initialization are looked for.
        expected_namespace: String,
    },
}

/// What is wrong with a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderFault {
    /// No C2SIMHeader in Message.
    NoHeader,
    /// A C2SIMHeader without FromSendingSystem.
    NoSender,
    /// An empty FromSendingSystem.
    EmptySender,
}

impl fmt::Display for HeaderFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            HeaderFault::NoHeader => "the message has no C2SIMHeader; add one with FromSendingSystem",
            HeaderFault::NoSender => "the C2SIMHeader has no FromSendingSystem; add it",
            HeaderFault::EmptySender => "FromSendingSystem is empty; name the system that sends",
        })
    }
}

/// A violation of the schema, with its place.
#[derive(Debug, Clone)]
pub struct PlacedViolation {
    /// Where the violation stands.
    pub at: Place,
    /// What the schema says about it.
    pub violation: Violation,
}

impl fmt::Display for PlacedViolation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {} (at {})", self.at, self.violation.message, self.violation.path)
    }
}

impl MessageError {
    /// The violations of a verdict with their places in `text`. The schema cannot name a namespace that it does not
    /// know; where the root is in one, it is named here.
    pub(super) fn not_valid(mut verdict: Verdict, text: &str, namespaces: Option<(&str, &str)>) -> Self {
        let mut places = Places::new(text);
        if let (Some((found, expected)), Some(first)) = (namespaces, verdict.violations.first_mut()) {
            first.message = format!("Message is in the namespace {found}, the schema has {expected}; declare that one");
            first.found = format!("{{{found}}}Message");
        }
        let place = |violation: Violation| PlacedViolation { at: places.of(violation.offset), violation };
        MessageError::NotValid { violations: verdict.violations.into_iter().map(place).collect(), more: verdict.more }
    }
}

fn list(versions: &[SchemaVersion]) -> String {
    versions.iter().map(SchemaVersion::as_str).collect::<Vec<_>>().join(", ")
}

fn unknown_kind(found: Option<&str>) -> String {
    match found {
        Some(found) => format!("{found} is no kind of message; see the elements that MessageBody may carry"),
        None => "MessageBody carries no message; add one".to_owned(),
    }
}

fn not_valid(violations: &[PlacedViolation]) -> String {
    match violations {
        [] => "the document does not follow the schema".to_owned(),
        [only] => only.to_string(),
        [first, rest @ ..] => format!("{first}, and {} more", rest.len()),
    }
}
