//! How large a message may be, in every direction in which a document can grow.
//!
//! Entry point: [`Limits`]. What must always hold: reading stops at the first place past a limit, so time and memory
//! are bounded by the bytes. What it deliberately leaves out: the size of a request (the doors refuse that before a
//! body is whole; here it is checked again).

use std::fmt;

/// The limits of one read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of a document as sent.
    pub bytes_max: usize,
    /// Most elements open at once; the root is the first.
    pub depth_max: usize,
    /// Most bytes of a name with its prefix, in UTF-8.
    pub name_bytes_max: usize,
    /// Most attributes of an element, namespace declarations included.
    pub attributes_max: usize,
    /// Most elements of a document. The densest real initializations have one in 60 bytes: 170,000 in 10 MiB.
    pub elements_max: usize,
    /// Most namespace declarations in scope at once, so that a prefix is found in bounded time.
    pub namespaces_max: usize,
    /// Most violations of the schema that are collected and told.
    pub violations_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes_max: 10 << 20,
            depth_max: 128,
            name_bytes_max: 256,
            attributes_max: 64,
            elements_max: 500_000,
            namespaces_max: 256,
            violations_max: 20,
        }
    }
}

/// Which limit of [`Limits`] a document exceeds, its size aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// [`Limits::depth_max`].
    Depth,
    /// [`Limits::name_bytes_max`].
    NameBytes,
    /// [`Limits::attributes_max`].
    Attributes,
    /// [`Limits::elements_max`].
    Elements,
    /// [`Limits::namespaces_max`].
    Namespaces,
}

impl fmt::Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Limit::Depth => "elements nested in each other",
            Limit::NameBytes => "bytes in a name",
            Limit::Attributes => "attributes in a tag",
            Limit::Elements => "elements",
            Limit::Namespaces => "namespace declarations in scope",
        })
    }
}
