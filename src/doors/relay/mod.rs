//! The HTTP relay: mailboxes for participants that can only make outgoing calls.
//!
//! Entry points: [`RelayDoor::mounted`] and [`RelayDoor::native`]. The rules stand in `core`, free of HTTP; messages between
//! peers are a feed a net. What must always hold: a poll that waits takes nothing when its caller has hung up; what
//! participants send each other passes to the letter. Where the server wants a token, it comes with the login. What it
//! deliberately leaves out: credentials of server participants, which the relay's contract does not know.

mod client;
mod core;
mod fields;
mod message;
mod nets;
mod parameters;
mod peer;
mod refusal;
mod routes;
mod server;
mod waiting;

use std::{path::Path, sync::Arc, time::Duration};

use c2sim_generated::{
    relay::{ApiError, Handler},
    support::RawBody,
};
use parking_lot::Mutex;
use poem::{Request, Route};

use self::core::{Limits, Net, Relay, Token};
use super::api::{BodyRefused, read_up_to};
use crate::{
    auth::Authenticator,
    feed::StoreError,
    identity::Timestamp,
    ops::{Configuration, Shutdown, door_figures::Figure},
};
use nets::Nets;
use parameters::Parameters;
use refusal::Refused;
use waiting::Bells;

/// How often the relay looks for what expired while nobody asks.
const TICK_SEC: u64 = 1;

/// The relay with everything that it keeps.
pub(crate) struct RelayDoor {
    relay: Mutex<Relay>,
    nets: Nets,
    /// Rung when a request comes to a net.
    requests: Bells<Net>,
    /// Rung when an answer comes to a client.
    answers: Bells<Token>,
    body_bytes_max: usize,
    /// Tells who may log in.
    authenticator: Arc<Authenticator>,
    shutdown: Shutdown,
}

impl RelayDoor {
    /// The relay as configured, with the messages between peers that are kept in the data directory.
    ///
    /// # Errors
    /// They are to be kept, and the directory cannot be used.
    pub(super) async fn open(
        configuration: &Configuration,
        authenticator: Arc<Authenticator>,
        data_dir: &Path,
        shutdown: Shutdown,
    ) -> Result<Arc<Self>, StoreError> {
        let nets = Nets::open(configuration, data_dir).await?;
        let limits = Limits {
            clients_max: configuration.relay_clients_max,
            queued_max: configuration.relay_queued_max,
            unanswered_max: configuration.relay_unanswered_max,
            exchange_ms: configuration.relay_expiry_ms,
            token_idle_ms: configuration.relay_token_idle_ms,
            lease_ms: configuration.relay_lease_ms,
            ..Limits::default()
        };
        let door = Arc::new(Self {
            relay: Mutex::new(Relay::new(limits)),
            nets,
            requests: Bells::default(),
            answers: Bells::default(),
            body_bytes_max: configuration.relay_body_bytes_max,
            authenticator,
            shutdown,
        });
        door.spawn_clock();
        Ok(door)
    }

    /// Hangs the relay into a server that has other doors too, at `/api/v1` below `prefix`.
    pub(super) fn mounted(self: &Arc<Self>, route: Route, prefix: &str) -> Route {
        routes::mounted(self, route, prefix)
    }

    /// The relay on its native paths: `/` and those below `/api/v1`.
    pub(super) fn native(self: &Arc<Self>) -> Route {
        routes::native(self)
    }

    /// How the relay does.
    pub(super) fn figures(&self) -> Vec<Figure> {
        let (clients, exchanges) = self.relay.lock().sizes();
        vec![
            Figure::now("clients", "Clients that logged in", clients as u64),
            Figure::now("exchanges", "Requests and answers that are remembered", exchanges as u64),
        ]
    }

    /// Takes nothing more, and resolves when every message between peers is kept.
    pub(super) async fn close(&self) {
        self.nets.close().await;
    }

    /// Lets the relay's time pass until it is dropped.
    fn spawn_clock(self: &Arc<Self>) {
        let door = Arc::downgrade(self);
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(Duration::from_secs(TICK_SEC));
            loop {
                ticks.tick().await;
                let Some(door) = door.upgrade() else { return };
                let mut relay = door.relay.lock();
                relay.expire(now());
                let used = relay.peer_nets();
                door.nets.forget(|net| !used.contains(net));
                drop(used);
                door.requests.forget_unheard();
                door.answers.forget_unheard();
            }
        });
    }

    /// The parameters of a request with a body.
    async fn parameters(&self, request: &Request, body: RawBody) -> Result<Parameters, Refused> {
        let query = request.uri().query().unwrap_or_default();
        let limit_bytes = self.body_bytes_max;
        let bytes = read_up_to(request.headers(), body.body, limit_bytes).await.map_err(|error| match error {
            BodyRefused::TooLarge { limit_bytes } => Refused::too_large(limit_bytes),
            BodyRefused::Interrupted => Refused::bad("bad_json", error),
        })?;
        let media_type = body.content_type.essence.as_str();
        let has_body = !bytes.is_empty() || !media_type.is_empty();
        Parameters::read(query, has_body.then_some((media_type, &*bytes)))
    }
}

/// The parameters of a request without a body.
fn query_parameters(request: &Request) -> Result<Parameters, Refused> {
    Parameters::read(request.uri().query().unwrap_or_default(), None)
}

fn now() -> Timestamp {
    crate::clock::now()
}

impl Handler for RelayDoor {
    type Error = Refused;

    fn refuse(&self, _request: &Request, refused: Refused) -> ApiError {
        refused.into_answer()
    }
}
