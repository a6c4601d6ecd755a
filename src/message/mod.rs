//! What a C2SIM message is: one pass over the bytes gives well-formedness, kind, header, verdict and the one-line form.

mod initialization;
mod kind;

pub use initialization::InitializationPart;
pub use kind::{MessageKind, SystemGroup, SystemMessage};
