//! The HTTP relay: how many requests are asked and answered, and how long an answer takes to a client that waits for it.

use std::time::{Duration, Instant};

use memchr::memmem;
use tokio::task::JoinSet;

use super::{
    Arguments, Problem,
    connection::{Connection, request},
    figures::{Figures, percentile},
    server::Server,
};

/// Request and answer, both sides of both, a second at least.
const PAIRS_PER_SEC_MIN: f64 = 20_000.0;
/// ms from pushres to the answer of the pullres that waits, 99 of 100.
const WAKE_MS_MAX: f64 = 5.0;
/// Pairs of participants that work side by side, each in a net of its own.
const NETS: usize = 8;
/// Requests that follow each other at once on a connection.
const ROUND: usize = 32;
/// Exchanges that are waited for, of each pair.
const WAITS: usize = 250;
/// How long a pull has waited when its answer is pushed.
const WAITED: Duration = Duration::from_millis(4);
const JSON: &str = "application/json";

/// Prints the figures.
pub(super) async fn measure(arguments: &Arguments, figures: &mut Figures) -> Result<(), Problem> {
    let server = arguments.server().await?;
    pairs(&server, ROUND * NETS).await?;
    let pairs_asked = arguments.messages.next_multiple_of(ROUND * NETS);
    let (before_us, begin) = (server.cpu_us()?, Instant::now());
    pairs(&server, pairs_asked).await?;
    let (after_us, elapsed) = (server.cpu_us()?, begin.elapsed());
    figures.hold_least("pairs_per_sec", Some(NETS), pairs_asked as f64 / elapsed.as_secs_f64(), PAIRS_PER_SEC_MIN);
    if let Some((before, after)) = before_us.zip(after_us) {
        figures.note("pair_cpu_us", Some(NETS), (after - before) / pairs_asked as f64);
    }
    let mut waited_ms = wakes(&server).await?;
    figures.note("pushres_to_pullres_ms_p50", Some(NETS), percentile(&mut waited_ms, 0.5));
    figures.hold("pushres_to_pullres_ms_p99", Some(NETS), percentile(&mut waited_ms, 0.99), WAKE_MS_MAX);
    Ok(())
}

/// So many requests asked, taken, answered and pulled: four calls each.
async fn pairs(server: &Server, pairs: usize) -> Result<(), Problem> {
    let mut working: JoinSet<Result<(), Problem>> = JoinSet::new();
    for number in 0..NETS {
        let mut participants = Participants::login(server, number).await?;
        working.spawn(async move {
            for _ in 0..pairs / NETS / ROUND {
                participants.round().await?;
            }
            Ok(())
        });
    }
    while let Some(worked) = working.join_next().await {
        worked??;
    }
    Ok(())
}

/// How long each answer took to a client that waited for it, in ms.
async fn wakes(server: &Server) -> Result<Vec<f64>, Problem> {
    let mut working: JoinSet<Result<Vec<f64>, Problem>> = JoinSet::new();
    for number in 0..NETS {
        let mut participants = Participants::login(server, number).await?;
        let mut waiting = Connection::open(server.address()).await?;
        working.spawn(async move {
            let mut waited_ms = Vec::with_capacity(WAITS);
            for _ in 0..WAITS {
                let rid = participants.ask_and_take().await?;
                let pull = participants.pull(&rid, 20);
                let pulling = tokio::spawn(async move {
                    let pulled = waiting.ask_ok(&pull).await;
                    (waiting, Instant::now(), pulled)
                });
                tokio::time::sleep(WAITED).await;
                let pushed_at = Instant::now();
                participants.connection.ask_ok(&participants.answer(&rid)).await?;
                let (connection, pulled_at, pulled) = pulling.await?;
                if !pulled?.body.contains("\"ready\"") {
                    return Err("a pull that waited came back without an answer".into());
                }
                waiting = connection;
                waited_ms.push(pulled_at.duration_since(pushed_at).as_secs_f64() * 1e3);
            }
            Ok(waited_ms)
        });
    }
    let mut all = Vec::new();
    while let Some(waited) = working.join_next().await {
        all.extend(waited??);
    }
    Ok(all)
}

/// A client and a server participant in a net of their own.
struct Participants {
    connection: Connection,
    net: String,
    token: String,
}

impl Participants {
    async fn login(server: &Server, number: usize) -> Result<Self, Problem> {
        let mut connection = Connection::open(server.address()).await?;
        let net = format!("bench-{number}");
        let answer = connection.ask_ok(&call("client/login", &format!(r#"{{"net":"{net}"}}"#))).await?;
        let token = field(&answer.body, "token")?;
        Ok(Self { connection, net, token })
    }

    /// As many requests as a round has: all asked, all taken, all answered, all pulled.
    async fn round(&mut self) -> Result<(), Problem> {
        self.connection.ask_many(&self.push().repeat(ROUND), ROUND, |_| {}).await?;
        let mut rids = Vec::with_capacity(ROUND);
        self.connection.ask_many(&self.take().repeat(ROUND), ROUND, |body| rids.push(field(body, "rid"))).await?;
        let rids: Vec<String> = rids.into_iter().collect::<Result<_, _>>()?;
        let answers: Vec<u8> = rids.iter().flat_map(|rid| self.answer(rid)).collect();
        self.connection.ask_many(&answers, ROUND, |_| {}).await?;
        let pulls: Vec<u8> = rids.iter().flat_map(|rid| self.pull(rid, 0)).collect();
        let mut ready = 0;
        self.connection.ask_many(&pulls, ROUND, |body| ready += usize::from(body.contains("\"ready\""))).await?;
        if ready == ROUND { Ok(()) } else { Err("an answer was not ready".into()) }
    }

    async fn ask_and_take(&mut self) -> Result<String, Problem> {
        self.connection.ask_ok(&self.push()).await?;
        let taken = self.connection.ask_ok(&self.take()).await?;
        field(&taken.body, "rid")
    }

    fn push(&self) -> Vec<u8> {
        let Self { net, token, .. } = self;
        let body = format!(
            r#"{{"token":"{token}","net":"{net}","sim_req":{{"simEndpoint":"/position","simQueryParams":{{"unit":"1-AA"}}}}}}"#
        );
        call("client/pushreq", &body)
    }

    fn take(&self) -> Vec<u8> {
        call("server/pullreqsmart", &format!(r#"{{"net":"{}"}}"#, self.net))
    }

    fn answer(&self, rid: &str) -> Vec<u8> {
        let sim_res = r#"{"simStatus":200,"simBody":{"latitude":52.1,"longitude":4.3}}"#;
        call("server/pushres", &format!(r#"{{"rid":"{rid}","sim_res":{sim_res}}}"#))
    }

    fn pull(&self, rid: &str, wait_sec: u8) -> Vec<u8> {
        let Self { net, token, .. } = self;
        call("client/pullres", &format!(r#"{{"token":"{token}","net":"{net}","rid":"{rid}","wait":{wait_sec}}}"#))
    }
}

fn call(operation: &str, body: &str) -> Vec<u8> {
    request("POST", &format!("/api/v1/{operation}"), "bench-00", JSON, body)
}

/// The text of this field of a JSON object.
fn field(body: &str, name: &str) -> Result<String, Problem> {
    let key = format!("\"{name}\":\"");
    let text = memmem::find(body.as_bytes(), key.as_bytes()).map(|at| &body[at + key.len()..]);
    let text = text.and_then(|text| text.split('"').next()).ok_or_else(|| format!("no {name} in {body}"))?;
    Ok(text.to_owned())
}
