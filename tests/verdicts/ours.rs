//! What the judge says, and where its schemas are.

use std::path::PathBuf;

use c2sim::{message::Limits, schema::Schema};

/// The versions that are built in.
pub const VERSIONS: [&str; 2] = ["1.0.2", "2.0.0"];

/// The root file of a version's schema.
pub fn root_of(version: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("spec/xsd").join(version).join("c2sim.xsd")
}

/// A number from the environment.
pub fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .map_or(default, |value| value.parse().unwrap_or_else(|_| panic!("{name}={value}: not a number")))
}

/// The judge's verdict: what is wrong as one text, empty for a valid document.
pub fn judge(schema: &Schema, document: &str) -> String {
    let checked = c2sim::message::check(document.to_owned().into(), schema, &Limits::default());
    checked.map_or_else(|error| error.to_string(), |()| String::new())
}
