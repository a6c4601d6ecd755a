//! `c2sim schemas`: tells which schemas there are, and what is wrong with those that cannot be used.
//!
//! What it deliberately leaves out: asking a running server, which answers the same at `GET /api/c2sim/schemas`.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::could_not_run;
use crate::{
    ops::{Configuration, configuration::external_schemas_dir},
    schema::{Listing, Registry},
};

/// What `c2sim schemas` is asked for.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The form of the list.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Folder with further schemas.
    #[arg(long, value_name = "FOLDER", env = "C2SIM_CONFIG_DIR")]
    config: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// As the server answers it.
    Json,
}

/// Prints the list; exit code 1 where something in it cannot be used.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let config_dir = arguments.config.clone().unwrap_or_else(|| Configuration::default().config_dir);
    let registry = match Registry::read(&external_schemas_dir(&config_dir), None) {
        Ok(registry) => registry,
        Err(error) => return could_not_run(error),
    };
    let listing = registry.listing();
    let text = match arguments.format {
        Format::Text => listing.iter().map(text).collect(),
        Format::Json => {
            let whole = serde_json::json!({ "schemas": listing });
            serde_json::to_string_pretty(&whole).expect("texts, numbers and lists of them can be written") + "\n"
        }
    };
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => could_not_run(error),
        _ if listing.iter().any(|listing| listing.problem.is_some()) => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

fn text(listing: &Listing) -> String {
    let Listing { version, source, namespace, files, hash, problem, usable } = listing;
    let verdict = if *usable { "usable" } else { "cannot be used" };
    let mut text = format!("{version}: {verdict}\n  source     {source}\n");
    let lines = [
        ("namespace", namespace.clone()),
        ("hash", Some(hash.clone())),
        ("files", Some(files.join(", "))),
        ("problem", problem.as_ref().map(|problem| problem.message.clone())),
        ("", problem.as_ref().filter(|_| *usable).map(|_| "what was there before serves".to_owned())),
    ];
    for (name, value) in lines {
        text.extend(value.map(|value| format!("  {name:<10} {value}\n")));
    }
    text
}
