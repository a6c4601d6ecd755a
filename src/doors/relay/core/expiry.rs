//! What waited for too long: requests, answers, tombstones and tokens.
//!
//! What must always hold: everything that waits has one deadline ahead of it, however many steps it takes; one that was put
//! off since is put down again when it comes up. Every kind waits equally long, so the first in its queue is the first due;
//! what tokens were given for ends at times of its own, and stands in their order.

use std::collections::{BTreeMap, VecDeque};

use super::{PeerId, Relay, Rid, Token, exchange::Stage};
use crate::identity::Timestamp;

/// When something must be looked at, by what it is.
#[derive(Default)]
pub(super) struct Deadlines {
    waiting: VecDeque<(Timestamp, Rid)>,
    leases: VecDeque<(Timestamp, Rid)>,
    tombstones: VecDeque<(Timestamp, Rid)>,
    tokens: VecDeque<(Timestamp, Token)>,
    /// Tokens that end however much they are used, each at a time of its own.
    token_ends: BTreeMap<(Timestamp, PeerId), Token>,
}

impl Deadlines {
    pub(super) fn waiting(&mut self, rid: Rid, at: Timestamp) {
        self.waiting.push_back((at, rid));
    }

    pub(super) fn lease(&mut self, rid: Rid, at: Timestamp) {
        self.leases.push_back((at, rid));
    }

    /// Notes an exchange that ended. Answers the one whose end is to be forgotten at once, where more are remembered than
    /// may be.
    pub(super) fn tombstone(&mut self, rid: Rid, at: Timestamp, tombstones_max: usize) -> Option<Rid> {
        self.tombstones.push_back((at, rid));
        let too_many = self.tombstones.len() > tombstones_max;
        too_many.then(|| self.tombstones.pop_front()).flatten().map(|(_, rid)| rid)
    }

    pub(super) fn token(&mut self, token: Token, at: Timestamp) {
        self.tokens.push_back((at, token));
    }

    pub(super) fn token_end(&mut self, at: Timestamp, client: PeerId, token: Token) {
        self.token_ends.insert((at, client), token);
    }

    fn due_token_end(&mut self, now: Timestamp) -> Option<Token> {
        self.token_ends.first_entry().filter(|first| first.key().0 <= now).map(|first| first.remove())
    }
}

/// The first of a queue that is due.
fn due<T>(queue: &mut VecDeque<(Timestamp, T)>, now: Timestamp) -> Option<T> {
    queue.pop_front_if(|(at, _)| *at <= now).map(|(_, what)| what)
}

impl Relay {
    /// Lets time pass.
    pub(crate) fn expire(&mut self, now: Timestamp) {
        while let Some(rid) = due(&mut self.deadlines.leases, now) {
            self.end_lease(now, rid);
        }
        while let Some(rid) = due(&mut self.deadlines.waiting, now) {
            self.expire_exchange(now, rid);
        }
        while let Some(rid) = due(&mut self.deadlines.tombstones, now) {
            self.exchanges.remove(&rid);
        }
        while let Some(token) = due(&mut self.deadlines.tokens, now) {
            self.expire_token(now, token);
        }
        while let Some(token) = self.deadlines.due_token_end(now) {
            self.remove_client(&token);
        }
    }

    fn expire_exchange(&mut self, now: Timestamp, rid: Rid) {
        let Some(exchange) = self.exchanges.get(&rid).filter(|exchange| !exchange.stage.is_end()) else { return };
        let ends_at = exchange.since.after_ms(self.limits.exchange_ms);
        if ends_at > now {
            self.deadlines.waiting(rid, ends_at);
            return;
        }
        self.withdraw(rid);
        self.finish(now, rid, Stage::Expired);
    }

    /// A request whose taker did not answer in time is handed out again, before all others.
    fn end_lease(&mut self, now: Timestamp, rid: Rid) {
        let Some(exchange) = self.exchanges.get(&rid) else { return };
        let Stage::Taken { request: Some(request) } = &exchange.stage else { return };
        let is_over = self.limits.lease_ms.is_some_and(|lease_ms| exchange.since.after_ms(lease_ms) <= now);
        if is_over {
            let (net, request) = (exchange.net.clone(), request.clone());
            self.queues.entry(net).or_default().push_front(rid);
            self.advance(now, rid, Stage::Queued { request });
        }
    }

    /// A client that was not seen for too long goes, and what it asked goes with it.
    fn expire_token(&mut self, now: Timestamp, token: Token) {
        let Some(client) = self.clients.get(&token) else { return };
        let ends_at = client.used_at.after_ms(self.limits.token_idle_ms);
        if ends_at > now {
            self.deadlines.token(token, ends_at);
            return;
        }
        self.remove_client(&token);
    }

    fn remove_client(&mut self, token: &Token) {
        let Some(client) = self.clients.remove(token) else { return };
        if let Some(ends_at) = client.ends_at {
            self.deadlines.token_ends.remove(&(ends_at, client.id));
        }
        for rid in client.open {
            self.withdraw(rid);
            self.exchanges.remove(&rid);
        }
    }
}
