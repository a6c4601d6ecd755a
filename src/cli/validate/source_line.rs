//! The line of a document that a finding is about, with a mark below the column.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Most characters of a line that are shown; a document may be one line of megabytes.
const CHARACTERS_MAX: usize = 100;
/// Characters shown before the column where the line is cut.
const CHARACTERS_BEFORE: usize = 50;

/// The text of a document. Bytes that are neither marked as Unicode nor UTF-8 are read as Latin-1.
pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    let fallback = if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 };
    let (encoding, _) = Encoding::for_bom(bytes).unwrap_or((fallback, 0));
    encoding.decode(bytes).0
}

/// Two lines: the one of the document and the mark, both with a margin. Nothing where the document has no such line.
pub(super) fn excerpt(text: &str, line: u32, column: u32) -> Option<String> {
    let index = usize::try_from(line).ok()?.checked_sub(1)?;
    let source = text.split('\n').nth(index).filter(|source| !source.trim().is_empty())?;
    let column = usize::try_from(column).ok()?.checked_sub(1)?;
    let is_cut = source.chars().nth(CHARACTERS_MAX).is_some();
    let first = if is_cut { column.saturating_sub(CHARACTERS_BEFORE) } else { 0 };
    let mut rest = source.chars().skip(first);
    let shown: String = rest.by_ref().take(CHARACTERS_MAX).map(printable).collect();
    let (before, after) = (if first > 0 { "…" } else { "" }, if rest.next().is_some() { "…" } else { "" });
    let indent = " ".repeat(column - first + before.chars().count());
    let number = line.to_string();
    let margin = " ".repeat(number.len());
    Some(format!("  {number} | {before}{}{after}\n  {margin} | {indent}^", shown.trim_end()))
}

/// A tab is one column, as it was counted; what would move the cursor or change the terminal is a mark.
fn printable(character: char) -> char {
    match character {
        '\t' => ' ',
        '\r' => ' ',
        other if other.is_control() => '\u{FFFD}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_below_the_column() {
        let check = |text: &str, line: u32, column: u32, expected: Option<&str>| {
            assert_eq!(excerpt(text, line, column).as_deref(), expected, "{text:?} {line}:{column}");
        };
        check("<a>\n  <bé>x</bé>\n</a>", 2, 7, Some("  2 | \u{20} <bé>x</bé>\n    |       ^"));
        check("<a>\r\n", 1, 1, Some("  1 | <a>\n    | ^"));
        check("<a>\t\u{1b}[31m<b/>", 1, 4, Some("  1 | <a> \u{FFFD}[31m<b/>\n    |    ^"));
        check("<a>", 1, 4, Some("  1 | <a>\n    |    ^"));
        check("<a>", 2, 1, None);
        check("<a>\n\n", 2, 1, None);
        check("<a>", 0, 0, None);
    }

    #[test]
    fn a_long_line_is_cut_around_the_column() {
        let line = format!("{}!{}", "x".repeat(500), "y".repeat(500));
        let shown = excerpt(&line, 1, 501).unwrap();
        let (source, mark) = shown.split_once('\n').unwrap();
        let position = mark.chars().position(|character| character == '^').unwrap();
        assert_eq!(source.chars().nth(position), Some('!'), "{shown}");
        assert!(source.starts_with("  1 | …xx") && source.ends_with("yy…"), "{shown}");
        assert_eq!(source.chars().count(), "  1 | ".len() + 2 + CHARACTERS_MAX);
    }

    #[test]
    fn other_encodings_are_read() {
        let utf16: Vec<u8> = [0xFEFF_u16].into_iter().chain("<é/>".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for bytes in [b"<\xC3\xA9/>".as_slice(), b"\xEF\xBB\xBF<\xC3\xA9/>", b"<\xE9/>", &utf16] {
            assert_eq!(text(bytes), "<é/>", "{bytes:?}");
        }
    }
}
