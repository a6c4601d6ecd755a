//! One change of a text, and how two changes of the same text are brought into an order.
//!
//! Entry points: [`Change::later_than`], [`Change::earlier_than`]. A change runs over the text once: it keeps, inserts and
//! deletes; what it does not reach is kept. What must always hold, for changes `a` and `b` of one text: `b`, then `a` as it
//! is later than `b`, gives what `a`, then `b` as it is earlier than `a`, gives. Where both insert at one place, the text
//! of the earlier stands first.

use serde::{Deserialize, Serialize};

use super::Text;

/// A change of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Change(Vec<Step>);

/// A part of a change, at the place where the steps before it end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Step {
    /// So many code units stay.
    Keep(usize),
    /// This comes in.
    Insert(Text),
    /// So many code units go.
    Delete(usize),
}

/// A change as the wire has it: at `position`, in the text as the splices before it leave it, `delete` code units go and
/// `insert` comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Splice {
    /// Where, in UTF-16 code units.
    pub(crate) position: usize,
    /// How many go.
    pub(crate) delete: usize,
    /// What comes in.
    pub(crate) insert: Text,
}

/// The change does not fit the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DoesNotFit {
    /// It reaches past the end.
    #[error("the change reaches to position {needed}, and the text has {length} UTF-16 code units")]
    PastEnd {
        /// Where it reaches.
        needed: usize,
        /// Where the text ends.
        length: usize,
    },
    /// It cuts a character.
    #[error("position {at} lies between the two halves of one character; count in UTF-16 code units")]
    InsideCharacter {
        /// Where it cuts.
        at: usize,
    },
}

impl Change {
    /// The change that these splices make, one after the other; the length of the text is needed to know where they end.
    pub(crate) fn of_splices(splices: &[Splice], mut length: usize) -> Result<Self, DoesNotFit> {
        let mut whole = Self::default();
        for splice in splices {
            let needed = splice.position.saturating_add(splice.delete);
            if needed > length {
                return Err(DoesNotFit::PastEnd { needed, length });
            }
            length = length - splice.delete + splice.insert.len();
            let mut one = Self::default();
            one.keep(splice.position);
            one.delete(splice.delete);
            one.insert(splice.insert.clone());
            whole = whole.then(&one);
        }
        Ok(whole)
    }

    /// The smallest single replacement that makes `to` of `from`.
    pub(crate) fn between(from: &Text, to: &Text) -> Self {
        let start = from.common_start(to);
        let end = from.common_end(to, start);
        let mut change = Self::default();
        change.keep(start);
        change.delete(from.len() - start - end);
        change.insert(to.part(start..to.len() - end));
        change.trimmed()
    }

    /// The splices that make this change, one after the other.
    pub(crate) fn splices(&self) -> Vec<Splice> {
        let mut splices: Vec<Splice> = Vec::new();
        let mut position = 0;
        let mut is_open = false;
        for step in &self.0 {
            if let Step::Keep(count) = step {
                position += count;
                is_open = false;
                continue;
            }
            if !is_open {
                splices.push(Splice { position, delete: 0, insert: Text::default() });
                is_open = true;
            }
            let Some(splice) = splices.last_mut() else { continue };
            match step {
                Step::Insert(text) => {
                    splice.insert.push(text);
                    position += text.len();
                }
                Step::Delete(count) => splice.delete += count,
                Step::Keep(_) => {}
            }
        }
        splices
    }

    /// Whether nothing changes.
    #[cfg(test)]
    pub(crate) fn is_nothing(&self) -> bool {
        self.0.iter().all(|step| matches!(step, Step::Keep(_)))
    }

    /// What comes in, piece by piece.
    pub(crate) fn insertions(&self) -> impl Iterator<Item = &Text> {
        self.0.iter().filter_map(|step| if let Step::Insert(text) = step { Some(text) } else { None })
    }

    /// The steps.
    pub(super) fn steps(&self) -> &[Step] {
        &self.0
    }

    /// How long the text must be at least.
    pub(super) fn length_needed(&self) -> usize {
        self.0.iter().map(|step| if let Step::Keep(count) | Step::Delete(count) = step { *count } else { 0 }).sum()
    }

    /// How long a text of this length is afterwards.
    pub(super) fn length_after(&self, length: usize) -> usize {
        length + self.came() - self.went()
    }

    /// How long a text was that has this length afterwards.
    pub(super) fn length_before(&self, length: usize) -> usize {
        length + self.went() - self.came()
    }

    fn came(&self) -> usize {
        self.insertions().map(Text::len).sum()
    }

    fn went(&self) -> usize {
        self.0.iter().map(|step| if let Step::Delete(count) = step { *count } else { 0 }).sum()
    }

    /// Bytes that it holds.
    pub(crate) fn size_bytes(&self) -> usize {
        self.0.len() * size_of::<Step>() + self.insertions().map(|text| 2 * text.len()).sum::<usize>()
    }

    /// Changes the text, and answers the change that takes it back.
    ///
    /// # Errors
    /// It does not fit; then nothing has changed.
    pub(crate) fn apply(&self, text: &mut Text) -> Result<Change, DoesNotFit> {
        self.check(text)?;
        let (mut at, mut undo) = (0, Change::default());
        for step in &self.0 {
            match step {
                Step::Keep(count) => {
                    undo.keep(*count);
                    at += count;
                }
                Step::Insert(insert) => {
                    text.splice(at..at, insert);
                    undo.delete(insert.len());
                    at += insert.len();
                }
                Step::Delete(count) => undo.insert(text.splice(at..at + count, &Text::default())),
            }
        }
        Ok(undo.trimmed())
    }

    /// Whether it fits the text.
    pub(super) fn check(&self, text: &Text) -> Result<(), DoesNotFit> {
        let (needed, length) = (self.length_needed(), text.len());
        if needed > length {
            return Err(DoesNotFit::PastEnd { needed, length });
        }
        let mut at = 0;
        for step in &self.0 {
            match step {
                Step::Keep(count) => at += count,
                Step::Insert(_) if !text.is_boundary(at) => return Err(DoesNotFit::InsideCharacter { at }),
                Step::Insert(_) => {}
                Step::Delete(count) => {
                    let ends = [at, at + count];
                    if let Some(&at) = ends.iter().find(|end| !text.is_boundary(**end)) {
                        return Err(DoesNotFit::InsideCharacter { at });
                    }
                    at += count;
                }
            }
        }
        Ok(())
    }

    /// Keeps the next `count` code units.
    pub(super) fn keep(&mut self, count: usize) {
        match self.0.last_mut() {
            _ if count == 0 => {}
            Some(Step::Keep(last)) => *last += count,
            _ => self.0.push(Step::Keep(count)),
        }
    }

    /// Inserts a text; at one place, what is inserted stands before what is deleted.
    pub(super) fn insert(&mut self, text: Text) {
        if text.is_empty() {
            return;
        }
        let before_delete = usize::from(matches!(self.0.last(), Some(Step::Delete(_))));
        let at = self.0.len() - before_delete;
        match at.checked_sub(1).and_then(|last| self.0.get_mut(last)) {
            Some(Step::Insert(last)) => last.push(&text),
            _ => self.0.insert(at, Step::Insert(text)),
        }
    }

    /// Deletes the next `count` code units.
    pub(super) fn delete(&mut self, count: usize) {
        match self.0.last_mut() {
            _ if count == 0 => {}
            Some(Step::Delete(last)) => *last += count,
            _ => self.0.push(Step::Delete(count)),
        }
    }

    /// Without what it keeps at its end.
    pub(super) fn trimmed(mut self) -> Self {
        if let Some(Step::Keep(_)) = self.0.last() {
            self.0.pop();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn splice(position: usize, delete: usize, insert: &str) -> Splice {
        Splice { position, delete, insert: insert.into() }
    }

    #[test]
    fn splices_make_a_change_and_a_change_makes_splices() {
        let check = |before: &str, splices: &[Splice], after: &str| {
            let mut text = Text::from(before);
            let change = Change::of_splices(splices, text.len()).unwrap();
            let undo = change.apply(&mut text).unwrap();
            assert_eq!(text.to_string(), after);
            assert_eq!(change.length_after(Text::from(before).len()), text.len());
            let again = Change::of_splices(&change.splices(), Text::from(before).len()).unwrap();
            assert_eq!(again, change);
            undo.apply(&mut text).unwrap();
            assert_eq!(text.to_string(), before);
        };
        check("", &[], "");
        check("", &[splice(0, 0, "a")], "a");
        check("abc", &[splice(1, 1, "XY")], "aXYc");
        check("abc", &[splice(3, 0, "d"), splice(0, 2, "")], "cd");
        check("abc", &[splice(0, 1, ""), splice(1, 1, "z"), splice(0, 0, "😀")], "😀bz");
        check("a😀b", &[splice(1, 2, "")], "ab");
    }

    #[test]
    fn what_does_not_fit_is_refused_and_changes_nothing() {
        let check = |before: &str, splices: &[Splice], refused: DoesNotFit| {
            let mut text = Text::from(before);
            let change = Change::of_splices(splices, text.len());
            assert_eq!(change.and_then(|change| change.apply(&mut text)), Err(refused));
            assert_eq!(text.to_string(), before);
        };
        check("abc", &[splice(4, 0, "x")], DoesNotFit::PastEnd { needed: 4, length: 3 });
        check("abc", &[splice(3, 1, "")], DoesNotFit::PastEnd { needed: 4, length: 3 });
        check("abc", &[splice(0, 0, "x"), splice(5, 0, "")], DoesNotFit::PastEnd { needed: 5, length: 4 });
        check("abc", &[splice(1, usize::MAX, "")], DoesNotFit::PastEnd { needed: usize::MAX, length: 3 });
        check("😀", &[splice(1, 0, "x")], DoesNotFit::InsideCharacter { at: 1 });
        check("😀", &[splice(0, 1, "")], DoesNotFit::InsideCharacter { at: 1 });
        check("😀", &[splice(1, 1, "")], DoesNotFit::InsideCharacter { at: 1 });
    }

    #[test]
    fn the_difference_of_two_texts_is_one_replacement() {
        let check = |from: &str, to: &str, expected: &[Splice]| {
            let change = Change::between(&from.into(), &to.into());
            assert_eq!(change.splices(), expected, "{from} {to}");
        };
        check("same", "same", &[]);
        check("abc", "aXc", &[splice(1, 1, "X")]);
        check("aa", "aaa", &[splice(2, 0, "a")]);
        check("😀", "😁", &[splice(0, 2, "😁")]);
    }

    #[test]
    fn a_change_is_written_compactly_and_read_back() {
        let change = Change::of_splices(&[splice(2, 3, "é\"")], 9).unwrap();
        let written = serde_json::to_string(&change).unwrap();
        assert_eq!(written, r#"[{"keep":2},{"insert":"é\""},{"delete":3}]"#);
        assert_eq!(serde_json::from_str::<Change>(&written).unwrap(), change);
    }
}
