//! Where a schema's files come from: a disk, or memory for those that are built in. Locations are resolved as relative paths.

use std::{borrow::Cow, cell::RefCell, collections::BTreeMap, io, path::Path};

use super::error::SchemaError;

/// Gives the bytes of a file by its normalised path.
pub(super) trait Sources {
    fn read(&self, path: &str) -> Result<Cow<'_, [u8]>, SchemaError>;
}

/// Files on a disk.
pub(super) struct Disk;

impl Sources for Disk {
    fn read(&self, path: &str) -> Result<Cow<'_, [u8]>, SchemaError> {
        match std::fs::read(Path::new(path)) {
            Ok(bytes) => Ok(Cow::Owned(bytes)),
            Err(source) => Err(SchemaError::Unreadable { file: path.into(), source }),
        }
    }
}

/// Files in memory, by path.
pub(super) struct Memory<'a>(pub(super) &'a [(&'a str, &'a [u8])]);

impl Sources for Memory<'_> {
    fn read(&self, path: &str) -> Result<Cow<'_, [u8]>, SchemaError> {
        match self.0.iter().find(|(known, _)| normalise(known) == path) {
            Some((_, bytes)) => Ok(Cow::Borrowed(bytes)),
            None => Err(SchemaError::Unreadable { file: path.into(), source: io::ErrorKind::NotFound.into() }),
        }
    }
}

/// Files of other sources, each read once: what is compiled is what is remembered, whatever happens to the files meanwhile.
pub(super) struct Remembered<'a> {
    from: &'a dyn Sources,
    files: RefCell<BTreeMap<String, Vec<u8>>>,
}

impl<'a> Remembered<'a> {
    pub(super) fn new(from: &'a dyn Sources) -> Self {
        Self { from, files: RefCell::default() }
    }

    /// The files that were read, by their paths.
    pub(super) fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files.into_inner()
    }
}

impl Sources for Remembered<'_> {
    fn read(&self, path: &str) -> Result<Cow<'_, [u8]>, SchemaError> {
        if let Some(known) = self.files.borrow().get(path) {
            return Ok(Cow::Owned(known.clone()));
        }
        let bytes = self.from.read(path)?.into_owned();
        self.files.borrow_mut().insert(path.to_owned(), bytes.clone());
        Ok(Cow::Owned(bytes))
    }
}

/// The path that a `schemaLocation` in the file `from` means.
pub(super) fn resolve(from: &str, location: &str) -> String {
    let location = location.trim().strip_prefix("file://").unwrap_or(location.trim()).replace("%20", " ");
    match from.rfind('/') {
        Some(slash) if !location.starts_with('/') => normalise(&format!("{}/{location}", &from[..slash])),
        _ => normalise(&location),
    }
}

/// A path without `.` and without `x/..`, so that one file has one name.
pub(super) fn normalise(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            "" if !parts.is_empty() => {}
            ".." if parts.last().is_some_and(|last| !matches!(*last, ".." | "")) => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_are_relative_to_the_file_that_names_them() {
        for (from, location, expected) in [
            ("a.xsd", "b.xsd", "b.xsd"),
            ("2.0.0/a.xsd", "../shared/b.xsd", "shared/b.xsd"),
            ("/x/y/a.xsd", "../b.xsd", "/x/b.xsd"),
            ("x/a.xsd", "./b.xsd", "x/b.xsd"),
            ("x/a.xsd", "/b.xsd", "/b.xsd"),
            ("../x/a.xsd", "../../b.xsd", "../../b.xsd"),
            ("x/a.xsd", " y%20z.xsd ", "x/y z.xsd"),
        ] {
            assert_eq!(resolve(from, location), expected, "{from} {location}");
        }
    }
}
