//! From bytes to events, for tests only: what the scanner of messages does with more care.

use quick_xml::{
    XmlVersion, events::Event, name::Namespace, name::NamespaceResolver, name::QName, name::ResolveResult,
    reader::NsReader,
};

use crate::schema::{Attribute, Judge, NamespaceId, Prefixes, Schema, Verdict};

struct Scope<'a> {
    schema: &'a Schema,
    resolver: &'a NamespaceResolver,
}

impl Scope<'_> {
    fn id(&self, resolved: &ResolveResult<'_>) -> NamespaceId {
        match resolved {
            ResolveResult::Bound(Namespace(uri)) => self.schema.namespace(uri.as_bytes()),
            ResolveResult::Unbound => NamespaceId::NONE,
            ResolveResult::Unknown(_) => NamespaceId::UNKNOWN,
        }
    }
}

impl Prefixes for Scope<'_> {
    fn namespace_of(&self, prefix: &[u8]) -> Option<NamespaceId> {
        let prefix = std::str::from_utf8(prefix).unwrap();
        let name = if prefix.is_empty() { "x".to_owned() } else { format!("{prefix}:x") };
        match self.resolver.resolve_element(QName(&name)).0 {
            ResolveResult::Unknown(_) => None,
            resolved => Some(self.id(&resolved)),
        }
    }
}

/// Judges a document that is well-formed.
pub(super) fn judge(schema: &Schema, text: &str, violations_max: usize) -> Verdict {
    let mut judge = Judge::new(schema, violations_max);
    feed(&mut judge, schema, text);
    judge.finish()
}

/// Hands a document's events to a judge.
pub(super) fn feed(judge: &mut Judge<'_>, schema: &Schema, text: &str) {
    let mut reader = NsReader::from_str(text);
    loop {
        let offset = usize::try_from(reader.buffer_position()).unwrap();
        let event = reader.read_event().unwrap();
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let scope = Scope { schema, resolver: reader.resolver() };
                let mut attributes = Vec::new();
                for attribute in tag.attributes().map(Result::unwrap) {
                    if attribute.key.as_namespace_binding().is_none() {
                        let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
                        let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned();
                        attributes.push((scope.id(&namespace), local.into_inner().to_owned(), value));
                    }
                }
                let attributes: Vec<Attribute<'_>> = attributes
                    .iter()
                    .map(|(namespace, name, value)| Attribute {
                        namespace: *namespace,
                        name: name.as_bytes(),
                        value,
                        offset,
                    })
                    .collect();
                let (namespace, local) = reader.resolver().resolve_element(tag.name());
                judge.start(scope.id(&namespace), local.into_inner().as_bytes(), &attributes, &scope, offset);
                if matches!(event, Event::Empty(_)) {
                    judge.end(&scope, offset);
                }
            }
            Event::End(_) => judge.end(&Scope { schema, resolver: reader.resolver() }, offset),
            Event::Text(piece) => judge.text(&piece.xml10_content(), offset),
            Event::CData(piece) => judge.text(&piece.xml10_content(), offset),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().unwrap() {
                Some(character) => judge.text(character.encode_utf8(&mut [0; 4]), offset),
                None => judge.text(quick_xml::escape::resolve_predefined_entity(reference).unwrap(), offset),
            },
            Event::Eof => break,
            _ => {}
        }
    }
}
