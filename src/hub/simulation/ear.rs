//! A listening client, and what it must hear: every message of others while it is a member, in the order of the feed, once.

use std::time::Duration;

use bytes::Bytes;
use tokio::{runtime::Runtime, time::timeout};

use super::truth::Truth;
use crate::{
    feed::Sequence,
    hub::{Farewell, Listener},
    identity::ClientId,
    session::Event,
};

/// A listening client.
pub(super) struct Ear {
    pub(super) client: ClientId,
    listener: Listener,
    expected: Expected,
}

/// What a client must hear next, by the entries that are kept.
struct Expected {
    /// The last entry that is accounted for.
    position: Sequence,
    is_member: bool,
}

impl Ear {
    pub(super) fn new(client: ClientId, listener: Listener, position: Sequence, is_member: bool) -> Self {
        Self { client, listener, expected: Expected { position, is_member } }
    }

    /// Entries after this one were lost before anyone was told of them.
    pub(super) fn rolled_back(&mut self, to: Sequence) {
        self.expected.position = self.expected.position.min(to);
    }

    /// Hears what there is; the farewell, when it is one.
    pub(super) fn hear(&mut self, runtime: &Runtime, truth: &Truth) -> Option<Farewell> {
        let mut lines = Vec::new();
        // On a clock that stands still but when nothing else is to be done, this waits for nothing.
        let heard = runtime.block_on(async { timeout(Duration::from_millis(1), self.listener.hear(&mut lines)).await });
        for line in &lines {
            assert_eq!(self.expected.next(&self.client, truth).as_ref(), Some(line), "{} hears", self.client);
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
    pub(super) fn check(&mut self, farewell: &Farewell, gone: Sequence, truth: &Truth) {
        let (client, before) = (self.client.clone(), self.expected.position);
        let ended = |event: &Event| match (farewell, event) {
            (Farewell::Resigned, Event::Resigned { client: who, .. })
            | (Farewell::Expired, Event::Expired { client: who, .. }) => *who == client,
            (Farewell::Deleted, Event::Deleted { .. }) => true,
            _ => false,
        };
        match farewell {
            Farewell::Replaced | Farewell::NotKept => {}
            Farewell::FellBehind(_) => assert!(before < gone, "what it had not heard is kept"),
            Farewell::Resigned | Farewell::Expired | Farewell::Deleted => {
                let mut at = before.next();
                while let Some(entry) = truth.get(at) {
                    if entry.events.iter().any(ended) {
                        return;
                    }
                    at = at.next();
                }
                panic!("{client} was told {farewell}, and it is not so");
            }
            other => panic!("{client}: {other}"),
        }
    }
}

impl Expected {
    /// The next line that the client must hear, of those that are kept.
    fn next(&mut self, client: &ClientId, truth: &Truth) -> Option<Bytes> {
        while let Some(entry) = truth.get(self.position.next()) {
            let is_for =
                |message: &&crate::hub::Distributed| self.is_member && message.publisher.as_ref() != Some(client);
            let line = entry.message.as_ref().filter(is_for).map(|message| message.line.clone());
            self.position = self.position.next();
            for event in &entry.events {
                match event {
                    Event::Joined(member) if member.client == *client => self.is_member = true,
                    Event::Resigned { client: who, .. } | Event::Expired { client: who, .. } if who == client => {
                        self.is_member = false;
                    }
                    _ => {}
                }
            }
            if line.is_some() {
                return line;
            }
        }
        None
    }
}
