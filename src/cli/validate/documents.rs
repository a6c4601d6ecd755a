//! The documents to validate: files, or standard input.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

/// Largest document that is read, in bytes.
const DOCUMENT_BYTES_MAX: u64 = 1 << 30;

/// A document with the name under which it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Document {
    /// The path as given, `-` for standard input.
    pub(super) name: String,
    /// What it says.
    pub(super) bytes: Vec<u8>,
}

/// Why a document could not be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum DocumentUnreadable {
    #[error("{name}: cannot be read: {source}")]
    Io { name: String, source: io::Error },
    #[error("{0}: is a folder; name the files in it")]
    Folder(String),
    #[error("{0}: larger than {DOCUMENT_BYTES_MAX} bytes, the most that is read")]
    TooLarge(String),
}

impl Document {
    /// Reads a document whole; `-` is standard input.
    pub(super) fn read(file: &Path, standard_input: &mut dyn Read) -> Result<Self, DocumentUnreadable> {
        let name = file.display().to_string();
        if file == Path::new("-") {
            return Self::take(name, standard_input, DOCUMENT_BYTES_MAX);
        }
        if file.is_dir() {
            return Err(DocumentUnreadable::Folder(name));
        }
        match File::open(file) {
            Ok(mut file) => Self::take(name, &mut file, DOCUMENT_BYTES_MAX),
            Err(source) => Err(DocumentUnreadable::Io { name, source }),
        }
    }

    fn take(name: String, source: &mut dyn Read, bytes_max: u64) -> Result<Self, DocumentUnreadable> {
        let mut bytes = Vec::new();
        match source.take(bytes_max + 1).read_to_end(&mut bytes) {
            Ok(length) if u64::try_from(length).is_ok_and(|length| length <= bytes_max) => Ok(Self { name, bytes }),
            Ok(_) => Err(DocumentUnreadable::TooLarge(name)),
            Err(source) => Err(DocumentUnreadable::Io { name, source }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_taken_up_to_the_limit() {
        assert_eq!(Document::take("a".into(), &mut &b"12345"[..], 5).unwrap().bytes, b"12345");
        let refused = Document::take("a".into(), &mut &b"123456"[..], 5).unwrap_err().to_string();
        assert!(refused.starts_with("a: larger than"), "{refused}");
    }
}
