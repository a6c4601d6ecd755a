//! What a schema compiles to: numbered elements, types and simple types, and one set of automaton tables for all of them.
//!
//! What must always hold: every number in the tables is an index of the table that it names; nothing changes once compiled.

use std::collections::HashMap;

pub(super) use super::content::{Admits, All, AttributeSet, AttributeUse, Member, Methods, Process, Value, Wildcard};
use super::{
    automaton::Automata,
    identity::Constraint,
    names::{NameId, Names, NamespaceId, Namespaces},
    value::SimpleType,
};

macro_rules! indexes {
    ($($(#[$doc:meta])* $name:ident),*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(super) struct $name(u32);

        impl $name {
            /// The next index of a table that has this many entries.
            pub(super) fn next(entries: usize) -> Self {
                Self(u32::try_from(entries).expect("tables have fewer than 2^32 entries"))
            }

            pub(super) fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

indexes! {
    /// An element declaration.
    ElementId,
    /// A type definition, simple or complex.
    TypeId,
    /// The checker of a simple type.
    SimpleId
}

/// An element declaration.
#[derive(Debug, Clone)]
pub(super) struct Element {
    pub(super) name: NameId,
    pub(super) namespace: NamespaceId,
    pub(super) type_: TypeId,
    pub(super) nillable: bool,
    pub(super) is_abstract: bool,
    /// Whether the start tag needs more than a look at its attributes: its type is abstract or has attributes.
    pub(super) is_examined: bool,
    /// What its type says of its content, kept here so that a start tag without attributes looks at nothing else.
    pub(super) inside: Inside,
    /// How what stands for it, or for its type, may not be derived.
    pub(super) block: Methods,
    /// The value of an empty element, and whether there is no other.
    pub(super) value: Option<Box<Value>>,
}

/// The content of an element as judging needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    Nothing,
    /// Any text, which nobody needs to keep.
    Text,
    Value(SimpleId),
    /// Elements from this state on, and whether text may stand between them.
    Elements(u32, bool),
    All(u32, bool),
}

/// A type definition.
#[derive(Debug, Clone)]
pub(super) struct Type {
    /// As messages show it; for an anonymous type the element that it belongs to.
    pub(super) name: Box<str>,
    /// What it is derived from; none for the root of all types.
    pub(super) base: Option<TypeId>,
    pub(super) method: Methods,
    /// How what stands for it may not be derived.
    pub(super) block: Methods,
    /// How nothing may be derived from it.
    pub(super) final_: Methods,
    pub(super) is_abstract: bool,
    /// Whether text may stand between its elements.
    pub(super) is_mixed: bool,
    /// Boxed, as all that judging seldom looks at, so that types stay small.
    pub(super) attributes: Box<AttributeSet>,
    /// The members of a union.
    pub(super) members: Box<[TypeId]>,
    pub(super) content: Content,
}

impl Type {
    pub(super) fn new(name: &str, base: Option<TypeId>, content: Content) -> Self {
        Self {
            name: name.into(),
            base,
            method: Methods::RESTRICTION,
            block: Methods::NONE,
            final_: Methods::NONE,
            is_abstract: false,
            is_mixed: false,
            attributes: Box::default(),
            members: Box::default(),
            content,
        }
    }
}

/// What may stand between an element's tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing at all, not even white space.
    Empty,
    /// Text that is a value.
    Simple(SimpleId),
    /// Elements, from this state of the automata on.
    Elements(u32),
    /// Elements in any order, each at most once: an index of [`Tables::alls`].
    All(u32),
}

/// A compiled schema.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) target: String,
    pub(super) namespaces: Namespaces,
    /// Names of elements.
    pub(super) names: Names,
    pub(super) elements: Vec<Element>,
    /// The global declaration of a name, by name.
    pub(super) globals: Vec<Option<ElementId>>,
    pub(super) types: Vec<Type>,
    /// Names of types and, by name, what they mean.
    pub(super) type_names: Names,
    pub(super) named_types: Vec<TypeId>,
    pub(super) simple: Vec<SimpleType>,
    pub(super) automata: Automata,
    /// The declaration of an element that no declaration is needed for.
    pub(super) anything: Option<ElementId>,
    pub(super) wildcards: Vec<Wildcard>,
    pub(super) alls: Vec<All>,
    /// Whether values of elements may be default, fixed or identifiers.
    pub(super) is_tracked: bool,
    /// The checker of any text, where the schema has use for it.
    pub(super) any_simple: Option<SimpleId>,
    /// Identity constraints, and which an element declaration has.
    pub(super) constraints: Vec<Constraint>,
    pub(super) constrained: HashMap<ElementId, Box<[u32]>>,
    /// Global attributes.
    pub(super) attributes: Vec<AttributeUse>,
}

impl Tables {
    pub(super) fn new(target: &str) -> Self {
        let mut namespaces = Namespaces::new();
        namespaces.intern(target);
        Self {
            target: target.to_owned(),
            namespaces,
            names: Names::new(),
            elements: Vec::new(),
            globals: Vec::new(),
            types: Vec::new(),
            type_names: Names::new(),
            named_types: Vec::new(),
            simple: Vec::new(),
            automata: Automata::default(),
            anything: None,
            wildcards: Vec::new(),
            alls: Vec::new(),
            is_tracked: false,
            any_simple: None,
            constraints: Vec::new(),
            constrained: HashMap::new(),
            attributes: Vec::new(),
        }
    }

    pub(super) fn element(&self, id: ElementId) -> &Element {
        &self.elements[id.index()]
    }

    pub(super) fn type_(&self, id: TypeId) -> &Type {
        &self.types[id.index()]
    }

    pub(super) fn simple(&self, id: SimpleId) -> &SimpleType {
        &self.simple[id.index()]
    }

    /// The content of an element of a type.
    pub(super) fn inside(&self, element: &Element, type_: TypeId) -> Inside {
        let type_ = self.type_(type_);
        match type_.content {
            Content::Empty => Inside::Nothing,
            Content::Elements(start) => Inside::Elements(start, type_.is_mixed),
            Content::All(all) => Inside::All(all, type_.is_mixed),
            Content::Simple(simple)
                if element.value.is_none() && self.constraints.is_empty() && self.simple(simple).accepts_anything() =>
            {
                Inside::Text
            }
            Content::Simple(simple) => Inside::Value(simple),
        }
    }

    /// The global element of a name.
    pub(super) fn global(&self, name: NameId) -> Option<ElementId> {
        *self.globals.get(name.0 as usize)?
    }

    /// The global type of a name.
    pub(super) fn named_type(&self, namespace: NamespaceId, local: &str) -> Option<TypeId> {
        let name = self.type_names.find(namespace, local.as_bytes())?;
        self.named_types.get(name.0 as usize).copied()
    }

    /// Whether a type is another or derived from it without these methods.
    pub(super) fn is_derived(&self, type_: TypeId, from: TypeId, without: Methods) -> bool {
        if self.type_(from).members.iter().any(|&member| self.is_derived(type_, member, without)) {
            return true;
        }
        let mut current = type_;
        while current != from {
            let type_ = self.type_(current);
            match type_.base {
                Some(base) if !without.contains(type_.method) => current = base,
                _ => return false,
            }
        }
        true
    }
}
