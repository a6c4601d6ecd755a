//! Writes an expression in the dialect of the regex-automata crate.

use std::fmt::Write;

use super::{
    blocks,
    syntax::{Class, Expression, Item},
};

const CATEGORIES: [&str; 37] = [
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi",
    "Pf", "Po", "Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So", "C", "Cc", "Cf", "Co", "Cn", "Cs",
];

/// Whether `\p{name}` means something.
pub(super) fn is_property(name: &str) -> bool {
    CATEGORIES.contains(&name) || name.strip_prefix("Is").is_some_and(|block| blocks::range(block).is_some())
}

const NAME_START: &str = r":A-Z_a-z\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{2FF}\u{370}-\u{37D}\u{37F}-\u{1FFF}\u{200C}-\u{200D}\u{2070}-\u{218F}\u{2C00}-\u{2FEF}\u{3001}-\u{D7FF}\u{F900}-\u{FDCF}\u{FDF0}-\u{FFFD}\u{10000}-\u{EFFFF}";
const NAME_REST: &str = r"\-.0-9\u{B7}\u{300}-\u{36F}\u{203F}-\u{2040}";

/// Appends the expression.
pub(super) fn emit(expression: &Expression, out: &mut String) {
    match expression {
        Expression::Class(class) => emit_class(class, out),
        Expression::Sequence(parts) => {
            out.push_str("(?:");
            parts.iter().for_each(|part| emit(part, out));
            out.push(')');
        }
        Expression::Choice(branches) => {
            out.push_str("(?:");
            for (index, branch) in branches.iter().enumerate() {
                if index > 0 {
                    out.push('|');
                }
                emit(branch, out);
            }
            out.push(')');
        }
        Expression::Repeat(inner, min, max) => {
            out.push_str("(?:");
            emit(inner, out);
            match max {
                Some(max) => put(out, format_args!("){{{min},{max}}}")),
                None => put(out, format_args!("){{{min},}}")),
            }
        }
    }
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("writing to a String cannot fail");
}

fn emit_class(class: &Class, out: &mut String) {
    // Subtraction binds to the set as written, the complement included: [^a-[b]] is neither a nor b.
    out.push_str(if class.subtracted.is_some() { "[[" } else { "[" });
    if class.negated {
        out.push('^');
    }
    class.items.iter().for_each(|item| emit_item(item, out));
    out.push(']');
    if let Some(subtracted) = &class.subtracted {
        out.push_str("--");
        emit_class(subtracted, out);
        out.push(']');
    }
}

fn emit_item(item: &Item, out: &mut String) {
    match item {
        Item::Range(range) => {
            put(out, format_args!("\\x{{{:X}}}-\\x{{{:X}}}", u32::from(*range.start()), u32::from(*range.end())));
        }
        Item::Letter(letter) => match letter {
            '.' => out.push_str(r"[^\n\r]"),
            's' => out.push_str(r"[ \t\n\r]"),
            'S' => out.push_str(r"[^ \t\n\r]"),
            'd' => out.push_str(r"\p{Nd}"),
            'D' => out.push_str(r"\P{Nd}"),
            'w' => out.push_str(r"[^\p{P}\p{Z}\p{C}]"),
            'W' => out.push_str(r"[\p{P}\p{Z}\p{C}]"),
            'i' => put(out, format_args!("[{NAME_START}]")),
            'I' => put(out, format_args!("[^{NAME_START}]")),
            'c' => put(out, format_args!("[{NAME_START}{NAME_REST}]")),
            _ => put(out, format_args!("[^{NAME_START}{NAME_REST}]")),
        },
        Item::Property { name, negated } => {
            let block = name.strip_prefix("Is").and_then(blocks::range);
            match block {
                Some(range) => {
                    let not = if *negated { "^" } else { "" };
                    let (start, end) = (range.start(), range.end());
                    put(out, format_args!("[{not}\\x{{{start:X}}}-\\x{{{end:X}}}]"));
                }
                // No text holds surrogates.
                None if name == "Cs" => out.push_str(if *negated { r"[\s\S]" } else { r"[^\s\S]" }),
                None => put(out, format_args!("\\{}{{{name}}}", if *negated { 'P' } else { 'p' })),
            }
        }
    }
}
