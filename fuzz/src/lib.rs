//! The properties that the fuzz targets hold: those of `tests/properties`, so that there is one text of them.

#[path = "../../tests/properties/edits.rs"]
mod edits;
#[path = "../../tests/properties/holds.rs"]
pub mod holds;
#[path = "../../tests/properties/meaning.rs"]
mod meaning;
