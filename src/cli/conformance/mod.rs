//! `c2sim conformance`: judges any C2SIM server from outside, and writes a report that others can check.
//!
//! Entry points: `run` for the command, [`judge`] for a program; [`play`] judges a client instead. What must always hold: the
//! target is asked nothing but what every client could ask; what a case makes it also removes; every verdict names the
//! requirements behind it, and the transcript shows what it rests on. A class that the target does not claim is told as
//! that, and never failed. What it deliberately leaves out: how the target does it, and how fast (`c2sim bench` measures);
//! tokens that it would have to sign.
//!
//! ```text
//! requirement ◀─ case ─▶ world, client, stream ─▶ transcript ─▶ judging ─▶ report
//! ```

mod answer;
mod case;
mod cases;
mod client;
mod gateway;
pub mod instances;
mod judging;
mod messages;
mod pieces;
mod report;
mod requirement;
mod socket;
mod stream;
mod target;
mod transcript;
mod trust;
mod verdict;
mod world;

use std::{net::SocketAddr, path::PathBuf, process::ExitCode, time::Duration};

use clap::Args;

use super::{Problem, could_not_run};
pub use case::{Case, Class, Sense};
pub use cases::all as cases;
pub use client::{Play, play};
pub use judging::{Choice, Judged, Judgement, Role, judge};
pub use requirement::{Level, Requirement, requirements};
pub use transcript::Line;
pub use trust::Trust;
pub use verdict::Verdict;

/// How long a client is given to act on what happens.
const PACE: Duration = Duration::from_secs(2);

/// What `c2sim conformance` is asked for.
#[derive(Debug, Clone, Args)]
pub(super) struct Arguments {
    /// The server, by the URL that stands before /api.
    #[arg(long, value_name = "URL", required_unless_present_any = ["list", "as_server"])]
    url: Option<String>,
    /// Play a server at this address and port, and judge the client that comes.
    #[arg(long, value_name = "ADDRESS:PORT", num_args = 0..=1, default_missing_value = "127.0.0.1:7777")]
    #[arg(conflicts_with_all = ["url", "token", "classes", "claimed"])]
    as_server: Option<SocketAddr>,
    /// How long a client is judged, in seconds; less where all was seen before.
    #[arg(long = "for", value_name = "SECONDS", default_value_t = 120, requires = "as_server")]
    for_sec: u64,
    /// The schema version of the session default that a client finds.
    #[arg(long, value_name = "VERSION", default_value = "2.0.0", value_parser = target::VERSIONS, requires = "as_server")]
    schema: String,
    /// A token that goes along with every request.
    #[arg(long, env = "C2SIM_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// Whom to trust with https: the authorities in this file, in PEM, in place of those of the system.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["insecure", "as_server"])]
    ca: Option<PathBuf>,
    /// Take any certificate with https: whoever is in between can read and change what is said.
    #[arg(long, conflicts_with = "as_server")]
    insecure: bool,
    /// Only this case, or those whose ids begin with it and a point; may be repeated.
    #[arg(long = "case", value_name = "ID")]
    cases: Vec<String>,
    /// Only cases of this class; may be repeated.
    #[arg(long = "class", value_enum, value_name = "CLASS")]
    classes: Vec<Class>,
    /// Judge this class even though the server does not show that it has it; may be repeated.
    #[arg(long = "claim", value_enum, value_name = "CLASS")]
    claimed: Vec<Class>,
    /// What generated messages are made of: the same seed makes the same messages.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Writes the report as JUnit XML.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Writes the report as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Writes the report as one page that needs nothing else.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Lists the cases instead, with the requirements of each.
    #[arg(long)]
    list: bool,
}

/// Judges: 0 where nothing failed, 1 where something did, 2 where the target could not be judged.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    if arguments.list {
        for case in cases() {
            println!("{}\t{}", case.id, case.requirements.join(" "));
        }
        for (id, requirements) in client::listed() {
            println!("{id}\t{}", requirements.join(" "));
        }
        return ExitCode::SUCCESS;
    }
    match judged(arguments) {
        Ok(judged) if judged.count(Verdict::Failed) == 0 => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(problem) => could_not_run(problem),
    }
}

fn judged(arguments: &Arguments) -> Result<Judged, Problem> {
    let mut progress = report::Progress::begin();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let heard = |judgement: &Judgement, total| progress.over(judgement, total);
    let judged = match arguments.as_server {
        Some(bind) => runtime.block_on(play(&arguments.play(bind), come, heard))?,
        None => runtime.block_on(judge(&arguments.choice(), heard))?,
    };
    progress.end();
    print!("{}", report::terminal(&judged));
    for (file, text) in [
        (&arguments.junit, report::junit as fn(&Judged) -> String),
        (&arguments.json, report::json),
        (&arguments.html, report::html),
    ] {
        let Some(file) = file else { continue };
        std::fs::write(file, text(&judged)).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(judged)
}

/// Tells on standard error where a client is to come.
fn come(address: SocketAddr) {
    eprintln!("c2sim: a client is judged at http://{address}; let it join the session default, or one of its own");
}

impl Arguments {
    fn choice(&self) -> Choice {
        Choice {
            url: self.url.clone().unwrap_or_default(),
            token: self.token.clone(),
            trust: match (&self.ca, self.insecure) {
                (_, true) => Trust::Anyone,
                (Some(file), false) => Trust::Authorities(file.clone()),
                (None, false) => Trust::System,
            },
            cases: self.cases.clone(),
            classes: self.classes.clone(),
            claimed: self.claimed.clone(),
            seed: self.seed,
        }
    }

    fn play(&self, bind: SocketAddr) -> Play {
        let known = target::VERSIONS.into_iter().find(|version| *version == self.schema);
        Play {
            bind,
            limit: Duration::from_secs(self.for_sec),
            pace: PACE,
            schema_version: known.unwrap_or(target::VERSIONS[0]),
            cases: self.cases.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
