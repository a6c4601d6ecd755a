//! How far the work is, on one line of a terminal that goes away again.

use std::{
    io::{self, Write},
    path::Path,
    time::{Duration, Instant},
};

/// Work that takes less than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);
/// The line changes no more often than this.
const PACE: Duration = Duration::from_millis(100);
/// Back to the start of the line, which is then erased.
const ERASE: &str = "\r\x1b[K";

/// The progress of a list of documents; says nothing where it is not visible.
pub(super) struct Progress<W> {
    terminal: W,
    total: usize,
    begun: usize,
    is_visible: bool,
    is_shown: bool,
    next_at: Instant,
}

impl<W: Write> Progress<W> {
    /// Progress over `total` documents.
    pub(super) fn new(terminal: W, total: usize, is_visible: bool) -> Self {
        Self { terminal, total, begun: 0, is_visible, is_shown: false, next_at: Instant::now() + PATIENCE }
    }

    /// The next document is begun.
    pub(super) fn next(&mut self, file: &Path) -> io::Result<()> {
        self.begun += 1;
        let now = Instant::now();
        // A single document gives no second chance to say something: it is told when it is large.
        let is_large = || file.metadata().is_ok_and(|metadata| metadata.len() > LARGE_BYTES);
        if !self.is_visible || (now < self.next_at && !is_large()) {
            return Ok(());
        }
        (self.is_shown, self.next_at) = (true, now + PACE);
        write!(self.terminal, "{ERASE}validating {} of {}: {}", self.begun, self.total, file.display())?;
        self.terminal.flush()
    }

    /// Takes the line away, so that something else can be written.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.is_shown) {
            write!(self.terminal, "{ERASE}")?;
            self.terminal.flush()?;
        }
        Ok(())
    }

    /// A line of its own, visible or not.
    pub(super) fn tell(&mut self, line: &str) -> io::Result<()> {
        self.clear()?;
        writeln!(self.terminal, "{line}")
    }
}

/// From this size on a document is told before it is read.
const LARGE_BYTES: u64 = 16 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(is_visible: bool, is_late: bool) -> String {
        let mut terminal = Vec::new();
        let mut progress = Progress::new(&mut terminal, 3, is_visible);
        for name in ["a.xml", "b.xml"] {
            if is_late {
                progress.next_at = Instant::now();
            }
            progress.next(Path::new(name)).unwrap();
        }
        progress.clear().unwrap();
        String::from_utf8(terminal).unwrap()
    }

    #[test]
    fn long_work_on_a_terminal_shows_how_far_it_is() {
        let expected = "\r\x1b[Kvalidating 1 of 3: a.xml\r\x1b[Kvalidating 2 of 3: b.xml\r\x1b[K";
        assert_eq!(shown(true, true), expected);
    }

    #[test]
    fn short_work_and_work_without_a_terminal_shows_nothing() {
        assert_eq!(shown(true, false), "");
        assert_eq!(shown(false, true), "");
    }
}
