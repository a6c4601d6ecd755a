//! What the command line calls of the house: the program fills it in once, tests put small things in its place.

use std::{error::Error, path::Path};

use super::validate::Verdicts;
use crate::ops::Configuration;

/// Why a room could not do its work: the text says what to do.
pub type Problem = Box<dyn Error + Send + Sync>;

/// Finds the judge for a schema, given as a version or an XSD file; without one, the newest version that declares the
/// namespace of a document's root. The folder is the one of the configuration, with further schemas.
pub type FindVerdicts = fn(Option<&str>, &Path) -> Result<Box<dyn Verdicts>, Problem>;

/// The rooms behind the commands.
pub struct Rooms {
    /// Serves as configured until a signal ends it.
    pub serve: fn(Configuration) -> Result<(), Problem>,
    /// Finds who judges documents.
    pub verdicts: FindVerdicts,
    /// The specification of the interface, as YAML.
    pub specification_yaml: &'static str,
    /// The specification of the interface, as JSON.
    pub specification_json: &'static str,
}
