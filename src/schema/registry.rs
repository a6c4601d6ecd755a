//! The versions of the schema that a server knows: those built in, and those of a folder, which add to them or take
//! their place.
//!
//! Entry point: [`Registry::read`]. What must always hold: a version that cannot be used is reported and leaves the others
//! working; one that worked before and cannot be read now stays as it was; a registry never changes once it is read, so
//! whoever holds one sees one state of the folder (see [`super::Catalogue`] for the one in force).

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Schema, SchemaError, builtin,
    fingerprint::Fingerprint,
    sources::{Disk, Memory, Remembered},
    text,
};
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
    pub(super) fingerprint: Fingerprint,
}

impl Version {
    fn is_same(&self, other: &Version) -> bool {
        self.origin == other.origin && self.fingerprint == other.fingerprint
    }
}

/// A folder whose schema cannot be used.
#[derive(Debug)]
pub struct Broken {
    /// The version that it would be.
    pub name: SchemaVersion,
    /// The folder.
    pub folder: PathBuf,
    /// Why.
    pub error: SchemaError,
    pub(super) fingerprint: Fingerprint,
}

/// All versions, the newest first: by the numbers in their names, then by the names.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    versions: Vec<Version>,
    broken: Vec<Arc<Broken>>,
}

impl Registry {
    /// The built-in versions.
    pub fn built_in() -> Result<Self, SchemaError> {
        let mut registry = Self::default();
        for (name, root) in builtin::VERSIONS {
            let memory = Memory(builtin::FILES);
            let sources = Remembered::new(&memory);
            let schema = Schema::read(&[(*root).to_owned()], &sources)?;
            let fingerprint = Fingerprint::of(&sources.into_files(), "");
            registry.put(Version {
                name: SchemaVersion::new(name),
                origin: Origin::BuiltIn,
                schema: Arc::new(schema),
                fingerprint,
            });
        }
        Ok(registry)
    }

    /// The built-in versions and those of a folder with one folder of XSD files a version. A folder named as a built-in
    /// version takes its place. A folder that cannot be used is among [`Registry::broken`]; what `before` had from it
    /// stays, else the built-in version of its name. A folder that is not there adds nothing; one whose name begins with a
    /// dot is none. What did not change since `before` is taken from it.
    ///
    /// # Errors
    /// The folder of folders is there and cannot be read.
    pub fn read(external: &Path, before: Option<&Registry>) -> Result<Self, SchemaError> {
        let mut registry = Self::built_in()?;
        let found = match entries(external) {
            Err(SchemaError::Unreadable { source, .. }) if source.kind() == io::ErrorKind::NotFound => Vec::new(),
            found => found?,
        };
        for folder in found.into_iter().filter(|entry| entry.is_dir()) {
            let name = folder.file_name().and_then(|name| name.to_str()).filter(|name| !name.starts_with('.'));
            let Some(name) = name.map(SchemaVersion::new) else { continue };
            match load(name, folder) {
                Ok(version) => registry.put(version),
                Err(broken) => {
                    let is_same = |version: &&Version| version.origin == Origin::Folder(broken.folder.clone());
                    if let Some(kept) = before.and_then(|before| before.versions.iter().find(is_same)) {
                        registry.put(kept.clone());
                    }
                    registry.broken.push(broken);
                }
            }
        }
        for version in &mut registry.versions {
            let earlier = before.and_then(|before| before.version(&version.name));
            if let Some(earlier) = earlier.filter(|earlier| earlier.is_same(version)) {
                *version = earlier.clone();
            }
        }
        Ok(registry)
    }

    /// Adds a version or takes the place of the one of this name.
    fn put(&mut self, version: Version) {
        self.versions.retain(|other| other.name != version.name);
        self.versions.push(version);
        self.versions.sort_by_cached_key(|version| std::cmp::Reverse(age(version.name.as_str())));
    }

    /// All versions that can be used, the newest first.
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// The folders that cannot be used, by name.
    pub fn broken(&self) -> impl Iterator<Item = &Broken> {
        self.broken.iter().map(AsRef::as_ref)
    }

    /// The folder of a version name that cannot be used.
    pub fn broken_named(&self, name: &SchemaVersion) -> Option<&Broken> {
        self.broken().find(|broken| broken.name == *name)
    }

    /// A version that can be used.
    pub fn version(&self, name: &SchemaVersion) -> Option<&Version> {
        self.versions.iter().find(|version| version.name == *name)
    }

    /// The schema of a version.
    pub fn get(&self, name: &SchemaVersion) -> Option<&Arc<Schema>> {
        self.version(name).map(|version| &version.schema)
    }

    /// The newest version whose schema declares a namespace.
    pub fn newest_declaring(&self, namespace: &str) -> Option<&Version> {
        self.versions.iter().find(|version| version.schema.target_namespace() == namespace)
    }
}

/// Sorts as versions do: numbers by value, and `2.0.0-x` behind `2.0.0`.
pub(super) fn age(name: &str) -> (Vec<u64>, String) {
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

fn load(name: SchemaVersion, folder: PathBuf) -> Result<Version, Arc<Broken>> {
    let sources = Remembered::new(&Disk);
    let compiled = compile(&folder, &sources);
    let fingerprint = Fingerprint::of(&sources.into_files(), &text(&folder));
    match compiled {
        Ok(schema) => Ok(Version { name, origin: Origin::Folder(folder), schema: Arc::new(schema), fingerprint }),
        Err(error) => Err(Arc::new(Broken { name, folder, error, fingerprint })),
    }
}

fn compile(folder: &Path, sources: &Remembered<'_>) -> Result<Schema, SchemaError> {
    let is_schema = |path: &PathBuf| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xsd"));
    let files: Vec<String> = entries(folder)?.iter().filter(|path| is_schema(path)).map(|path| text(path)).collect();
    match files.is_empty() {
        true => Err(SchemaError::Empty(folder.to_string_lossy().into_owned())),
        false => Schema::from_listed(&files, sources),
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
        write(".half", "a.xsd", "<xs:schema");
        let registry = Registry::read(folder.path(), None).unwrap();
        let names: Vec<_> = registry.versions().iter().map(|version| version.name.as_str()).collect();
        assert_eq!(names, ["10.0", "2.0.0-a", "2.0.0", "1.0.2"]);
        assert_eq!(registry.newest_declaring("urn:x").unwrap().name.as_str(), "10.0");
        assert_eq!(registry.get(&SchemaVersion::new("2.0.0")).unwrap().target_namespace(), "urn:x");
        let broken: Vec<_> = registry.broken().map(|broken| (broken.name.as_str(), broken.error.to_string())).collect();
        assert_eq!(broken.len(), 2);
        assert!(broken[0].0 == "1.0.2" && broken[0].1.contains("a.xsd:1: no type named"), "{broken:?}");
        assert!(broken[1].0 == "9" && broken[1].1.contains("no schema found"), "{broken:?}");
        assert_ne!(registry.get(&SchemaVersion::new("1.0.2")).unwrap().target_namespace(), "urn:x");
        let listing = registry.listing();
        let listed: Vec<_> =
            listing.iter().map(|entry| (entry.version.as_str(), entry.usable, entry.problem.is_some())).collect();
        let expected = [
            ("10.0", true, false),
            ("9", false, true),
            ("2.0.0-a", true, false),
            ("2.0.0", true, false),
            ("1.0.2", true, true),
        ];
        assert_eq!(listed, expected);
        assert_eq!(listing[2].files, ["part.xsd", "root.xsd"]);
        assert_eq!((listing[4].source.as_str(), listing[4].files[0].as_str()), ("built-in", "1.0.2/c2sim.xsd"));
    }

    #[test]
    fn what_a_broken_schema_says_names_file_line_and_construct() {
        let folder = tempfile::tempdir().unwrap();
        let broken = |text: &str| {
            fs::create_dir_all(folder.path().join("1")).unwrap();
            fs::write(folder.path().join("1/a.xsd"), text).unwrap();
            let registry = Registry::read(folder.path(), None).unwrap();
            let error = &registry.broken().next().unwrap().error;
            let (file, line) = error.file();
            assert!(file.ends_with("/1/a.xsd"), "{file}");
            (line, error.construct())
        };
        let check = |text: &str, line: Option<u32>, construct: Option<&str>| {
            assert_eq!(broken(text), (line, construct.map(str::to_owned)), "{text}");
        };
        check(&format!("{SCHEMA}\n<xs:override/></xs:schema>"), Some(2), Some("xs:override (of XML Schema 1.1)"));
        check(&format!("{SCHEMA}\n<xs:element name='A' type='B'/></xs:schema>"), Some(2), Some("type {urn:x}B"));
        let (line, construct) = broken(&format!("{SCHEMA}<xs:element"));
        assert_eq!((line.is_some(), construct), (true, None));
    }

    #[test]
    fn a_missing_folder_adds_nothing() {
        let registry = Registry::read(Path::new("no-such-folder"), None).unwrap();
        assert_eq!((registry.versions().len(), registry.broken().count()), (2, 0));
    }
}
