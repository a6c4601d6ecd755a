//! The namespace declarations in scope, and what prefixes mean under them (Namespaces in XML 1.0).
//!
//! Entry point: [`Namespaces`]. What must always hold: every prefix that a name uses is declared, and the reserved ones
//! mean what they are reserved for. Declarations remember whether a name used them, so that a fragment cut out of the
//! document can take along exactly those it needs.

use std::{borrow::Cow, cell::Cell};

use crate::schema::{NamespaceId, Prefixes, Schema};

/// The namespace of the prefix `xml`.
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of the prefix `xmlns`.
pub(super) const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// One namespace declaration.
pub(super) struct Binding<'d> {
    /// Empty for the default namespace.
    pub(super) prefix: &'d str,
    /// Empty where the default namespace is taken back.
    pub(super) uri: Cow<'d, str>,
    id: NamespaceId,
    used: Cell<bool>,
}

/// The declarations in scope, outermost first.
pub(super) struct Namespaces<'d, 's> {
    schema: &'s Schema,
    bindings: Vec<Binding<'d>>,
    default: Option<usize>,
}

impl<'d, 's> Namespaces<'d, 's> {
    pub(super) fn new(schema: &'s Schema) -> Self {
        Self { schema, bindings: Vec::with_capacity(8), default: None }
    }

    /// The namespace that the schema declares.
    pub(super) fn target(&self) -> &'s str {
        self.schema.target_namespace()
    }

    /// How many declarations are in scope: what [`Namespaces::leave`] goes back to.
    pub(super) fn len(&self) -> usize {
        self.bindings.len()
    }

    /// Adds a declaration, or says which rule it breaks.
    pub(super) fn declare(&mut self, prefix: &'d str, uri: Cow<'d, str>) -> Result<(), &'static str> {
        match (prefix, &*uri) {
            ("xmlns", _) => return Err("the prefix xmlns cannot be declared; take another"),
            (_, XMLNS) => return Err("this namespace belongs to the prefix xmlns and cannot be declared"),
            ("xml", XML) => return Ok(()),
            ("xml", _) => return Err("the prefix xml cannot be given another namespace; take another prefix"),
            (_, XML) => return Err("this namespace belongs to the prefix xml and cannot be given to another"),
            ("", _) => self.default = Some(self.bindings.len()),
            (_, "") => return Err("a prefix cannot be declared empty; give it a namespace"),
            _ => {}
        }
        let id = self.schema.namespace(uri.as_bytes());
        self.bindings.push(Binding { prefix, uri, id, used: Cell::new(false) });
        Ok(())
    }

    /// Forgets all declarations but the first `len`.
    #[inline]
    pub(super) fn leave(&mut self, len: usize) {
        if len < self.bindings.len() {
            self.bindings.truncate(len);
            self.default = self.bindings.iter().rposition(|binding| binding.prefix.is_empty());
        }
    }

    /// The namespace of names without a prefix (elements; attributes without a prefix have none).
    #[inline]
    pub(super) fn default(&self) -> NamespaceId {
        match self.default {
            Some(index) => self.take(index),
            None => NamespaceId::NONE,
        }
    }

    /// The namespace of a prefix; `None` where it is not declared.
    #[inline]
    pub(super) fn of_prefix(&self, prefix: &[u8]) -> Option<NamespaceId> {
        match self.bindings.iter().rposition(|binding| binding.prefix.as_bytes() == prefix) {
            Some(index) => Some(self.take(index)),
            None if prefix == b"xml" => Some(NamespaceId::XML),
            None => None,
        }
    }

    /// The name of a prefix's namespace.
    pub(super) fn uri_of_prefix(&self, prefix: &[u8]) -> Option<&str> {
        let bound = self.bindings.iter().rfind(|binding| binding.prefix.as_bytes() == prefix);
        bound.map(|binding| &*binding.uri).or((prefix == b"xml").then_some(XML))
    }

    /// From here on, tell which of the declarations so far are used.
    pub(super) fn watch(&self) {
        self.bindings.iter().for_each(|binding| binding.used.set(false));
    }

    /// Those of the first `len` declarations that were used since [`Namespaces::watch`].
    pub(super) fn used(&self, len: usize) -> impl Iterator<Item = &Binding<'d>> {
        self.bindings.iter().take(len).filter(|binding| binding.used.get())
    }

    #[inline]
    fn take(&self, index: usize) -> NamespaceId {
        let binding = &self.bindings[index];
        binding.used.set(true);
        binding.id
    }
}

impl Prefixes for Namespaces<'_, '_> {
    /// For qualified names in values: without a prefix, the default namespace.
    fn namespace_of(&self, prefix: &[u8]) -> Option<NamespaceId> {
        if prefix.is_empty() { Some(self.default()) } else { self.of_prefix(prefix) }
    }
}
