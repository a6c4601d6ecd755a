//! Why the pass over a document stopped, before it is told with line and column.
//!
//! What must always hold: a fault is made only where reading ends, so it may cost; carrying `Result<_, Box<Fault>>`
//! through the pass costs one word.

use std::borrow::Cow;

use super::limits::Limit;

/// What ends a pass early.
#[derive(Debug)]
pub(super) enum Fault {
    /// The document is not well-formed here.
    NotWellFormed { offset: usize, message: Cow<'static, str> },
    /// A limit is exceeded here.
    LimitExceeded { offset: usize, limit: Limit, maximum: usize },
    /// A document type declaration stands here.
    Doctype { offset: usize },
    /// The root is in another namespace than the one that was asked for.
    OtherNamespace,
}

/// A result of the pass.
pub(super) type Checked<T> = Result<T, Box<Fault>>;

/// The document breaks a rule of XML at this offset.
#[cold]
pub(super) fn broken<T>(offset: usize, message: impl Into<Cow<'static, str>>) -> Checked<T> {
    Err(Box::new(Fault::NotWellFormed { offset, message: message.into() }))
}

/// The document goes past a limit at this offset.
#[cold]
pub(super) fn exceeded<T>(offset: usize, limit: Limit, maximum: usize) -> Checked<T> {
    Err(Box::new(Fault::LimitExceeded { offset, limit, maximum }))
}

/// As much of a text as a message may show: what a sender writes is not bounded.
pub(super) fn shown(text: &str) -> &str {
    const SHOWN_BYTES_MAX: usize = 80;
    &text[..text.floor_char_boundary(SHOWN_BYTES_MAX)]
}
