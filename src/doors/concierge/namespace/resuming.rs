//! A client that comes back with its key.

use super::{ClientNumber, Hello, Joined, Life, Namespace, Ordering, Sequence, Uuid, VERSION};

impl Namespace {
    /// Goes on after the last event that the client names, or else was sent.
    pub(super) fn resume(&self, life: &mut Life, number: ClientNumber, key: Uuid, after: Option<u64>) -> Joined {
        let peer = &life.peers[&number];
        let sent = peer.delivered.load(Ordering::Acquire);
        let fs_key = peer.fs_key;
        let known = Sequence::from(after.unwrap_or(sent)).min(self.feed.head());
        let position = known.max(self.feed.gone());
        let hello = Hello {
            uuid: life.space.client(number).expect("whoever is waited for is there").uuid,
            version: VERSION,
            resume: Some(key.simple().to_string()),
            resumed: Some(true),
            missed: Some(position.entries_since(known)),
            fs_key: fs_key.map(|key| key.to_string()),
        };
        self.connected(life, number, hello, self.feed.cursor_after(position))
    }
}
