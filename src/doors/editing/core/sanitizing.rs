//! Text that a page could mistake for a program, found and made harmless.
//!
//! Entry point: [`cleaned`]. What must always hold: text in which nothing is found stays as it is; what is found is escaped
//! so that it reads the same on a page: `<` of a script element, `:` of a scheme that runs programs, `=` of an event
//! attribute inside a tag. Ordinary words, whatever letters they have, are never touched.

/// Elements whose `<` is escaped.
const ELEMENTS: [&str; 2] = ["<script", "</script"];
/// Schemes whose `:` is escaped; the text after the colon belongs to what is looked for.
const SCHEMES: [(&str, &str); 3] = [("javascript", ""), ("vbscript", ""), ("data", "text/html")];

/// The text made harmless; nothing when it is.
pub(crate) fn cleaned(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let (mut copied, mut is_in_tag) = (0, false);
    for (at, byte) in bytes.iter().enumerate() {
        let escape = match byte {
            b'<' => {
                is_in_tag = bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
                ELEMENTS.iter().any(|element| starts_with(&bytes[at..], element)).then_some("&lt;")
            }
            b'>' => {
                is_in_tag = false;
                None
            }
            b':' => runs_programs(bytes, at).then_some("&#58;"),
            b'=' => (is_in_tag && is_event(&bytes[..at])).then_some("&#61;"),
            _ => None,
        };
        if let Some(escape) = escape {
            out.push_str(&text[copied..at]);
            out.push_str(escape);
            copied = at + 1;
        }
    }
    (copied > 0).then(|| out + &text[copied..])
}

/// Whether the bytes start with this ASCII text, in small or capital letters.
fn starts_with(bytes: &[u8], text: &str) -> bool {
    bytes.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text.as_bytes()))
}

/// Whether the colon at this place ends the name of a scheme that runs programs.
fn runs_programs(bytes: &[u8], colon: usize) -> bool {
    SCHEMES.iter().any(|(scheme, rest)| {
        let Some(start) = colon.checked_sub(scheme.len()) else { return false };
        let is_whole_word = start.checked_sub(1).is_none_or(|before| !bytes[before].is_ascii_alphanumeric());
        is_whole_word && starts_with(&bytes[start..], scheme) && starts_with(&bytes[colon + 1..], rest)
    })
}

/// Whether what ends here is the name of an attribute such as `onclick`, with white space after it or without.
fn is_event(before: &[u8]) -> bool {
    let name = before.trim_ascii_end();
    let letters = name.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (rest, name) = name.split_at(name.len() - letters);
    let is_apart = rest.last().is_some_and(|byte| byte.is_ascii_whitespace() || b"\"'/".contains(byte));
    letters > 2 && is_apart && starts_with(name, "on")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dangerous_text_is_escaped_where_it_is_dangerous() {
        for (text, expected) in [
            ("<script>x</script>", "&lt;script>x&lt;/script>"),
            ("a <SCRIPT src=x>", "a &lt;SCRIPT src=x>"),
            ("<a href=\"JavaScript:x()\">", "<a href=\"JavaScript&#58;x()\">"),
            ("vbscript:x data:text/html,y", "vbscript&#58;x data&#58;text/html,y"),
            ("<img onerror=x>", "<img onerror&#61;x>"),
            ("<img src='a'onload = x>", "<img src='a'onload &#61; x>"),
            ("<b/onclick=x>", "<b/onclick&#61;x>"),
        ] {
            assert_eq!(cleaned(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn ordinary_text_is_not_touched() {
        for text in [
            "",
            "content on position, condition = 1",
            "on=1 onclick=2 outside of a tag",
            "a < b and onward=3 > c",
            "<Position on=\"1\" condition=\"2\"/>",
            "<b>bold</b> onset=4",
            "the metadata:text/html and data:image/png",
            "my_script <scrip t> description",
            "a javascript, not a scheme; typescript: neither",
            "é😀<é onclick",
        ] {
            assert_eq!(cleaned(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_cleaned_is_clean() {
        let text = cleaned("<script><script src=javascript:data:text/html onload=1>").unwrap();
        assert_eq!(cleaned(&text), None, "{text}");
    }
}
