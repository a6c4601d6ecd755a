//! What a document means, read by another reader: elements and attributes with their namespaces, texts, instructions.
//! What the one line gives up is left out: comments, white space between tags, and how anything was written.

use quick_xml::{
    NsReader, XmlVersion,
    events::{BytesStart, Event},
    name::{ResolveResult, ResolveResult::Bound},
};

/// The meaning of a well-formed document, piece by piece.
pub fn meaning(document: &str) -> Vec<String> {
    let mut reader = NsReader::from_str(document.trim_start_matches('\u{FEFF}'));
    reader.config_mut().expand_empty_elements = true;
    let (mut pieces, mut text, mut is_leaf) = (Vec::new(), String::new(), false);
    loop {
        let (namespace, event) = reader.read_resolved_event().unwrap_or_else(|error| panic!("{error}: {document:?}"));
        if let Event::Start(_) | Event::End(_) = event {
            let is_end = matches!(event, Event::End(_));
            let is_blank = text.chars().all(|character| " \t\r\n".contains(character));
            if !is_blank || (is_leaf && is_end) {
                pieces.push(format!("text {text:?}"));
            }
            text.clear();
            is_leaf = !is_end;
        }
        match event {
            Event::Start(start) => {
                pieces.push(format!("start {} {}", name_of(&namespace), start.local_name().into_inner()));
                pieces.extend(attributes(&reader, &start));
            }
            Event::End(_) => pieces.push("end".to_owned()),
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::CData(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().unwrap() {
                Some(character) => text.push(character),
                None => text.push_str(quick_xml::escape::resolve_predefined_entity(&reference).unwrap()),
            },
            Event::PI(instruction) => {
                // Instructions mean the same with a space for a line break.
                let content = instruction.content().replace("\r\n", " ").replace(['\r', '\n'], " ");
                pieces.push(format!("instruction {} {content}", instruction.target()));
            }
            Event::Eof => return pieces,
            _ => {}
        }
    }
}

fn attributes(reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Vec<String> {
    let mut attributes: Vec<String> = start
        .attributes()
        .map(|attribute| {
            let attribute = attribute.unwrap();
            let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
            let name = match attribute.key.as_namespace_binding() {
                Some(_) => attribute.key.into_inner().to_owned(),
                None => format!("{} {}", name_of(&namespace), local.into_inner()),
            };
            format!("attribute {name} {:?}", attribute.normalized_value(XmlVersion::Explicit1_0).unwrap())
        })
        .collect();
    attributes.sort_unstable();
    attributes
}

fn name_of(namespace: &ResolveResult<'_>) -> String {
    match namespace {
        Bound(namespace) => {
            // The other reader gives the name as it is written; it is an attribute's value, and is to be read as one.
            let value = namespace.0.replace("\r\n", " ").replace(['\t', '\r', '\n'], " ");
            format!("{{{}}}", quick_xml::escape::unescape(&value).unwrap())
        }
        _ => "{}".to_owned(),
    }
}
