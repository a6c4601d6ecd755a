//! Reads `spec/` and writes `generated/`.

pub mod stamp;
