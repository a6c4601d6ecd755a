//! `c2sim validate`: holds documents against a schema and tells what is wrong, for people or for programs.
//!
//! Entry point: `run`, and [`Verdicts`] for the judgement itself. What must always hold: every document that can be read
//! gets a verdict, even when another cannot be read; exit code 0 says that all are valid. What it deliberately leaves out:
//! whether a session would take a document (any element that the schema declares may be the root).

mod documents;
mod judges;
mod progress;
mod report;
mod source_line;

use std::{
    borrow::Cow,
    io::{self, IsTerminal, Read, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{COULD_NOT_RUN, Rooms, could_not_run};
use crate::ops::Configuration;
use documents::Document;
pub use judges::verdicts;
use progress::Progress;
use report::Report;

/// What `c2sim validate` is asked for.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The schema: a version such as 2.0.0, or an XSD file. Without it, the newest version that declares the namespace of
    /// a document's root.
    #[arg(long, value_name = "VERSION|FILE.xsd")]
    schema: Option<String>,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Folder with further schemas.
    #[arg(long, value_name = "FOLDER", env = "C2SIM_CONFIG_DIR")]
    config: Option<PathBuf>,
    /// The documents; - is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// The form of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// `FILE:LINE:COLUMN: message` as compilers tell it, with the line, the path and the rule.
    Text,
    /// One object a document and line: `file`, `schema`, `valid`, `errors`, `more`.
    Json,
}

/// What is wrong at one place of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The path of the element, from the root; empty where there is none yet.
    pub path: String,
    /// The clause of XML Schema that is broken, or `well-formedness`, or the server's code for what it does not take.
    pub rule: Cow<'static, str>,
    /// What was found and what was expected, in a sentence or two.
    pub message: String,
    /// The name or text that was found; empty where something is missing.
    pub found: String,
    /// Names or values that would do, the most likely first.
    pub expected: Vec<String>,
}

/// What judging a document came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgement {
    /// The version or file of the schema; none where no schema declares the document's namespace.
    pub schema: Option<String>,
    /// What is wrong; nothing when the document is valid.
    pub findings: Vec<Finding>,
    /// Whether there is more wrong than that.
    pub more: bool,
}

impl Judgement {
    /// Whether the document is valid.
    pub fn is_valid(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Judges documents.
pub trait Verdicts {
    /// What is wrong with a document.
    fn check(&self, document: &[u8]) -> Judgement;
}

/// How it went, over all documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// All are valid: exit code 0.
    AllValid,
    /// Some are not: exit code 1.
    SomeInvalid,
    /// Some could not be read, or the results not written: exit code 2.
    CouldNotRun,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::AllValid => ExitCode::SUCCESS,
            Outcome::SomeInvalid => ExitCode::FAILURE,
            Outcome::CouldNotRun => ExitCode::from(COULD_NOT_RUN),
        }
    }
}

/// Validates the documents on this process's standard streams.
pub(super) fn run(arguments: &Arguments, rooms: &Rooms) -> ExitCode {
    let config_dir = arguments.config.clone().unwrap_or_else(|| Configuration::default().config_dir);
    let verdicts = match (rooms.verdicts)(arguments.schema.as_deref(), &config_dir) {
        Ok(verdicts) => verdicts,
        Err(problem) => return could_not_run(problem),
    };
    let (stdout, stderr) = (io::stdout(), io::stderr());
    // As no-color.org says: set and not empty.
    let is_colour_unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let is_coloured = stdout.is_terminal() && !is_colour_unwanted;
    let progress_visible = stderr.is_terminal();
    let report = Report::new(stdout.lock(), arguments.format, is_coloured);
    let progress = Progress::new(stderr.lock(), arguments.files.len(), progress_visible);
    match validate(&arguments.files, &mut io::stdin().lock(), &*verdicts, report, progress) {
        Ok(outcome) => outcome.into(),
        // Whoever read the results has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(COULD_NOT_RUN),
        Err(error) => could_not_run(format_args!("the result cannot be written: {error}")),
    }
}

fn validate(
    files: &[PathBuf],
    standard_input: &mut dyn Read,
    verdicts: &dyn Verdicts,
    mut report: Report<impl Write>,
    mut progress: Progress<impl Write>,
) -> io::Result<Outcome> {
    let mut outcome = Outcome::AllValid;
    for file in files {
        progress.next(file)?;
        match Document::read(file, standard_input) {
            Ok(document) => {
                let judgement = verdicts.check(&document.bytes);
                progress.clear()?;
                report.document(&document, &judgement)?;
                let verdict = if judgement.is_valid() { Outcome::AllValid } else { Outcome::SomeInvalid };
                outcome = outcome.max(verdict);
            }
            Err(problem) => {
                progress.tell(&format!("c2sim: {problem}"))?;
                outcome = Outcome::CouldNotRun;
            }
        }
    }
    progress.clear()?;
    report.finish()?;
    Ok(outcome)
}

#[cfg(test)]
mod tests;
