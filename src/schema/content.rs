//! What derivation, attributes and wildcards compile to.
//!
//! What must always hold: wildcards are combined as XML Schema says, so that judging looks at one at a time.

use super::{
    names::{NameId, NamespaceId},
    tables::{ElementId, SimpleId, TypeId},
};

/// A set of ways to stand for something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Methods(u8);

impl Methods {
    pub(super) const NONE: Self = Self(0);
    pub(super) const EXTENSION: Self = Self(1);
    pub(super) const RESTRICTION: Self = Self(2);
    pub(super) const SUBSTITUTION: Self = Self(4);
    pub(super) const LIST: Self = Self(8);
    pub(super) const UNION: Self = Self(16);

    pub(super) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of the others is in the set.
    pub(super) fn contains(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A value that an element or attribute has where it has no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) text: Box<str>,
    pub(super) is_fixed: bool,
}

/// An attribute that a type has.
#[derive(Debug, Clone)]
pub(super) struct AttributeUse {
    pub(super) namespace: NamespaceId,
    pub(super) local: Box<str>,
    pub(super) type_: TypeId,
    pub(super) simple: SimpleId,
    pub(super) is_required: bool,
    pub(super) value: Option<Value>,
    /// Tells it from another of the same name: one use may come by several groups.
    pub(super) number: u32,
}

/// All attributes of a type.
#[derive(Debug, Clone, Default)]
pub(super) struct AttributeSet {
    pub(super) uses: Vec<AttributeUse>,
    pub(super) any: Option<Wildcard>,
}

impl AttributeSet {
    pub(super) fn get(&self, namespace: NamespaceId, local: &[u8]) -> Option<&AttributeUse> {
        self.uses.iter().find(|known| known.namespace == namespace && known.local.as_bytes() == local)
    }
}

/// Names by namespace, and what is done with what they name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wildcard {
    pub(super) admits: Admits,
    pub(super) process: Process,
}

/// The namespaces of a wildcard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Admits {
    Any,
    /// Any namespace but this one.
    Other(NamespaceId),
    These(Vec<NamespaceId>),
}

/// Whether what a wildcard admits is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Process {
    Strict,
    Lax,
    Skip,
}

impl Admits {
    pub(super) fn contains(&self, namespace: NamespaceId) -> bool {
        match self {
            Self::Any => true,
            Self::Other(not) => namespace != *not && namespace != NamespaceId::NONE,
            Self::These(these) => these.contains(&namespace),
        }
    }

    /// Whether a namespace is in both.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::These(these), other) | (other, Self::These(these)) => {
                these.iter().any(|&namespace| other.contains(namespace))
            }
            _ => true,
        }
    }

    /// Whether the other admits all that this admits.
    pub(super) fn is_subset(&self, of: &Self) -> bool {
        match (self, of) {
            (_, Self::Any) => true,
            (Self::Other(a), Self::Other(b)) => a == b,
            (Self::These(these), of) => these.iter().all(|&namespace| of.contains(namespace)),
            (Self::Any | Self::Other(_), _) => false,
        }
    }

    /// What is in both; none where that cannot be said.
    pub(super) fn intersection(&self, other: &Self) -> Option<Self> {
        Some(match (self, other) {
            (Self::Any, other) | (other, Self::Any) => other.clone(),
            (Self::These(these), other) | (other, Self::These(these)) => {
                Self::These(these.iter().copied().filter(|&namespace| other.contains(namespace)).collect())
            }
            (Self::Other(a), Self::Other(b)) if a == b || *b == NamespaceId::NONE => Self::Other(*a),
            (Self::Other(NamespaceId::NONE), Self::Other(b)) => Self::Other(*b),
            _ => return None,
        })
    }

    /// What is in either; none where that cannot be said.
    pub(super) fn union(&self, other: &Self) -> Option<Self> {
        Some(match (self, other) {
            (Self::Any, _) | (_, Self::Any) => Self::Any,
            (Self::These(a), Self::These(b)) => Self::These([a.as_slice(), b].concat()),
            (Self::Other(a), Self::Other(b)) if a == b => Self::Other(*a),
            (Self::Other(_), Self::Other(_)) => Self::Other(NamespaceId::NONE),
            (Self::Other(not), Self::These(these)) | (Self::These(these), Self::Other(not)) => {
                match (these.contains(not), these.contains(&NamespaceId::NONE)) {
                    (false, false) => Self::Other(*not),
                    (true, false) => Self::Other(NamespaceId::NONE),
                    (true, true) => Self::Any,
                    (false, true) if *not == NamespaceId::NONE => Self::Any,
                    (false, true) => return None,
                }
            }
        })
    }
}

/// An `xs:all` group.
#[derive(Debug, Clone)]
pub(super) struct All {
    pub(super) members: Vec<Member>,
    /// Whether none of them needs to come.
    pub(super) is_optional: bool,
}

/// An element of an `xs:all` group, with what may stand for it.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) elements: Vec<(NameId, ElementId)>,
    pub(super) is_required: bool,
}
