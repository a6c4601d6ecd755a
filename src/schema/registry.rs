//! The versions of the schema that a server knows: those built in, and those of a folder, which add to them or take
//! their place.
//!
//! Entry point: [`Registry`]. What must always hold: a version that cannot be used is reported and leaves the others working.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Schema, SchemaError, builtin};
use crate::identity::SchemaVersion;

/// Where a version comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Part of the program.
    BuiltIn,
    /// A folder of XSD files.
    Folder(PathBuf),
}

/// One version.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its name: for a folder the folder's.
    pub name: SchemaVersion,
    /// Where it comes from.
    pub origin: Origin,
    /// The compiled schema.
    pub schema: Arc<Schema>,
}

/// All versions, the newest first: by the numbers in their names, then by the names.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    versions: Vec<Version>,
}

/// A version that was not loaded, and why.
pub type Broken = (SchemaVersion, SchemaError);

impl Registry {
    /// The built-in versions.
    pub fn built_in() -> Result<Self, SchemaError> {
        let mut registry = Self::default();
        for (name, root) in builtin::VERSIONS {
            let schema = Schema::from_sources(root, builtin::FILES)?;
            registry.put(SchemaVersion::new(name), Origin::BuiltIn, schema);
        }
        Ok(registry)
    }

    /// The built-in versions and those of a folder with one folder of XSD files a version. A folder named as a built-in
    /// version takes its place. Versions that cannot be loaded are answered beside the registry; a built-in one stays then.
    /// A folder that is not there adds nothing.
    pub fn with_folder(external: &Path) -> Result<(Self, Vec<Broken>), SchemaError> {
        let mut registry = Self::built_in()?;
        let mut broken = Vec::new();
        for folder in entries(external).unwrap_or_default().into_iter().filter(|entry| entry.is_dir()) {
            let Some(name) = folder.file_name().and_then(|name| name.to_str()) else { continue };
            let name = SchemaVersion::new(name);
            match load(&folder) {
                Ok(schema) => registry.put(name, Origin::Folder(folder), schema),
                Err(error) => broken.push((name, error)),
            }
        }
        Ok((registry, broken))
    }

    /// Adds a version or takes the place of the one of this name.
    pub fn put(&mut self, name: SchemaVersion, origin: Origin, schema: Schema) {
        self.versions.retain(|version| version.name != name);
        self.versions.push(Version { name, origin, schema: Arc::new(schema) });
        self.versions.sort_by_cached_key(|version| std::cmp::Reverse(age(version.name.as_str())));
    }

    /// All versions, the newest first.
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// The schema of a version.
    pub fn get(&self, name: &SchemaVersion) -> Option<&Arc<Schema>> {
        self.versions.iter().find(|version| version.name == *name).map(|version| &version.schema)
    }

    /// The newest version whose schema declares a namespace.
    pub fn newest_declaring(&self, namespace: &str) -> Option<&Version> {
        self.versions.iter().find(|version| version.schema.target_namespace() == namespace)
    }
}

/// Sorts as versions do: numbers by value, and `2.0.0-x` behind `2.0.0`.
fn age(name: &str) -> (Vec<u64>, String) {
    let numbers = name.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect();
    (numbers, name.to_owned())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, SchemaError> {
    let unreadable = |source| SchemaError::Unreadable { file: folder.to_string_lossy().into_owned(), source };
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        entries.push(entry.map_err(unreadable)?.path());
    }
    entries.sort();
    Ok(entries)
}

fn load(folder: &Path) -> Result<Schema, SchemaError> {
    let is_schema = |path: &PathBuf| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xsd"));
    let files: Vec<PathBuf> = entries(folder)?.into_iter().filter(is_schema).collect();
    match files.is_empty() {
        true => Err(SchemaError::Empty(folder.to_string_lossy().into_owned())),
        false => Schema::from_files(&files),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const SCHEMA: &str =
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:x' xmlns='urn:x'>";

    #[test]
    fn the_built_in_versions_are_there_newest_first() {
        let registry = Registry::built_in().unwrap();
        let names: Vec<_> = registry.versions().iter().map(|version| version.name.as_str()).collect();
        assert_eq!(names, ["2.0.0", "1.0.2"]);
        for version in registry.versions() {
            let namespace = version.schema.target_namespace();
            assert_eq!(registry.newest_declaring(namespace).map(|found| &found.name), Some(&version.name));
        }
        assert!(registry.get(&SchemaVersion::new("3")).is_none());
        assert!(registry.newest_declaring("urn:x").is_none());
    }

    #[test]
    fn a_folder_adds_replaces_and_may_be_broken() {
        let folder = tempfile::tempdir().unwrap();
        let write = |version: &str, file: &str, text: &str| {
            fs::create_dir_all(folder.path().join(version)).unwrap();
            fs::write(folder.path().join(version).join(file), text).unwrap();
        };
        write("2.0.0", "a.xsd", &format!("{SCHEMA}<xs:element name='A' type='xs:string'/></xs:schema>"));
        write("2.0.0-a", "root.xsd", &format!("{SCHEMA}<xs:include schemaLocation='part.xsd'/></xs:schema>"));
        write("2.0.0-a", "part.xsd", &SCHEMA.replace("targetNamespace='urn:x'", "").replace('>', "/>"));
        write("10.0", "a.XSD", &format!("{SCHEMA}</xs:schema>"));
        write("1.0.2", "a.xsd", &format!("{SCHEMA}<xs:element name='A' type='Nope'/></xs:schema>"));
        write("9", "readme.txt", "");
        let (registry, broken) = Registry::with_folder(folder.path()).unwrap();
        let names: Vec<_> = registry.versions().iter().map(|version| version.name.as_str()).collect();
        assert_eq!(names, ["10.0", "2.0.0-a", "2.0.0", "1.0.2"]);
        assert_eq!(registry.newest_declaring("urn:x").unwrap().name.as_str(), "10.0");
        assert_eq!(registry.get(&SchemaVersion::new("2.0.0")).unwrap().target_namespace(), "urn:x");
        let broken: Vec<_> = broken.iter().map(|(name, error)| (name.as_str(), error.to_string())).collect();
        assert_eq!(broken.len(), 2);
        assert!(broken[0].0 == "1.0.2" && broken[0].1.contains("a.xsd:1: no type named"), "{broken:?}");
        assert!(broken[1].0 == "9" && broken[1].1.contains("no schema found"), "{broken:?}");
        assert_ne!(registry.get(&SchemaVersion::new("1.0.2")).unwrap().target_namespace(), "urn:x");
    }

    #[test]
    fn a_missing_folder_adds_nothing() {
        let (registry, broken) = Registry::with_folder(Path::new("no-such-folder")).unwrap();
        assert_eq!((registry.versions().len(), broken.len()), (2, 0));
    }
}
