//! Regenerates what `build.rs` regenerates, or with `--check` says what is not as it would be generated.

use std::{path::Path, process::ExitCode};

use c2sim_codegen::{Error, messages::Messages};

fn main() -> ExitCode {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let messages = Messages::of(&project);
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => messages.regenerate().map(|()| true),
        ["--check"] => check(&messages),
        _ => {
            eprintln!("usage: c2sim-codegen [--check]");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn check(messages: &Messages) -> Result<bool, Error> {
    let differing = messages.differences()?;
    for path in &differing {
        eprintln!("{} is not what spec/xsd gives; run `cargo run -p c2sim-codegen`", path.display());
    }
    Ok(differing.is_empty())
}
