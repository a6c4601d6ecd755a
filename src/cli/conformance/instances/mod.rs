//! Documents made from a schema: whole ones, the least that there can be, and twins with one fault.
//!
//! Entry points: [`Declared`], [`Generator`], [`Node`]. What must always hold: whether a document is valid follows from how
//! it was made, and no validator was asked.

mod declared;
mod generate;
mod shapes;
mod tree;

pub use declared::{Declared, Model, Particle, Simple};
pub use generate::{Dice, Generator};
pub use shapes::{HEADER, Sample, Shape, Shapes};
pub use tree::{Node, escape};
