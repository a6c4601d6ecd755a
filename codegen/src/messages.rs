//! The message types: from `spec/xsd` to `generated/src/messages`, and the stamp that says from which `spec/xsd` they are.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use c2sim_codec::Edition;

use crate::{Error, editions, model::Model, render};

/// Raised when the generator prints something else for the same schema.
const GENERATOR_VERSION: u32 = 1;

const SCHEMAS: &str = "spec/xsd";
const SOURCES: &str = "generated/src/messages";
const STAMP: &str = "generated/messages.stamp";

/// The message types of a project.
#[derive(Debug)]
pub struct Messages {
    project: PathBuf,
}

impl Messages {
    /// Of the project that has its `spec/` and `generated/` in this folder.
    pub fn of(project: &Path) -> Self {
        Self { project: project.to_owned() }
    }

    /// What a build script watches.
    pub fn inputs(&self) -> [PathBuf; 2] {
        [self.project.join(SCHEMAS), self.project.join(STAMP)]
    }

    /// Generates if the stamp does not match `spec/xsd`; says whether it did. Otherwise nothing is written.
    pub fn refresh(&self) -> Result<bool, Error> {
        let stamp = self.stamp()?;
        let is_fresh = fs::read_to_string(self.project.join(STAMP)).is_ok_and(|found| found == stamp);
        if !is_fresh {
            self.regenerate()?;
        }
        Ok(!is_fresh)
    }

    /// Generates, and writes what differs.
    pub fn regenerate(&self) -> Result<(), Error> {
        let files = self.files()?;
        let folder = self.project.join(SOURCES);
        fs::create_dir_all(&folder).map_err(io(&folder))?;
        for entry in fs::read_dir(&folder).map_err(io(&folder))? {
            let path = entry.map_err(io(&folder))?.path();
            if !files.contains_key(&path) {
                fs::remove_file(&path).map_err(io(&path))?;
            }
        }
        for (path, text) in files {
            if fs::read_to_string(&path).ok().as_deref() != Some(text.as_str()) {
                fs::write(&path, text).map_err(io(&path))?;
            }
        }
        Ok(())
    }

    /// Generates without writing, and gives the files that are not as they would be written.
    pub fn differences(&self) -> Result<Vec<PathBuf>, Error> {
        let files = self.files()?;
        let folder = self.project.join(SOURCES);
        let mut differing: Vec<_> = files
            .iter()
            .filter(|(path, text)| fs::read_to_string(path).ok().as_ref() != Some(text))
            .collect::<BTreeMap<_, _>>()
            .into_keys()
            .cloned()
            .collect();
        for entry in fs::read_dir(&folder).map_err(io(&folder))? {
            let path = entry.map_err(io(&folder))?.path();
            if !files.contains_key(&path) {
                differing.push(path);
            }
        }
        Ok(differing)
    }

    /// Every file that is generated, the stamp among them.
    fn files(&self) -> Result<BTreeMap<PathBuf, String>, Error> {
        let root = |edition: Edition| self.project.join(SCHEMAS).join(edition.version()).join("c2sim.xsd");
        let refuse = |edition| move |what| Error::Schema { path: root(edition), what };
        let home = Edition::default();
        let model = Model::read(&root(home))?;
        if model.namespace != home.namespace() {
            return Err(refuse(home)("the codec gives it another namespace".to_owned()));
        }
        for &edition in Edition::ALL.iter().filter(|edition| **edition != home) {
            editions::unconverted(&model, edition, &Model::read(&root(edition))?).map_err(refuse(edition))?;
        }
        let sources = render::render(&model).map_err(refuse(home))?;
        let mut files: BTreeMap<_, _> =
            sources.into_iter().map(|(name, text)| (self.project.join(SOURCES).join(name), text)).collect();
        files.insert(self.project.join(STAMP), self.stamp()?);
        Ok(files)
    }

    /// A line that changes with any byte of `spec/xsd` and with the generator's version.
    fn stamp(&self) -> Result<String, Error> {
        let folder = self.project.join(SCHEMAS);
        let mut schemas = Vec::new();
        collect_schemas(&folder, &mut schemas)?;
        schemas.sort();
        let mut hash = Fnv::default();
        for path in schemas {
            let text = fs::read(&path).map_err(io(&path))?;
            let name = path.strip_prefix(&folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            hash.add(name.as_bytes());
            hash.add(&(text.len() as u64).to_le_bytes());
            hash.add(&text);
        }
        Ok(format!("messages: generator {GENERATOR_VERSION}, spec/xsd {:016x}\n", hash.0))
    }
}

fn collect_schemas(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(io(folder))? {
        let path = entry.map_err(io(folder))?.path();
        if path.is_dir() {
            collect_schemas(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "xsd") {
            found.push(path);
        }
    }
    Ok(())
}

fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    |source| Error::Io { path: path.to_owned(), source }
}

/// FNV-1a, 64 bits: the same on every machine and with every compiler.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
