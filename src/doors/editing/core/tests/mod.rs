//! Editing together, as it looks from outside the core.

mod convergence;
mod editors;
mod hostile;
mod sessions;
mod versions;
