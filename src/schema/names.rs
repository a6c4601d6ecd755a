//! Names as numbers: every name that a schema declares is interned once, so that judging compares numbers.
//!
//! Entry points: [`NamespaceId`], `Names`. What must always hold: two names are equal exactly if their numbers are.
//! A lookup is one hash over the name's bytes and, nearly always, one comparison; it allocates nothing.

/// The namespace of XML Schema's own documents.
pub(super) const XSD: &str = "http://www.w3.org/2001/XMLSchema";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// A namespace as the schema numbers it. Ids of one schema mean nothing to another, the named ones aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NamespaceId(u16);

impl NamespaceId {
    /// No namespace.
    pub const NONE: Self = Self(0);
    /// `http://www.w3.org/2001/XMLSchema-instance`, whose attributes steer validation.
    pub const XSI: Self = Self(1);
    /// `http://www.w3.org/XML/1998/namespace`, bound to the prefix `xml` everywhere.
    pub const XML: Self = Self(2);
    /// `http://www.w3.org/2001/XMLSchema`, whose built-in types `xsi:type` may name.
    pub const XSD: Self = Self(3);
    /// A namespace that the schema does not speak of.
    pub const UNKNOWN: Self = Self(u16::MAX);
}

/// The namespaces that one schema speaks of.
#[derive(Debug, Clone)]
pub(super) struct Namespaces(Vec<Box<str>>);

impl Namespaces {
    pub(super) fn new() -> Self {
        Self(["", XSI, XML, XSD].map(Into::into).into())
    }

    /// The id of a namespace, a fresh one when it was not known.
    pub(super) fn intern(&mut self, uri: &str) -> NamespaceId {
        match self.find(uri.as_bytes()) {
            NamespaceId::UNKNOWN => {
                self.0.push(uri.into());
                NamespaceId(u16::try_from(self.0.len() - 1).expect("a schema speaks of fewer than 65535 namespaces"))
            }
            known => known,
        }
    }

    pub(super) fn find(&self, uri: &[u8]) -> NamespaceId {
        match self.0.iter().position(|known| known.as_bytes() == uri) {
            Some(index) => NamespaceId(u16::try_from(index).expect("interned ids fit")),
            None => NamespaceId::UNKNOWN,
        }
    }

    /// The namespace's name; empty for no namespace and for one that the schema does not speak of.
    pub(super) fn uri(&self, id: NamespaceId) -> &str {
        self.0.get(usize::from(id.0)).map_or("", |uri| uri)
    }
}

/// A qualified name as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NameId(pub(super) u32);

impl NameId {
    /// Stands for a name that the schema does not know.
    pub(super) const UNKNOWN: Self = Self(u32::MAX);
}

/// An interner of qualified names: an open hash table, at most a quarter full.
#[derive(Debug, Clone)]
pub(super) struct Names {
    slots: Vec<u32>,
    entries: Vec<Entry>,
    bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    namespace: NamespaceId,
    length: u16,
    start: u32,
}

const FREE: u32 = u32::MAX;

impl Names {
    pub(super) fn new() -> Self {
        Self { slots: vec![FREE; 64], entries: Vec::new(), bytes: Vec::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The number of a name, a fresh one when it was not known. Names of more than 65535 bytes cannot be interned.
    pub(super) fn intern(&mut self, namespace: NamespaceId, local: &str) -> Option<NameId> {
        if let Some(known) = self.find(namespace, local.as_bytes()) {
            return Some(known);
        }
        let entry =
            Entry { namespace, length: u16::try_from(local.len()).ok()?, start: u32::try_from(self.bytes.len()).ok()? };
        self.bytes.extend_from_slice(local.as_bytes());
        self.entries.push(entry);
        if self.entries.len() * 4 > self.slots.len() {
            self.slots = vec![FREE; self.slots.len() * 4];
            for id in 0..self.entries.len() {
                self.place(u32::try_from(id).ok()?);
            }
        } else {
            self.place(u32::try_from(self.entries.len() - 1).ok()?);
        }
        Some(NameId(u32::try_from(self.entries.len() - 1).ok()?))
    }

    fn place(&mut self, id: u32) {
        let entry = self.entries[id as usize];
        let mask = self.slots.len() - 1;
        let mut slot = hash(entry.namespace, self.local_bytes(entry)) as usize & mask;
        while self.slots[slot] != FREE {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = id;
    }

    /// The number of a name that was interned.
    #[inline]
    pub(super) fn find(&self, namespace: NamespaceId, local: &[u8]) -> Option<NameId> {
        let mask = self.slots.len() - 1;
        let mut slot = hash(namespace, local) as usize & mask;
        loop {
            let id = self.slots[slot];
            if id == FREE {
                return None;
            }
            let entry = self.entries[id as usize];
            if entry.namespace == namespace && self.local_bytes(entry) == local {
                return Some(NameId(id));
            }
            slot = (slot + 1) & mask;
        }
    }

    #[inline]
    fn local_bytes(&self, entry: Entry) -> &[u8] {
        &self.bytes[entry.start as usize..entry.start as usize + usize::from(entry.length)]
    }

    /// The local part of a name; empty for the unknown one.
    pub(super) fn local(&self, id: NameId) -> &str {
        self.entries
            .get(id.0 as usize)
            .map_or("", |&entry| std::str::from_utf8(self.local_bytes(entry)).expect("names are interned from text"))
    }

    pub(super) fn namespace(&self, id: NameId) -> NamespaceId {
        self.entries.get(id.0 as usize).map_or(NamespaceId::UNKNOWN, |entry| entry.namespace)
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = NameId> + use<> {
        (0..u32::try_from(self.entries.len()).expect("ids are 32 bits")).map(NameId)
    }
}

/// Eight bytes at a time; the last eight overlap, so that no byte is read alone in a name of eight or more.
#[inline]
fn hash(namespace: NamespaceId, bytes: &[u8]) -> u32 {
    const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut state = (bytes.len() as u64) << 16 | u64::from(namespace.0);
    if let Some(last) = bytes.last_chunk::<8>() {
        for chunk in bytes[..bytes.len() - 1].chunks_exact(8) {
            let word = u64::from_le_bytes(chunk.try_into().expect("chunks are of eight bytes"));
            state = (state.rotate_left(23) ^ word).wrapping_mul(MIX);
        }
        state = (state.rotate_left(23) ^ u64::from_le_bytes(*last)).wrapping_mul(MIX);
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let word = u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last));
        state = (state.rotate_left(23) ^ word).wrapping_mul(MIX);
    } else {
        let word = bytes.iter().fold(0, |word, &byte| word << 8 | u64::from(byte));
        state = (state.rotate_left(23) ^ word).wrapping_mul(MIX);
    }
    (state >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_length_are_found_again() {
        let mut names = Names::new();
        let locals: Vec<String> = (1..300).map(|length| format!("{}{length}", "x".repeat(length))).collect();
        let ids: Vec<_> = locals.iter().map(|local| names.intern(NamespaceId::NONE, local)).collect();
        for (local, id) in locals.iter().zip(&ids) {
            assert_eq!(names.find(NamespaceId::NONE, local.as_bytes()), *id);
            assert_eq!(names.find(NamespaceId::XML, local.as_bytes()), None);
            assert_eq!(names.local(id.unwrap()), local);
        }
        assert_eq!(names.len(), 299);
        assert_eq!(names.find(NamespaceId::NONE, b""), None);
    }
}
