//! The program itself, started on a free port of the loopback and stopped with the test.

use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use super::client::Client;

/// A running server.
pub struct Server {
    process: Child,
    address: String,
    settings: Vec<(String, String)>,
    folder: tempfile::TempDir,
}

impl Server {
    /// A server with the configuration it has by default.
    pub fn start() -> Self {
        Self::with(&[])
    }

    /// A server with these settings in its environment.
    pub fn with(settings: &[(&str, &str)]) -> Self {
        Self::with_files(settings, &[])
    }

    /// A server with these settings, and these files in its configuration folder.
    pub fn with_files(settings: &[(&str, &str)], files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let configuration = folder.path().join("config");
        for (name, content) in files {
            let path = configuration.join(name);
            std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
            std::fs::write(path, content).expect("the file can be written");
        }
        let settings: Vec<_> = settings.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let (process, address) = spawn(&folder, &settings);
        Self { process, address, settings, folder }
    }

    /// Starts it anew on the same folders with the same settings, after it was killed or ended.
    pub fn start_again(&mut self) {
        assert!(self.process.try_wait().expect("its own child can be asked for").is_some(), "it runs");
        (self.process, self.address) = spawn(&self.folder, &self.settings);
    }

    /// Ends it as a crash does: nothing of its own runs any more.
    pub fn kill(&mut self) {
        self.process.kill().expect("its own child can be killed");
        self.process.wait().expect("its own child can be waited for");
    }

    /// Ends it in order.
    pub fn stop(&mut self) {
        self.terminate();
        let status = self.ended(Duration::from_secs(20));
        assert!(status.success(), "{status}");
    }

    /// The folder of all that the server was given and wrote: configuration, data, and its standard error in `log`.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The folder for what outlives a run.
    pub fn data_dir(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Where it listens: `127.0.0.1:PORT`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A client with this clientId on the session `default`.
    pub fn client(&self, client_id: &str) -> Client {
        Client::new(&self.address, client_id)
    }

    /// Asks it to stop, as a service manager does.
    pub fn terminate(&self) {
        self.signal("-TERM");
    }

    /// Asks it to read its schemas anew.
    pub fn hang_up(&self) {
        self.signal("-HUP");
    }

    fn signal(&self, name: &str) {
        let asked = Command::new("kill").args([name, &self.process.id().to_string()]).status();
        assert!(asked.expect("kill is there").success());
    }

    /// The folder with its configuration.
    pub fn config_dir(&self) -> PathBuf {
        self.folder.path().join("config")
    }

    /// How it ended, waited for up to a limit.
    pub fn wait(mut self, limit: Duration) -> ExitStatus {
        self.ended(limit)
    }

    fn ended(&mut self, limit: Duration) -> ExitStatus {
        let started = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait().expect("its own child can be waited for") {
                return status;
            }
            assert!(started.elapsed() < limit, "the server did not end within {limit:?}");
            std::thread::yield_now();
        }
    }

    /// CPU time of the server in µs, in user and system mode, as the operating system counts it.
    pub fn cpu_us(&self) -> f64 {
        /// Linux counts in these for every program, whatever its own clock does.
        const TICKS_PER_SEC: f64 = 100.0;
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).expect("it runs");
        let after_name = stat.rsplit(") ").next().expect("the name stands in parentheses");
        let fields: Vec<&str> = after_name.split(' ').collect();
        let ticks: f64 = fields[11..=12].iter().map(|ticks| ticks.parse::<f64>().expect("it is a number")).sum();
        ticks / TICKS_PER_SEC * 1e6
    }

    /// Resident memory, in KiB, as the operating system counts it.
    pub fn resident_kib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("memory is counted");
        line.trim().trim_end_matches(" kB").parse().expect("it is a number")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where the server's log goes, also after it was started again.
fn log(folder: &tempfile::TempDir) -> std::fs::File {
    let log = std::fs::OpenOptions::new().append(true).create(true).open(folder.path().join("log"));
    log.expect("the log can be written")
}

/// Starts the program, and answers where it listens.
fn spawn(folder: &tempfile::TempDir, settings: &[(String, String)]) -> (Child, String) {
    // The HTTP client of the tests is the server's, which is given its cryptography; the second time is refused.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut process = Command::new(env!("CARGO_BIN_EXE_c2sim"))
        .args(["serve", "--bind", "127.0.0.1:0", "--data"])
        .arg(folder.path().join("data"))
        .arg("--config")
        .arg(folder.path().join("config"))
        .envs(settings.iter().map(|(name, value)| (name, value)))
        .stdout(Stdio::piped())
        .stderr(log(folder))
        .spawn()
        .expect("the server starts");
    let mut first_line = String::new();
    BufReader::new(process.stdout.take().expect("stdout is piped")).read_line(&mut first_line).expect("it prints");
    let url = first_line.trim().strip_prefix("c2sim listening on ");
    let address = url.and_then(|url| url.strip_prefix("http://").or(url.strip_prefix("https://")));
    let address = address.unwrap_or_else(|| panic!("the server printed {first_line:?}")).to_owned();
    (process, address)
}
