//! Which sessions are services of the gateway: those that are open to it, at every moment.
//!
//! Entry point: [`Mirrors::spawn`]. What must always hold: a session is mirrored once, from when it is opened until it is
//! closed or deleted; one that cannot be mirrored is tried again, and the log says so once.

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio::{sync::oneshot, task::JoinHandle};

use super::mirror;
use crate::{
    doors::concierge::ConciergeDoor,
    hub::{Hub, SharedSession},
    identity::SessionName,
    session::Crossing,
};

/// How often is looked for sessions whose mirror ended.
const LOOK: Duration = Duration::from_secs(1);

/// The sessions that are services of the gateway, until this is dropped.
pub(in crate::doors) struct Mirrors {
    keeping: JoinHandle<()>,
    /// Dropped when it is to end.
    lasting: oneshot::Sender<()>,
}

/// What is mirrored now.
struct Keeper {
    hub: Arc<Hub>,
    gateway: Arc<ConciergeDoor>,
    running: HashMap<SessionName, JoinHandle<bool>>,
}

impl Mirrors {
    /// Mirrors every session that is open to the gateway, and follows what changes.
    pub(in crate::doors) fn spawn(hub: &Arc<Hub>, gateway: &Arc<ConciergeDoor>) -> Self {
        let mut changes = hub.changes();
        let (lasting, mut over) = oneshot::channel();
        let (hub, gateway) = (Arc::clone(hub), Arc::clone(gateway));
        let mut keeper = Keeper { hub, gateway, running: HashMap::new() };
        let keeping = tokio::spawn(async move {
            loop {
                keeper.follow().await;
                tokio::select! {
                    _ = &mut over => return keeper.end().await,
                    // It is looked at anew whether something changed or it is time to.
                    _ = tokio::time::timeout(LOOK, changes.changed()) => {}
                }
            }
        });
        Self { keeping, lasting }
    }

    /// Ends every mirror, and resolves when all have ended.
    pub(in crate::doors) async fn close(self) {
        drop(self.lasting);
        // One that panicked has ended too.
        let _ = self.keeping.await;
    }
}

impl Keeper {
    /// Makes what is mirrored what is to be mirrored.
    async fn follow(&mut self) {
        let sessions = self.hub.sessions();
        let is_open = |session: &Arc<SharedSession>| session.is_open_to(Crossing::Concierge);
        let wanted: HashMap<SessionName, Arc<SharedSession>> = sessions
            .into_iter()
            .filter(is_open)
            .map(|session| (session.read(|session| session.name().clone()), session))
            .collect();
        let over: Vec<SessionName> = self.running.keys().filter(|name| !wanted.contains_key(*name)).cloned().collect();
        for name in over {
            if let Some(mirror) = self.running.remove(&name) {
                end(mirror).await;
            }
        }
        for (name, session) in wanted {
            if self.running.get(&name).is_some_and(|mirror| !mirror.is_finished()) {
                continue;
            }
            // Whoever fails again has been told of.
            let is_told = match self.running.remove(&name) {
                Some(mirror) => mirror.await.unwrap_or(true),
                None => false,
            };
            let (gateway, own_name) = (Arc::clone(&self.gateway), name.clone());
            let mirror = async move {
                let outcome = mirror::run(&gateway, session, &own_name).await;
                if let Err(error) = &outcome
                    && !is_told
                {
                    tracing::warn!(session = %own_name, "cannot be mirrored at the moment: {error}");
                }
                outcome.is_err()
            };
            self.running.insert(name, tokio::spawn(mirror));
        }
    }

    /// Ends every mirror, and resolves when all have ended.
    async fn end(self) {
        for mirror in self.running.into_values() {
            end(mirror).await;
        }
    }
}

async fn end(mirror: JoinHandle<bool>) {
    mirror.abort();
    // It may have ended by itself.
    let _ = mirror.await;
}
