//! The line of a document that a finding is about, as a terminal shows it, and where on it the mark has to stand.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use unicode_width::UnicodeWidthChar;

/// Most columns of a line that are shown; a document may be one line of megabytes.
const COLUMNS_MAX: usize = 100;
/// Columns shown before the place where the line is cut.
const COLUMNS_BEFORE: usize = 50;

/// A line of a document as a terminal shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The number of the line with its margin.
    pub(super) number: String,
    /// The line, or the part of it around the place.
    pub(super) line: String,
    /// Columns of the terminal before the place.
    pub(super) columns_before: usize,
}

/// The text of a document. Bytes that are neither marked as Unicode nor UTF-8 are read as Latin-1.
pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    let fallback = if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 };
    let (encoding, _) = Encoding::for_bom(bytes).unwrap_or((fallback, 0));
    encoding.decode(bytes).0
}

/// The line around a place. Nothing where the document has no such line, or a blank one.
pub(super) fn excerpt(text: &str, line: u32, column: u32) -> Option<Excerpt> {
    let index = usize::try_from(line).ok()?.checked_sub(1)?;
    let source = text.split('\n').nth(index)?.trim_end();
    let column = usize::try_from(column).ok()?.checked_sub(1)?;
    let at = source.char_indices().nth(column).map_or(source.len(), |(at, _)| at);
    let (before, after) = (&source[..at], &source[at..]);
    if source.trim().is_empty() {
        return None;
    }
    // Where the whole line has room it is shown whole.
    let fits = source.chars().take(COLUMNS_MAX + 1).map(columns).sum::<usize>() <= COLUMNS_MAX;
    let (kept, columns_kept) = stretch(before.chars().rev(), if fits { COLUMNS_MAX } else { COLUMNS_BEFORE });
    let (rest, _) = stretch(after.chars(), COLUMNS_MAX - columns_kept);
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    let (cut_before, cut_after) = (cut(kept.len() < before.chars().count()), cut(rest.len() < after.chars().count()));
    let kept: String = kept.into_iter().rev().collect();
    let rest: String = rest.into_iter().collect();
    Some(Excerpt {
        number: format!("  {line} |"),
        line: format!("{cut_before}{kept}{rest}{cut_after}"),
        columns_before: cut_before.chars().count() + columns_kept,
    })
}

/// The first characters, as they are shown, that take no more than these columns, and how many they take.
fn stretch(characters: impl Iterator<Item = char>, columns_max: usize) -> (Vec<char>, usize) {
    let (mut shown, mut taken) = (Vec::new(), 0);
    for character in characters.map(printable) {
        if taken + columns(character) > columns_max {
            break;
        }
        taken += columns(character);
        shown.push(character);
    }
    (shown, taken)
}

/// How many columns of a terminal a character takes: two for those of East Asian scripts and for pictures, none for marks
/// that combine with the character before.
fn columns(character: char) -> usize {
    printable(character).width().unwrap_or(0)
}

/// A tab is one column, as it was counted; what would move the cursor or change the terminal is a mark.
fn printable(character: char) -> char {
    match character {
        '\t' | '\r' => ' ',
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        other if other.is_control() => '\u{FFFD}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line and, below, the mark.
    fn drawn(text: &str, line: u32, column: u32) -> Option<String> {
        excerpt(text, line, column)
            .map(|excerpt| format!("{} {}\n{}^", excerpt.number, excerpt.line, " ".repeat(excerpt.columns_before)))
    }

    #[test]
    fn the_mark_stands_below_the_column() {
        let check = |text: &str, line: u32, column: u32, expected: Option<&str>| {
            assert_eq!(drawn(text, line, column).as_deref(), expected, "{text:?} {line}:{column}");
        };
        check("<a>\n  <bé>x</bé>\n</a>", 2, 7, Some("  2 |   <bé>x</bé>\n      ^"));
        check("<a>\r\n", 1, 1, Some("  1 | <a>\n^"));
        check("<a>\t\u{1b}[31m<b/>", 1, 5, Some("  1 | <a> \u{FFFD}[31m<b/>\n    ^"));
        check("<a>", 1, 4, Some("  1 | <a>\n   ^"));
        check("<a>", 1, 9, Some("  1 | <a>\n   ^"));
        check("<a>", 2, 1, None);
        check("<a>\n\n", 2, 1, None);
        check("<a>", 0, 0, None);
    }

    #[test]
    fn tabs_wide_and_combining_characters_do_not_shift_the_mark() {
        let columns_before = |text: &str, column: u32| excerpt(text, 1, column).unwrap().columns_before;
        assert_eq!(columns_before("\t\t<a>", 3), 2);
        assert_eq!(columns_before("東京<a>", 3), 4);
        assert_eq!(columns_before("\u{1F680}<a>", 2), 2, "a picture");
        assert_eq!(columns_before("e\u{301}<a>", 3), 1, "an accent of its own");
        assert_eq!(excerpt("a\u{202E}b", 1, 1).unwrap().line, "a\u{FFFD}b", "what turns the direction around");
    }

    #[test]
    fn a_long_line_is_cut_around_the_column() {
        let check = |before: &str, after: &str| {
            let line = format!("{}!{}", before.repeat(60_000), after.repeat(60_000));
            let excerpt = excerpt(&line, 1, 60_001).unwrap();
            let left = excerpt.line.split('!').next().unwrap();
            assert_eq!(left.chars().map(columns).sum::<usize>(), excerpt.columns_before, "{excerpt:?}");
            assert!(excerpt.line.starts_with('…') && excerpt.line.ends_with('…'), "{excerpt:?}");
            let shown: usize = excerpt.line.chars().map(columns).sum();
            assert!((COLUMNS_MAX - 1..=COLUMNS_MAX + 2).contains(&shown), "{shown} columns");
        };
        check("x", "y");
        check("東", "京");
        check("\t", "京");
        let short = format!("{}!", "x".repeat(COLUMNS_MAX - 1));
        assert_eq!(excerpt(&short, 1, 100).unwrap().line, short, "what has room is not cut");
    }

    #[test]
    fn other_encodings_are_read() {
        let utf16: Vec<u8> = [0xFEFF_u16].into_iter().chain("<é/>".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for bytes in [b"<\xC3\xA9/>".as_slice(), b"\xEF\xBB\xBF<\xC3\xA9/>", b"<\xE9/>", &utf16] {
            assert_eq!(text(bytes), "<é/>", "{bytes:?}");
        }
    }
}
