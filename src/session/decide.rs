//! What an input means for a session as it stands: refused, or events and things to do. Nothing changes here.
//!
//! Entry point: [`Session::decide`]. What must always hold: a decision depends on the session, the time and the input
//! alone; all that changes of the folded side is in the events. What it deliberately leaves out: applying (see
//! `mod.rs`).

use std::sync::Arc;

use super::{
    Caller, CloseReason, Closing, Crossings, Distribution, Event, Folded, Input, Limit, Member, Outcome, Refusal,
    Session, State, StreamId, Trigger, admission::Admission,
};
use crate::{
    identity::{ClientId, SchemaVersion, SystemName, Timestamp},
    message::{InitializationPart, MessageKind, SystemMessage, Validation},
};

/// What is to be done: the outcome, and the change of presence that no event carries.
pub(super) struct Decision {
    pub(super) outcome: Outcome,
    pub(super) presence: PresenceChange,
}

/// A change of presence.
pub(super) enum PresenceChange {
    Unchanged,
    Seen(ClientId),
    Opened(ClientId, StreamId),
    Closed(ClientId, StreamId),
}

impl From<Outcome> for Decision {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, presence: PresenceChange::Unchanged }
    }
}

impl From<PresenceChange> for Decision {
    fn from(presence: PresenceChange) -> Self {
        Self { outcome: Outcome::default(), presence }
    }
}

impl Session {
    /// What the input means now.
    pub(super) fn decide(&self, caller: &Caller, now: Timestamp, input: Input) -> Result<Decision, Refusal> {
        if let Input::Resign { client, .. } | Input::Publish { client, .. } | Input::Seen { client } = &input {
            self.may_use(caller, client)?;
        }
        match input {
            Input::Join { client, display_name, system_name, address, schema_version } => {
                let system_name = system_name.unwrap_or_else(|| SystemName::new(SystemName::UNKNOWN));
                let owner = caller.owner().cloned();
                let joined_at = now;
                let member = Member { client, display_name, system_name, address, joined_at, owner, schema_version };
                self.join(caller, member)
            }
            Input::Resign { client, reason } => self.resign(now, client, reason),
            Input::Publish { client, kind, from, initialization } => {
                self.publish(now, client, kind, from, initialization)
            }
            Input::Update { schema_version, further_versions, validation, crossings, display_name, description } => {
                self.has_versions(&schema_version, further_versions.as_deref())?;
                self.update(now, (display_name, description), validation, crossings)
            }
            Input::Delete { force } => self.delete(now, force),
            Input::StreamOpened { client, stream } => self.open_stream(caller, client, stream),
            Input::StreamClosed { client, stream } => Ok(PresenceChange::Closed(client, stream).into()),
            Input::Seen { client } => Ok(PresenceChange::Seen(client).into()),
            Input::Tick => Ok(self.tick(now)),
        }
    }

    fn join(&self, caller: &Caller, member: Member) -> Result<Decision, Refusal> {
        self.still_there()?;
        if let Some(present) = self.folded.members.get(&member.client) {
            return Err(Refusal::AlreadyJoined { system_name: present.system_name.clone() });
        }
        self.fits_text("clientIdDisplayName", &member.display_name)?;
        self.fits_text("systemName", member.system_name.as_str())?;
        self.fits_text("address", &member.address)?;
        fits(Limit::Members, self.folded.members.len() + 1, self.rules.members_max)?;
        let opened_by = self.presence.waiting_for(&member.client);
        let is_own = opened_by.is_none_or(|opened_by| opened_by.may_use(caller.owner().map(Arc::as_ref)));
        let (own, others) = match self.presence.stream_of(&member.client) {
            Some(stream) if is_own => (Some(stream), None),
            stream => (None, stream),
        };
        let reason = CloseReason::NotOwner;
        let closes = others.map(|stream| Closing { client: member.client.clone(), stream, reason });
        let closes = closes.into_iter().collect();
        Ok(Outcome { events: vec![Event::Joined(member)], starts: own, closes, ..Outcome::default() }.into())
    }

    fn resign(&self, at: Timestamp, client: ClientId, reason: Option<String>) -> Result<Decision, Refusal> {
        self.still_there()?;
        if !self.folded.members.contains_key(&client) {
            return Ok(Outcome::default().into());
        }
        let closes = self.presence.stream_of(&client).map(|stream| Closing {
            client: client.clone(),
            stream,
            reason: CloseReason::Resigned,
        });
        let closes = closes.into_iter().collect();
        Ok(Outcome { events: vec![Event::Resigned { at, client, reason }], closes, ..Outcome::default() }.into())
    }

    fn publish(
        &self,
        at: Timestamp,
        client: ClientId,
        kind: MessageKind,
        from: SystemName,
        part: Option<Arc<InitializationPart>>,
    ) -> Result<Decision, Refusal> {
        self.admit(&client)?;
        let state = self.folded.state;
        let outcome = match Admission::of(kind, self.rules.orders_while_paused) {
            Admission::PassedOn(allowed) if allowed.contains(&state) => passed_on(None),
            Admission::PassedOn(allowed) => return Err(Refusal::NotAllowedInState { kind, state, allowed }),
            Admission::Initialization => self.submit(at, &client, part)?,
            Admission::Trigger(Trigger::InitializationComplete) => self.complete(at, &client, from)?,
            Admission::Trigger(trigger) => self.transition(at, &client, trigger, from)?,
        };
        Ok(Decision { outcome, presence: PresenceChange::Seen(client) })
    }

    /// A system's part of the initialization.
    fn submit(
        &self,
        at: Timestamp,
        client: &ClientId,
        part: Option<Arc<InitializationPart>>,
    ) -> Result<Outcome, Refusal> {
        let Folded { state, initialization, .. } = &self.folded;
        if *state != State::Initializing {
            return Err(Refusal::InitializationInvalidState { state: *state });
        }
        let part = part.ok_or(Refusal::InitializationNotReadable)?;
        if let Some(other) = initialization.contradicts(&part) {
            return Err(Refusal::InitializationConflict { system: part.from.clone(), other: other.clone() });
        }
        fits(Limit::InitializationParts, initialization.parts_with(&part), self.rules.initialization_parts_max)?;
        fits(Limit::InitializationBytes, initialization.bytes_with(&part), self.rules.initialization_bytes_max)?;
        let submitted = Event::InitializationSubmitted { at, client: client.clone(), part };
        Ok(Outcome { events: vec![submitted], distribution: Distribution::Withheld, ..Outcome::default() })
    }

    /// A system reports that it submitted all. It is passed on each time, and remembered once.
    fn complete(&self, at: Timestamp, client: &ClientId, system: SystemName) -> Result<Outcome, Refusal> {
        let Folded { state, completed, .. } = &self.folded;
        if state.after(Trigger::InitializationComplete).is_none() {
            let kind = MessageKind::System(SystemMessage::InitializationComplete);
            return Err(Refusal::NotAllowedInState { kind, state: *state, allowed: &[State::Initializing] });
        }
        if completed.contains(&system) {
            return Ok(passed_on(None));
        }
        self.fits_text("FromSendingSystem", system.as_str())?;
        fits(Limit::CompletedSystems, completed.len() + 1, self.rules.completed_systems_max)?;
        Ok(passed_on(Some(Event::InitializationCompleted { at, client: client.clone(), system })))
    }

    /// A trigger that changes the state.
    fn transition(
        &self,
        at: Timestamp,
        client: &ClientId,
        trigger: Trigger,
        from: SystemName,
    ) -> Result<Outcome, Refusal> {
        let Folded { name, state, initialization, completed, .. } = &self.folded;
        let nothing_to_share = initialization.is_empty();
        if trigger == Trigger::ShareScenario && nothing_to_share {
            return Err(Refusal::InitializationNotCompleted {
                state: *state,
                required_federates: initialization.required_federates(),
                completed_federates: completed.iter().cloned().collect(),
            });
        }
        let Some(to) = state.after(trigger) else {
            let allowed = state.triggers().filter(|trigger| *trigger != Trigger::ShareScenario || !nothing_to_share);
            let allowed = allowed.collect();
            return Err(Refusal::TransitionNotAllowed { session: name.clone(), trigger, state: *state, allowed });
        };
        let mut outcome = passed_on(Some(Event::Transitioned { at, trigger, to, client: client.clone(), from }));
        if trigger == Trigger::ShareScenario {
            outcome.distribution = Distribution::InitializationThenOthers(initialization.clone());
        }
        Ok(outcome)
    }

    fn update(
        &self,
        at: Timestamp,
        (display_name, description): (String, String),
        validation: Option<Validation>,
        crossings: Option<Crossings>,
    ) -> Result<Decision, Refusal> {
        let info = &self.folded.info;
        let validation = validation.filter(|validation| info.validation != Some(*validation));
        let crossings = crossings.filter(|crossings| info.crossings.as_ref() != Some(crossings));
        let has_names = info.display_name == display_name && info.description == description;
        if has_names && validation.is_none() && crossings.is_none() {
            return Ok(Outcome::default().into());
        }
        let updated = Event::Updated { at, display_name, description, validation, crossings };
        Ok(Outcome { events: vec![updated], ..Outcome::default() }.into())
    }

    /// A session speaks the versions that it began with, to its end.
    fn has_versions(&self, first: &SchemaVersion, further: Option<&[SchemaVersion]>) -> Result<(), Refusal> {
        self.still_there()?;
        let info = &self.folded.info;
        match info.has_versions(first, further) {
            true => Ok(()),
            false => Err(Refusal::SchemaVersionChanged { schema_version: info.schema_version.clone() }),
        }
    }

    fn delete(&self, at: Timestamp, force: bool) -> Result<Decision, Refusal> {
        self.still_there()?;
        if self.folded.name.is_default() {
            return Err(Refusal::Protected { session: self.folded.name.clone() });
        }
        let members = self.folded.members.len();
        if members > 0 && !force {
            return Err(Refusal::InUse { members });
        }
        let reason = CloseReason::SessionDeleted;
        let streams = self.presence.streams();
        let closes = streams.map(|(client, stream)| Closing { client: client.clone(), stream, reason }).collect();
        Ok(Outcome { events: vec![Event::Deleted { at }], closes, ..Outcome::default() }.into())
    }

    fn open_stream(&self, caller: &Caller, client: ClientId, stream: StreamId) -> Result<Decision, Refusal> {
        self.still_there()?;
        self.may_use(caller, &client)?;
        // A stream that waits for its client to join is not pushed aside by somebody else either.
        let waiting_for = self.presence.waiting_for(&client).and_then(Caller::owner);
        if !caller.may_use(waiting_for.map(Arc::as_ref)) {
            return Err(Refusal::NotOwner);
        }
        let joined = self.folded.members.contains_key(&client);
        let present = self.presence.stream_of(&client);
        if !joined && present.is_none() {
            fits(Limit::WaitingStreams, self.presence.waiting_count() + 1, self.rules.waiting_streams_max)?;
        }
        let reason = CloseReason::Replaced;
        let replaced = present.filter(|present| *present != stream);
        let closes = replaced.map(|stream| Closing { client: client.clone(), stream, reason }).into_iter().collect();
        let outcome = Outcome { starts: joined.then_some(stream), closes, ..Outcome::default() };
        Ok(Decision { outcome, presence: PresenceChange::Opened(client, stream) })
    }

    fn tick(&self, at: Timestamp) -> Decision {
        let inactive = self.presence.inactive(at, self.rules.inactive_timeout_ms);
        let expired = |(client, last_seen): (&ClientId, _)| Event::Expired { at, client: client.clone(), last_seen };
        Outcome { events: inactive.map(expired).collect(), ..Outcome::default() }.into()
    }

    /// A session that was deleted may still be held by someone; what comes late is refused, never lost without a word.
    pub(super) fn still_there(&self) -> Result<(), Refusal> {
        match self.folded.deleted {
            true => Err(Refusal::Deleted { session: self.folded.name.clone() }),
            false => Ok(()),
        }
    }

    fn fits_text(&self, parameter: &'static str, text: &str) -> Result<(), Refusal> {
        let (bytes, bytes_max) = (text.len(), self.rules.kept_text_bytes_max);
        if bytes > bytes_max { Err(Refusal::TextTooLong { parameter, bytes, bytes_max }) } else { Ok(()) }
    }
}

fn fits(limit: Limit, count: usize, max: usize) -> Result<(), Refusal> {
    if count > max { Err(Refusal::LimitReached { limit, max }) } else { Ok(()) }
}

/// A message for the others, and what it changes.
fn passed_on(event: Option<Event>) -> Outcome {
    Outcome { events: event.into_iter().collect(), distribution: Distribution::Others, ..Outcome::default() }
}
