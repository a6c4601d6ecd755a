//! The files of the log: one that is written, and those that became full before it.
//!
//! Entry point: [`AuditFile::open`]. What must always hold: a file ends with a whole line; a file that is full is renamed
//! after the number of its first line, so that the names are in the order of the lines, and the oldest are removed; one
//! server a file.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use super::{
    chain::{Bound, Link},
    writer::Target,
};

/// How much of the end of a file is read to find its last line, in bytes; no line is as long.
const TAIL_BYTES_MAX: u64 = 1 << 20;
/// Digits of the number in the name of a full file.
const NUMBER_DIGITS: usize = 12;

/// When a file is full, and how many are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotation {
    /// A file is full when a further line would make it larger than this.
    pub file_bytes_max: u64,
    /// Full files that are kept; at least one.
    pub files_max: usize,
}

/// What stood in the log when it was opened.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Bytes of a line that was not whole; they are gone.
    pub(super) cut_bytes: Option<u64>,
    /// What the last line records.
    pub(super) last_action: Option<String>,
}

/// The file that is written.
pub(super) struct AuditFile {
    path: PathBuf,
    file: File,
    size_bytes: u64,
    /// The number of its first line; nothing while it is empty.
    first: Option<u64>,
    link: Link,
    rotation: Rotation,
    /// Whether a write failed and may have left something behind.
    is_dirty: bool,
}

impl AuditFile {
    /// Opens the file, and makes it when there is none. What is not a whole line at its end is cut off.
    pub(super) fn open(path: &Path, rotation: Rotation) -> io::Result<(Self, Found)> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = opened(path)?;
        let (mut last, cut_bytes) = whole_lines(&mut file)?;
        // An empty file follows the one that was full before it, where the server ended between the two.
        if let (None, Some((_, older))) = (&last, rotated(path)?.last()) {
            last = whole_lines(&mut OpenOptions::new().read(true).write(true).open(older)?)?.0;
        }
        let link = last.as_deref().map_or_else(Link::beginning, link_of);
        // A line that is no record is none that ends a run.
        let last_action = last.map(|line| Bound::of(&line).map(|bound| bound.action).unwrap_or_default());
        let first = first_of(&mut file)?;
        let size_bytes = file.seek(SeekFrom::End(0))?;
        let path = path.to_owned();
        let audit = Self { path, file, size_bytes, first, link, rotation, is_dirty: false };
        Ok((audit, Found { cut_bytes, last_action }))
    }

    /// Sets the full file aside and begins another.
    fn rotate(&mut self, first: u64) -> io::Result<()> {
        let aside = numbered(&self.path, first);
        fs::rename(&self.path, &aside)?;
        match opened(&self.path) {
            Ok(file) => (self.file, self.size_bytes, self.first) = (file, 0, None),
            Err(error) => {
                // It goes on in the file that it has, under its own name.
                fs::rename(&aside, &self.path)?;
                return Err(error);
            }
        }
        let older = rotated(&self.path)?;
        for (_, path) in older.iter().rev().skip(self.rotation.files_max.max(1)) {
            fs::remove_file(path)?;
        }
        Ok(())
    }
}

impl Target for AuditFile {
    fn link(&self) -> Link {
        self.link.clone()
    }

    fn append(&mut self, lines: &[u8], first: u64, link: Link) -> io::Result<()> {
        if self.is_dirty {
            self.file.set_len(self.size_bytes)?;
            self.is_dirty = false;
        }
        if let Some(begins) = self.first
            && self.size_bytes + lines.len() as u64 > self.rotation.file_bytes_max
        {
            self.rotate(begins)?;
        }
        self.is_dirty = true;
        self.file.write_all(lines)?;
        self.file.sync_data()?;
        self.is_dirty = false;
        self.size_bytes += lines.len() as u64;
        self.first.get_or_insert(first);
        self.link = link;
        Ok(())
    }
}

/// The full files beside the one that is written, in the order of their lines.
fn rotated(path: &Path) -> io::Result<Vec<(u64, PathBuf)>> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let other = entry?.path();
        let digits = other.file_stem().and_then(|stem| Path::new(stem).extension()?.to_str());
        let number = digits.filter(|digits| digits.len() == NUMBER_DIGITS).and_then(|digits| digits.parse().ok());
        if let Some(number) = number
            && numbered(path, number).file_name() == other.file_name()
        {
            found.push((number, other));
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// The name of a full file: `audit.jsonl` becomes `audit.000000000001.jsonl`.
fn numbered(path: &Path, first: u64) -> PathBuf {
    let mut name: OsString = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!(".{first:0NUMBER_DIGITS$}"));
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

fn opened(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(io::Error::other("another server writes it")),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// The last whole line, without its line break, and how many bytes after it were cut off.
fn whole_lines(file: &mut File) -> io::Result<(Option<Vec<u8>>, Option<u64>)> {
    let size = file.seek(SeekFrom::End(0))?;
    let tail_begins = size.saturating_sub(TAIL_BYTES_MAX);
    file.seek(SeekFrom::Start(tail_begins))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    let whole = tail.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let cut = (tail.len() - whole) as u64;
    if cut > 0 {
        file.set_len(tail_begins + whole as u64)?;
    }
    let line = tail[..whole].strip_suffix(b"\n").map(|lines| {
        let begins = lines.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        lines[begins..].to_vec()
    });
    Ok((line, (cut > 0).then_some(cut)))
}

/// The end of a log with this last line. One that is no record was tampered with: the next is bound to it all the same, and
/// whoever verifies is told of the line.
fn link_of(line: &[u8]) -> Link {
    Link::after(line, Bound::of(line).map_or(0, |bound| bound.sequence))
}

/// The number of the first line of a file.
fn first_of(file: &mut File) -> io::Result<Option<u64>> {
    file.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    file.take(TAIL_BYTES_MAX).read_to_end(&mut head)?;
    let line = head.split(|byte| *byte == b'\n').next().filter(|line| !line.is_empty());
    Ok(line.map(|line| Bound::of(line).map_or(0, |bound| bound.sequence)))
}
