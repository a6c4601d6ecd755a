//! The one pass over a document: checks that it is well-formed and hands each piece to the judge, the envelope and
//! the one line.
//!
//! Entry point: [`Pass::document`]. The tokens are taken by hand rather than with quick-xml: two thirds of XML's rules
//! (names, attributes, references, characters, `]]>`, namespaces) would have to be checked beside its tokens, that is by
//! reading every tag and text again, and the place of a fault would be known only to the token. One strict scanner is
//! both exact and faster than those tokens alone.
//!
//! What must always hold: no recursion; each byte is looked at once, but for text with references or line breaks, which
//! is decoded; a fault is the first in the order of the document. What it deliberately leaves out: document type
//! declarations (refused), what names mean (the envelope, the schema).

use super::{
    characters::{NAME, Name, is_wide_name, is_wide_name_start, white_end},
    data::CharacterData,
    envelope::{Envelope, Judged},
    fault::{Checked, broken, exceeded},
    initialization::Draft,
    limits::{Limit, Limits},
    namespaces::Namespaces,
    one_line::OneLine,
    tags::RawAttribute,
};
use crate::schema::{Judge, NamespaceId, Schema};

/// A name with its parts, as offsets into the document.
#[derive(Clone, Copy)]
pub(super) struct QName {
    pub(super) start: usize,
    /// Where the local part begins: `start`, or after the colon.
    pub(super) local: usize,
    pub(super) end: usize,
}

/// An element whose end has not come.
pub(super) struct Open {
    pub(super) name: QName,
    pub(super) namespace: NamespaceId,
    /// The declarations in scope outside of it.
    pub(super) outer_namespaces: usize,
    /// Where its start tag begins on the one line.
    pub(super) line_at: usize,
}

/// Everything that one pass keeps.
pub(super) struct Pass<'d, 's> {
    pub(super) text: &'d str,
    pub(super) bytes: &'d [u8],
    pub(super) limits: &'d Limits,
    pub(super) open: Vec<Open>,
    pub(super) elements: usize,
    pub(super) namespaces: Namespaces<'d, 's>,
    pub(super) raw_attributes: Vec<RawAttribute>,
    pub(super) data: CharacterData,
    pub(super) line: OneLine<'d>,
    pub(super) envelope: Envelope,
    pub(super) judge: Judge<'s>,
    /// Whether the verdict is still wanted.
    pub(super) judging: bool,
    /// Which documents the verdict is wanted on.
    pub(super) judged: Judged,
    /// Whether only documents in the schema's own namespace are wanted.
    pub(super) only_own: bool,
    /// The namespace of the root, where the schema does not know it.
    pub(super) unknown_namespace: Option<String>,
    /// The pieces of an initialization, once the document turned out to be one.
    pub(super) draft: Option<Box<Draft>>,
}

impl<'d, 's> Pass<'d, 's> {
    pub(super) fn new(text: &'d str, schema: &'s Schema, limits: &'d Limits, judged: Judged) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            limits,
            open: Vec::with_capacity(16),
            elements: 0,
            namespaces: Namespaces::new(schema),
            raw_attributes: Vec::new(),
            data: CharacterData::default(),
            line: OneLine::new(text.as_bytes()),
            envelope: Envelope::default(),
            judge: Judge::new(schema, limits.violations_max),
            judging: true,
            judged,
            only_own: false,
            unknown_namespace: None,
            draft: None,
        }
    }

    /// Reads the document to its end; gives where its last tag or instruction ended.
    pub(super) fn document(&mut self) -> Checked<usize> {
        let prolog = self.declaration()?;
        let root = self.misc(prolog)?.next;
        if self.bytes.get(root).is_none() {
            return broken(root, "the document has no element; send a Message");
        }
        let mut at = self.start_tag(root)?;
        while !self.open.is_empty() {
            at = self.text_run(at)?;
            at = match self.bytes.get(at + 1) {
                Some(b'/') => self.end_tag(at)?,
                Some(b'!') => self.declared_markup(at)?,
                Some(b'?') => self.instruction_inside(at)?,
                _ => self.start_tag(at)?,
            };
        }
        let after = self.misc(at)?;
        if self.bytes.get(after.next).is_some() {
            return broken(after.next, "a document has one root element; remove what follows it");
        }
        Ok(after.kept_to)
    }

    /// The path of the open elements, as `/Message/C2SIMHeader`.
    pub(super) fn path(&self) -> String {
        self.open.iter().fold(String::new(), |path, open| path + "/" + &self.text[open.name.local..open.name.end])
    }

    /// The name of an element, attribute or prefix that begins at `at`.
    #[inline]
    pub(super) fn name(&self, at: usize) -> Checked<QName> {
        let mut end = at;
        while self.bytes.get(end).is_some_and(|&byte| matches!(NAME[usize::from(byte)], Name::Start | Name::Inner)) {
            end += 1;
        }
        let starts = self.bytes.get(at).is_some_and(|&byte| NAME[usize::from(byte)] == Name::Start);
        let goes_on =
            self.bytes.get(end).is_some_and(|&byte| matches!(NAME[usize::from(byte)], Name::Colon | Name::Wide));
        if starts && !goes_on && end - at <= self.limits.name_bytes_max {
            return Ok(QName { start: at, local: at, end });
        }
        self.rare_name(at)
    }

    /// A name with a prefix, or with characters beyond ASCII, or none at all.
    fn rare_name(&self, start: usize) -> Checked<QName> {
        let mut name = QName { start, local: start, end: start };
        for character in self.text[start..].chars() {
            let (may_start, may_stand) = match u8::try_from(character).map(|byte| NAME[usize::from(byte)]) {
                Ok(Name::Colon) if name.local != start || name.end == start => {
                    return broken(name.end, "a name has at most one colon, between prefix and local name");
                }
                Ok(Name::Colon) => {
                    name.end += 1;
                    name.local = name.end;
                    continue;
                }
                Ok(Name::Start) => (true, true),
                Ok(Name::Inner) => (false, true),
                Ok(Name::Other) => (false, false),
                _ => (is_wide_name_start(character), is_wide_name(character)),
            };
            if name.end == name.local && !may_start {
                return broken(name.end, format!("a name cannot begin with {character:?}"));
            }
            if !may_stand {
                break;
            }
            name.end += character.len_utf8();
            if name.end - start > self.limits.name_bytes_max {
                return exceeded(start, Limit::NameBytes, self.limits.name_bytes_max);
            }
        }
        match name.end == name.local {
            true => broken(name.end, "a name is missing here"),
            false => Ok(name),
        }
    }

    /// The local part of a name.
    #[inline]
    pub(super) fn local(&self, name: QName) -> &'d [u8] {
        &self.bytes[name.local..name.end]
    }

    /// The prefix of a name, where it has one.
    #[inline]
    pub(super) fn prefix(&self, name: QName) -> Option<&'d str> {
        (name.local > name.start).then(|| &self.text[name.start..name.local - 1])
    }

    /// White space, comments and instructions outside the root element. Gives where something else begins, and where
    /// the last of what the one line keeps has ended.
    pub(super) fn misc(&mut self, mut at: usize) -> Checked<Misc> {
        let mut kept_to = at;
        loop {
            let white = white_end(self.bytes, at);
            match self.bytes.get(white..) {
                Some([b'<', b'?', ..]) => {
                    at = self.instruction(white)?;
                    self.line.cut(kept_to, white);
                    self.line.replace_breaks(white, at, b" ");
                    kept_to = at;
                }
                Some([b'<', b'!', b'-', ..]) => at = self.comment(white)?,
                Some([b'<', b'!', ..]) => return self.doctype_or_broken(white),
                Some([]) | None => return Ok(Misc { next: white, kept_to }),
                Some([b'<', b'/', ..]) => return broken(white, "this end tag has no start tag"),
                Some([b'<', ..]) => {
                    self.line.cut(kept_to, white);
                    return Ok(Misc { next: white, kept_to });
                }
                Some(_) => return broken(white, "text stands outside the root element; remove it"),
            }
        }
    }
}

/// What [`Pass::misc`] went over.
pub(super) struct Misc {
    pub(super) next: usize,
    pub(super) kept_to: usize,
}
