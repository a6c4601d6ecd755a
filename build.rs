//! Holds `generated/` to `spec/` at every build.
//!
//! The message types are regenerated here when `spec/xsd` has moved on; when it has not, nothing is written.

use std::{error::Error, path::Path};

use c2sim_codegen::messages::Messages;

fn main() -> Result<(), Box<dyn Error>> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    refresh_messages(&project)
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
