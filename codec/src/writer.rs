//! A document as a growing text: elements in, well-formed XML out.

use crate::{Edition, XmlValue};

const INDENT: &str = "  ";

/// Writes one document of one edition.
#[derive(Debug)]
pub struct Writer {
    out: String,
    edition: Edition,
    /// Whether each element stands on a line of its own.
    indented: bool,
    /// Whether the next element declares the namespace: the root does.
    declares: bool,
    depth: usize,
    /// Whether the last thing written was an end tag.
    after_end: bool,
}

impl Writer {
    /// Begins a document on one line, whose root declares the edition's namespace as the default one.
    pub fn new(edition: Edition) -> Self {
        Self { out: String::new(), edition, indented: false, declares: true, depth: 0, after_end: false }
    }

    /// Puts each element on a line of its own.
    #[must_use]
    pub fn indented(mut self) -> Self {
        self.indented = true;
        self
    }

    /// Leaves the declaration of the namespace to the element in which this one will stand.
    #[must_use]
    pub fn without_declaration(mut self) -> Self {
        self.declares = false;
        self
    }

    /// Writes an element of the types, and before it what the edition wants there.
    pub fn element(&mut self, name: &'static str, value: &impl XmlValue) {
        if let Some(omitted) = self.edition.omitted_before(name)
            && let Some(text) = omitted.filled_with
        {
            self.tagged(omitted.element, |writer| writer.text(text));
        }
        self.tagged(name, |writer| value.write(writer));
    }

    /// Writes an element as often as the edition has it.
    pub(crate) fn repeated<T: XmlValue>(&mut self, name: &'static str, values: &[T]) {
        match self.edition.once_named(name) {
            None => values.iter().for_each(|value| self.element(name, value)),
            Some(once) => match values.first() {
                Some(value) => self.element(name, value),
                None => self.tagged(name, |writer| writer.text(once.filled_with)),
            },
        }
    }

    /// Writes text, escaped. Line breaks become references: they survive reading, and a message stays on one line.
    pub fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(['<', '>', '&', '\r', '\n']) {
            let (plain, special) = rest.split_at(at);
            self.out.push_str(plain);
            self.out.push_str(match special.as_bytes()[0] {
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'&' => "&amp;",
                b'\r' => "&#13;",
                _ => "&#10;",
            });
            rest = &special[1..];
        }
        self.out.push_str(rest);
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.out
    }

    fn tagged(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.new_line();
        self.out.push('<');
        self.out.push_str(name);
        if std::mem::take(&mut self.declares) {
            self.out.push_str(" xmlns=\"");
            self.out.push_str(self.edition.namespace());
            self.out.push('"');
        }
        self.out.push('>');
        let empty_at = self.out.len();
        self.after_end = false;
        self.depth += 1;
        content(self);
        self.depth -= 1;
        if self.out.len() == empty_at {
            self.out.truncate(empty_at - 1);
            self.out.push_str("/>");
        } else {
            if self.after_end {
                self.new_line();
            }
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        self.after_end = true;
    }

    fn new_line(&mut self) {
        if self.indented && !self.out.is_empty() {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n(INDENT, self.depth));
        }
    }
}
