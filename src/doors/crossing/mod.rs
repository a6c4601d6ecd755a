//! What crosses over between the C2SIM interface and the further doors, for the sessions whose creators opened them to it.
//!
//! Entry points: [`Mirrors::spawn`], by which sessions are services of the gateway, and [`Drafts`], by which documents of the
//! editing door become messages. What must always hold: nothing crosses over of a session that is not open to the door; what
//! comes in is sent by a member, through the same checks as everything else; nobody hears a session who may not. What it
//! deliberately leaves out: how the doors speak to their clients.

mod drafts;
mod mirror;
mod mirrors;

pub(super) use drafts::{Drafts, Submitted};
pub(super) use mirrors::Mirrors;
