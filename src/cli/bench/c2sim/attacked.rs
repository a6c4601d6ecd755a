//! A well-behaved member while somebody at another address attacks: how long its messages take, attack by attack.
//!
//! The server has the limits that it comes with. Attackers come from another address of the loopback, as they would from
//! another machine. What it deliberately leaves out: whether what they are answered is right; tests say that.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::AsyncWriteExt,
    net::TcpStream,
    task::JoinSet,
    time::{interval, timeout},
};

use super::{SESSION, begin_exercise, join_members, listen, load};
use crate::cli::bench::{
    Arguments, Problem,
    connection::{Connection, request},
    ears::Audience,
    figures::{Figures, percentile},
    server::Server,
};

/// Where attackers come from.
const ATTACKER: &str = "127.0.0.2";
/// Members that listen, and messages a second that they are sent.
const MEMBERS: usize = 10;
const PACE_PER_SEC: f64 = 200.0;
/// Sockets of one attack.
const SOCKETS: usize = 1_000;
/// Connections of a flood, each with a request on the way at any time.
const FLOODING: usize = 32;
/// Sessions that are asked for.
const SESSIONS: usize = 100_000;
/// Between two bytes of a head that never ends.
const DRIP: Duration = Duration::from_millis(500);
/// How long the rest of a flood may take once the readings are taken, in seconds.
const FLOOD_SEC_MAX: u64 = 300;

/// Prints the p99 in peace, then under each attack, and what the server holds at the end.
pub(super) async fn measure(_arguments: &Arguments, figures: &mut Figures) -> Result<(), Problem> {
    let server = Server::start_with_its_limits().await?;
    begin_exercise(&server).await?;
    join_members(&server, MEMBERS).await?;
    let mut audience = listen(&server, 0..MEMBERS).await?;
    read(&server, &mut audience).await?;
    figures.note("peace_latency_ms_p99", Some(MEMBERS), read(&server, &mut audience).await?);

    let half_open = open_sockets(&server).await?;
    figures.note("half_open_sockets_latency_ms_p99", Some(MEMBERS), read(&server, &mut audience).await?);
    drop(half_open);

    let dripping = drip(open_sockets(&server).await?);
    figures.note("slow_heads_latency_ms_p99", Some(MEMBERS), read(&server, &mut audience).await?);
    drop(dripping);

    let joining = Flood::begin(&server, usize::MAX, join).await?;
    figures.note("flood_of_joins_latency_ms_p99", Some(MEMBERS), read(&server, &mut audience).await?);
    joining.stop();

    for (name, refused, make) in [
        ("flood_of_sessions_latency_ms_p99", "sessions_refused", create_session as Make),
        ("flood_of_editing_sessions_latency_ms_p99", "editing_sessions_refused", create_editing_session),
    ] {
        let creating = Flood::begin(&server, SESSIONS, make).await?;
        figures.note(name, Some(MEMBERS), read(&server, &mut audience).await?);
        figures.note(refused, None, creating.refused_at_its_end().await? as f64);
    }
    figures.note("after_attacks_latency_ms_p99", Some(MEMBERS), read(&server, &mut audience).await?);
    if let Some(resident) = server.resident_bytes()? {
        figures.note("after_attacks_resident_mb", None, resident / f64::from(1 << 20));
    }
    Ok(())
}

async fn read(server: &Server, audience: &mut Audience) -> Result<f64, Problem> {
    let mut latencies_ms = load::half_load(server, audience, PACE_PER_SEC).await?;
    Ok(percentile(&mut latencies_ms, 0.99))
}

/// Connections on which nothing is said.
async fn open_sockets(server: &Server) -> Result<Vec<TcpStream>, Problem> {
    let mut sockets = Vec::new();
    for _ in 0..SOCKETS {
        sockets.push(Connection::socket_from(ATTACKER, server.address()).await?);
    }
    Ok(sockets)
}

/// A byte of a head for each of them now and then, until the server ends it or this is dropped.
fn drip(sockets: Vec<TcpStream>) -> JoinSet<()> {
    let mut dripping = JoinSet::new();
    for mut socket in sockets {
        dripping.spawn(async move {
            let mut drips = interval(DRIP);
            let head = b"GET / HTTP/1.1\r\nx-slow: ".iter().chain(std::iter::repeat(&b'a'));
            for byte in head {
                drips.tick().await;
                if socket.write_all(&[*byte]).await.is_err() {
                    return;
                }
            }
        });
    }
    dripping
}

/// Makes the request of a flood with this number.
type Make = fn(usize) -> Vec<u8>;

fn join(number: usize) -> Vec<u8> {
    let client = format!("flood-{number:09}");
    let body = format!("{{\"systemName\":\"FLOOD\",\"clientIdDisplayName\":\"{client}\"}}");
    request("POST", &format!("{SESSION}/join"), &client, "application/json", &body)
}

fn create_session(number: usize) -> Vec<u8> {
    let body = "{\"data\":{\"c2simSchemaVersion\":\"2.0.0\",\"displayName\":\"flood\",\"description\":\"flood\"}}";
    request("PUT", &format!("/api/c2sim/session/flood-{number}/create"), "flood-000", "application/json", body)
}

fn create_editing_session(number: usize) -> Vec<u8> {
    let body = format!("{{\"user_id\":\"flood-{number}\"}}");
    request("POST", "/editing/api/sessions", "flood-000", "application/json", &body)
}

/// Requests as fast as they are answered, whatever the answer.
struct Flood {
    requests: JoinSet<Result<(), Problem>>,
    refused: Arc<AtomicUsize>,
}

impl Flood {
    async fn begin(server: &Server, requests_max: usize, make: Make) -> Result<Self, Problem> {
        let (next, refused) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut requests = JoinSet::new();
        for _ in 0..FLOODING {
            let mut connection = Connection::open_from(ATTACKER, server.address()).await?;
            let (next, refused) = (Arc::clone(&next), Arc::clone(&refused));
            requests.spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= requests_max {
                        return Ok(());
                    }
                    if connection.ask(&make(number)).await?.status >= 400 {
                        refused.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
        Ok(Self { requests, refused })
    }

    fn stop(mut self) {
        self.requests.abort_all();
    }

    /// How many were refused, once all were answered.
    async fn refused_at_its_end(mut self) -> Result<usize, Problem> {
        let ended = async {
            while let Some(ended) = self.requests.join_next().await {
                ended??;
            }
            Ok::<_, Problem>(())
        };
        timeout(Duration::from_secs(FLOOD_SEC_MAX), ended).await.map_err(|_| "a flood takes too long")??;
        Ok(self.refused.load(Ordering::Relaxed))
    }
}
