//! The shared session: a pure core that decides what a message, a join, a stream or the passing of time means.
//!
//! Entry point: [`Session::step`]. It decides (`decide.rs`), then applies the events it decided on; a refusal changes
//! nothing. What must always hold:
//! - The kept side ([`Folded`]) changes by [`Session::apply`] alone: a restart, or another node, that applies the same
//!   events stands where this session stands.
//! - Presence (streams, who was heard of when) is apart, and never kept.
//! - Nothing grows without a limit of [`Rules`].
//!
//! What it deliberately leaves out: IO, clocks, waiting, HTTP, XML text, and the order and keeping of messages (the
//! feed). `Session` is cheap to clone next to a scenario (documents are shared), so an owner may decide ahead on a copy.

mod admission;
mod caller;
mod crossing;
mod decide;
mod event;
mod fold;
mod info;
mod initialization;
mod input;
mod members;
mod outcome;
mod presence;
mod refusal;
mod rules;
mod state;

pub use caller::{Caller, Owner};
pub use crossing::{Crossing, Crossings};
pub use event::Event;
pub use fold::Folded;
pub use info::VersionsRefused;
pub use initialization::Initialization;
pub use input::Input;
pub use members::Member;
pub use outcome::{CloseReason, Closing, Distribution, Outcome};
pub use presence::{Attendance, StreamId};
pub use refusal::{Limit, Refusal};
pub use rules::Rules;
pub use state::{State, Trigger};

use serde::{Deserialize, Serialize};

use crate::{
    identity::{ClientId, SchemaVersion, SessionName, SystemName, Timestamp},
    message::Validation,
};
use decide::{Decision, PresenceChange};
use presence::Presence;

/// What people read about a session, and the schema it speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionInfo {
    /// The schema version of its messages, the first where there are several; never changes.
    pub schema_version: SchemaVersion,
    /// What people call it.
    pub display_name: String,
    /// What it is for.
    pub description: String,
    /// Further versions that its messages may follow, in the order in which they are tried; never change. Nothing where
    /// nothing was said of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further_versions: Option<Vec<SchemaVersion>>,
    /// What its messages that do not follow a schema meet; nothing where it is as the server is configured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validation: Option<Validation>,
    /// The doors over which it is open; nothing where nothing was said of them, which opens none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crossings: Option<Crossings>,
}

/// One shared session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    folded: Folded,
    presence: Presence,
    rules: Rules,
}

impl Session {
    /// A new session without members, UNINITIALIZED.
    pub fn new(name: SessionName, info: SessionInfo, created_at: Timestamp, rules: Rules) -> Self {
        Self { folded: Folded::new(name, info, created_at), presence: Presence::default(), rules }
    }

    /// A session that comes back after a restart: nobody has a stream, and every member's time starts now, so that
    /// nobody is removed for the time in which the server was away.
    pub fn restore(folded: Folded, now: Timestamp, rules: Rules) -> Self {
        let mut presence = Presence::default();
        for member in folded.members.values() {
            presence.joined(member, now);
        }
        Self { folded, presence, rules }
    }

    /// Whether the client may send; to be asked before a body is read, and asked again by [`Session::step`].
    ///
    /// # Errors
    /// [`Refusal::NotJoined`], or [`Refusal::Deleted`].
    pub fn admit(&self, client: &ClientId) -> Result<&Member, Refusal> {
        self.still_there()?;
        let member = self.folded.members.get(client);
        member.ok_or_else(|| Refusal::NotJoined { session: self.folded.name.clone() })
    }

    /// Whether the caller may speak as this client; for what reads alone. Whoever is no member may be anybody.
    ///
    /// # Errors
    /// [`Refusal::NotOwner`].
    pub fn may_use(&self, caller: &Caller, client: &ClientId) -> Result<(), Refusal> {
        let owner = self.folded.members.get(client).and_then(|member| member.owner.as_deref());
        if caller.may_use(owner) { Ok(()) } else { Err(Refusal::NotOwner) }
    }

    /// Decides on what the server itself asks, and applies what was decided.
    ///
    /// # Errors
    /// Any [`Refusal`]; then nothing has changed.
    pub fn step(&mut self, now: Timestamp, input: Input) -> Result<Outcome, Refusal> {
        self.step_for(&Caller::Unchecked, now, input)
    }

    /// Decides on what the caller asks, and applies what was decided.
    ///
    /// # Errors
    /// Any [`Refusal`]; then nothing has changed.
    pub fn step_for(&mut self, caller: &Caller, now: Timestamp, input: Input) -> Result<Outcome, Refusal> {
        let Decision { outcome, presence } = self.decide(caller, now, input)?;
        for event in &outcome.events {
            self.apply(event);
        }
        match presence {
            PresenceChange::Unchanged => {}
            PresenceChange::Seen(client) => self.presence.seen(&client, now),
            PresenceChange::Opened(client, stream) => self.presence.stream_opened(&client, (stream, caller), now),
            PresenceChange::Closed(client, stream) => self.presence.stream_closed(&client, stream, now),
        }
        Ok(outcome)
    }

    /// Takes in an event that was decided on elsewhere or earlier.
    pub fn apply(&mut self, event: &Event) {
        self.folded.apply(event);
        match event {
            Event::Joined(member) => self.presence.joined(member, member.joined_at),
            Event::Resigned { client, .. } | Event::Expired { client, .. } => self.presence.left(client),
            Event::Deleted { .. } => self.presence.clear(),
            Event::Updated { .. }
            | Event::Transitioned { .. }
            | Event::InitializationSubmitted { .. }
            | Event::InitializationCompleted { .. } => {}
        }
    }

    /// The kept side, for a snapshot or a comparison.
    pub fn folded(&self) -> &Folded {
        &self.folded
    }

    /// The session's name.
    pub fn name(&self) -> &SessionName {
        &self.folded.name
    }

    /// What people read about it.
    pub fn info(&self) -> &SessionInfo {
        &self.folded.info
    }

    /// When it was created.
    pub fn created_at(&self) -> Timestamp {
        self.folded.created_at
    }

    /// Where it stands.
    pub fn state(&self) -> State {
        self.folded.state
    }

    /// Its options and limits.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Whether it was deleted.
    pub fn is_deleted(&self) -> bool {
        self.folded.deleted
    }

    /// The members, in order of their client ids.
    pub fn members(&self) -> impl ExactSizeIterator<Item = &Member> {
        self.folded.members.values()
    }

    /// The member that a client is.
    pub fn member(&self, client: &ClientId) -> Option<&Member> {
        self.folded.members.get(client)
    }

    /// How a member is there right now.
    pub fn attendance(&self, client: &ClientId) -> Option<Attendance> {
        self.presence.attendance(client)
    }

    /// The members to whom messages flow, with their streams.
    pub fn streaming(&self) -> impl Iterator<Item = (&ClientId, StreamId)> {
        self.presence.streaming()
    }

    /// The initialization as gathered so far.
    pub fn initialization(&self) -> &Initialization {
        &self.folded.initialization
    }

    /// The initialization that was shared.
    ///
    /// # Errors
    /// [`Refusal::NoInitializationBody`] until ShareScenario succeeded; also [`Refusal::Deleted`].
    pub fn shared_initialization(&self) -> Result<&Initialization, Refusal> {
        self.still_there()?;
        match self.folded.state {
            state @ (State::Uninitialized | State::Initializing) => Err(Refusal::NoInitializationBody { state }),
            State::Initialized | State::Running | State::Paused => Ok(&self.folded.initialization),
        }
    }

    /// The systems that reported their initialization complete, in order of their names.
    pub fn completed_federates(&self) -> impl ExactSizeIterator<Item = &SystemName> {
        self.folded.completed.iter()
    }
}

#[cfg(test)]
mod tests;
