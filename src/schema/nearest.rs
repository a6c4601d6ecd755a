//! The known words nearest to a mistyped one.

/// Texts are compared in their first so many characters.
const LENGTH_MAX: usize = 64;

/// The words by their distance from a text, nearest first; words of equal distance keep their order.
pub(super) fn nearest<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Vec<&'w str> {
    let text = letters(text);
    let mut ranked: Vec<(usize, &str)> = words.map(|word| (distance(&text, &letters(word)), word)).collect();
    ranked.sort_by_key(|(distance, _)| *distance);
    ranked.into_iter().map(|(_, word)| word).collect()
}

/// The nearest word if it is near enough to be what was meant.
pub(super) fn meant<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let letters_of_text = letters(text);
    let best = nearest(text, words).into_iter().next()?;
    // At least half of the letters are right, so that a single letter is never taken for another.
    let tolerated = 2 * (1 + letters_of_text.len() / 4).min(letters_of_text.len() / 2);
    (distance(&letters_of_text, &letters(best)) <= tolerated).then_some(best)
}

fn letters(text: &str) -> Vec<char> {
    text.trim().chars().take(LENGTH_MAX).collect()
}

/// Edits from one to the other, two for each, one where only the case differs; neighbours swapped count as one edit.
fn distance(from: &[char], to: &[char]) -> usize {
    let differ = |a: char, b: char| match a == b {
        true => 0,
        false if a.eq_ignore_ascii_case(&b) => 1,
        false => 2,
    };
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).map(|column| column * 2).collect();
    for (row, &a) in from.iter().enumerate() {
        let mut current = vec![(row + 1) * 2];
        for (column, &b) in to.iter().enumerate() {
            let mut best = (last[column] + differ(a, b)).min(last[column + 1] + 2).min(current[column] + 2);
            if row > 0 && column > 0 && a == to[column - 1] && from[row - 1] == b {
                best = best.min(before[column - 1] + 2);
            }
            current.push(best);
        }
        before = std::mem::replace(&mut last, current);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_finds_what_was_meant() {
        let words = ["FriendlyTo", "HostileTo", "NeutralTo", "TACCNT", "TACCOM", ""];
        for (text, expected) in [
            ("FrendlyTo", Some("FriendlyTo")),
            ("hostileto", Some("HostileTo")),
            ("NuetralTo", Some("NeutralTo")),
            ("TACCMO", Some("TACCOM")),
            ("Something", None),
            ("T", None),
        ] {
            assert_eq!(meant(text, words.iter().copied()), expected, "{text}");
        }
        assert_eq!(nearest("TACCO", words.iter().copied())[0], "TACCOM");
        assert_eq!(meant("x", std::iter::empty()), None);
    }
}
