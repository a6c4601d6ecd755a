//! The C2SIM server: shared sessions in which command-and-control systems and simulations exchange XML messages.
//!
//! # The house, from the ground up
//!
//! | room | is | never |
//! |---|---|---|
//! | [`identity`] | the names and ids that every room speaks of, each a type of its own | |
//! | [`clock`] | the time, for the rooms that have no clock | |
//! | [`schema`] | reads XSD, compiles content models to tables, judges a stream of events; the registry of versions | knows C2SIM names |
//! | [`message`] | what a C2SIM message is: one pass gives well-formedness, kind, header, verdict and the one-line form | keeps a DOM, scans twice |
//! | [`session`] | state machine, members, admission, initialization: a pure core | does IO, reads a clock, awaits, knows HTTP or XML text |
//! | [`picture`] | the latest of every entity, folded from a session's messages: a pure core | does IO, decides about messages |
//! | [`feed`] | entries in one order, kept; cursors that read them | knows what an entry means |
//! | [`hub`] | owns every session together with its feed, and the clock | knows HTTP |
//! | [`auth`] | token → principal → whether this may be done | decides about the session |
//! | [`ops`] | configuration, metrics, health, status, pages, logs, shutdown | decides about messages |
//! | [`doors`] | one folder a door: translate, call the hub, translate back | holds rules that another door needs too |
//! | [`cli`] | the command line: `serve`, `validate`, `spec`, and what judges and measures | holds logic of the rooms |
//!
//! Arrows of dependency run downwards only: cli → doors → hub → auth, picture → session, feed, message → schema; identity
//! and ops' configuration are read by all. A message travels: a door takes bytes, [`message`] makes them a
//! [`message::ValidMessage`], [`session`] decides, [`feed`] orders it, every listener is a cursor on the feed.

pub mod auth;
pub mod cli;
pub mod clock;
pub mod doors;
pub mod feed;
pub mod hub;
pub mod identity;
pub mod message;
pub mod ops;
pub mod picture;
pub mod schema;
pub mod session;
