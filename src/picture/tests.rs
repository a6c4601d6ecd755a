//! The fold as tables: what was accepted in what order, and what is shown then. Every message is read in both versions.

mod definitions;
mod fixture;
mod limits;
mod observations;
mod reports;
