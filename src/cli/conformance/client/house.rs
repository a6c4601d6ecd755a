//! Our own server in this process, which answers behind the judge.
//!
//! Entry point: [`House::open`]. What must always hold: it keeps nothing after the run, and takes its settings from nobody.

use std::net::SocketAddr;

use tempfile::TempDir;
use tokio::{sync::oneshot, task::JoinHandle};

use super::Problem;
use crate::{
    doors,
    ops::{Configuration, Shutdown},
};

/// More than a client under judgement asks for.
const RATE_PER_SEC: &str = "1000000";

/// A server on a free port of the loopback.
pub(super) struct House {
    /// Where it listens: `ADDRESS:PORT`.
    pub(super) address: String,
    shutdown: Shutdown,
    serving: JoinHandle<Result<(), Problem>>,
    /// Goes with the server.
    _folder: TempDir,
}

impl House {
    /// Opens it, with the session `default` in this schema version.
    pub(super) async fn open(version: &str) -> Result<Self, Problem> {
        let folder = tempfile::tempdir()?;
        let config = folder.path().join("config");
        std::fs::create_dir_all(&config)?;
        let sessions = serde_json::json!({"default-sessions": [{
            "shared-session-name": "default",
            "c2sim-schema-version": version,
            "display-name": "A session to judge clients in",
        }]});
        std::fs::write(config.join("server-config.json"), sessions.to_string())?;
        let text = |path: std::path::PathBuf| path.to_string_lossy().into_owned();
        let options = [
            ("--bind", "127.0.0.1:0".to_owned()),
            ("--data", text(folder.path().join("data"))),
            ("--config", text(config)),
            ("--door relay", "off".to_owned()),
            ("--door editing", "off".to_owned()),
            ("--door concierge", "off".to_owned()),
        ];
        let configuration = Configuration::read(&options, &|name| setting(name).map(str::to_owned))?;
        let shutdown = Shutdown::new();
        let (tell, told) = oneshot::channel::<SocketAddr>();
        let listening = move |_: &str, address| {
            // Whoever waits for it is gone where the run has ended.
            let _ = tell.send(address);
        };
        let serving = tokio::spawn(doors::serve_until(configuration, shutdown.clone(), listening));
        match told.await {
            Ok(address) => Ok(Self { address: address.to_string(), shutdown, serving, _folder: folder }),
            Err(_) => Err(serving.await?.err().unwrap_or_else(|| "the server ended".into())),
        }
    }

    /// Ends it in order.
    pub(super) async fn close(self) {
        self.shutdown.request();
        // What it has to say of its end concerns nobody.
        let _ = self.serving.await;
    }
}

fn setting(name: &str) -> Option<&'static str> {
    Some(match name {
        "C2SIM_DURABILITY" => "memory",
        // A client may send a token: it is not judged by that, and nothing here could verify it.
        "C2SIM_AUTH_MODE" => "NO_AUTH",
        "C2SIM_RATE_PER_SEC" | "C2SIM_RATE_BURST" | "C2SIM_ADDRESS_RATE_PER_SEC" | "C2SIM_ADDRESS_RATE_BURST" => {
            RATE_PER_SEC
        }
        "C2SIM_SHUTDOWN_SEC" => "1",
        _ => return None,
    })
}
