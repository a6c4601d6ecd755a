//! The relay as a pure core: mailboxes in which participants that can only call out leave requests and answers for each other.
//!
//! Entry point: [`Relay`]. What must always hold: a request is handed to one server participant at most, and its answer to
//! the client that asked, once; whatever waits expires; nothing grows beyond [`Limits`]. What it deliberately leaves out:
//! HTTP, waiting (the door waits and asks again), clocks, and messages between peers, which are a feed.

mod claims;
mod client;
mod exchange;
mod expiry;
mod limits;
mod names;
mod peer;
mod refusal;

pub(crate) use client::ClientName;
pub(crate) use exchange::{Answered, Progress, Pulled, Smart, Taken, Verbatim};
pub(crate) use limits::Limits;
pub(crate) use names::{Net, PeerId, Rid, Token, Topic};
pub(crate) use peer::Target;
pub(crate) use refusal::Refusal;

use std::collections::{HashMap, VecDeque};

use client::Client;
use exchange::Exchange;
use expiry::Deadlines;

use crate::identity::Timestamp;

/// Everything that participants left for each other.
pub(crate) struct Relay {
    limits: Limits,
    clients: HashMap<Token, Client>,
    /// How many there were.
    logins: u64,
    exchanges: HashMap<Rid, Exchange>,
    /// The requests of a net that nobody took, oldest first. A net without any is not here.
    queues: HashMap<Net, VecDeque<Rid>>,
    deadlines: Deadlines,
}

/// Who logged in, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Login {
    /// The credential, told to nobody else.
    pub(crate) token: Token,
    /// The net that stands in where the client names none.
    pub(crate) net: Net,
}

impl Relay {
    /// An empty relay.
    pub(crate) fn new(limits: Limits) -> Self {
        let (clients, exchanges, queues) = (HashMap::new(), HashMap::new(), HashMap::new());
        Self { limits, clients, logins: 0, exchanges, queues, deadlines: Deadlines::default() }
    }

    /// A new client, whose net stands in wherever it names none, and whose token lasts until `ends_at` at the most.
    ///
    /// # Errors
    /// [`Refusal::TooManyClients`].
    pub(crate) fn login(
        &mut self,
        now: Timestamp,
        ends_at: Option<Timestamp>,
        net: Net,
        name: Option<ClientName>,
    ) -> Result<Login, Refusal> {
        self.expire(now);
        if self.clients.len() >= self.limits.clients_max {
            return Err(Refusal::TooManyClients { max: self.limits.clients_max });
        }
        let token = Token::random();
        self.logins += 1;
        let client = Client::new(self.logins, net.clone(), name, now, ends_at);
        if let Some(ends_at) = ends_at {
            self.deadlines.token_end(ends_at, client.id.clone(), token.clone());
        }
        self.clients.insert(token.clone(), client);
        self.deadlines.token(token.clone(), now.after_ms(self.limits.token_idle_ms));
        Ok(Login { token, net })
    }

    /// The client behind a token, which is used by that; and the net that it speaks of.
    ///
    /// # Errors
    /// [`Refusal::BadToken`].
    pub(crate) fn client(&mut self, now: Timestamp, token: &Token, net: Option<Net>) -> Result<(PeerId, Net), Refusal> {
        self.expire(now);
        let client = self.clients.get_mut(token).ok_or(Refusal::BadToken)?;
        client.used_at = now;
        Ok((client.id.clone(), net.unwrap_or_else(|| client.net.clone())))
    }

    /// The ids and names of the clients whose own net this is, in order of their login.
    pub(crate) fn clients_of(&self, net: &Net) -> Vec<(PeerId, Option<ClientName>)> {
        let mut found: Vec<&Client> = self.clients.values().filter(|client| client.net == *net).collect();
        found.sort_by_key(|client| client.number);
        found.into_iter().map(|client| (client.id.clone(), client.name.clone())).collect()
    }

    /// What it holds at most.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// How many clients, and how many requests and answers, are there.
    pub(crate) fn sizes(&self) -> (usize, usize) {
        (self.clients.len(), self.exchanges.len())
    }
}

#[cfg(test)]
mod tests;
