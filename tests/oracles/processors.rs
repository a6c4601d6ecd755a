//! What other processors say: libxml2, asked through xmllint, and the Xerces that comes with Java.

use std::{
    collections::BTreeSet,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Documents that xmllint is handed at once.
const BATCH: usize = 500;

/// Documents as files, to be judged by programs.
pub struct Files {
    _folder: tempfile::TempDir,
    files: Vec<PathBuf>,
}

impl Files {
    pub fn write<'a>(documents: impl Iterator<Item = &'a str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut files = Vec::new();
        for (index, document) in documents.enumerate() {
            let file = folder.path().join(format!("{index}.xml"));
            std::fs::write(&file, document).unwrap();
            files.push(file);
        }
        Self { _folder: folder, files }
    }

    /// Which documents are valid by libxml2, in their order.
    pub fn libxml2(&self, schema: &Path) -> Vec<bool> {
        let mut valid = BTreeSet::new();
        for files in self.files.chunks(BATCH) {
            let run = Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).arg(schema).args(files).output();
            let said = run.expect("xmllint is installed (Debian: libxml2-utils)").stderr;
            let said = String::from_utf8_lossy(&said);
            valid.extend(said.lines().filter_map(|line| line.strip_suffix(" validates")).map(PathBuf::from));
        }
        self.files.iter().map(|file| valid.contains(file)).collect()
    }

    /// Which documents are valid by Xerces, in their order; none where there is no Java.
    pub fn xerces(&self, schema: &Path) -> Option<Vec<bool>> {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/Xerces.java");
        let mut java = Command::new("java");
        let java = java.arg(program).arg(schema).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut running = java.spawn().ok()?;
        let mut names = running.stdin.take().expect("stdin is piped");
        let list: String = self.files.iter().map(|file| format!("{}\n", file.display())).collect();
        let writing = std::thread::spawn(move || names.write_all(list.as_bytes()));
        let answers = running.wait_with_output().unwrap();
        writing.join().unwrap().unwrap();
        let verdicts: Vec<bool> =
            String::from_utf8_lossy(&answers.stdout).lines().map(|verdict| verdict == "valid").collect();
        assert_eq!(verdicts.len(), self.files.len(), "Xerces judged every document");
        Some(verdicts)
    }
}
