//! The server that is measured: a process of its own, whose CPU time and memory the operating system tells.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

use super::{
    Problem,
    connection::{Connection, request},
};
use crate::feed::Durability;

/// Members of a bench say nothing for minutes.
const INACTIVE_SEC: &str = "86400";
/// More than a server takes.
const RATE_PER_SEC: &str = "1000000000";
/// More than a measurement needs.
const MANY: &str = "1000000";
/// The limits of the further doors that a measurement would meet.
const RAISED: [&str; 11] = [
    "C2SIM_MAX_ADDRESS_CONNECTIONS",
    "C2SIM_EDITING_MAX_RATE",
    "C2SIM_EDITING_MAX_BURST",
    "C2SIM_EDITING_MAX_SESSION_CONNECTIONS",
    "C2SIM_EDITING_MAX_SESSIONS",
    "C2SIM_EDITING_BACKLOG_MESSAGES",
    "C2SIM_RELAY_MAX_CLIENTS",
    "C2SIM_RELAY_MAX_QUEUED",
    "C2SIM_RELAY_MAX_UNANSWERED",
    "C2SIM_CONCIERGE_MAX_CLIENTS",
    "C2SIM_CONCIERGE_BACKLOG_MESSAGES",
];
/// How long an end may take, in seconds.
const END_SEC_MAX: u64 = 30;
/// Linux counts CPU time in these for every program, whatever its own clock does.
const TICKS_PER_SEC: f64 = 100.0;

/// A running server.
pub(super) struct Server {
    address: String,
    pid: Option<u32>,
    own: Option<Own>,
}

/// What is ours when we started it.
struct Own {
    process: Child,
    folder: TempDir,
    durability: Durability,
}

impl Server {
    /// The same program, on a free port of the loopback and with an empty data folder.
    pub(super) async fn start(durability: Durability) -> Result<Self, Problem> {
        let folder = tempfile::tempdir()?;
        let (process, address) = spawn(&folder, durability)?;
        Ok(Self { address, pid: Some(process.id()), own: Some(Own { process, folder, durability }) })
    }

    /// The same, with the limits that a server comes with.
    pub(super) async fn start_with_its_limits() -> Result<Self, Problem> {
        let durability = Durability::Sync;
        let folder = tempfile::tempdir()?;
        let (process, address) = begin(command(&folder, durability)?)?;
        Ok(Self { address, pid: Some(process.id()), own: Some(Own { process, folder, durability }) })
    }

    /// A server that runs already.
    pub(super) fn at(url: &str, pid: Option<u32>) -> Result<Self, Problem> {
        let address = url.strip_prefix("http://").ok_or("--url begins with http://, such as http://127.0.0.1:7777")?;
        Ok(Self { address: address.trim_end_matches('/').to_owned(), pid, own: None })
    }

    /// Where it listens: `ADDRESS:PORT`.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// CPU time in µs, in user and system mode; nothing where the process is not known.
    pub(super) fn cpu_us(&self) -> Result<Option<f64>, Problem> {
        let Some(pid) = self.pid else { return Ok(None) };
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
        let after_name = stat.rsplit(") ").next().unwrap_or_default();
        let ticks: Result<Vec<f64>, _> = after_name.split(' ').skip(11).take(2).map(str::parse).collect();
        Ok(Some(ticks?.iter().sum::<f64>() / TICKS_PER_SEC * 1e6))
    }

    /// Resident memory in bytes; nothing where the process is not known.
    pub(super) fn resident_bytes(&self) -> Result<Option<f64>, Problem> {
        self.memory_bytes("VmRSS:")
    }

    /// The most resident memory that there was so far, in bytes; nothing where the process is not known.
    pub(super) fn peak_resident_bytes(&self) -> Result<Option<f64>, Problem> {
        self.memory_bytes("VmHWM:")
    }

    fn memory_bytes(&self, name: &str) -> Result<Option<f64>, Problem> {
        let Some(pid) = self.pid else { return Ok(None) };
        let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)).ok_or("memory is not told")?;
        let kib: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(Some(kib * 1024.0))
    }

    /// Ends it in order, or as a crash does, starts it on the same data, and tells how long it takes to the first answer.
    pub(super) async fn restart(&mut self, is_orderly: bool) -> Result<Duration, Problem> {
        let own = self.own.as_mut().ok_or("a server at --url is not started again")?;
        own.end(is_orderly)?;
        let begin = Instant::now();
        (own.process, self.address) = spawn(&own.folder, own.durability)?;
        self.pid = Some(own.process.id());
        let info = request("GET", "/api/c2sim/sessions", "bench-0", "application/json", "");
        Connection::open(&self.address).await?.ask(&info).await?;
        Ok(begin.elapsed())
    }
}

impl Own {
    fn end(&mut self, is_orderly: bool) -> Result<(), Problem> {
        if is_orderly {
            Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status()?;
        } else {
            self.process.kill()?;
        }
        let begin = Instant::now();
        while self.process.try_wait()?.is_none() {
            if begin.elapsed() > Duration::from_secs(END_SEC_MAX) {
                return Err("the server does not end".into());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A server that takes whatever one client sends.
fn spawn(folder: &TempDir, durability: Durability) -> Result<(Child, String), Problem> {
    let mut command = command(folder, durability)?;
    // One client publishes as fast as the server answers.
    command
        .env("C2SIM_RATE_PER_SEC", RATE_PER_SEC)
        .env("C2SIM_RATE_BURST", RATE_PER_SEC)
        .env("C2SIM_ADDRESS_RATE_PER_SEC", RATE_PER_SEC)
        .env("C2SIM_ADDRESS_RATE_BURST", RATE_PER_SEC)
        .envs(RAISED.map(|name| (name, MANY)))
        .env("C2SIM_CONCIERGE_BACKLOG_MB", "1024")
        // Listeners of a bench answer no pings.
        .env("C2SIM_CONCIERGE_SILENCE_SEC", INACTIVE_SEC)
        .env("C2SIM_EDITING_IDLE_SEC", INACTIVE_SEC);
    begin(command)
}

fn command(folder: &TempDir, durability: Durability) -> Result<Command, Problem> {
    let mut command = Command::new(std::env::current_exe()?);
    // The settings of whoever runs this are not those of the server under test.
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("C2SIM_")) {
        command.env_remove(name);
    }
    command
        .args(["serve", "--bind", "127.0.0.1:0"])
        .arg("--data")
        .arg(folder.path().join("data"))
        .arg("--config")
        .arg(folder.path().join("config"))
        .env("C2SIM_DURABILITY", durability.as_str())
        .env("C2SIM_INACTIVE_TIMEOUT_SEC", INACTIVE_SEC)
        .env("C2SIM_LOG_LEVEL", "warn")
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    Ok(command)
}

/// Starts it, and reads where it listens.
fn begin(mut command: Command) -> Result<(Child, String), Problem> {
    let mut process = command.spawn()?;
    let stdout = process.stdout.take().ok_or("its output is piped")?;
    let mut line = String::new();
    BufReader::new(stdout).read_line(&mut line)?;
    match line.trim_end().strip_prefix("c2sim listening on http://") {
        Some(address) => Ok((process, address.to_owned())),
        None => {
            let _ = process.kill();
            let ended = process.wait()?;
            Err(format!("the server did not start ({ended}); it said {line:?}").into())
        }
    }
}
