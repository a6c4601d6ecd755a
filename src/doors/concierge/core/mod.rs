//! The rules of the gateway: who is there under which name, which services there are, who hears what.
//!
//! Entry point: [`Space`]. What must always hold: a name has one holder; a service lives no longer than its owner is there;
//! whoever is listed as a subscriber is there, and is told so by its own list; nothing here does IO, reads a clock or knows
//! how payloads are written.

mod change;
mod info;
mod names;
mod space;
mod standing;
#[cfg(test)]
mod tests;

pub(super) use change::{Change, KeptClient};
pub(super) use info::{ClientInfo, ServiceInfo};
pub(super) use names::{ClientName, ClientNumber, ClientUuid, ServiceName};
pub(super) use space::{Audience, Departure, Identity, Limits, Refused, Route, Space, Target};
pub(super) use standing::Standing;
