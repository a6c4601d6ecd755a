//! Doors with a port of their own, where they answer on their native paths.
//!
//! Entry points: [`bind`] before the server says that it listens, [`serve`] after. What must always hold: connections of all
//! ports count together; a door on its own port ends with the server.

use std::{
    io::{self, Write},
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};

use futures_util::future::try_join_all;
use poem::{EndpointExt, Server};
use tokio::net::TcpListener;

use super::{
    accept::LimitedAcceptor,
    audited::AuditRefusals,
    further::FurtherDoors,
    rate::{RateLimits, Rates},
};
use crate::ops::{Audit, Configuration, Shutdown, configuration::DoorOpening, cors::cors, headers::secure_headers};

/// A port that a door has for itself.
pub(super) struct OwnPort {
    door: &'static str,
    acceptor: LimitedAcceptor,
    address: SocketAddr,
}

impl OwnPort {
    /// Tells on standard output where the door listens.
    pub(super) fn announce(&self) {
        announce(&format!("c2sim {}", self.door), self.acceptor.scheme(), self.address);
    }
}

/// Tells on standard output who listens where. A reader that has gone away keeps nobody from serving.
pub(super) fn announce(who: &str, scheme: &str, address: SocketAddr) {
    let _ = writeln!(io::stdout(), "{who} listening on {scheme}://{address}");
}

/// Listens on the ports that doors have for themselves.
///
/// # Errors
/// Which address cannot be listened on, and what to do.
pub(super) async fn bind(main: &LimitedAcceptor, configuration: &Configuration) -> Result<Vec<OwnPort>, String> {
    let mut ports = Vec::new();
    let doors = [
        ("relay", configuration.door_relay),
        ("editing", configuration.door_editing),
        ("concierge", configuration.door_concierge),
    ];
    for (door, opening) in doors {
        let DoorOpening::OwnPort(wanted) = opening else { continue };
        let refused = |error| format!("cannot listen on {wanted}: {error}; choose another address with --door {door}=");
        let listener = TcpListener::bind(wanted).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        ports.push(OwnPort { door, acceptor: main.beside(listener), address });
    }
    Ok(ports)
}

/// Serves the doors on their ports until the end is requested.
///
/// # Errors
/// A port fails.
pub(super) async fn serve(
    ports: Vec<OwnPort>,
    (doors, rates): (&FurtherDoors, Arc<Rates>),
    configuration: &Arc<Configuration>,
    audit: &Audit,
    shutdown: &Shutdown,
) -> io::Result<()> {
    let refusals = || AuditRefusals { audit: audit.clone(), configuration: Arc::clone(configuration) };
    let servers = ports.into_iter().filter_map(|port| {
        let routes = match port.door {
            "relay" => doors.relay.as_ref()?.native().map_to_response().boxed(),
            "editing" => doors.editing.as_ref()?.native().map_to_response().boxed(),
            "concierge" => doors.concierge.as_ref()?.native().map_to_response().boxed(),
            other => unreachable!("there is no door {other}"),
        };
        let limits = RateLimits { rates: Arc::clone(&rates), configuration: Arc::clone(configuration) };
        let endpoint =
            routes.with(limits).with(refusals()).with(secure_headers(configuration)).with(cors(configuration));
        let acceptor = port.acceptor;
        let (shutdown, grace) = (shutdown.clone(), Duration::from_millis(configuration.shutdown_ms));
        let ended = async move { shutdown.requested().await };
        Some(Server::new_with_acceptor(acceptor).run_with_graceful_shutdown(endpoint, ended, Some(grace)))
    });
    try_join_all(servers.collect::<Vec<_>>()).await.map(|_| ())
}
