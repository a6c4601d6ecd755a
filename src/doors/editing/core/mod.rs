//! What editing together means, without IO, clock or framework: documents, sessions, limits.
//!
//! Entry points: [`Document`] is one text with one order of changes; [`Sessions`] are those who may edit. Both are handed
//! the time. What it deliberately leaves out: how messages look on the wire, and where changes are kept.

mod change;
mod document;
mod engine;
mod order;
mod pace;
mod recent;
mod sanitizing;
mod sessions;
mod text;

#[cfg(test)]
mod tests;

pub(crate) use change::{Change, DoesNotFit, Splice};
pub(crate) use document::{ConnectionId, Document, EditRefused, Limits, Version};
pub(crate) use engine::{Done, NotMerged, held, read_vector};
pub(crate) use pace::{Rate, Violations};
pub(crate) use recent::RecentLimit;
pub(crate) use sanitizing::cleaned;
pub(crate) use sessions::{DocumentName, Rules, Session, SessionId, SessionRefused, Sessions, State};
pub(crate) use text::Text;
