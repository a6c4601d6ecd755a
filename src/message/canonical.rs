//! A form of an element that is equal where the meaning is: prefixes, white space between tags, comments, the order of
//! attributes and the way characters are escaped play no part.
//!
//! Entry point: [`Canonical`]. It is for comparing only; nobody parses it. What it deliberately leaves out: what values
//! mean (`1.0` and `1.00` differ), and where a schema is said to be found.

use std::{borrow::Cow, fmt::Write as _, sync::Arc};

use super::initialization::Started;
use crate::schema::NamespaceId;

/// An element on its way to canonical form.
#[derive(Default)]
pub(super) struct Canonical {
    out: String,
}

impl Canonical {
    /// An element begins.
    pub(super) fn start(&mut self, element: &Started<'_>) {
        let uri = |prefix: &str| element.namespaces.uri_of_prefix(prefix.as_bytes()).unwrap_or_default();
        // Writing to a String cannot fail, here and below.
        let _ = write!(self.out, "<{{{}}}{}", uri(element.prefix), element.name);
        let mut attributes: Vec<String> = Vec::new();
        for (attribute, prefix) in element.attributes.iter().zip(element.attribute_prefixes) {
            let name = String::from_utf8_lossy(attribute.name);
            let mut value = Cow::Borrowed(attribute.value);
            if attribute.namespace == NamespaceId::XSI {
                match &*name {
                    "schemaLocation" | "noNamespaceSchemaLocation" => continue,
                    "type" => {
                        let (prefix, local) = value.trim().rsplit_once(':').unwrap_or(("", value.trim()));
                        value = format!("{{{}}}{local}", uri(prefix)).into();
                    }
                    _ => {}
                }
            }
            let namespace = if prefix.is_empty() { "" } else { uri(prefix) };
            attributes.push(format!(" {{{namespace}}}{name}=\"{}\"", escape(&value)));
        }
        attributes.sort_unstable();
        self.out.extend(attributes);
        self.out.push('>');
    }

    /// The text of a leaf.
    pub(super) fn text(&mut self, text: &str) {
        self.out.push_str(&escape(text));
    }

    /// The innermost element ends.
    pub(super) fn end(&mut self) {
        self.out.push_str("</>");
    }

    /// The form.
    pub(super) fn finish(self) -> Arc<str> {
        self.out.into()
    }
}

/// A text such that it can stand in text and in a quoted attribute, and means the same there.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '>', '&', '"', '\n', '\r', '\t']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\t' => escaped.push_str("&#9;"),
            _ => escaped.push(character),
        }
    }
    Cow::Owned(escaped)
}
