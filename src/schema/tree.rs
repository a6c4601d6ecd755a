//! A schema file as a tree: schema files are small and are read once, so a tree is the simplest thing to compile from.
//!
//! Entry point: `parse`. What must always hold: every node knows its line and the prefixes in scope. Left out: comments,
//! processing instructions, text (a schema's text is documentation) and, with their content, `xs:annotation` elements.

use std::{borrow::Cow, rc::Rc};

use quick_xml::{Reader, XmlVersion, events::BytesStart, events::Event};

use super::{
    error::{Place, SchemaError},
    names::XSD,
};

/// Prefixes and their namespaces, the nearest binding first.
type Scope = Rc<Vec<(String, String)>>;

/// One element of a schema file.
#[derive(Debug)]
pub(super) struct Node {
    /// Whether it is in the namespace of XML Schema.
    pub(super) is_xsd: bool,
    pub(super) local: String,
    /// Attributes without a namespace; those in another namespace are no part of the schema and are left out.
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
    pub(super) line: u32,
    scope: Scope,
}

impl Node {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The namespace that a prefix (empty for none) is bound to here.
    pub(super) fn namespace_of(&self, prefix: &str) -> Option<&str> {
        self.scope.iter().find(|(known, _)| known == prefix).map(|(_, uri)| uri.as_str())
    }
}

/// Nesting deeper than this is no schema.
const DEPTH_MAX: usize = 256;
/// An XML declaration that is longer says nothing.
const DECLARATION_BYTES_MAX: usize = 256;

/// Reads a file into its root node.
pub(super) fn parse(file: &str, bytes: &[u8]) -> Result<Node, SchemaError> {
    let text = decode(bytes);
    let mut parser = Parser { file, text: &text, line: 1, counted: 0, open: Vec::new(), root: None, ignored: 0 };
    let mut reader = Reader::from_str(&text);
    loop {
        let start = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        parser.count_lines(start);
        match reader.read_event() {
            Ok(Event::Start(tag)) => parser.open(&tag)?,
            Ok(Event::Empty(tag)) => {
                parser.open(&tag)?;
                parser.close();
            }
            Ok(Event::End(_)) => parser.close(),
            Ok(Event::Eof) if parser.open.is_empty() => break,
            Ok(Event::Eof) => return Err(parser.malformed("the file ends inside an element")),
            Ok(_) => {}
            Err(error) => return Err(parser.malformed(&error.to_string())),
        }
    }
    parser.root.take().ok_or_else(|| SchemaError::Empty(file.into()))
}

/// UTF-8, or what the byte order mark or the XML declaration says.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let declared = || {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_BYTES_MAX)]).into_owned();
        let (declaration, _) = head.strip_prefix("<?xml")?.split_once("?>")?;
        let (_, label) = declaration.split_once("encoding")?;
        let label = label.trim_start().strip_prefix('=')?.trim_start();
        let quote = label.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        encoding_rs::Encoding::for_label(label[quote.len_utf8()..].split(quote).next()?.as_bytes())
    };
    let encoding = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => declared().unwrap_or(encoding_rs::UTF_8),
    };
    encoding.decode(bytes).0
}

struct Parser<'a> {
    file: &'a str,
    text: &'a str,
    line: u32,
    counted: usize,
    open: Vec<Node>,
    root: Option<Node>,
    /// Depth inside an annotation, whose content is not looked at.
    ignored: usize,
}

impl Parser<'_> {
    fn count_lines(&mut self, position: usize) {
        let newlines = memchr::memchr_iter(b'\n', &self.text.as_bytes()[self.counted..position]).count();
        self.line = self.line.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        self.counted = position;
    }

    fn malformed(&self, message: &str) -> SchemaError {
        let place = Place { file: self.file.into(), line: self.line };
        SchemaError::NotWellFormed { place, message: message.into() }
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), SchemaError> {
        if self.ignored > 0 {
            self.ignored += 1;
            return Ok(());
        }
        if self.root.is_some() || self.open.len() == DEPTH_MAX {
            return Err(self.malformed("a second root element, or elements nested too deeply"));
        }
        let mut bindings = Vec::new();
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| self.malformed(&error.to_string()))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|error| self.malformed(&error.to_string()))?.into_owned();
            match attribute.key.0.split_once(':') {
                None if attribute.key.0 == "xmlns" => bindings.push((String::new(), value)),
                None => attributes.push((attribute.key.0.into(), value)),
                Some(("xmlns", prefix)) => bindings.push((prefix.into(), value)),
                Some(_) => {}
            }
        }
        let parent = self.open.last().map(|parent| Rc::clone(&parent.scope)).unwrap_or_default();
        let scope = if bindings.is_empty() { parent } else { Rc::new([bindings, parent.to_vec()].concat()) };
        let (prefix, local) = tag.name().0.split_once(':').unwrap_or(("", tag.name().0));
        let mut node =
            Node { is_xsd: false, local: local.into(), attributes, children: Vec::new(), line: self.line, scope };
        node.is_xsd = node.namespace_of(prefix) == Some(XSD);
        if node.namespace_of(prefix).is_none() && !prefix.is_empty() {
            return Err(self.malformed(&format!("the prefix '{prefix}' is not declared")));
        }
        if node.is_xsd && node.local == "annotation" {
            if let Some((name, _)) = node.attributes.iter().find(|(name, _)| name != "id") {
                let place = Place { file: self.file.into(), line: self.line };
                let message = format!("xs:annotation has no attribute {name}; remove it");
                return Err(SchemaError::Invalid { place, rule: "s4s-att-not-allowed", message });
            }
            self.ignored = 1;
        } else {
            self.open.push(node);
        }
        Ok(())
    }

    fn close(&mut self) {
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        let Some(node) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(node),
            None => self.root = Some(node),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_knows_lines_and_prefixes() {
        let text = "<?xml version='1.0'?>\n<a:schema xmlns:a='http://www.w3.org/2001/XMLSchema' xmlns='urn:x'\n a:b='c' d='&lt;'>\n<a:annotation><z/></a:annotation>\n\
                    <a:element xmlns='urn:y'/></a:schema>";
        let root = parse("f", text.as_bytes()).unwrap();
        assert!(root.is_xsd);
        assert_eq!((root.local.as_str(), root.line, root.attribute("d")), ("schema", 2, Some("<")));
        assert_eq!(root.children.len(), 1);
        assert_eq!(root.children[0].line, 5);
        assert_eq!(root.children[0].namespace_of(""), Some("urn:y"));
        assert_eq!(root.namespace_of(""), Some("urn:x"));
    }

    #[test]
    fn what_is_not_well_formed_is_refused_with_its_line() {
        for (text, line) in
            [("<a>\n<b></a>", 2), ("<a>\n", 2), ("<a/>\n<b/>", 2), ("<x:a/>", 1), ("<a b='1' b='2'/>", 1)]
        {
            match parse("f", text.as_bytes()) {
                Err(SchemaError::NotWellFormed { place, .. }) => assert_eq!(place.line, line, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
        assert!(matches!(parse("f", b" "), Err(SchemaError::Empty(_))));
    }

    #[test]
    fn other_encodings_are_read() {
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a b='\xe9'/>";
        assert_eq!(parse("f", latin).unwrap().attribute("b"), Some("é"));
        let utf16: Vec<u8> = "\u{feff}<a b='é'/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(parse("f", &utf16).unwrap().attribute("b"), Some("é"));
        for says_nothing in ["<a b='é'/><!--encoding='ISO-8859-1'-->", "<?xml version='1.0' encoding=é?><a b='é'/>"]
        {
            assert_eq!(parse("f", says_nothing.as_bytes()).unwrap().attribute("b"), Some("é"), "{says_nothing}");
        }
    }
}
