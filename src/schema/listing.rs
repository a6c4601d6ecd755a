//! What there is of schemas, as operators and programs are told: one entry a version name.
//!
//! Entry point: [`Registry::listing`].

use serde::Serialize;

use super::{Broken, Origin, Registry, Version, registry::age};

/// One version, or what would be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Listing {
    /// Its name.
    pub version: String,
    /// Whether sessions can use it.
    pub usable: bool,
    /// `built-in`, or the folder.
    pub source: String,
    /// The namespace that it declares; none where it cannot be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// The files that were read for it, by their paths from its folder.
    pub files: Vec<String>,
    /// SHA-256 over these files: what `sha256sum FILE… | sha256sum` prints in its folder, the files in this order.
    pub hash: String,
    /// Why its folder cannot be used. Where it is usable nevertheless, what was there before serves on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// Why a folder of XSD files cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The file that is to be mended.
    pub file: String,
    /// The line, from 1, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The construct, the name or the rule that stands in the way, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub construct: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

impl Registry {
    /// Everything that there is, the newest first.
    pub fn listing(&self) -> Vec<Listing> {
        let usable = self.versions().iter().map(|version| of_version(version, self.broken_named(&version.name)));
        let others = self.broken().filter(|broken| self.version(&broken.name).is_none()).map(of_broken);
        let mut all: Vec<Listing> = usable.chain(others).collect();
        all.sort_by_cached_key(|listing| std::cmp::Reverse(age(&listing.version)));
        all
    }
}

fn of_version(version: &Version, broken: Option<&Broken>) -> Listing {
    Listing {
        version: version.name.to_string(),
        usable: true,
        source: match &version.origin {
            Origin::BuiltIn => "built-in".to_owned(),
            Origin::Folder(folder) => folder.display().to_string(),
        },
        namespace: Some(version.schema.target_namespace().to_owned()),
        files: version.fingerprint.files.clone(),
        hash: version.fingerprint.hash.clone(),
        problem: broken.map(problem),
    }
}

fn of_broken(broken: &Broken) -> Listing {
    Listing {
        version: broken.name.to_string(),
        usable: false,
        source: broken.folder.display().to_string(),
        namespace: None,
        files: broken.fingerprint.files.clone(),
        hash: broken.fingerprint.hash.clone(),
        problem: Some(problem(broken)),
    }
}

fn problem(broken: &Broken) -> Problem {
    let (file, line) = broken.error.file();
    Problem { file: file.to_owned(), line, construct: broken.error.construct(), message: broken.error.to_string() }
}
