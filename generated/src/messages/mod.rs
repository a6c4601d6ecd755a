//! The C2SIM message types.
