//! Reads `spec/` and writes `generated/`.
//!
//! Entry point for the message types: [`messages::Messages`], which flattens each version's XSD ([`flatten`]), lets
//! xsd-parser read it ([`model`]), compares the versions, and prints tables for the macros of `c2sim-codec`.
//!
//! What must always hold: the output depends on `spec/` and on this crate alone, and is the same on every machine.

mod editions;
pub mod flatten;
pub mod messages;
pub mod model;
mod names;
mod pattern;
mod render;
pub mod stamp;

use std::path::PathBuf;

/// Why nothing was generated.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The schema says something that the generated types could not keep.
    #[error("{}: {what}", path.display())]
    Schema {
        /// Root file of the schema, or the file that is at fault.
        path: PathBuf,
        /// What it is.
        what: String,
    },
}
