//! The elements of one accepted message, to be walked by their names.
//!
//! Entry point: [`Outline::read`]. It is read lazily, off the path on which messages are accepted, and keeps places in the
//! text instead of copies, so that one message after the other fits into the same memory. Names are compared without
//! their namespace: the message was held to its schema before. What must always hold: whatever the text is, reading ends,
//! and what is not well-formed has no outline. What it deliberately leaves out: attributes, of which the standard's
//! elements have none.

use std::{borrow::Cow, ops::Range};

use quick_xml::{Reader, events::Event};

/// The elements of one message, in document order.
#[derive(Default)]
pub(super) struct Outline {
    nodes: Vec<Node>,
    open: Vec<usize>,
}

struct Node {
    name: Range<usize>,
    /// What stands between its tags.
    content: Range<usize>,
    /// The index after its last descendant.
    end: usize,
}

/// An element of an outline.
#[derive(Clone, Copy)]
pub(super) struct Element<'o> {
    outline: &'o Outline,
    text: &'o str,
    index: usize,
}

impl Outline {
    /// The root of this document; nothing where it is not well-formed.
    pub(super) fn read<'o>(&'o mut self, text: &'o str) -> Option<Element<'o>> {
        self.nodes.clear();
        self.open.clear();
        let mut reader = Reader::from_str(text);
        let position = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).ok();
        loop {
            let before = position(&reader)?;
            match reader.read_event().ok()? {
                Event::Start(start) => {
                    self.open.push(self.nodes.len());
                    let after = position(&reader)?;
                    self.push(before + 1, start.name().as_ref(), after..after);
                }
                Event::Empty(start) => {
                    let after = position(&reader)?;
                    self.push(before + 1, start.name().as_ref(), after..after);
                }
                Event::End(_) => {
                    let end = self.nodes.len();
                    let node = &mut self.nodes[self.open.pop()?];
                    (node.content.end, node.end) = (before, end);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let is_whole = self.open.is_empty() && !self.nodes.is_empty();
        is_whole.then_some(Element { outline: self, text, index: 0 })
    }

    fn push(&mut self, start: usize, name: &str, content: Range<usize>) {
        let local = name.rfind(':').map_or(0, |colon| colon + 1);
        let name = start + local..start + name.len();
        self.nodes.push(Node { name, content, end: self.nodes.len() + 1 });
    }
}

impl<'o> Element<'o> {
    /// Its name without a prefix.
    pub(super) fn name(self) -> &'o str {
        &self.text[self.node().name.clone()]
    }

    /// The elements directly inside of it.
    pub(super) fn children(self) -> impl Iterator<Item = Element<'o>> {
        let end = self.node().end;
        let first = Some(self.index + 1).filter(|first| *first < end);
        std::iter::successors(first, move |index| Some(self.outline.nodes[*index].end).filter(|next| *next < end))
            .map(move |index| Element { index, ..self })
    }

    /// The elements of this name directly inside of it.
    pub(super) fn all(self, name: &'static str) -> impl Iterator<Item = Element<'o>> {
        self.children().filter(move |child| child.name() == name)
    }

    /// The first element that a path of names leads to.
    pub(super) fn at(self, path: &[&'static str]) -> Option<Element<'o>> {
        path.iter().try_fold(self, |element, name| element.all(name).next())
    }

    /// The text at the end of a path, without white space around it; nothing where it is empty or holds elements.
    pub(super) fn text_at(self, path: &[&'static str]) -> Option<Cow<'o, str>> {
        self.at(path)?.text()
    }

    /// The finite number at the end of a path.
    pub(super) fn number_at(self, path: &[&'static str]) -> Option<f64> {
        self.text_at(path)?.parse().ok().filter(|number: &f64| number.is_finite())
    }

    fn text(self) -> Option<Cow<'o, str>> {
        let content = &self.text[self.node().content.clone()];
        if !content.contains(['<', '&']) {
            let trimmed = content.trim();
            return (!trimmed.is_empty()).then_some(Cow::Borrowed(trimmed));
        }
        let decoded = decoded(content)?;
        let trimmed = decoded.trim();
        (!trimmed.is_empty()).then(|| Cow::Owned(trimmed.to_owned()))
    }

    fn node(self) -> &'o Node {
        &self.outline.nodes[self.index]
    }
}

/// Text that is written with references or CDATA sections.
fn decoded(content: &str) -> Option<String> {
    let mut text = String::with_capacity(content.len());
    let mut reader = Reader::from_str(content);
    loop {
        match reader.read_event().ok()? {
            Event::Text(part) => text.push_str(&part),
            Event::CData(part) => text.push_str(&part),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().ok()? {
                Some(character) => text.push(character),
                None => text.push_str(quick_xml::escape::resolve_predefined_entity(&reference)?),
            },
            Event::Eof => return Some(text),
            Event::Start(_) | Event::Empty(_) | Event::End(_) => return None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_by_their_paths() {
        let text =
            "<?xml version='1.0'?><m:A xmlns:m='x' b='>'><m:B>1</m:B><m:B><C/><D> 2.5 </D></m:B><B x='1'>3</B></m:A>";
        let mut outline = Outline::default();
        let root = outline.read(text).unwrap();
        assert_eq!(root.name(), "A");
        assert_eq!(root.all("B").count(), 3);
        let names = |element: Element<'_>| element.children().map(|child| child.name().to_owned()).collect::<Vec<_>>();
        assert_eq!(names(root), ["B", "B", "B"]);
        let second = root.all("B").nth(1).unwrap();
        assert_eq!(names(second), ["C", "D"]);
        assert_eq!(second.number_at(&["D"]), Some(2.5));
        assert!(second.at(&["C", "D"]).is_none());
        assert_eq!(root.text_at(&["B"]).as_deref(), Some("1"));
        assert_eq!(second.text_at(&["C"]), None);
    }

    #[test]
    fn texts_are_decoded_and_trimmed() {
        let check = |content: &str, expected: Option<&str>| {
            let text = format!("<A><B>{content}</B></A>");
            let mut outline = Outline::default();
            assert_eq!(outline.read(&text).unwrap().text_at(&["B"]).as_deref(), expected, "{content}");
        };
        check(" plain ", Some("plain"));
        check("a &amp; b&#10;&lt;c&gt; &#x41;", Some("a & b\n<c> A"));
        check("<![CDATA[<x>]]> and <!-- c -->more", Some("<x> and more"));
        check("", None);
        check("  ", None);
        check("<C/>", None);
        check("&unknown;", None);
    }

    #[test]
    fn numbers_are_finite_or_none() {
        let mut outline = Outline::default();
        let text = "<A><N>1e2</N><I>INF</I><J>inf</J><X>NaN</X><W>ten</W></A>";
        let root = outline.read(text).unwrap();
        assert_eq!(root.number_at(&["N"]), Some(100.0));
        for name in ["I", "J", "X", "W", "none"] {
            assert_eq!(root.number_at(&[name]), None, "{name}");
        }
    }

    #[test]
    fn what_is_not_well_formed_has_no_outline() {
        let mut outline = Outline::default();
        for text in ["", "text", "<A>", "<A></B>", "</A>", "<A><B></A></B>"] {
            assert!(outline.read(text).is_none(), "{text}");
        }
        assert!(outline.read("<A/>").is_some(), "it can be used again");
    }
}
