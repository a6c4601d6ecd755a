//! The streams of a session: opening, closing, and how far they are.

use std::{collections::HashMap, sync::Arc};

use tokio::sync::oneshot;

use super::{OpenStream, SharedSession};
use crate::{
    hub::{
        Farewell, HubError, Listener, Subscription,
        listener::{Membership, ReadPosition, Receives},
    },
    identity::{ClientId, SystemName},
    session::{Caller, Input, StreamId},
};

impl SharedSession {
    /// How many entries each open stream has not read yet.
    pub fn entries_behind(&self) -> HashMap<StreamId, u64> {
        let head = self.feed.head();
        let life = self.life.lock();
        life.streams.iter().map(|(id, stream)| (*id, head.entries_since(stream.position.get()))).collect()
    }

    /// Opens the client's stream; an older stream of the same client ends.
    ///
    /// # Errors
    /// [`HubError::ResumeNotPossible`]: the stream cannot begin where it is asked to; an older one goes on.
    pub fn listen(
        self: &Arc<Self>,
        caller: &Caller,
        client: &ClientId,
        Subscription { after, filter }: Subscription,
    ) -> Result<Listener, HubError> {
        let mut life = self.living()?;
        let from_address = after.map(|address| self.feed.cursor_from(address)).transpose()?;
        let stream = StreamId(life.next_stream);
        let opened = Input::StreamOpened { client: client.clone(), stream };
        let outcome = life.session.step_for(caller, self.clock.now(), opened)?;
        life.next_stream += 1;
        for closing in outcome.closes {
            if let Some(older) = life.streams.remove(&closing.stream) {
                // The older stream may be closing by itself at this moment.
                let _ = older.end.send(Farewell::Replaced);
            }
        }
        let present = self.feed.cursor_at_tail();
        let member = life.session.member(client);
        let addressee = member.and_then(|member| self.addressee(&member.system_name));
        let version = member.and_then(|member| member.schema_version.clone());
        let receives = Receives { addressee, filter, version };
        let (cursor, membership) = match (member.is_some(), from_address) {
            (true, Some(cursor)) => (cursor, Membership::Member { past: Some(present) }),
            (true, None) => (present, Membership::Member { past: None }),
            (false, _) => (present, Membership::Awaited { after }),
        };
        let (end, ended) = oneshot::channel();
        let position = Arc::new(ReadPosition::new(cursor.position()));
        let open = OpenStream { client: client.clone(), caller: caller.clone(), end, position: Arc::clone(&position) };
        life.streams.insert(stream, open);
        let own = (client.clone(), caller.clone(), stream);
        Ok(Listener::new(Arc::clone(self), own, cursor, (membership, receives), ended, position))
    }

    /// Whom a reader is as a receiver, who is this system: what is addressed to others does not reach it. Nobody where
    /// every message reaches everybody.
    pub fn addressee(&self, system: &SystemName) -> Option<SystemName> {
        self.settings.private_addressing.then(|| system.clone())
    }

    pub(in crate::hub) fn close_stream(&self, client: &ClientId, stream: StreamId) {
        let mut life = self.life.lock();
        life.streams.remove(&stream);
        // Closing a stream is never refused.
        let _ = life.session.step(self.clock.now(), Input::StreamClosed { client: client.clone(), stream });
    }
}
