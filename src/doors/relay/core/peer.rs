//! What a client is in a net among its peers: how far it has read, and the topics that it wants to hear of.

use std::collections::{BTreeMap, HashSet};

use super::{Net, PeerId, Refusal, Relay, Token, Topic};
use crate::{feed::Sequence, identity::Timestamp};

/// A client among the peers of one net.
#[derive(Debug, Clone)]
pub(crate) struct Peer {
    /// How far it has read.
    pub(crate) position: Sequence,
    /// What it subscribed to, and after which message.
    pub(super) topics: BTreeMap<Topic, Sequence>,
}

/// Whom a message is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// Every other client of the net.
    All,
    /// One client.
    Client(PeerId),
    /// Those that subscribed to a topic.
    Topic(Topic),
}

impl Peer {
    /// Whether a message is for the client with this id. Of a topic it hears from its subscription on, unless `is_history`:
    /// then it asked for what was before.
    pub(crate) fn hears(&self, own: &PeerId, sender: &PeerId, to: &Target, at: Sequence, is_history: bool) -> bool {
        match to {
            Target::All => sender != own,
            Target::Client(id) => id == own,
            Target::Topic(topic) => {
                sender != own && self.topics.get(topic).is_some_and(|since| is_history || at > *since)
            }
        }
    }

    /// Its topics, in order.
    pub(crate) fn topics(&self) -> impl Iterator<Item = &Topic> {
        self.topics.keys()
    }
}

impl Relay {
    /// The client among the peers of a net; where it is new there, it hears what comes after `head`.
    ///
    /// # Errors
    /// [`Refusal::BadToken`], [`Refusal::QueueFull`] where it is in too many nets.
    pub(crate) fn peer(
        &mut self,
        now: Timestamp,
        token: &Token,
        net: &Net,
        head: Sequence,
    ) -> Result<&mut Peer, Refusal> {
        self.expire(now);
        let max = self.limits.nets_max;
        let client = self.clients.get_mut(token).ok_or(Refusal::BadToken)?;
        client.used_at = now;
        if client.peers.len() >= max && !client.peers.contains_key(net) {
            return Err(Refusal::QueueFull { what: "nets of this client", max });
        }
        Ok(client.peers.entry(net.clone()).or_insert_with(|| Peer { position: head, topics: BTreeMap::new() }))
    }

    /// The client hears of a topic from here on.
    ///
    /// # Errors
    /// As [`Relay::peer`]; [`Refusal::QueueFull`] also where it has too many topics.
    pub(crate) fn subscribe(
        &mut self,
        now: Timestamp,
        token: &Token,
        net: &Net,
        topic: Topic,
        head: Sequence,
    ) -> Result<&Peer, Refusal> {
        let max = self.limits.topics_max;
        let peer = self.peer(now, token, net, head)?;
        if peer.topics.len() >= max && !peer.topics.contains_key(&topic) {
            return Err(Refusal::QueueFull { what: "topics of this client", max });
        }
        peer.topics.entry(topic).or_insert(head);
        Ok(peer)
    }

    /// The client hears no more of a topic.
    ///
    /// # Errors
    /// As [`Relay::peer`].
    pub(crate) fn unsubscribe(
        &mut self,
        now: Timestamp,
        token: &Token,
        net: &Net,
        topic: &Topic,
        head: Sequence,
    ) -> Result<&Peer, Refusal> {
        let peer = self.peer(now, token, net, head)?;
        peer.topics.remove(topic);
        Ok(peer)
    }

    /// The nets that have peers.
    pub(crate) fn peer_nets(&self) -> HashSet<&Net> {
        self.clients.values().flat_map(|client| client.peers.keys()).collect()
    }
}
