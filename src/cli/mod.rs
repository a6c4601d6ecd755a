//! The command line: `serve` (also without the word), `validate`, `schemas`, `spec`, `audit`, `bench`, `conformance`,
//! `mock`.
//!
//! Entry point: [`run`]. What must always hold: an exit code of 2 means that the work could not be done, and standard
//! error says why and what to do; standard output carries results alone. What it deliberately leaves out: the work itself,
//! which [`Rooms`] names.

mod audit;
mod bench;
pub mod conformance;
pub mod mock;
mod rooms;
mod schemas;
mod serve;
mod spec;
pub mod validate;

pub use rooms::{FindVerdicts, Problem, Rooms};

use std::{ffi::OsString, process::ExitCode};

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::ops::configuration::{DOOR_OPTION, SETTINGS, settings_help};

/// A server for C2SIM exercises, and tools around it.
#[derive(Debug, Parser)]
#[command(name = "c2sim", version, about, args_conflicts_with_subcommands = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeArguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the server; the command where none is named.
    Serve(ServeArguments),
    /// Hold XML documents against a C2SIM schema: exit code 0 all valid, 1 some not, 2 could not run.
    Validate(validate::Arguments),
    /// List the schemas that there are: exit code 0 all can be used, 1 some not, 2 could not run.
    Schemas(schemas::Arguments),
    /// Print the OpenAPI document of the server.
    Spec(spec::Arguments),
    /// Check an audit log.
    Audit(audit::Arguments),
    /// Measure what a server costs, beside the bars of this project.
    Bench(bench::Arguments),
    /// Judge a C2SIM server from outside: exit code 0 nothing failed, 1 something did, 2 could not run.
    Conformance(conformance::Arguments),
    /// Answer every operation with the examples of the specification, without a server behind.
    Mock(mock::Arguments),
}

/// What goes before the environment when the server starts.
#[derive(Debug, Default, Args)]
struct ServeArguments {
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS:PORT")]
    bind: Option<String>,
    /// Folder for what outlives a run.
    #[arg(long, value_name = "FOLDER")]
    data: Option<String>,
    /// Folder with server-config.json and further schemas.
    #[arg(long, value_name = "FOLDER")]
    config: Option<String>,
    /// How a further door is open: on, off, or an address and port of its own.
    #[arg(long, value_name = "NAME=on|off|ADDRESS:PORT", value_parser = door)]
    door: Vec<(&'static str, String)>,
}

/// The option of the settings that a `--door NAME=VALUE` is.
fn door(text: &str) -> Result<(&'static str, String), String> {
    let options = || SETTINGS.iter().filter_map(|setting| setting.option?.strip_prefix(DOOR_OPTION));
    let names = || options().collect::<Vec<_>>().join(", ");
    let (name, value) = text.split_once('=').ok_or_else(|| format!("expected NAME=VALUE, NAME one of {}", names()))?;
    let setting = SETTINGS
        .iter()
        .find(|setting| setting.option.is_some_and(|option| option.strip_prefix(DOOR_OPTION) == Some(name)));
    let option = setting
        .and_then(|setting| setting.option)
        .ok_or_else(|| format!("there is no door {name}; there are {}", names()))?;
    Ok((option, value.to_owned()))
}

/// The exit code of a command that could not do its work.
const COULD_NOT_RUN: u8 = 2;

/// Does what the arguments ask for. The first argument is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>, rooms: &Rooms) -> ExitCode {
    let parsed = parse(arguments).unwrap_or_else(|error| error.exit());
    match parsed.command {
        None => serve::run(&parsed.serve, rooms),
        Some(Command::Serve(arguments)) => serve::run(&arguments, rooms),
        Some(Command::Validate(arguments)) => validate::run(&arguments, rooms),
        Some(Command::Schemas(arguments)) => schemas::run(&arguments),
        Some(Command::Spec(arguments)) => spec::run(&arguments, rooms),
        Some(Command::Audit(arguments)) => audit::run(&arguments),
        Some(Command::Bench(arguments)) => bench::run(&arguments),
        Some(Command::Conformance(arguments)) => conformance::run(&arguments),
        Some(Command::Mock(arguments)) => mock::run(&arguments),
    }
}

fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<CommandLine, clap::Error> {
    let command = CommandLine::command().mut_subcommand("serve", |serve| serve.after_long_help(settings_help()));
    CommandLine::from_arg_matches(&command.try_get_matches_from(arguments)?)
}

/// Tells on standard error why a command could not do its work.
fn could_not_run(problem: impl std::fmt::Display) -> ExitCode {
    for line in problem.to_string().lines() {
        eprintln!("c2sim: {line}");
    }
    ExitCode::from(COULD_NOT_RUN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<CommandLine, clap::Error> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn the_command_line_is_consistent() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn serve_is_the_default_with_the_same_options() {
        for line in ["c2sim --bind 0.0.0.0:0 --data d --config c", "c2sim serve --bind 0.0.0.0:0 --data d --config c"] {
            let parsed = parsed(line).unwrap();
            let serve = match parsed.command {
                Some(Command::Serve(arguments)) => arguments,
                None => parsed.serve,
                other => panic!("{line}: {other:?}"),
            };
            let given = [serve.bind, serve.data, serve.config].map(Option::unwrap);
            assert_eq!(given, ["0.0.0.0:0", "d", "c"], "{line}");
        }
        assert!(parsed("c2sim").unwrap().command.is_none());
    }

    #[test]
    fn a_door_is_named_with_how_it_is_open() {
        let parsed = parsed("c2sim --door relay=off --door relay=127.0.0.1:0").unwrap();
        let given = [("--door relay", "off".to_owned()), ("--door relay", "127.0.0.1:0".to_owned())];
        assert_eq!(parsed.serve.door, given);
    }

    #[test]
    fn a_server_or_a_client_is_judged() {
        for line in [
            "c2sim conformance --url https://127.0.0.1:1 --ca ca.pem --class concierge",
            "c2sim conformance --as-server",
            "c2sim conformance --as-server 127.0.0.1:0 --for 3 --schema 1.0.2 --case client.send",
            "c2sim conformance --list",
        ] {
            assert!(matches!(parsed(line).unwrap().command, Some(Command::Conformance(_))), "{line}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for line in [
            "c2sim server",
            "c2sim validate",
            "c2sim --bind a spec",
            "c2sim validate --format xml a.xml",
            "c2sim -x",
            "c2sim --door relay",
            "c2sim conformance",
            "c2sim conformance --for 3",
            "c2sim conformance --as-server nowhere",
            "c2sim conformance --as-server --url http://127.0.0.1:1",
            "c2sim conformance --as-server --schema 0.9",
            "c2sim conformance --url https://127.0.0.1:1 --ca ca.pem --insecure",
            "c2sim mock --bind nowhere",
            "c2sim --door cellar=on",
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }

    #[test]
    fn help_shows_every_setting() {
        let help = parsed("c2sim serve --help").unwrap_err().to_string();
        for setting in crate::ops::configuration::SETTINGS {
            assert!(help.contains(setting.name), "{}: {help}", setting.name);
        }
    }
}
