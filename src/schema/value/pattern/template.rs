//! Expressions that fix the length and, at every place, a set of ASCII characters.

use super::syntax::{Class, Expression, Item};

/// Longest text that a template describes.
const LENGTH_MAX: usize = 256;
/// Different sets of characters in one template: one bit each.
const SETS_MAX: usize = 16;

/// For each place the set of characters that may stand there, as a bit; for each byte the sets that it is in.
#[derive(Debug)]
pub(super) struct Template {
    places: Vec<u16>,
    sets_of: Box<[u16; 256]>,
}

impl Template {
    /// The template of an expression, if it is one.
    pub(super) fn new(expression: &Expression) -> Option<Self> {
        let mut sets = Vec::new();
        flatten(expression, &mut sets)?;
        let mut distinct: Vec<u128> = sets.clone();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() > SETS_MAX {
            return None;
        }
        let mut sets_of = Box::new([0; 256]);
        for (bit, set) in distinct.iter().enumerate() {
            for byte in 0..128 {
                if set >> byte & 1 == 1 {
                    sets_of[byte] |= 1 << bit;
                }
            }
        }
        let places = sets.iter().map(|set| Some(1 << distinct.binary_search(set).ok()?)).collect::<Option<Vec<_>>>()?;
        Some(Self { places, sets_of })
    }

    #[inline]
    pub(super) fn matches(&self, text: &[u8]) -> bool {
        // No early exit: the places do not wait for one another.
        let each = text.iter().zip(&self.places);
        text.len() == self.places.len()
            && each.fold(true, |all, (&byte, &place)| all & (self.sets_of[usize::from(byte)] & place != 0))
    }
}

fn flatten(expression: &Expression, sets: &mut Vec<u128>) -> Option<()> {
    match expression {
        Expression::Class(class) => sets.push(ascii(class)?),
        Expression::Sequence(parts) => parts.iter().try_for_each(|part| flatten(part, sets))?,
        Expression::Choice(_) => return None,
        Expression::Repeat(inner, min, max) => {
            if Some(*min) != *max || *min as usize > LENGTH_MAX {
                return None;
            }
            for _ in 0..*min {
                flatten(inner, sets)?;
            }
        }
    }
    if sets.len() > LENGTH_MAX { None } else { Some(()) }
}

/// The characters of a class, if all are ASCII and spelled out.
fn ascii(class: &Class) -> Option<u128> {
    if class.negated {
        return None;
    }
    let mut set = 0;
    for item in &class.items {
        let Item::Range(range) = item else { return None };
        if !range.end().is_ascii() {
            return None;
        }
        for character in range.clone() {
            set |= 1u128 << u32::from(character);
        }
    }
    match &class.subtracted {
        None => Some(set),
        Some(subtracted) => Some(set & !ascii(subtracted)?),
    }
}
