//! Patterns of XSD in a spelling that Rust's `regex`, JSON Schema and JavaScript all read alike.

/// The pattern, anchored at both ends as XSD means it; an error where it uses what only XSD has.
pub(crate) fn portable(xsd: &str) -> Result<String, String> {
    let mut out = String::from("^(?:");
    let mut in_class = false;
    let mut letters = xsd.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => out.push_str(&escape(letters.next(), in_class)?),
            '[' if in_class => return Err("a class within a class".to_owned()),
            '-' if in_class && letters.peek() == Some(&'[') => return Err("a subtraction of classes".to_owned()),
            '^' | '$' if !in_class => out.extend(['\\', letter]),
            _ => {
                in_class = (in_class || letter == '[') && letter != ']';
                out.push(letter);
            }
        }
    }
    out.push_str(")$");
    match regex::Regex::new(&out) {
        Ok(_) => Ok(out),
        Err(error) => Err(error.to_string()),
    }
}

/// An escape; outside of a class a hyphen needs none, and strict readers refuse it there.
fn escape(letter: Option<char>, in_class: bool) -> Result<String, String> {
    match letter {
        Some('-') if !in_class => Ok("-".to_owned()),
        Some(
            letter @ ('n' | 'r' | 't' | '\\' | '|' | '.' | '?' | '*' | '+' | '(' | ')' | '{' | '}' | '-' | '[' | ']'
            | '^'),
        ) => Ok(format!("\\{letter}")),
        Some(letter) => Err(format!("the escape \\{letter}")),
        None => Err("an escape at the end".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::portable;

    #[test]
    fn what_all_read_alike_is_kept_and_the_rest_refused() {
        assert_eq!(portable(r"[0-9a-f]{8}\-[A\-]").as_deref(), Ok(r"^(?:[0-9a-f]{8}-[A\-])$"));
        assert_eq!(portable("a^$|b").as_deref(), Ok(r"^(?:a\^\$|b)$"));
        for refused in [r"\i\c*", r"\p{Lu}", "[a-z-[aeiou]]", r"\d", "(", r"a\"] {
            assert!(portable(refused).is_err(), "{refused}");
        }
    }
}
