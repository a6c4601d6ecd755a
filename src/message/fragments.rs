//! Pieces of a document that stand side by side, without a copy of what is on its line already.
//!
//! Entry point: [`Fragments`], cut while an initialization is read. What must always hold: a run is a whole number of
//! characters; what is written of fragments and read back says the same. What it deliberately leaves out: what the pieces
//! are.

use std::{fmt, ops::Range, sync::Arc};

use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Pieces of a document, one after the other. Cheap to clone.
#[derive(Clone, Default)]
pub struct Fragments {
    runs: Arc<[Run]>,
    bytes: usize,
}

#[derive(Clone)]
enum Run {
    /// What the document does not say in this place.
    Text(Box<str>),
    /// A part of the line, between two characters.
    Cut { line: Bytes, at: Range<usize> },
}

/// A run, before it is cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A text of its own.
    Text(Box<str>),
    /// These bytes of the line.
    On(Range<usize>),
}

impl Fragments {
    /// How many bytes they have.
    pub fn len(&self) -> usize {
        self.bytes
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// Their text, piece by piece.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.runs.iter().map(Run::text)
    }

    /// What stands in these places of the line; nothing where a place is not on it, or ends within a character.
    pub(super) fn at(places: impl IntoIterator<Item = Place>, line: &Bytes) -> Option<Self> {
        let text = std::str::from_utf8(line).ok()?;
        let run = |place| match place {
            Place::Text(text) => Some(Run::Text(text)),
            Place::On(at) => text.get(at.clone()).map(|_| Run::Cut { line: line.clone(), at }),
        };
        places.into_iter().map(run).collect()
    }
}

impl Run {
    fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Cut { at, .. } => at.len(),
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Cut { line, at } => {
                std::str::from_utf8(&line[at.clone()]).expect("a run is cut between two characters of a text")
            }
        }
    }
}

impl FromIterator<Run> for Fragments {
    fn from_iter<I: IntoIterator<Item = Run>>(runs: I) -> Self {
        let runs: Arc<[Run]> = runs.into_iter().filter(|run| run.len() > 0).collect();
        Self { bytes: runs.iter().map(Run::len).sum(), runs }
    }
}

impl From<&str> for Fragments {
    fn from(text: &str) -> Self {
        [Run::Text(text.into())].into_iter().collect()
    }
}

/// What they say counts, not how it is held.
impl PartialEq for Fragments {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes && self.texts().flat_map(str::bytes).eq(other.texts().flat_map(str::bytes))
    }
}

impl Eq for Fragments {}

impl fmt::Display for Fragments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.texts().try_for_each(|text| f.write_str(text))
    }
}

impl fmt::Debug for Fragments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_string().fmt(f)
    }
}

impl Serialize for Fragments {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fragments {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<str>::deserialize(deserializer).map(|text| [Run::Text(text)].into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_say_what_stands_on_the_line_however_they_are_held() {
        let line = Bytes::from_static("<a>é</a><b/>\n".as_bytes());
        let cut = Fragments::at([Place::On(0..2), Place::Text(" x=\"1\"".into()), Place::On(2..9)], &line).unwrap();
        assert_eq!((cut.to_string().as_str(), cut.len()), ("<a x=\"1\">é</a>", 15));
        assert_eq!(cut, Fragments::from("<a x=\"1\">é</a>"));
        assert_ne!(cut, Fragments::from("<a x=\"1\">ö</a>"));
        let json = serde_json::to_string(&cut).unwrap();
        assert_eq!(json, serde_json::to_string(&cut.to_string()).unwrap());
        assert_eq!(serde_json::from_str::<Fragments>(&json).unwrap(), cut);
        assert!(Fragments::from("").is_empty() && Fragments::from("").runs.is_empty());
    }

    #[test]
    fn a_place_that_there_is_not_gives_nothing() {
        let line = Bytes::from_static("é\n".as_bytes());
        for (start, end) in [(0, 4), (1, 2), (0, 1), (2, 1), (usize::MAX, usize::MAX)] {
            assert_eq!(Fragments::at([Place::On(start..end)], &line), None);
        }
        assert_eq!(Fragments::at([Place::On(0..3)], &line).unwrap().to_string(), "é\n");
    }
}
