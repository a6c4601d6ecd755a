//! A document as a stream of expectations: "may this element come now?", answered while the bytes are read once.
//!
//! The reader knows which elements were asked for since the last one was taken, so an error can say what was expected.

use std::borrow::Cow;

use quick_xml::{
    NsReader,
    events::{BytesRef, BytesStart, Event},
    name::{Namespace, ResolveResult},
};

use crate::{Edition, FacetError, Found, ReadError, ReadErrorKind, edition::Omitted};

/// Most elements that may be nested in each other, the root included.
pub const DEPTH_MAX: usize = 128;

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads one document of one edition from its beginning to its end.
#[derive(Debug)]
pub struct Reader<'x> {
    xml: NsReader<&'x [u8]>,
    edition: Edition,
    /// Bytes before the first one that the parser sees: a byte order mark.
    skipped: u64,
    next: Option<Next<'x>>,
    /// Local names of the elements that are open, the root first.
    open: Vec<&'static str>,
    /// What was asked for since the last element was taken.
    expected: Vec<&'static str>,
}

/// What comes next in content that consists of elements, and where it begins.
#[derive(Debug)]
struct Next<'x> {
    offset: u64,
    what: What<'x>,
}

#[derive(Debug)]
enum What<'x> {
    /// A start tag, and its namespace where it is not that of the edition.
    Start(BytesStart<'x>, Option<String>),
    End,
    Text,
    EndOfDocument,
}

impl<'x> Reader<'x> {
    /// Begins to read. A byte order mark is passed over; bytes that are not UTF-8 are refused.
    pub fn new(document: &'x [u8], edition: Edition) -> Result<Self, ReadError> {
        let body = document.strip_prefix(BYTE_ORDER_MARK).unwrap_or(document);
        let skipped = (document.len() - body.len()) as u64;
        let text = std::str::from_utf8(body).map_err(|error| ReadError {
            offset: skipped + error.valid_up_to() as u64,
            path: "/".to_owned(),
            kind: ReadErrorKind::NotUtf8,
        })?;
        let mut xml = NsReader::from_str(text);
        xml.config_mut().expand_empty_elements = true;
        Ok(Self { xml, edition, skipped, next: None, open: Vec::new(), expected: Vec::new() })
    }

    /// Takes the start tag of the root, which must be this element.
    pub fn root(&mut self, name: &'static str) -> Result<(), ReadError> {
        if self.take(name)? { Ok(()) } else { Err(self.unexpected()) }
    }

    /// Takes the start tag of this element if it comes next.
    pub fn child(&mut self, name: &'static str) -> Result<bool, ReadError> {
        if let Some(omitted) = self.edition.omitted_before(name) {
            self.pass_over(omitted)?;
        }
        self.take(name)
    }

    /// Takes the start tag that comes next, which must be of one of these elements.
    pub fn one_of(&mut self, names: &'static [&'static str]) -> Result<&'static str, ReadError> {
        for name in names {
            if self.take(name)? {
                return Ok(name);
            }
        }
        Err(self.unexpected())
    }

    /// Takes the end tag of the element that is being read.
    pub fn end(&mut self) -> Result<(), ReadError> {
        if !matches!(self.peek()?.what, What::End) {
            return Err(self.unexpected());
        }
        self.next = None;
        self.close();
        Ok(())
    }

    /// Reads the text of an element without children, and its end tag; then makes a value of the text.
    pub fn value<T>(&mut self, parse: impl FnOnce(&str) -> Result<T, FacetError>) -> Result<T, ReadError> {
        let offset = self.position();
        let text = self.text()?;
        let value = parse(&text).map_err(|error| self.error(offset, error.into()))?;
        self.close();
        Ok(value)
    }

    /// After the root: nothing may follow but comments and processing instructions.
    pub fn finish(mut self) -> Result<(), ReadError> {
        match self.peek()?.what {
            What::EndOfDocument => Ok(()),
            _ => Err(self.unexpected()),
        }
    }

    /// The error for what comes next, which is nothing of what was asked for.
    pub fn unexpected(&mut self) -> ReadError {
        let (offset, found) = match &self.next {
            None => (self.position(), Found::EndOfDocument),
            Some(next) => (next.offset, next.what.found()),
        };
        let expected = std::mem::take(&mut self.expected);
        self.error(offset, ReadErrorKind::Unexpected { found, expected })
    }

    /// In an edition that has this element exactly once: the error for having read it this many times, if that is one.
    pub(crate) fn check_once(&mut self, name: &'static str, count: usize) -> Result<(), ReadError> {
        if count == 1 || self.edition.once_named(name).is_none() {
            return Ok(());
        }
        self.expected.clear();
        if count == 0 {
            self.expected.push(name);
        }
        Err(self.unexpected())
    }

    fn take(&mut self, name: &'static str) -> Result<bool, ReadError> {
        match &self.peek()?.what {
            What::Start(start, None) if start.local_name().into_inner() == name => {}
            _ => {
                self.expected.push(name);
                return Ok(false);
            }
        }
        if let Some(Next { offset, what: What::Start(start, _) }) = self.next.take() {
            self.check_attributes(offset, &start)?;
            self.expected.clear();
            self.open.push(name);
            if self.open.len() > DEPTH_MAX {
                return Err(self.error(offset, ReadErrorKind::TooDeep(DEPTH_MAX)));
            }
        }
        Ok(true)
    }

    fn close(&mut self) {
        self.open.pop();
        self.expected.clear();
    }

    fn pass_over(&mut self, omitted: &'static Omitted) -> Result<(), ReadError> {
        if self.take(omitted.element)? {
            self.value(|_| Ok(()))
        } else if omitted.filled_with.is_some() {
            Err(self.unexpected())
        } else {
            Ok(())
        }
    }

    fn check_attributes(&self, offset: u64, start: &BytesStart<'_>) -> Result<(), ReadError> {
        for attribute in start.attributes() {
            let attribute =
                attribute.map_err(|error| self.error(offset, ReadErrorKind::Malformed(error.to_string())))?;
            let (namespace, _) = self.xml.resolver().resolve_attribute(attribute.key);
            let passed_over = attribute.key.as_namespace_binding().is_some()
                || matches!(namespace, ResolveResult::Bound(Namespace(XSI)));
            if !passed_over {
                let name = attribute.key.into_inner().to_owned();
                return Err(self.error(offset, ReadErrorKind::Attribute(name)));
            }
        }
        Ok(())
    }

    fn peek(&mut self) -> Result<&Next<'x>, ReadError> {
        let next = match self.next.take() {
            Some(next) => next,
            None => self.advance()?,
        };
        Ok(self.next.insert(next))
    }

    /// The next tag, or text where there should be none.
    fn advance(&mut self) -> Result<Next<'x>, ReadError> {
        loop {
            let (offset, event) = self.event()?;
            let what = match event {
                Event::Start(start) | Event::Empty(start) => {
                    let foreign = self.foreign_namespace(&start);
                    What::Start(start, foreign)
                }
                Event::End(_) => What::End,
                Event::Eof => What::EndOfDocument,
                Event::Text(text) if is_blank(&text) => continue,
                Event::CData(text) if !self.open.is_empty() && is_blank(&text) => continue,
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => What::Text,
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => continue,
                Event::DocType(_) => return Err(self.error(offset, ReadErrorKind::Doctype)),
            };
            return Ok(Next { offset, what });
        }
    }

    fn foreign_namespace(&self, start: &BytesStart<'_>) -> Option<String> {
        match self.xml.resolver().resolve_element(start.name()).0 {
            ResolveResult::Bound(Namespace(namespace)) if namespace == self.edition.namespace() => None,
            ResolveResult::Bound(Namespace(namespace)) => Some(namespace.to_owned()),
            ResolveResult::Unbound => Some(String::new()),
            ResolveResult::Unknown(prefix) => Some(format!("(prefix {prefix} is not declared)")),
        }
    }

    /// Everything up to the end tag of the element, which is taken but not yet closed.
    fn text(&mut self) -> Result<String, ReadError> {
        let mut text = String::new();
        loop {
            let (offset, event) = self.event()?;
            let part: Cow<'_, str> = match &event {
                Event::Text(part) => part.xml10_content(),
                Event::CData(part) => part.xml10_content(),
                Event::GeneralRef(reference) => self.resolve(offset, reference)?.to_string().into(),
                Event::End(_) => return Ok(text),
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => continue,
                Event::DocType(_) => return Err(self.error(offset, ReadErrorKind::Doctype)),
                Event::Start(_) | Event::Empty(_) | Event::Eof => {
                    let found = match event {
                        Event::Start(start) | Event::Empty(start) => {
                            let foreign = self.foreign_namespace(&start);
                            What::Start(start, foreign).found()
                        }
                        _ => Found::EndOfDocument,
                    };
                    return Err(self.error(offset, ReadErrorKind::Unexpected { found, expected: Vec::new() }));
                }
            };
            text.push_str(&part);
        }
    }

    fn resolve(&self, offset: u64, reference: &BytesRef<'_>) -> Result<char, ReadError> {
        let character = reference
            .resolve_char_ref()
            .map_err(|error| self.error(offset, ReadErrorKind::Malformed(error.to_string())))?;
        match (character, &**reference) {
            (Some(character), _) => Ok(character),
            (None, "lt") => Ok('<'),
            (None, "gt") => Ok('>'),
            (None, "amp") => Ok('&'),
            (None, "apos") => Ok('\''),
            (None, "quot") => Ok('"'),
            (None, name) => Err(self.error(offset, ReadErrorKind::Entity(name.to_owned()))),
        }
    }

    fn event(&mut self) -> Result<(u64, Event<'x>), ReadError> {
        let offset = self.position();
        let event = self.xml.read_event().map_err(|error| {
            self.error(self.skipped + self.xml.error_position(), ReadErrorKind::Malformed(error.to_string()))
        })?;
        Ok((offset, event))
    }

    fn position(&self) -> u64 {
        self.skipped + self.xml.buffer_position()
    }

    fn error(&self, offset: u64, kind: ReadErrorKind) -> ReadError {
        ReadError { offset, path: format!("/{}", self.open.join("/")), kind }
    }
}

impl What<'_> {
    fn found(&self) -> Found {
        match self {
            What::Start(start, foreign) => {
                let name = start.local_name().into_inner().to_owned();
                match foreign {
                    None => Found::Element(name),
                    Some(namespace) => Found::ForeignElement { name, namespace: namespace.clone() },
                }
            }
            What::End => Found::End,
            What::Text => Found::Text,
            What::EndOfDocument => Found::EndOfDocument,
        }
    }
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}
