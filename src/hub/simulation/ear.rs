//! A listening client, and what it must hear: every message of others while it is a member, in the order of the feed, once;
//! and, where it goes on after an address, everything that it missed.

use std::time::Duration;

use bytes::Bytes;
use tokio::{runtime::Runtime, time::timeout};

use super::truth::Truth;
use crate::{
    feed::{Address, Sequence},
    hub::{Farewell, Listener},
    identity::ClientId,
    session::Event,
};

/// A listening client.
pub(super) struct Ear {
    pub(super) client: ClientId,
    /// The last message that it heard.
    pub(super) last_heard: Option<Address>,
    listener: Listener,
    expected: Expected,
}

/// What a client must hear next, by the entries that are kept.
struct Expected {
    /// The last entry that is accounted for.
    position: Sequence,
    /// Whether messages flow.
    flows: bool,
    /// Where they are to begin once the client joins, other than there.
    begins_after: Option<Sequence>,
    /// What happened to the client's membership up to here is over.
    past: Sequence,
}

impl Ear {
    /// A stream that was opened when the feed stood at `present`, to begin there or after an address.
    pub(super) fn new(
        client: ClientId,
        listener: Listener,
        present: Sequence,
        after: Option<Address>,
        is_member: bool,
    ) -> Self {
        let begins_after = after.map(|after| after.sequence);
        let expected = match is_member {
            true => {
                Expected { position: begins_after.unwrap_or(present), flows: true, begins_after: None, past: present }
            }
            false => Expected { position: present, flows: false, begins_after, past: present },
        };
        Self { client, last_heard: None, listener, expected }
    }

    /// Where the client may go on.
    pub(super) fn address(&self) -> Address {
        self.listener.address()
    }

    /// Entries after this one were lost before anyone was told of them.
    pub(super) fn rolled_back(&mut self, to: Sequence) {
        self.expected.position = self.expected.position.min(to);
        self.expected.past = self.expected.past.min(to);
    }

    /// Hears what there is; the farewell, when it is one.
    pub(super) fn hear(&mut self, runtime: &Runtime, truth: &Truth) -> Option<Farewell> {
        let mut messages = Vec::new();
        // On a clock that stands still but when nothing else is to be done, this waits for nothing.
        let heard =
            runtime.block_on(async { timeout(Duration::from_millis(1), self.listener.hear(&mut messages)).await });
        for message in messages {
            let heard = (message.address.sequence, message.message.line.clone());
            assert_eq!(self.expected.next(&self.client, truth), Some(heard), "{} hears", self.client);
            self.last_heard = Some(message.address);
        }
        match heard {
            Err(_) => {
                // It had the occasion to hear everything that is kept.
                let missed = self.expected.next(&self.client, truth);
                assert_eq!(missed, None, "{} misses nothing", self.client);
                None
            }
            Ok(Ok(())) => None,
            Ok(Err(farewell)) => Some(farewell),
        }
    }

    /// Whether a farewell is true.
    pub(super) fn check(&self, farewell: &Farewell, gone: Sequence, truth: &Truth) {
        let (client, Expected { position, begins_after, past, .. }) = (&self.client, &self.expected);
        let ended = |event: &Event| match (farewell, event) {
            (Farewell::Resigned, Event::Resigned { client: who, .. })
            | (Farewell::Expired, Event::Expired { client: who, .. }) => who == client,
            (Farewell::Deleted, Event::Deleted { .. }) => true,
            _ => false,
        };
        // Its join may be among what it has read and did not hear of.
        let missed_some = begins_after.is_some_and(|after| after < gone);
        match farewell {
            Farewell::Replaced | Farewell::NotKept => {}
            Farewell::FellBehind(_) => assert!(*position < gone || missed_some, "what it had not heard is kept"),
            Farewell::ResumeNotPossible(_) => assert!(missed_some, "what it missed is kept"),
            Farewell::Resigned | Farewell::Expired | Farewell::Deleted => {
                let from = position.max(past).next();
                assert!(truth.after(from.minus(1)).any(|entry| entry.events.iter().any(ended)), "{client}: {farewell}");
            }
            other => panic!("{client}: {other}"),
        }
    }
}

impl Expected {
    /// The next message that the client must hear, of those that are kept, and its place.
    fn next(&mut self, client: &ClientId, truth: &Truth) -> Option<(Sequence, Bytes)> {
        while let Some(entry) = truth.get(self.position.next()) {
            self.position = self.position.next();
            let message = entry.message.as_ref().filter(|message| message.publisher.as_ref() != Some(client));
            let line = message.filter(|_| self.flows).map(|message| (self.position, message.line.clone()));
            entry.events.iter().for_each(|event| self.follow(event, client));
            if line.is_some() {
                return line;
            }
        }
        None
    }

    fn follow(&mut self, event: &Event, client: &ClientId) {
        match event {
            Event::Joined(member) if member.client == *client && !self.flows => {
                self.flows = true;
                if let Some(after) = self.begins_after.take() {
                    (self.past, self.position) = (self.position, after);
                }
            }
            Event::Resigned { client: who, .. } | Event::Expired { client: who, .. }
                if who == client && self.position > self.past =>
            {
                self.flows = false;
            }
            _ => {}
        }
    }
}
