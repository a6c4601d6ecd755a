//! What a schema compiles to: numbered elements, types and simple types, and one set of automaton tables for all of them.
//!
//! What must always hold: every number in the tables is an index of the table that it names; nothing changes once compiled.

use super::{
    automaton::Automata,
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
    pub(super) type_: TypeId,
    pub(super) nillable: bool,
}

/// A type definition.
#[derive(Debug, Clone)]
pub(super) struct Type {
    /// As messages show it; for an anonymous type the element that it belongs to.
    pub(super) name: Box<str>,
    /// What it is derived from; none for the root of all types.
    pub(super) base: Option<TypeId>,
    pub(super) is_abstract: bool,
    pub(super) content: Content,
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

    /// The global element of a name.
    pub(super) fn global(&self, name: NameId) -> Option<ElementId> {
        *self.globals.get(name.0 as usize)?
    }

    /// The global type of a name.
    pub(super) fn named_type(&self, namespace: NamespaceId, local: &str) -> Option<TypeId> {
        let name = self.type_names.find(namespace, local.as_bytes())?;
        self.named_types.get(name.0 as usize).copied()
    }

    /// Whether a type is another or derived from it.
    pub(super) fn is_derived(&self, type_: TypeId, from: TypeId) -> bool {
        let mut current = Some(type_);
        while let Some(id) = current {
            if id == from {
                return true;
            }
            current = self.type_(id).base;
        }
        false
    }
}
