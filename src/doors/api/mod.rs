//! The REST operations.
pub(crate) mod body;
