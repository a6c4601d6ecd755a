//! Whether a log is as it was written: every line is bound to the one before it, across files too.
//!
//! Entry point: [`verify`]. What must always hold: the first line that was changed, removed, added or moved is named. What
//! it cannot see: that the end of the log was cut off or changed while no server wrote it, or that a log was written anew
//! from some line on; hold the hash that it answers against one that was kept elsewhere.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
};

use super::{
    action::{LINE_CUT, RECORDS_LOST},
    chain::{Bound, Link, sha256},
};

/// What a log that holds is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verified {
    /// Lines.
    pub lines: u64,
    /// The number of the first line; above 1, older ones are not in the files.
    pub first: u64,
    /// The number of the last line.
    pub last: u64,
    /// The hash of the last line, which the next will carry.
    pub sha256: String,
    /// Records that the log itself says are lost.
    pub gaps: Vec<Gap>,
}

/// A place where the log itself says that something is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The number of the line that says so.
    pub sequence: u64,
    /// What it says: the action.
    pub action: String,
}

/// The first line that does not hold.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// A file cannot be read.
    #[error("{}: {error}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A line does not hold.
    #[error("{}:{line}: {why}", path.display())]
    Line {
        /// In which file.
        path: PathBuf,
        /// Which line of the file, from 1.
        line: u64,
        /// What is wrong.
        why: String,
    },
}

/// Reads the files, oldest first, and answers what they hold.
///
/// # Errors
/// The first line that is not as it was written, or a file that cannot be read.
pub fn verify(files: &[PathBuf]) -> Result<Verified, Broken> {
    let (mut verified, mut link) = (Verified::default(), None);
    for path in files {
        verify_file(path, &mut verified, &mut link)?;
    }
    if let Some(link) = link {
        (verified.last, verified.sha256) = (link.sequence, link.sha256);
    }
    Ok(verified)
}

fn verify_file(path: &Path, verified: &mut Verified, link: &mut Option<Link>) -> Result<(), Broken> {
    let unreadable = |error| Broken::Unreadable { path: path.to_owned(), error };
    let mut file = BufReader::new(File::open(path).map_err(unreadable)?);
    for number in 1.. {
        let mut line = Vec::new();
        if file.read_until(b'\n', &mut line).map_err(unreadable)? == 0 {
            return Ok(());
        }
        let broken = |why: String| Broken::Line { path: path.to_owned(), line: number, why };
        let Some(line) = line.strip_suffix(b"\n") else {
            return Err(broken("the line is not whole".to_owned()));
        };
        let bound = check(line, link.as_ref()).map_err(broken)?;
        if verified.lines == 0 {
            verified.first = bound.sequence;
        }
        verified.lines += 1;
        if matches!(bound.action.as_str(), RECORDS_LOST | LINE_CUT) {
            verified.gaps.push(Gap { sequence: bound.sequence, action: bound.action });
        }
        *link = Some(Link { sequence: bound.sequence, sha256: sha256(line) });
    }
    Ok(())
}

/// Whether a line follows what stands before it.
fn check(line: &[u8], before: Option<&Link>) -> Result<Bound, String> {
    let bound = Bound::of(line).ok_or("this is no record of the audit log")?;
    let expected = match before {
        Some(link) => link.clone(),
        None if bound.sequence == 1 => Link::beginning(),
        // What stood before the first line is not here to be held against it.
        None => return Ok(bound),
    };
    if bound.previous_sha256 != expected.sha256 {
        return Err(format!(
            "the line before it, record {}, is not the one that this was written after: a line was changed, removed, \
             added or moved here or in the line before",
            expected.sequence
        ));
    }
    if bound.sequence != expected.sequence + 1 {
        return Err(format!("this is record {} where record {} belongs", bound.sequence, expected.sequence + 1));
    }
    Ok(bound)
}
