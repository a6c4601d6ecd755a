//! `c2sim conformance`: judges any C2SIM server from outside, and writes a report that others can check.
//!
//! Entry points: `run` for the command, [`judge`] for a program. What must always hold: the target is asked nothing but
//! what every client could ask; what a case makes it also removes; every verdict names the requirements behind it, and the
//! transcript shows what it rests on. A class that the target does not claim is told as that, and never failed. What it
//! deliberately leaves out: how the target does it, and how fast (`c2sim bench` measures). `wss` and private keys for tokens
//! are not spoken yet.
//!
//! ```text
//! requirement ◀─ case ─▶ world, client, stream ─▶ transcript ─▶ judging ─▶ report
//! ```

mod answer;
mod case;
mod cases;
pub mod instances;
mod judging;
mod messages;
mod pieces;
mod report;
mod requirement;
mod stream;
mod target;
mod transcript;
mod verdict;
mod world;

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::{Problem, could_not_run};
pub use case::{Case, Class, Sense};
pub use cases::all as cases;
pub use judging::{Choice, Judged, Judgement, judge};
pub use requirement::{Level, Requirement, requirements};
pub use transcript::Line;
pub use verdict::Verdict;

/// What `c2sim conformance` is asked for.
#[derive(Debug, Clone, Args)]
pub(super) struct Arguments {
    /// The server, by the URL that stands before /api.
    #[arg(long, value_name = "URL", required_unless_present = "list")]
    url: Option<String>,
    /// A token that goes along with every request.
    #[arg(long, env = "C2SIM_TOKEN", hide_env_values = true)]
    token: Option<String>,
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
        return ExitCode::SUCCESS;
    }
    match judged(arguments) {
        Ok(judged) if judged.count(Verdict::Failed) == 0 => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(problem) => could_not_run(problem),
    }
}

fn judged(arguments: &Arguments) -> Result<Judged, Problem> {
    let choice = Choice {
        url: arguments.url.clone().unwrap_or_default(),
        token: arguments.token.clone(),
        cases: arguments.cases.clone(),
        classes: arguments.classes.clone(),
        claimed: arguments.claimed.clone(),
        seed: arguments.seed,
    };
    let mut progress = report::Progress::begin();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let judged = runtime.block_on(judge(&choice, |judgement, total| progress.over(judgement, total)))?;
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

#[cfg(test)]
mod tests;
