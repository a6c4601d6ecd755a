//! Holds `generated/` to `spec/` at every build.
//!
//! The message types are regenerated here when `spec/xsd` has moved on; when it has not, nothing is written. The interface needs
//! the openapi-generator: when `spec/openapi` has moved on, the build stops and says what to run.

use std::{error::Error, path::Path};

use c2sim_codegen::{messages::Messages, stamp};

fn main() -> Result<(), Box<dyn Error>> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    hold_api(&project);
    refresh_messages(&project)
}

/// Stops the build when the interface belongs to another specification.
fn hold_api(project: &Path) {
    for input in stamp::INPUTS.iter().chain([&stamp::STAMP]) {
        println!("cargo::rerun-if-changed={}", project.join(input).display());
    }
    if let Err(stale) = stamp::check(project) {
        println!("cargo::error={stale}");
    }
}

fn refresh_messages(project: &Path) -> Result<(), Box<dyn Error>> {
    let messages = Messages::of(project);
    for input in messages.inputs() {
        println!("cargo::rerun-if-changed={}", input.display());
    }
    if messages.refresh()? {
        println!(
            "cargo::warning=generated/src/messages was regenerated, because spec/xsd or the generator has changed; commit it"
        );
    }
    Ok(())
}
