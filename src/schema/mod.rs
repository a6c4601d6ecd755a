//! Reads XSD, compiles it to tables, judges a stream of events.
//!
//! Entry points: [`Schema`] from files, [`Judge`] for a document, [`Catalogue`] for the versions a server knows. What must
//! always hold: a schema either is understood wholly or is refused with file, line and construct; a verdict is that of
//! XML Schema 1.0. Knows nothing of C2SIM but the built-in files.
//!
//! Where Xerces and libxml2 differ, the text of the standard decides: two models that admit the same may not restrict each
//! other; a key that two elements hand up is none; a key cannot have a nillable field; an attribute that nothing declares has
//! no value to compare; notations without a prefix are in the default namespace. Looser than the standard: `xml:lang` and its
//! like need no import. Left out, and refused by name: default and fixed values that are qualified names, and all that is of
//! XML Schema 1.1.
//!
//! ```text
//! sources ─▶ tree ─▶ declarations ─▶ compile (value, automaton) ─▶ tables ─▶ judge ─▶ verdict
//! ```

mod automaton;
mod builtin;
mod catalogue;
mod compile;
mod content;
mod declarations;
mod error;
mod fingerprint;
mod identity;
mod judge;
mod listing;
mod names;
mod nearest;
mod redefine;
mod registry;
mod sources;
mod tables;
mod tree;
mod value;
mod verdict;

use std::path::{Path, PathBuf};

pub use builtin::built_in_file;
pub use catalogue::{Catalogue, Changes};
pub use error::{Place, SchemaError};
pub use judge::{Attribute, Judge, Prefixes};
pub use listing::{Listing, Problem};
pub use names::NamespaceId;
pub use registry::{Broken, Origin, Registry, Version};
pub use verdict::{Verdict, Violation};

use declarations::Declarations;
use sources::{Disk, Memory, Sources};
use tables::Tables;

/// A compiled schema.
#[derive(Debug)]
pub struct Schema {
    tables: Tables,
}

impl Schema {
    /// Reads a file and all that it includes; locations are relative to the file that names them.
    pub fn from_file(root: &Path) -> Result<Self, SchemaError> {
        Self::read(&[text(root)], &Disk)
    }

    /// Reads the files of one version: those that no other includes are the roots.
    pub fn from_files(files: &[PathBuf]) -> Result<Self, SchemaError> {
        let files: Vec<String> = files.iter().map(|file| text(file)).collect();
        Self::from_listed(&files, &Disk)
    }

    fn from_listed(files: &[String], sources: &dyn Sources) -> Result<Self, SchemaError> {
        let mut included = Vec::new();
        for file in files {
            let root = tree::parse(file, &sources.read(file)?)?;
            let locations = root
                .children
                .iter()
                .filter(|child| child.is_xsd && matches!(child.local.as_str(), "include" | "import" | "redefine"));
            included
                .extend(locations.filter_map(|child| Some(sources::resolve(file, child.attribute("schemaLocation")?))));
        }
        let roots: Vec<String> = files.iter().filter(|file| !included.contains(file)).cloned().collect();
        match (roots.is_empty(), files.first()) {
            (false, _) => Self::read(&roots, sources),
            (true, Some(first)) => Self::read(std::slice::from_ref(first), sources),
            (true, None) => Err(SchemaError::Empty("the list of files".into())),
        }
    }

    /// Reads a schema from memory: files by path, among which locations are resolved.
    pub fn from_sources(root: &str, sources: &[(&str, &[u8])]) -> Result<Self, SchemaError> {
        Self::read(&[sources::normalise(root)], &Memory(sources))
    }

    fn read(roots: &[String], sources: &dyn Sources) -> Result<Self, SchemaError> {
        Ok(Self { tables: compile::compile(&Declarations::read(roots, sources)?)? })
    }

    /// The namespace that the schema declares; empty for none.
    pub fn target_namespace(&self) -> &str {
        &self.tables.target
    }

    /// The number of a namespace in this schema; [`NamespaceId::NONE`] for the empty one, [`NamespaceId::UNKNOWN`] for one
    /// that the schema does not speak of.
    pub fn namespace(&self, uri: &[u8]) -> NamespaceId {
        self.tables.namespaces.find(uri)
    }

    pub(in crate::schema) fn tables(&self) -> &Tables {
        &self.tables
    }
}

fn text(path: &Path) -> String {
    sources::normalise(&path.to_string_lossy())
}

#[cfg(test)]
mod tests;
