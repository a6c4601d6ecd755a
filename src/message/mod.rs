//! What a C2SIM message is: one pass over the bytes gives well-formedness, kind, header, verdict and the one-line form.

mod kind;

pub use kind::{MessageKind, SystemGroup, SystemMessage};
