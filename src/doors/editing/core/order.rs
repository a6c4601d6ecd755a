//! Two changes run side by side over one text: one after the other, or one in the light of the other.

use super::{
    Text,
    change::{Change, Step},
};

/// A change that is taken step by step, in pieces as long as the other side wants them.
struct Walk<'a> {
    steps: std::slice::Iter<'a, Step>,
    rest: Option<Step>,
}

impl<'a> Walk<'a> {
    fn new(change: &'a Change) -> Self {
        let mut walk = Self { steps: change.steps().iter(), rest: None };
        walk.advance();
        walk
    }

    fn advance(&mut self) {
        self.rest = self.steps.next().cloned();
    }

    /// The text that is inserted next, if one is.
    fn take_insert(&mut self) -> Option<Text> {
        let Some(Step::Insert(text)) = self.rest.take_if(|step| matches!(step, Step::Insert(_))) else { return None };
        self.advance();
        Some(text)
    }

    /// Code units of the text before the change that the present step covers; none where the change has ended.
    fn covers(&self) -> Option<usize> {
        match self.rest {
            Some(Step::Keep(count) | Step::Delete(count)) => Some(count),
            _ => None,
        }
    }

    /// Takes `count` code units of the present step, and answers whether they go.
    fn take(&mut self, count: usize) -> bool {
        let goes = matches!(self.rest, Some(Step::Delete(_)));
        if let Some(Step::Keep(left) | Step::Delete(left)) = &mut self.rest {
            *left -= count;
            if *left == 0 {
                self.advance();
            }
        }
        goes
    }
}

impl Change {
    /// This change as it has to be made after `earlier`, a change of the same text that comes first in the order.
    pub(crate) fn later_than(&self, earlier: &Change) -> Change {
        self.beside(earlier, false)
    }

    /// This change as it has to be made after `later`, a change of the same text that comes later in the order but was
    /// made first here.
    pub(crate) fn earlier_than(&self, later: &Change) -> Change {
        self.beside(later, true)
    }

    fn beside(&self, other: &Change, is_first: bool) -> Change {
        let (mut own, mut others, mut result) = (Walk::new(self), Walk::new(other), Change::default());
        loop {
            if is_first && let Some(text) = own.take_insert() {
                result.insert(text);
                continue;
            }
            if let Some(text) = others.take_insert() {
                result.keep(text.len());
                continue;
            }
            if let Some(text) = own.take_insert() {
                result.insert(text);
                continue;
            }
            let Some(covered) = own.covers() else { break };
            let count = others.covers().map_or(covered, |other| other.min(covered));
            match (own.take(count), others.take(count)) {
                (true, false) => result.delete(count),
                (false, false) => result.keep(count),
                // Either way it is gone already.
                (_, true) => {}
            }
        }
        result.trimmed()
    }

    /// This change and then `next` as one.
    pub(crate) fn then(&self, next: &Change) -> Change {
        let (mut first, mut second, mut result) = (Walk::new(self), Walk::new(next), Change::default());
        let mut inserted = Inserted::default();
        loop {
            if let Some(text) = second.take_insert() {
                result.insert(text);
                continue;
            }
            if inserted.is_used_up() {
                if let Some(Step::Delete(count)) = first.rest {
                    first.take(count);
                    result.delete(count);
                    continue;
                }
                if let Some(text) = first.take_insert() {
                    inserted = Inserted { text, used: 0 };
                    continue;
                }
            }
            match (inserted.left(), first.covers(), second.covers()) {
                (0, None, None) => break,
                (0, kept, wanted) => {
                    let count = kept.unwrap_or(usize::MAX).min(wanted.unwrap_or(usize::MAX));
                    first.take(count);
                    if second.take(count) { result.delete(count) } else { result.keep(count) }
                }
                (left, _, wanted) => {
                    let count = wanted.map_or(left, |wanted| wanted.min(left));
                    let part = inserted.take(count);
                    if !second.take(count) {
                        result.insert(part);
                    }
                }
            }
        }
        result.trimmed()
    }
}

/// What the first of two changes inserted, while the second runs over it.
#[derive(Default)]
struct Inserted {
    text: Text,
    used: usize,
}

impl Inserted {
    fn left(&self) -> usize {
        self.text.len() - self.used
    }

    fn is_used_up(&self) -> bool {
        self.left() == 0
    }

    fn take(&mut self, count: usize) -> Text {
        let part = self.text.part(self.used..self.used + count);
        self.used += count;
        part
    }
}
