//! `c2sim bench`: drives a server through its doors, and prints what it costs beside the bars that this project sets itself.
//!
//! Entry point: `run`. What must always hold: the server is a process of its own, so that its CPU time and memory are its
//! alone; every listener must hear every message, and every publish must be accepted, or there is no figure. What the
//! figures mean depends on the machine, which its own clients share: ratios count.
//!
//! A door that is to be measured has a file with its scenarios, and a row in [`Door`]. What it deliberately leaves out:
//! whether a server is right; tests say that.

mod c2sim;
mod concierge;
mod connection;
mod ears;
mod editing;
mod figures;
mod load;
mod messages;
mod relay;
mod server;

use std::{collections::BTreeSet, process::ExitCode};

use clap::{Args, ValueEnum};

use super::{Problem, could_not_run};
use crate::feed::Durability;
use figures::Figures;
use server::Server;

/// What `c2sim bench` is asked for.
#[derive(Debug, Clone, Args)]
pub(super) struct Arguments {
    /// A running server, such as http://127.0.0.1:7777; without it, one is started for each scenario and stopped again.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// The process of the server at --url, when it runs on this machine: without it there are no figures of CPU and memory.
    #[arg(long, requires = "url")]
    pid: Option<u32>,
    /// The interface that is measured.
    #[arg(long, value_enum, default_value_t = Door::C2sim)]
    door: Door,
    /// What is measured of the C2SIM interface; everything without it.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Scenario>,
    /// Numbers of members that listen.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 10, 50, 200, 1_000])]
    members: Vec<usize>,
    /// Messages, edits or requests of one reading; fewer where many members listen.
    #[arg(long, default_value_t = 40_000)]
    messages: usize,
    /// Idle streams that are opened; subscribers of the gateway.
    #[arg(long, default_value_t = 1_000)]
    streams: usize,
    /// Entries that the server is started again with; the bar is set for 1000000, which take 2.5 GB of disk.
    #[arg(long, default_value_t = 100_000)]
    entries: usize,
    /// What an acknowledgement of the started servers means.
    #[arg(long, default_value_t = Durability::Sync)]
    durability: Durability,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// An interface that can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Door {
    /// Sessions over REST and WebSocket.
    C2sim,
    /// The HTTP relay.
    Relay,
    /// Texts that several edit together.
    Editing,
    /// The service gateway.
    Concierge,
}

/// What can be measured at a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Scenario {
    /// What a publish costs while nobody listens.
    Publish,
    /// What a delivery costs under full load, how many messages there are, and how long they take at half load, for
    /// several numbers of members.
    Load,
    /// What a delivery costs that is written alone, and one that is written with others.
    Delivery,
    /// What an idle stream holds in memory.
    Idle,
    /// What one reader that stalls costs a hundred others.
    Stalled,
    /// What an initialization of 10 MB costs, from the POST to the answer.
    Initialization,
    /// How long the messages of a well-behaved member take while another address attacks; the server is always one of its own,
    /// with the limits that it comes with.
    Attacked,
    /// How long a start takes, without and with entries.
    Restart,
}

/// The form of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table as it grows.
    Text,
    /// One object: `figures`, each with `name`, `members`, `value`, `bar`, `is_bar_the_least`, `is_met`.
    Json,
}

impl Arguments {
    fn asks_for(&self, scenario: Scenario) -> bool {
        self.only.is_empty() || self.only.contains(&scenario)
    }

    /// The numbers of members, each once, from the smallest.
    fn members(&self) -> BTreeSet<usize> {
        self.members.iter().copied().filter(|members| *members > 0).collect()
    }

    /// The server to drive: a new one, or the one that was named.
    async fn server(&self) -> Result<Server, Problem> {
        match &self.url {
            Some(url) => Server::at(url, self.pid),
            None => Server::start(self.durability).await,
        }
    }
}

/// Measures: 0 when it could, whatever the figures are; 2 when it could not.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let measured = runtime().and_then(|runtime| runtime.block_on(measure(arguments)));
    match measured {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => could_not_run(problem),
    }
}

fn runtime() -> Result<tokio::runtime::Runtime, Problem> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

async fn measure(arguments: &Arguments) -> Result<(), Problem> {
    let mut figures = Figures::begin(arguments.format)?;
    match arguments.door {
        Door::C2sim => c2sim::measure(arguments, &mut figures).await?,
        Door::Relay => relay::measure(arguments, &mut figures).await?,
        Door::Editing => editing::measure(arguments, &mut figures).await?,
        Door::Concierge => concierge::measure(arguments, &mut figures).await?,
    }
    figures.end()
}
