//! The registry that is in force, and how it is brought up to date while sessions go on.
//!
//! Entry points: [`Catalogue::current`], [`Catalogue::reload`]. What must always hold: a registry is taken over whole or not at
//! all; reloads come one after the other; nobody waits for one but whoever asked for it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use parking_lot::{Mutex, RwLock};

use super::{Registry, SchemaError, Version};
use crate::identity::SchemaVersion;

/// The versions that a server knows, as its folder was read last.
#[derive(Debug)]
pub struct Catalogue {
    external: PathBuf,
    current: RwLock<Arc<Registry>>,
    /// Held while the folder is read.
    reloading: Mutex<()>,
}

/// What a reload changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Versions that were not there before.
    pub added: Vec<SchemaVersion>,
    /// Versions with other files than before.
    pub replaced: Vec<SchemaVersion>,
    /// Versions that are not there any more.
    pub removed: Vec<SchemaVersion>,
}

impl Catalogue {
    /// The built-in versions and those of a folder, see [`Registry::read`].
    ///
    /// # Errors
    /// The folder is there and cannot be read.
    pub fn open(external: &Path) -> Result<Self, SchemaError> {
        let current = RwLock::new(Arc::new(Registry::read(external, None)?));
        Ok(Self { external: external.to_owned(), current, reloading: Mutex::default() })
    }

    /// The versions as they are now.
    pub fn current(&self) -> Arc<Registry> {
        Arc::clone(&self.current.read())
    }

    /// Reads the folder anew. Blocks its thread.
    ///
    /// # Errors
    /// The folder is there and cannot be read; everything stays as it was.
    pub fn reload(&self) -> Result<Changes, SchemaError> {
        let _reloading = self.reloading.lock();
        let before = self.current();
        let after = Registry::read(&self.external, Some(&before))?;
        let changes = Changes::between(&before, &after);
        *self.current.write() = Arc::new(after);
        Ok(changes)
    }
}

impl Changes {
    fn between(before: &Registry, after: &Registry) -> Self {
        let mut changes = Self::default();
        for version in after.versions() {
            match before.get(&version.name) {
                None => changes.added.push(version.name.clone()),
                Some(schema) if !Arc::ptr_eq(schema, &version.schema) => changes.replaced.push(version.name.clone()),
                Some(_) => {}
            }
        }
        let is_gone = |version: &&Version| after.get(&version.name).is_none();
        changes.removed = before.versions().iter().filter(is_gone).map(|version| version.name.clone()).collect();
        changes
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn schema(namespace: &str, rest: &str) -> String {
        format!(
            "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='{namespace}'>{rest}</xs:schema>"
        )
    }

    fn names(versions: &[SchemaVersion]) -> Vec<&str> {
        versions.iter().map(SchemaVersion::as_str).collect()
    }

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn write(&self, version: &str, file: &str, text: &str) {
            fs::create_dir_all(self.0.path().join(version)).unwrap();
            fs::write(self.0.path().join(version).join(file), text).unwrap();
        }

        fn remove(&self, version: &str) {
            fs::remove_dir_all(self.0.path().join(version)).unwrap();
        }
    }

    #[test]
    fn versions_come_change_break_and_go() {
        let folder = Folder(tempfile::tempdir().unwrap());
        folder.write("1", "a.xsd", &schema("urn:one", ""));
        let catalogue = Catalogue::open(folder.0.path()).unwrap();
        let namespace = |name: &str| {
            let registry = catalogue.current();
            registry.get(&SchemaVersion::new(name)).map(|schema| schema.target_namespace().to_owned())
        };
        assert_eq!(catalogue.reload().unwrap(), Changes::default(), "nothing happened");

        folder.write("1", "a.xsd", &schema("urn:two", ""));
        folder.write("2", "a.xsd", &schema("urn:new", ""));
        let held = catalogue.current();
        let changes = catalogue.reload().unwrap();
        assert_eq!((names(&changes.added), names(&changes.replaced)), (vec!["2"], vec!["1"]));
        assert_eq!(held.get(&SchemaVersion::new("1")).unwrap().target_namespace(), "urn:one", "held is held");
        assert_eq!(namespace("1").as_deref(), Some("urn:two"));

        // A file that is half written, and a folder that is: what worked before goes on, the rest too.
        folder.write("1", "a.xsd", "<xs:schema");
        folder.write("2.0.0", "a.xsd", &schema("urn:x", "<xs:nonsense/>"));
        folder.write("2", "b.xsd", &schema("urn:new", "<xs:element name='B'/>"));
        let changes = catalogue.reload().unwrap();
        assert_eq!((changes.added.len(), names(&changes.replaced), changes.removed.len()), (0, vec!["2"], 0));
        assert_eq!(namespace("1").as_deref(), Some("urn:two"));
        let registry = catalogue.current();
        let broken: Vec<_> = registry.broken().map(|broken| broken.name.as_str()).collect();
        assert_eq!(broken, ["1", "2.0.0"]);

        folder.write("1", "a.xsd", &schema("urn:three", ""));
        folder.remove("2");
        let changes = catalogue.reload().unwrap();
        assert_eq!((names(&changes.replaced), names(&changes.removed)), (vec!["1"], vec!["2"]));
        // A built-in version whose place was taken comes back when the folder goes.
        folder.write("2.0.0", "a.xsd", &schema("urn:x", ""));
        assert_eq!(names(&catalogue.reload().unwrap().replaced), ["2.0.0"]);
        folder.remove("2.0.0");
        assert_eq!(names(&catalogue.reload().unwrap().replaced), ["2.0.0"]);
        assert_ne!(namespace("2.0.0").as_deref(), Some("urn:x"));
    }

    #[test]
    fn reloads_at_one_time_come_one_after_the_other() {
        let folder = Folder(tempfile::tempdir().unwrap());
        let catalogue = Catalogue::open(folder.0.path()).unwrap();
        folder.write("1", "a.xsd", &schema("urn:one", ""));
        let added: usize = std::thread::scope(|scope| {
            let reloads: Vec<_> = (0..4).map(|_| scope.spawn(|| catalogue.reload().unwrap().added.len())).collect();
            reloads.into_iter().map(|reload| reload.join().unwrap()).sum()
        });
        assert_eq!(added, 1, "only the first finds something new");
    }
}
