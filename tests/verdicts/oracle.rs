//! libxml2, asked through xmllint: what is its verdict on each document?

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
};

/// Documents that are handed over at once.
const BATCH: usize = 500;

/// The verdicts, in the order of the documents: whether each is valid.
pub fn verdicts(schema: &Path, documents: &[String]) -> Vec<bool> {
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<PathBuf> =
        (0..documents.len()).map(|index| folder.path().join(format!("{index}.xml"))).collect();
    let mut valid = BTreeSet::new();
    for (files, documents) in files.chunks(BATCH).zip(documents.chunks(BATCH)) {
        for (file, document) in files.iter().zip(documents) {
            std::fs::write(file, document).unwrap();
        }
        let run = Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).arg(schema).args(files).output();
        let said = run.expect("xmllint is installed (Debian: libxml2-utils)").stderr;
        let said = String::from_utf8_lossy(&said);
        valid.extend(said.lines().filter_map(|line| line.strip_suffix(" validates")).map(PathBuf::from));
    }
    files.iter().map(|file| valid.contains(file)).collect()
}
