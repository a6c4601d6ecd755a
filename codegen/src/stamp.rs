//! Tells whether the interface in `generated/src/api` still belongs to `spec/`.
//!
//! Entry point: [`check`]. `spec/regenerate.sh` writes the stamp, a list of files with their SHA-256 as `sha256sum` prints
//! it. What must always hold: a build never goes on with an interface that the specification has left behind. What this
//! deliberately leaves out: regenerating, which needs tools that a fresh machine does not have.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

/// The folders and files, below the project, from which the interface is generated.
pub const INPUTS: &[&str] = &[
    "spec/openapi",
    "spec/templates",
    "spec/finish_api.py",
    "spec/generator.sh",
    "spec/merge_openapi.py",
    "spec/regenerate.sh",
];

/// The stamp, below the project.
pub const STAMP: &str = "generated/api.stamp";

/// Why the interface may not be used as it is.
#[derive(Debug, thiserror::Error)]
pub enum Stale {
    /// The specification and the stamp differ.
    #[error(
        "{changed} changed since generated/src/api was generated: run spec/regenerate.sh and commit what it writes"
    )]
    Moved {
        /// The files that are new, gone or different.
        changed: String,
    },
    /// A file could not be read.
    #[error("{} cannot be read ({source}): run spec/regenerate.sh, or restore the file", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Compares the files below `project` with the stamp.
pub fn check(project: &Path) -> Result<(), Stale> {
    let stamp = read(&project.join(STAMP))?;
    let stamped: BTreeMap<String, String> = String::from_utf8_lossy(&stamp)
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(hash, path)| (path.to_owned(), hash.to_owned()))
        .collect();
    let mut found = BTreeMap::new();
    for input in INPUTS {
        hash_below(project, Path::new(input), &mut found)?;
    }
    let changed: Vec<&str> = stamped
        .keys()
        .chain(found.keys().filter(|path| !stamped.contains_key(*path)))
        .filter(|path| stamped.get(*path) != found.get(*path))
        .map(String::as_str)
        .collect();
    if changed.is_empty() { Ok(()) } else { Err(Stale::Moved { changed: changed.join(", ") }) }
}

fn hash_below(project: &Path, input: &Path, found: &mut BTreeMap<String, String>) -> Result<(), Stale> {
    let path = project.join(input);
    if !path.is_dir() {
        let hash: String = Sha256::digest(read(&path)?).iter().map(|byte| format!("{byte:02x}")).collect();
        found.insert(input.to_string_lossy().replace('\\', "/"), hash);
        return Ok(());
    }
    let unreadable = |source| Stale::Unreadable { path: path.clone(), source };
    for entry in fs::read_dir(&path).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        if !name.to_string_lossy().starts_with('.') {
            hash_below(project, &input.join(name), found)?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, Stale> {
    fs::read(path).map_err(|source| Stale::Unreadable { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A project with every input, stamped; removed when dropped.
    struct Project(PathBuf);

    impl Project {
        fn stamped(name: &str) -> Self {
            let root = std::env::temp_dir().join(format!("c2sim-stamp-{name}-{}", std::process::id()));
            let project = Self(root);
            project.write("spec/openapi/a.yaml", "openapi: 3.0.3\n");
            project.write("spec/templates/deep/b.mustache", "x");
            project.write("spec/finish_api.py", "");
            project.write("spec/generator.sh", "");
            project.write("spec/merge_openapi.py", "");
            project.write("spec/regenerate.sh", "");
            let mut found = BTreeMap::new();
            for input in INPUTS {
                hash_below(&project.0, Path::new(input), &mut found).unwrap();
            }
            let stamp: String = found.iter().map(|(path, hash)| format!("{hash}  {path}\n")).collect();
            project.write(STAMP, &stamp);
            project
        }

        fn write(&self, path: &str, text: &str) {
            let path = self.0.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }

        fn complaint(&self) -> Option<String> {
            check(&self.0).err().map(|stale| stale.to_string())
        }
    }

    impl Drop for Project {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn an_unchanged_specification_passes() {
        let project = Project::stamped("same");
        project.write("spec/templates/.b.mustache.swp", "an editor's own");
        assert_eq!(project.complaint(), None);
    }

    #[test]
    fn hashes_are_those_of_sha256sum() {
        let project = Project::stamped("sum");
        let stamp = fs::read_to_string(project.0.join(STAMP)).unwrap();
        assert!(stamp.contains("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  spec/regenerate.sh"));
    }

    #[test]
    fn whatever_moved_is_named_with_what_to_run() {
        type Change = fn(&Project);
        let cases: [(&str, Change); 4] = [
            ("spec/openapi/a.yaml", |project| project.write("spec/openapi/a.yaml", "openapi: 3.0.4\n")),
            ("spec/openapi/new.yaml", |project| project.write("spec/openapi/new.yaml", "")),
            ("spec/templates/deep/b.mustache", |project| {
                fs::remove_file(project.0.join("spec/templates/deep/b.mustache")).unwrap();
            }),
            ("generated/api.stamp", |project| fs::remove_file(project.0.join(STAMP)).unwrap()),
        ];
        for (index, (path, change)) in cases.into_iter().enumerate() {
            let project = Project::stamped(&format!("moved-{index}"));
            change(&project);
            let complaint = project.complaint().unwrap();
            assert!(complaint.contains(path) && complaint.contains("spec/regenerate.sh"), "{complaint}");
        }
    }
}
