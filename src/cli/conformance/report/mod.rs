//! What was found, for people and for programs.

mod html;
mod junit;
mod terminal;

pub(super) use html::html;
pub(super) use junit::junit;
pub(super) use terminal::{Progress, terminal};

use super::Judged;

/// One object: the run, and its cases with their transcripts.
pub(super) fn json(judged: &Judged) -> String {
    serde_json::to_string_pretty(judged).expect("the report has text keys alone")
}

/// Text as it is written in XML and HTML. What XML cannot contain is shown as a question mark.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(character),
            '\u{fffe}' | '\u{ffff}' => out.push('?'),
            control if control.is_control() => out.push('?'),
            other => out.push(other),
        }
    }
    out
}
