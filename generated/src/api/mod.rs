//! The C2SIM interface.
