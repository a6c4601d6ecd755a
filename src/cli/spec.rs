//! `c2sim spec`: prints the OpenAPI document.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::{Rooms, could_not_run};

/// What `c2sim spec` is asked for.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The form of the document.
    #[arg(long, value_enum, default_value_t = Format::Yaml)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Yaml,
    Json,
}

/// Prints the document as it stands in the specification.
pub(super) fn run(arguments: &Arguments, rooms: &Rooms) -> ExitCode {
    let text = match arguments.format {
        Format::Yaml => rooms.specification_yaml,
        Format::Json => rooms.specification_json,
    };
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => could_not_run(error),
        _ => ExitCode::SUCCESS,
    }
}
