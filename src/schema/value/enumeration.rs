//! The enumeration facet: a set of values, and the nearest of them to a text that is none.

use super::{
    super::{
        names::{Names, NamespaceId},
        nearest::nearest,
    },
    Fault,
    atomic::Atomic,
};

/// Values shown with a fault.
const SHOWN_MAX: usize = 8;

/// The values of an enumeration, in the schema's order.
#[derive(Debug)]
pub(in crate::schema) struct Enumeration {
    /// Texts are looked up, other values compared one by one.
    texts: Names,
    count: usize,
}

impl Enumeration {
    /// The set of these texts; none when one is too long.
    pub(in crate::schema) fn new(values: &[&str]) -> Option<Self> {
        let mut texts = Names::new();
        for value in values {
            texts.intern(NamespaceId::NONE, value)?;
        }
        let count = texts.len();
        Some(Self { texts, count })
    }

    pub(in crate::schema) fn values(&self) -> impl Iterator<Item = &str> {
        self.texts.ids().map(|id| self.texts.local(id))
    }

    /// Whether a text is one of the values, compared as the type compares.
    #[inline]
    pub(in crate::schema) fn contains(&self, text: &str, atomic: Atomic) -> bool {
        self.texts.find(NamespaceId::NONE, text.as_bytes()).is_some()
            || (atomic != Atomic::Text && self.contains_value(text, atomic))
    }

    fn contains_value(&self, text: &str, atomic: Atomic) -> bool {
        let Some(value) = atomic.value(text) else { return false };
        self.values().any(|known| {
            atomic.value(known).is_some_and(|known| value.compare(&known).is_some_and(std::cmp::Ordering::is_eq))
        })
    }

    pub(in crate::schema) fn fault(&self, text: &str) -> Fault {
        let expected: Vec<String> =
            nearest(text, self.values()).into_iter().take(SHOWN_MAX).map(str::to_owned).collect();
        let requirement = match self.count {
            1 => format!("'{}'", expected.first().map_or("", String::as_str)),
            count if count <= SHOWN_MAX => format!("one of {}", expected.join(", ")),
            count => format!("one of {count} values; the nearest are {}", expected.join(", ")),
        };
        Fault { rule: "cvc-enumeration-valid", requirement, expected }
    }
}
