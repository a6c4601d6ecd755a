//! The directory that holds the feeds of a server, one file a feed, named after it.
//!
//! What must always hold: one server a directory; every name has a file of its own on every file system (also on those
//! that take small and capital letters for the same), and none lies outside the directory.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
};

use super::{Durability, Feed, Limits, Record, Retention, SqliteStore, StoreError};

/// Most bytes of a file name without its ending: file systems allow 255, and an ending and a mark are added.
const NAME_BYTES_MAX: usize = 200;
/// The ending of a feed's file.
const ENDING: &str = "sqlite";
/// The endings of the files that belong to it: SQLite's log and its index, and the watermark.
const COMPANION_ENDINGS: [&str; 3] = ["sqlite-wal", "sqlite-shm", "head"];

/// How the feeds of a server are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    /// What an acknowledgement means.
    pub durability: Durability,
    /// How long entries are kept.
    pub retention: Retention,
    /// How much may be held.
    pub limits: Limits,
}

/// The directory that holds the feeds of a server. While it is open, no other server opens it.
pub struct Directory {
    path: PathBuf,
    _lock: File,
}

impl Directory {
    /// Opens the directory, and makes it when there is none.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(path)?;
        let lock = OpenOptions::new().write(true).create(true).truncate(false).open(path.join("in-use.lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse { path: path.to_owned() }),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// The names of the feeds that there are, in order. Files that are not ours are passed over.
    pub fn names(&self) -> Result<Vec<String>, StoreError> {
        let mut names = Vec::new();
        for file in fs::read_dir(&self.path)? {
            let path = file?.path();
            let is_feed = path.extension().is_some_and(|ending| ending == ENDING);
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            names.extend(stem.filter(|_| is_feed).and_then(decode));
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Opens the feed of this name, and makes it when there is none. Blocks its thread while the file is checked.
    /// With durability [`Durability::Memory`] it is a new one, and no file is touched.
    pub fn open_feed<T: Record>(&self, name: &str, settings: &Settings) -> Result<Feed<T>, StoreError> {
        if settings.durability == Durability::Memory {
            return Ok(Feed::new(settings.limits.backlog));
        }
        let store =
            SqliteStore::open(&self.file(name)?, name, settings.durability, settings.limits.check_file_bytes_max)?;
        let found = store.name()?;
        if found != name {
            return Err(StoreError::Foreign { what: format!("it was made for {found:?}") });
        }
        Feed::open(store, settings)
    }

    /// Where the feed of this name is kept.
    pub fn file(&self, name: &str) -> Result<PathBuf, StoreError> {
        let stem = encode(name);
        if stem.len() > NAME_BYTES_MAX {
            return Err(StoreError::NameTooLong { bytes: stem.len(), bytes_max: NAME_BYTES_MAX });
        }
        Ok(self.path.join(format!("{stem}.{ENDING}")))
    }

    /// Removes the files of a feed that is closed. That there are none is no error.
    pub fn delete(&self, name: &str) -> Result<(), StoreError> {
        for file in files(&self.file(name)?) {
            match fs::remove_file(&file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        Ok(())
    }

    /// Renames the files of a feed that cannot be opened, as they are, so that a new one can take the name; answers where
    /// the feed's file is now.
    pub fn set_aside(&self, name: &str) -> Result<PathBuf, StoreError> {
        let file = self.file(name)?;
        let mut number = 1_u32;
        let aside = loop {
            let aside = file.with_extension(format!("damaged-{number}.{ENDING}"));
            if !fs::exists(&aside)? {
                break aside;
            }
            number += 1;
        };
        // The file before its watermark: whoever opens it when this was broken off sees that its log is missing.
        let [file, log, index, watermark] = files(&file);
        let [aside_file, aside_log, aside_index, aside_watermark] = files(&aside);
        let renames = [(log, aside_log), (index, aside_index), (file, aside_file), (watermark, aside_watermark)];
        for (from, to) in renames {
            if fs::exists(&from)? {
                fs::rename(from, to)?;
            }
        }
        Ok(aside)
    }
}

/// The feed's file, then those that belong to it.
fn files(file: &Path) -> [PathBuf; 4] {
    let [log, index, watermark] = COMPANION_ENDINGS.map(|ending| file.with_extension(ending));
    [file.to_owned(), log, index, watermark]
}

/// The name as a file name: small letters, digits, `-` and `_` stand for themselves, every other byte as `=` and two digits.
fn encode(name: &str) -> String {
    let mut stem = String::with_capacity(name.len());
    for &byte in name.as_bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => stem.push(char::from(byte)),
            _ => stem.push_str(&format!("={byte:02x}")),
        }
    }
    stem
}

/// The name that a file name stands for, if one does.
fn decode(stem: &str) -> Option<String> {
    let mut name = Vec::with_capacity(stem.len());
    let mut rest = stem;
    while let Some(first) = rest.chars().next() {
        let taken = if first == '=' { 3 } else { 1 };
        let byte = match first {
            '=' => u8::from_str_radix(rest.get(1..3)?, 16).ok()?,
            _ => u8::try_from(first).ok()?,
        };
        name.push(byte);
        rest = rest.get(taken..)?;
    }
    let name = String::from_utf8(name).ok()?;
    (encode(&name) == stem).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_file_of_its_own_inside_the_directory() {
        let check = |name: &str, stem: &str| {
            assert_eq!(encode(name), stem);
            assert_eq!(decode(stem).as_deref(), Some(name));
        };
        check("default", "default");
        check("Default", "=44efault");
        check("..", "=2e=2e");
        check("a/b", "a=2fb");
        check("%2F~", "=252=46=7e");
        check("é", "=c3=a9");
        for foreign in ["Default", "a.b", "=zz", "=4", "=", "=é", "=61", "=2E", "é", "=ff"] {
            assert_eq!(decode(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn names_are_kept_up_to_a_length() {
        let scratch = tempfile::tempdir().unwrap();
        let directory = Directory::open(scratch.path()).unwrap();
        assert!(directory.file(&"a".repeat(NAME_BYTES_MAX)).is_ok());
        let refused = StoreError::NameTooLong { bytes: 201, bytes_max: 200 };
        assert_eq!(directory.file(&"a".repeat(NAME_BYTES_MAX + 1)), Err(refused));
    }

    #[test]
    fn a_directory_is_opened_once_at_a_time() {
        let scratch = tempfile::tempdir().unwrap();
        let first = Directory::open(scratch.path()).unwrap();
        let second = Directory::open(scratch.path()).err();
        assert_eq!(second, Some(StoreError::InUse { path: scratch.path().to_owned() }));
        drop(first);
        assert!(Directory::open(scratch.path()).is_ok());
    }
}
