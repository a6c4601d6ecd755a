//! The character classes of XML 1.0 (fifth edition), as tables over bytes with a slow path for what is not ASCII.
//!
//! What must always hold: a byte that a table calls plain needs no further look. What it deliberately leaves out: the
//! grammar that the characters make.

/// What a byte is where character data stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Data {
    /// Stands for itself.
    Plain,
    /// Ends a run, or has to be looked at: `<`, `&`, `]`, line breaks, quotes and tab (in attribute values).
    Look,
    /// May begin U+FFFE or U+FFFF, which no document may contain.
    NonCharacter,
    /// A control character, which no document may contain.
    Control,
}

/// What a byte is where a name stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// Begins a name or stands in it.
    Start,
    /// Stands in a name, but does not begin it.
    Inner,
    /// Parts prefix from local name.
    Colon,
    /// Beyond ASCII: the character decides.
    Wide,
    /// No part of a name.
    Other,
}

/// Classes in character data.
pub(super) const TEXT: [Data; 256] = data_table(b"<&]\n\r");
/// Classes in an attribute's value.
pub(super) const VALUE: [Data; 256] = data_table(b"<&\"'\n\r\t");
/// Classes in comments.
pub(super) const COMMENT: [Data; 256] = data_table(b"-");
/// Classes in processing instructions.
pub(super) const INSTRUCTION: [Data; 256] = data_table(b"?\n\r");
/// Classes in CDATA sections.
pub(super) const CDATA: [Data; 256] = data_table(b"]\n\r");
/// Classes in names.
pub(super) const NAME: [Name; 256] = name_table();

const fn data_table(look: &[u8]) -> [Data; 256] {
    let mut table = [Data::Plain; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = Data::Control;
        byte += 1;
    }
    table[0x09] = Data::Plain;
    table[0x0A] = Data::Plain;
    table[0x0D] = Data::Plain;
    table[0xEF] = Data::NonCharacter;
    let mut index = 0;
    while index < look.len() {
        table[look[index] as usize] = Data::Look;
        index += 1;
    }
    table
}

const fn name_table() -> [Name; 256] {
    let mut table = [Name::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => Name::Start,
            b'0'..=b'9' | b'-' | b'.' => Name::Inner,
            b':' => Name::Colon,
            0x80.. => Name::Wide,
            _ => Name::Other,
        };
        byte += 1;
    }
    table
}

/// The first byte from `at` on that is not plain in `table`; the length where there is none.
#[inline]
pub(super) fn plain_end(table: &[Data; 256], bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().position(|&byte| table[usize::from(byte)] != Data::Plain).map_or(bytes.len(), |length| at + length)
}

/// The first byte from `at` on that is no white space; the length where there is none.
#[inline]
pub(super) fn white_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>)
        && *chunk == [b' '; 8]
    {
        at += 8;
    }
    while let Some(b' ' | b'\n' | b'\t' | b'\r') = bytes.get(at) {
        at += 1;
        // Indentation follows a line break: take it in steps of eight.
        while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>)
            && *chunk == [b' '; 8]
        {
            at += 8;
        }
    }
    at
}

/// Whether the bytes from `at` on are U+FFFE or U+FFFF.
pub(super) fn is_non_character(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at..), Some([0xEF, 0xBF, 0xBE | 0xBF, ..]))
}

/// Char of XML 1.0: what a document may contain, also by reference.
pub(super) fn is_char(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// NameStartChar of XML 1.0 beyond ASCII.
pub(super) fn is_wide_name_start(character: char) -> bool {
    matches!(character,
        '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// NameChar of XML 1.0 beyond ASCII.
pub(super) fn is_wide_name(character: char) -> bool {
    is_wide_name_start(character) || matches!(character, '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}
