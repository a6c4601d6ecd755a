//! Schemas and documents as tables: what is refused, where, and by which rule.

mod constructs;
mod documents;
mod driver;
mod identity;
mod redefinitions;
mod restrictions;
mod schemas;
mod values;
