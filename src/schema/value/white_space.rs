//! What a simple type does to white space before its value is looked at.

use std::borrow::Cow;

/// The whiteSpace facet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::schema) enum WhiteSpace {
    /// Everything stays.
    Preserve,
    /// Every tab and line break becomes a space.
    Replace,
    /// As replace, then runs become one space and the ends are trimmed.
    Collapse,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Whether a text is white space only, as XML defines it.
#[inline]
pub(in crate::schema) fn is_white_space(text: &str) -> bool {
    // Whole blocks without an early exit, so that they are compared as vectors.
    let mut blocks = text.as_bytes().chunks_exact(16);
    blocks.all(|block| block.iter().fold(true, |all, &byte| all & is_space(byte)))
        && blocks.remainder().iter().all(|&byte| is_space(byte))
}

/// The text without white space at its ends.
pub(in crate::schema) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

impl WhiteSpace {
    /// The normalised text; copied only where something changes.
    pub(in crate::schema) fn normalise(self, text: &str) -> Cow<'_, str> {
        match self {
            WhiteSpace::Preserve => Cow::Borrowed(text),
            WhiteSpace::Replace if text.contains(['\t', '\n', '\r']) => {
                Cow::Owned(text.replace(['\t', '\n', '\r'], " "))
            }
            WhiteSpace::Replace => Cow::Borrowed(text),
            WhiteSpace::Collapse => {
                let text = trim(text);
                let plain = !text.contains(['\t', '\n', '\r']) && !text.contains("  ");
                if plain { Cow::Borrowed(text) } else { Cow::Owned(words(text).collect::<Vec<_>>().join(" ")) }
            }
        }
    }
}

/// The items of a list.
pub(in crate::schema) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_normalised_as_the_facet_says() {
        for (text, replaced, collapsed) in [
            ("", "", ""),
            ("a b", "a b", "a b"),
            (" a\t b\n", " a  b ", "a b"),
            ("\r\n", "  ", ""),
            ("\u{a0}a", "\u{a0}a", "\u{a0}a"),
        ] {
            assert_eq!(WhiteSpace::Preserve.normalise(text), text);
            assert_eq!(WhiteSpace::Replace.normalise(text), replaced);
            assert_eq!(WhiteSpace::Collapse.normalise(text), collapsed);
        }
    }

    #[test]
    fn white_space_is_four_characters() {
        for length in 0..40 {
            let blank = " \t\n\r".repeat(10)[..length].to_owned();
            assert!(is_white_space(&blank));
            for at in 0..length {
                let mut text = blank.clone();
                text.replace_range(at..at + 1, "x");
                assert!(!is_white_space(&text), "{text:?}");
            }
        }
        assert!(!is_white_space("\u{a0}"));
    }
}
