//! `c2sim audit verify`: tells whether an audit log is as it was written.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, Subcommand};

use super::could_not_run;
use crate::ops::audit::{Broken, Verified, verify};

/// What `c2sim audit` is asked for.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check that every record follows the one before it: exit code 0 the log holds, 1 it does not, 2 could not run.
    Verify {
        /// Files of the log, oldest first, such as c2sim-data/audit.*
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// Does what the arguments ask for; exit code 1 where the log does not hold.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let Command::Verify { files } = &arguments.command;
    let (text, code) = match verify(files) {
        Ok(verified) => (text(&verified), ExitCode::SUCCESS),
        Err(broken @ Broken::Line { .. }) => (format!("broken: {broken}\n"), ExitCode::FAILURE),
        Err(unreadable) => return could_not_run(unreadable),
    };
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => could_not_run(error),
        _ => code,
    }
}

fn text(verified: &Verified) -> String {
    let Verified { lines, first, last, sha256, gaps } = verified;
    if *lines == 0 {
        return "the log is empty\n".to_owned();
    }
    let mut text = format!("the log holds: {lines} records, {first} to {last}\nsha256 of the last: {sha256}\n");
    if *first > 1 {
        text.push_str(&format!("records before {first} are not in these files\n"));
    }
    for gap in gaps {
        text.push_str(&format!("record {} says that something is missing there: {}\n", gap.sequence, gap.action));
    }
    text
}
