//! The text of a document, counted as the wire counts: in UTF-16 code units.
//!
//! What must always hold: a text is well formed; nothing is cut out of it or put into it between the two halves of a
//! surrogate pair.

use std::{fmt, ops::Range};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A well-formed text in UTF-16 code units.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct Text(Vec<u16>);

impl Text {
    /// Its length in UTF-16 code units.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a text may be cut here: inside it or at an end, and not within a surrogate pair.
    pub(crate) fn is_boundary(&self, at: usize) -> bool {
        at <= self.len() && self.0.get(at).is_none_or(|unit| !(0xDC00..=0xDFFF).contains(unit))
    }

    /// The part in this range, whose ends are boundaries.
    pub(crate) fn part(&self, range: Range<usize>) -> Self {
        Self(self.0[range].to_vec())
    }

    /// Puts a text at the end.
    pub(crate) fn push(&mut self, more: &Text) {
        self.0.extend_from_slice(&more.0);
    }

    /// Takes out what stands in the range, whose ends are boundaries, and puts `insert` in its place.
    pub(super) fn splice(&mut self, range: Range<usize>, insert: &Text) -> Text {
        Self(self.0.splice(range, insert.0.iter().copied()).collect())
    }

    /// How many code units at the start both have in common, up to a boundary in both.
    pub(super) fn common_start(&self, other: &Text) -> usize {
        let equal = self.0.iter().zip(&other.0).take_while(|(one, two)| one == two).count();
        if self.is_boundary(equal) && other.is_boundary(equal) { equal } else { equal - 1 }
    }

    /// How many code units at the end both have in common, up to a boundary in both, when `start` at the start are taken.
    pub(super) fn common_end(&self, other: &Text, start: usize) -> usize {
        let most = self.len().min(other.len()) - start;
        let backwards = self.0.iter().rev().zip(other.0.iter().rev());
        let equal = backwards.take(most).take_while(|(one, two)| one == two).count();
        let is_boundary = self.is_boundary(self.len() - equal) && other.is_boundary(other.len() - equal);
        if is_boundary { equal } else { equal - 1 }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.encode_utf16().collect())
    }
}

impl fmt::Display for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&String::from_utf16_lossy(&self.0))
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string(), out)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Ok(Self::from(&*std::borrow::Cow::<'de, str>::deserialize(source)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_count_utf16_and_pairs_are_not_cut() {
        let text = Text::from("a😀é");
        assert_eq!(text.len(), 4);
        let cut: Vec<bool> = (0..=5).map(|at| text.is_boundary(at)).collect();
        assert_eq!(cut, [true, true, false, true, true, false]);
        assert_eq!(text.part(1..3).to_string(), "😀");
    }

    #[test]
    fn what_two_texts_have_in_common_ends_at_boundaries() {
        let check = |one: &str, two: &str, start: usize, end: usize| {
            let (one, two) = (Text::from(one), Text::from(two));
            assert_eq!(one.common_start(&two), start, "{one:?} {two:?}");
            assert_eq!(one.common_end(&two, start), end, "{one:?} {two:?}");
        };
        check("", "", 0, 0);
        check("abc", "abc", 3, 0);
        check("abc", "abXc", 2, 1);
        check("aa", "aaa", 2, 0);
        // The two differ in their second half only, and in their first half only.
        check("😀", "😁", 0, 0);
        check("\u{1F600}", "\u{1FA00}", 0, 0);
    }
}
