//! Start tags with their attributes, and end tags.
//!
//! Entry points: [`Pass::start_tag`], [`Pass::end_tag`]; each is given the offset of the `<` and gives the offset after the
//! `>`. What must always hold: a tag is checked wholly before the judge hears of it; no attribute name stands twice,
//! neither as written nor as namespace and local name.

use std::borrow::Cow;

use super::{
    characters::{VALUE, white_end},
    envelope,
    fault::{Checked, Fault, broken, exceeded, shown},
    initialization::{BODY_DEPTH, Started},
    kind::MessageKind,
    limits::Limit,
    pass::{Open, Pass, QName},
};
use crate::schema::{Attribute, NamespaceId};

/// An attribute as it stands in the tag.
#[derive(Clone, Copy)]
pub(super) struct RawAttribute {
    name: QName,
    value_start: usize,
    value_end: usize,
    /// The value stands for itself: no references, line breaks or tabs.
    plain: bool,
}

impl<'d> Pass<'d, '_> {
    /// A start tag, with its end where it is empty (`<a/>`).
    pub(super) fn start_tag(&mut self, start: usize) -> Checked<usize> {
        self.settle(false, start);
        let line_at = self.line.position(start);
        if self.open.len() == BODY_DEPTH && self.draft.is_some() {
            self.namespaces.watch();
        }
        let name = self.name(start + 1)?;
        self.count_element(start)?;
        let outer_namespaces = self.namespaces.len();
        self.raw_attributes.clear();
        let close = match self.bytes.get(name.end) {
            Some(b'>') => name.end,
            _ => self.attributes(start, name.end)?,
        };
        let namespace = self.element_namespace(name)?;
        self.open.push(Open { name, namespace, outer_namespaces, line_at });
        self.announce(start)?;
        if self.bytes[close] == b'>' {
            return Ok(close + 1);
        }
        self.settle(true, close);
        self.close(start, close + 2);
        Ok(close + 2)
    }

    /// An end tag.
    pub(super) fn end_tag(&mut self, start: usize) -> Checked<usize> {
        self.settle(true, start);
        // The caller has an open element as long as it reads content.
        let Some(open) = self.open.last() else { return broken(start, "this end tag has no start tag") };
        let name = &self.bytes[open.name.start..open.name.end];
        let after = start + 2 + name.len();
        if !self.bytes[start + 2..].starts_with(name) {
            return self.mismatched(start);
        }
        let mut end = after;
        if self.bytes.get(end) != Some(&b'>') {
            end = white_end(self.bytes, after);
            if self.bytes.get(end) != Some(&b'>') {
                return self.mismatched(start);
            }
            self.line.replace_breaks(after, end, b" ");
        }
        self.close(start, end + 1);
        Ok(end + 1)
    }

    #[cold]
    fn mismatched(&self, start: usize) -> Checked<usize> {
        let found = self.name(start + 2)?;
        let expected = self.open.last().map_or("", |open| &self.text[open.name.start..open.name.end]);
        let written = &self.text[found.start..found.end];
        match written == expected {
            true => broken(found.end, format!("> is missing after </{expected}")),
            false => broken(start, format!("</{written}> stands where <{expected}> has to be closed first")),
        }
    }

    /// The innermost element ends with the tag from `start` to `end`.
    fn close(&mut self, start: usize, end: usize) {
        if self.judging {
            self.judge.end(&self.namespaces, start);
        }
        if let Some(draft) = &mut self.draft {
            draft.end(self.open.len(), self.line.position(end), &self.namespaces);
        }
        self.envelope.end(self.open.len());
        if let Some(open) = self.open.pop() {
            self.namespaces.leave(open.outer_namespaces);
        }
    }

    fn count_element(&mut self, start: usize) -> Checked<()> {
        self.elements += 1;
        if self.elements > self.limits.elements_max {
            return exceeded(start, Limit::Elements, self.limits.elements_max);
        }
        if self.open.len() >= self.limits.depth_max {
            return exceeded(start, Limit::Depth, self.limits.depth_max);
        }
        Ok(())
    }

    #[inline]
    fn element_namespace(&self, name: QName) -> Checked<NamespaceId> {
        match self.prefix(name) {
            None => Ok(self.namespaces.default()),
            Some("xmlns") => broken(name.start, "the prefix xmlns belongs to declarations; take another"),
            Some(prefix) => match self.namespaces.of_prefix(prefix.as_bytes()) {
                Some(namespace) => Ok(namespace),
                None => self.undeclared(name.start, prefix),
            },
        }
    }

    #[cold]
    fn undeclared<T>(&self, at: usize, prefix: &str) -> Checked<T> {
        broken(at, format!("the prefix {prefix} is not declared; add xmlns:{prefix}=\"…\""))
    }

    /// Tells the envelope, the judge and the draft of the element that was just opened.
    #[inline]
    fn announce(&mut self, start: usize) -> Checked<()> {
        let depth = self.open.len();
        let Some(&Open { name, namespace, .. }) = self.open.last() else { return Ok(()) };
        if depth == 1 && (self.only_own || namespace == NamespaceId::UNKNOWN) {
            let prefix = self.prefix(name).unwrap_or_default();
            let uri = self.namespaces.uri_of_prefix(prefix.as_bytes()).unwrap_or_default();
            if self.only_own && uri != self.namespaces.target() {
                return Err(Box::new(Fault::OtherNamespace));
            }
            self.unknown_namespace = (namespace == NamespaceId::UNKNOWN).then(|| shown(uri).to_owned());
        }
        if depth <= envelope::DEPTH_MAX {
            self.envelope.start(depth, namespace, self.local(name));
            self.judging &= !self.envelope.verdict_is_moot(self.judged);
            if depth == BODY_DEPTH && self.envelope.kind() == Some(MessageKind::Initialization) {
                self.draft.get_or_insert_default();
            }
        }
        if !self.raw_attributes.is_empty() || self.draft.is_some() {
            return self.announce_at_length(start);
        }
        if self.judging {
            self.judge.start(namespace, self.local(name), &[], &self.namespaces, start);
        }
        Ok(())
    }

    /// As [`Pass::announce`], for an element with attributes or in an initialization.
    fn announce_at_length(&mut self, start: usize) -> Checked<()> {
        let Some(open) = self.open.last() else { return Ok(()) };
        let values: Vec<Cow<'d, str>> =
            self.raw_attributes.iter().map(|raw| self.value(raw.value_start, raw.value_end, raw.plain)).collect();
        let mut attributes: Vec<Attribute<'_>> = Vec::with_capacity(values.len());
        for (raw, value) in self.raw_attributes.iter().zip(&values) {
            let namespace = self.attribute_namespace(raw)?;
            attributes.push(Attribute { namespace, name: self.local(raw.name), value, offset: raw.name.start });
        }
        self.refuse_doubled()?;
        if self.judging {
            self.judge.start(open.namespace, self.local(open.name), &attributes, &self.namespaces, start);
        }
        let Some(draft) = &mut self.draft else { return Ok(()) };
        let prefix_of = |name: QName| &self.text[name.start..name.local.max(name.start + 1) - 1];
        let prefixes: Vec<&str> = self.raw_attributes.iter().map(|raw| prefix_of(raw.name)).collect();
        draft.start(&Started {
            depth: self.open.len(),
            prefix: prefix_of(open.name),
            name: &self.text[open.name.local..open.name.end],
            attributes: &attributes,
            attribute_prefixes: &prefixes,
            namespaces: &self.namespaces,
            outer_namespaces: open.outer_namespaces,
            line_at: open.line_at,
            insert_at: open.line_at + (open.name.end - start),
        });
        Ok(())
    }

    /// The attributes of a tag, up to its `>` or `/>`; namespace declarations take effect.
    fn attributes(&mut self, tag: usize, mut at: usize) -> Checked<usize> {
        let mut has_breaks = false;
        let close = loop {
            let next = white_end(self.bytes, at);
            has_breaks |= memchr::memchr2(b'\n', b'\r', &self.bytes[at..next]).is_some();
            match self.bytes.get(next..) {
                Some([b'>', ..] | [b'/', b'>', ..]) => break next,
                Some([]) | None => return broken(tag, "this tag has no end; close it with >"),
                Some(_) if next == at => return broken(at, "white space is missing before this attribute"),
                Some(_) => {}
            }
            if self.raw_attributes.len() >= self.limits.attributes_max {
                return exceeded(next, Limit::Attributes, self.limits.attributes_max);
            }
            let (attribute, broken_line) = self.attribute(next)?;
            has_breaks |= broken_line;
            at = attribute.value_end + 1;
            let name = &self.bytes[attribute.name.start..attribute.name.end];
            let mut earlier = self.raw_attributes.iter();
            if earlier.any(|other| &self.bytes[other.name.start..other.name.end] == name) {
                let name = &self.text[attribute.name.start..attribute.name.end];
                return broken(next, format!("the attribute {name} stands twice in this tag"));
            }
            self.raw_attributes.push(attribute);
        };
        self.declare()?;
        if has_breaks {
            self.line.replace_breaks(tag, close, b" ");
        }
        Ok(close)
    }

    /// `name="value"` at `start`, and whether it has line breaks.
    fn attribute(&self, start: usize) -> Checked<(RawAttribute, bool)> {
        let name = self.name(start)?;
        let equals = white_end(self.bytes, name.end);
        if self.bytes.get(equals) != Some(&b'=') {
            return broken(name.end, "an attribute has a value: name=\"value\"");
        }
        let open = white_end(self.bytes, equals + 1);
        let Some(&quote @ (b'"' | b'\'')) = self.bytes.get(open) else {
            return broken(open, "the value of an attribute stands in quotes");
        };
        let (mut plain, mut has_breaks, mut at) = (true, false, open + 1);
        loop {
            at = self.plain(&VALUE, at)?;
            match self.bytes.get(at) {
                Some(&byte) if byte == quote => break,
                Some(b'<') => return broken(at, "< may not stand in an attribute; write &lt;"),
                Some(b'&') => {
                    plain = false;
                    at = self.reference(at)?.1;
                    continue;
                }
                Some(b'\n' | b'\r') => (plain, has_breaks) = (false, true),
                Some(b'\t') => plain = false,
                Some(_) => {}
                None => return broken(open, "this value has no end; close its quote"),
            }
            at += 1;
        }
        let between = &self.bytes[name.end..open];
        has_breaks |= memchr::memchr2(b'\n', b'\r', between).is_some();
        Ok((RawAttribute { name, value_start: open + 1, value_end: at, plain }, has_breaks))
    }

    /// Puts the namespace declarations of the tag into effect.
    fn declare(&mut self) -> Checked<()> {
        for index in 0..self.raw_attributes.len() {
            let raw = self.raw_attributes[index];
            let name = &self.text[raw.name.start..raw.name.end];
            let prefix = match name.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => continue,
            };
            if self.namespaces.len() >= self.limits.namespaces_max {
                return exceeded(raw.name.start, Limit::Namespaces, self.limits.namespaces_max);
            }
            let uri = self.value(raw.value_start, raw.value_end, raw.plain);
            if let Err(rule) = self.namespaces.declare(prefix, uri) {
                return broken(raw.name.start, rule);
            }
        }
        self.raw_attributes.retain(|raw| !is_declaration(&self.text[raw.name.start..raw.name.end]));
        Ok(())
    }

    /// The namespace of an attribute: none without a prefix.
    fn attribute_namespace(&self, raw: &RawAttribute) -> Checked<NamespaceId> {
        match self.prefix(raw.name) {
            None => Ok(NamespaceId::NONE),
            Some(prefix) => match self.namespaces.of_prefix(prefix.as_bytes()) {
                Some(namespace) => Ok(namespace),
                None => self.undeclared(raw.name.start, prefix),
            },
        }
    }

    /// Refuses two attributes that different prefixes make the same.
    fn refuse_doubled(&self) -> Checked<()> {
        let prefixed = || self.raw_attributes.iter().filter(|raw| raw.name.local > raw.name.start);
        for (index, raw) in prefixed().enumerate() {
            let same = |other: &RawAttribute| {
                self.local(other.name) == self.local(raw.name) && self.uri(other.name) == self.uri(raw.name)
            };
            if prefixed().take(index).any(same) {
                let name = &self.text[raw.name.local..raw.name.end];
                let message =
                    format!("the attribute {name} stands twice in this tag, under two prefixes of one namespace");
                return broken(raw.name.start, message);
            }
        }
        Ok(())
    }

    fn uri(&self, name: QName) -> Option<&str> {
        self.namespaces.uri_of_prefix(self.prefix(name)?.as_bytes())
    }
}

fn is_declaration(name: &str) -> bool {
    name == "xmlns" || name.starts_with("xmlns:")
}
