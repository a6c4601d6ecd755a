//! Where in a document something stands, as an editor shows it.
//!
//! Entry point: [`Places`]. What must always hold: lines and columns are counted only once an error has to be told,
//! never on the way of a good message.

use std::fmt;

/// A place in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Bytes before it, in the document as UTF-8 without byte order mark.
    pub offset: usize,
    /// The line, from 1; lines end with a line feed.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Line {}, column {}", self.line, self.column)
    }
}

/// Finds the places of offsets in one document. Offsets that ascend cost one pass over it together.
pub(super) struct Places<'d> {
    text: &'d str,
    line_start: usize,
    line: u32,
}

impl<'d> Places<'d> {
    pub(super) fn new(text: &'d str) -> Self {
        Self { text, line_start: 0, line: 1 }
    }

    /// The place of a byte offset; past the end, that of the end.
    pub(super) fn of(&mut self, offset: usize) -> Place {
        let offset = self.text.floor_char_boundary(offset);
        if offset < self.line_start {
            *self = Self::new(self.text);
        }
        let from = self.line_start;
        for line_feed in memchr::memchr_iter(b'\n', &self.text.as_bytes()[from..offset]) {
            self.line = self.line.saturating_add(1);
            self.line_start = from + line_feed + 1;
        }
        let characters = self.text[self.line_start..offset].chars().count();
        Place { offset, line: self.line, column: u32::try_from(characters).unwrap_or(u32::MAX).saturating_add(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let text = "aé\nbcd\r\n\nend";
        let mut places = Places::new(text);
        let mut check = |offset: usize, line: u32, column: u32| {
            assert_eq!(places.of(offset), Place { offset, line, column });
        };
        check(0, 1, 1);
        check(1, 1, 2);
        check(3, 1, 3);
        check(4, 2, 1);
        check(10, 4, 1);
        check(text.len(), 4, 4);
        check(5, 2, 2);
        assert_eq!(places.of(999).column, 4);
        assert_eq!(places.of(2).offset, 1, "inside a character: that character");
        assert_eq!(places.of(4).to_string(), "Line 2, column 1");
    }
}
