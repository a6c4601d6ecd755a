//! Holds `generated/` to `spec/` at every build.

use std::{error::Error, path::Path};

use c2sim_codegen::stamp;

fn main() -> Result<(), Box<dyn Error>> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    hold_api(&project)
}

/// Stops the build when the interface belongs to another specification: it cannot be regenerated without the generator.
fn hold_api(project: &Path) -> Result<(), Box<dyn Error>> {
    for input in stamp::INPUTS.iter().chain([&stamp::STAMP]) {
        println!("cargo::rerun-if-changed={}", project.join(input).display());
    }
    if let Err(stale) = stamp::check(project) {
        println!("cargo::error={stale}");
    }
    Ok(())
}
