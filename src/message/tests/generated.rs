//! Properties over generated documents: the one line means what the document means, is one line, and stays what it is;
//! and whatever bytes come, reading ends.

use proptest::prelude::*;
use quick_xml::{XmlVersion, events::Event, name::ResolveResult};

use super::*;

/// An element, as it means.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Element {
    name: &'static str,
    attribute: Option<String>,
    content: Content,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Content {
    Leaf(String),
    Children(Vec<Element>),
}

/// How a document is written; its meaning does not depend on it.
#[derive(Debug, Clone)]
struct Style {
    indentation: &'static str,
    break_in_tags: &'static str,
    comment: &'static str,
    cdata: bool,
    prefix: &'static str,
    prolog: &'static str,
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop::sample::select(vec!["a", "é", " ", "\n", "&", "<", ">", "]", "]]", "\"", "\t", "12"]),
        0..7,
    )
    .prop_map(|pieces| pieces.concat())
}

fn element() -> impl Strategy<Value = Element> {
    let name = || prop::sample::select(vec!["a", "b", "Größe", "c-d.e"]);
    let leaf = (name(), proptest::option::of(text()), text()).prop_map(|(name, attribute, text)| Element {
        name,
        attribute,
        content: Content::Leaf(text),
    });
    leaf.prop_recursive(4, 40, 5, move |inner| {
        (name(), proptest::option::of(text()), proptest::collection::vec(inner, 1..5))
            .prop_map(|(name, attribute, children)| Element { name, attribute, content: Content::Children(children) })
    })
}

fn style() -> impl Strategy<Value = Style> {
    (
        prop::sample::select(vec!["", "\n", "\r\n  ", " \t "]),
        prop::sample::select(vec![" ", "\n", "\r\n ", "\t"]),
        prop::sample::select(vec!["", "<!-- - \n<&> -->", "<!---->"]),
        any::<bool>(),
        prop::sample::select(vec!["", "p:"]),
        prop::sample::select(vec![
            "",
            "<?xml version=\"1.0\"?>",
            "<?xml version='1.0' encoding='UTF-8'?>\n<!-- c -->\n",
        ]),
    )
        .prop_map(|(indentation, break_in_tags, comment, cdata, prefix, prolog)| Style {
            indentation,
            break_in_tags,
            comment,
            cdata,
            prefix,
            prolog,
        })
}

impl Style {
    fn document(&self, root: &Element) -> String {
        let mut out = self.prolog.to_owned();
        let declaration = match self.prefix {
            "" => " xmlns='urn:u'".to_owned(),
            _ => " xmlns:p='urn:u'".to_owned(),
        };
        self.write(root, &declaration, &mut out);
        out + self.indentation + self.comment
    }

    fn write(&self, element: &Element, declaration: &str, out: &mut String) {
        let name = format!("{}{}", self.prefix, element.name);
        let attribute = element.attribute.as_ref().map_or(String::new(), |value| {
            let value = canonical::escape(value).into_owned();
            format!("{}x{}=\"{value}\"", self.break_in_tags, self.break_in_tags)
        });
        out.push_str(&format!("<{name}{declaration}{attribute}>"));
        match &element.content {
            Content::Leaf(text) if self.cdata => {
                let sections = text.replace("]]>", "]]]]><![CDATA[>");
                out.push_str(&format!("<![CDATA[{sections}]]>{}", self.comment));
            }
            Content::Leaf(text) => {
                let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace("]]>", "]]&gt;");
                // A comment may stand between any two characters, but not inside a reference.
                let middle = escaped.find(' ').unwrap_or(0);
                let (before, after) = escaped.split_at(middle);
                out.push_str(&format!("{before}{}{after}", self.comment));
            }
            Content::Children(children) => {
                for child in children {
                    out.push_str(&format!("{}{}", self.indentation, self.comment));
                    self.write(child, "", out);
                }
                out.push_str(self.indentation);
            }
        }
        out.push_str(&format!("</{name}{}>", self.break_in_tags));
    }
}

/// What a document means, read by another reader.
fn meaning(document: &str) -> Vec<String> {
    let mut reader = quick_xml::NsReader::from_str(document);
    reader.config_mut().expand_empty_elements = true;
    let (mut events, mut text, mut after_start) = (Vec::new(), String::new(), false);
    loop {
        let (namespace, event) = reader.read_resolved_event().unwrap();
        let is_end = matches!(event, Event::End(_));
        if matches!(event, Event::Start(_) | Event::End(_)) {
            let is_blank = text.chars().all(|character| " \t\r\n".contains(character));
            if !is_blank || (after_start && is_end) {
                events.push(format!("text {text:?}"));
            }
            text.clear();
            after_start = !is_end;
        }
        match event {
            Event::Start(start) => {
                assert_eq!(namespace, ResolveResult::Bound(quick_xml::name::Namespace("urn:u")));
                events.push(format!("start {}", start.local_name().into_inner()));
                for attribute in start.attributes().map(Result::unwrap) {
                    if attribute.key.into_inner() == "x" {
                        let value = attribute.normalized_value(XmlVersion::Explicit1_0).unwrap();
                        events.push(format!("x {value:?}"));
                    }
                }
            }
            Event::End(_) => events.push("end".to_owned()),
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::CData(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().unwrap() {
                Some(character) => text.push(character),
                None => text.push_str(quick_xml::escape::resolve_predefined_entity(&reference).unwrap()),
            },
            Event::Eof => return events,
            _ => {}
        }
    }
}

proptest! {
    #[test]
    fn the_one_line_means_what_the_document_means(root in element(), style in style()) {
        let document = style.document(&root);
        let line = one_line_of(&document).unwrap();
        prop_assert_eq!(meaning(&line), meaning(&document), "{:?} became {:?}", document, line);
        prop_assert!(line.ends_with('\n') && line.matches(['\n', '\r']).count() == 1, "{:?}", line);
        prop_assert!(!line.contains("<!--"));
        prop_assert_eq!(&one_line_of(&line).unwrap(), &line);
        prop_assert_eq!(&one_line_of(line.trim_end()).unwrap(), &line);
    }

    #[test]
    fn any_bytes_are_read_to_a_verdict(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        let _ = read(Bytes::from(bytes), None, &schema(), Validation::On, &Limits::default());
    }

    #[test]
    fn any_pieces_of_markup_are_read_to_a_verdict(
        pieces in proptest::collection::vec(prop::sample::select(vec![
            "<a>", "</a>", "<a", "/>", ">", " x='", "'", "&#1", "&amp;", ";", "<!--", "--", "-->", "<![CDATA[", "]]>", "\n",
            "<?p", "?>", "é", "\u{FFFE}", "xmlns:p='u'", "p:", "<?xml version='1.0'", "<!DOCTYPE", "\r", "<Message>",
        ]), 0..16),
    ) {
        let document = pieces.concat();
        if let Ok(line) = one_line_of(&document) {
            prop_assert_eq!(&one_line_of(&line).unwrap(), &line);
        }
        if let Err(MessageError::NotWellFormed { at, .. }) = one_line_of(&document) {
            prop_assert!(at.offset <= document.len());
        }
    }
}
