//! Why a store did not do what it was asked.

use std::path::PathBuf;

use rusqlite::ErrorCode;

/// Why a store did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The disk is full, failing, or not to be reached; it may pass.
    #[error("the store is not available: {what}")]
    Unavailable {
        /// What the disk, or SQLite, said.
        what: String,
    },
    /// What is kept is damaged; it does not pass.
    #[error("the store is damaged: {what}; set the file aside, and keep it for whoever can repair it")]
    Corrupt {
        /// What was found.
        what: String,
    },
    /// The file was written by something else, or by a later version of this server.
    #[error("the file is not a feed that this version reads: {what}")]
    Foreign {
        /// What was found.
        what: String,
    },
    /// Another process works in the directory.
    #[error("another server uses the data directory {path}; stop it, or choose another directory")]
    InUse {
        /// The directory.
        path: PathBuf,
    },
    /// A file system has no room for a name of this length.
    #[error("the name is too long to keep: {bytes} bytes as a file name, {bytes_max} at most")]
    NameTooLong {
        /// Bytes that it takes as a file name.
        bytes: usize,
        /// The limit.
        bytes_max: usize,
    },
}

impl StoreError {
    pub(in crate::feed) fn corrupt(what: impl Into<String>) -> Self {
        Self::Corrupt { what: what.into() }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let what = error.to_string();
        match error.sqlite_error_code() {
            // An unknown error is one of SQL, which is ours and fits every file that is whole.
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown) | None => {
                Self::Corrupt { what }
            }
            Some(_) => Self::Unavailable { what },
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::Unavailable { what: error.to_string() }
    }
}
