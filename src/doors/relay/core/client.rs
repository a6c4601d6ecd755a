//! A client: who holds a token.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use super::{Net, PeerId, Rid, peer::Peer};
use crate::identity::Timestamp;

/// What a client calls itself, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClientName(Arc<str>);

/// Most characters of a client's name.
const NAME_CHARACTERS_MAX: usize = 64;

impl ClientName {
    /// At most 64 characters; nothing for a longer text.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        (text.chars().count() <= NAME_CHARACTERS_MAX).then(|| Self(text.into()))
    }

    /// The name.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Who holds a token.
#[derive(Debug)]
pub(super) struct Client {
    pub(super) id: PeerId,
    pub(super) net: Net,
    pub(super) name: Option<ClientName>,
    /// Which login it was.
    pub(super) number: u64,
    pub(super) used_at: Timestamp,
    /// When its token counts no more, however much it is used; never where it needed no other credential for it.
    pub(super) ends_at: Option<Timestamp>,
    /// Its requests that are not pulled and not expired, over all nets, oldest first.
    pub(super) open: VecDeque<Rid>,
    /// The answers that it can pull, by net, in the order in which they came.
    pub(super) ready: HashMap<Net, VecDeque<Rid>>,
    /// What it is among the peers of each net that it used.
    pub(super) peers: HashMap<Net, Peer>,
}

impl Client {
    pub(super) fn new(
        number: u64,
        net: Net,
        name: Option<ClientName>,
        now: Timestamp,
        ends_at: Option<Timestamp>,
    ) -> Self {
        let (open, ready, peers) = (VecDeque::new(), HashMap::new(), HashMap::new());
        Self { id: PeerId::random(), number, net, name, used_at: now, ends_at, open, ready, peers }
    }

    /// Forgets an exchange that came to its end.
    pub(super) fn close(&mut self, rid: Rid, net: &Net) {
        self.open.retain(|open| *open != rid);
        if let Some(ready) = self.ready.get_mut(net) {
            ready.retain(|ready| *ready != rid);
            if ready.is_empty() {
                self.ready.remove(net);
            }
        }
    }
}
