//! The XML declaration, processing instructions, comments, and what begins with `<!`.
//!
//! What must always hold: each function is given the offset of the `<` and gives the offset after the `>`. Instructions
//! are kept on the one line, since applications read them; comments are not.

use super::{
    characters::{COMMENT, INSTRUCTION, white_end},
    fault::{Checked, Fault, broken},
    pass::{Misc, Pass},
};

impl Pass<'_, '_> {
    /// The XML declaration, where there is one. It stays on the one line, since a document that is one line is its own
    /// one-line form; but it may not name another encoding than the UTF-8 that is passed on.
    pub(super) fn declaration(&mut self) -> Checked<usize> {
        let bytes = self.bytes;
        match bytes {
            [b'<', b'?', b'x', b'm', b'l', b' ' | b'\t' | b'\n' | b'\r', ..] => {}
            _ => return Ok(0),
        }
        let (version, at) = self.pseudo_attribute(5, b"version")?;
        let Some(version) = version else {
            return broken(white_end(bytes, 5), "the XML declaration begins with version=\"1.0\"");
        };
        let digits = self.text[version.0..version.1].strip_prefix("1.").unwrap_or_default();
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return broken(version.0, "this version of XML is not known; send version 1.0");
        }
        let (encoding, at) = self.pseudo_attribute(at, b"encoding")?;
        if let Some((start, end)) = encoding {
            self.encoding_label(start, end)?;
        }
        let (standalone, at) = self.pseudo_attribute(at, b"standalone")?;
        if let Some((start, end)) = standalone
            && !matches!(&bytes[start..end], b"yes" | b"no")
        {
            return broken(start, "standalone is yes or no");
        }
        let end = white_end(bytes, at);
        if !bytes[end..].starts_with(b"?>") {
            return broken(end, "the XML declaration has version, encoding and standalone in this order, then ?>");
        }
        self.line.replace_breaks(encoding.map_or(0, |(_, end)| end), end, b" ");
        Ok(end + 2)
    }

    fn encoding_label(&mut self, start: usize, end: usize) -> Checked<()> {
        let label = &self.bytes[start..end];
        let is_name = label.first().is_some_and(u8::is_ascii_alphabetic)
            && label.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte));
        if !is_name {
            return broken(start, "this is no name of an encoding; write encoding=\"UTF-8\"");
        }
        self.line.replace_breaks(0, start, b" ");
        if !label.eq_ignore_ascii_case(b"utf-8") && !label.eq_ignore_ascii_case(b"utf8") {
            self.line.replace(start, end, b"UTF-8");
        }
        Ok(())
    }

    /// ` name="value"` at `at`, where it stands there: the range of the value and what follows.
    fn pseudo_attribute(&self, at: usize, name: &[u8]) -> Checked<(Option<(usize, usize)>, usize)> {
        let bytes = self.bytes;
        let start = white_end(bytes, at);
        if !bytes[start..].starts_with(name) {
            return Ok((None, at));
        }
        if start == at {
            return broken(start, "white space is missing in the XML declaration");
        }
        let equals = white_end(bytes, start + name.len());
        let open = white_end(bytes, equals + 1);
        let value = match bytes.get(open) {
            Some(quote @ (b'"' | b'\'')) if bytes[equals] == b'=' => memchr::memchr(*quote, &bytes[open + 1..]),
            _ => None,
        };
        match value {
            Some(length) => Ok((Some((open + 1, open + 1 + length)), open + 2 + length)),
            None => broken(equals, "the XML declaration has name=\"value\" pairs"),
        }
    }

    /// A processing instruction.
    pub(super) fn instruction(&mut self, start: usize) -> Checked<usize> {
        let target = self.name(start + 2)?;
        if self.bytes[target.start..target.end].eq_ignore_ascii_case(b"xml") {
            return broken(start, "the XML declaration stands at the very start of a document, or not at all");
        }
        if target.local > target.start {
            return broken(target.local - 1, "the target of a processing instruction has no colon");
        }
        let mut at = target.end;
        if !matches!(self.bytes.get(at), Some(b' ' | b'\t' | b'\n' | b'\r')) && !self.bytes[at..].starts_with(b"?>") {
            return broken(at, "white space or ?> is missing after the target of the processing instruction");
        }
        loop {
            at = self.plain(&INSTRUCTION, at)?;
            match self.bytes.get(at..) {
                Some([b'?', b'>', ..]) => return Ok(at + 2),
                Some([_, ..]) => at += 1,
                _ => return broken(start, "this processing instruction has no end; close it with ?>"),
            }
        }
    }

    /// A comment.
    pub(super) fn comment(&mut self, start: usize) -> Checked<usize> {
        if !self.bytes[start..].starts_with(b"<!--") {
            return broken(start, "a comment begins with <!--");
        }
        let mut at = start + 4;
        loop {
            at = self.plain(&COMMENT, at)?;
            match self.bytes.get(at..) {
                Some([b'-', b'-', b'>', ..]) => return Ok(at + 3),
                Some([b'-', b'-', _, ..]) => return broken(at, "-- may not stand in a comment"),
                Some([b'-', _, ..]) => at += 1,
                _ => return broken(start, "this comment has no end; close it with -->"),
            }
        }
    }

    /// What begins with `<!` outside the root and is no comment.
    #[cold]
    pub(super) fn doctype_or_broken(&self, start: usize) -> Checked<Misc> {
        if self.bytes[start..].starts_with(b"<!DOCTYPE") && self.open.is_empty() {
            return Err(Box::new(Fault::Doctype { offset: start }));
        }
        broken(start, "<! begins a comment (<!--) or, inside an element, <![CDATA[")
    }
}
