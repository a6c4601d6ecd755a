//! The cases, a file for each class, or for each subject of one.
//!
//! Entry point: [`all`]. What must always hold: ids are unique and say class and subject; a case works in sessions of its
//! own.

mod added;
mod admission;
mod authorization;
mod initialization;
mod isolation;
mod members;
mod publishing;
mod requests;
mod robustness;
mod sessions;
mod state_machine;
mod streaming;
mod validation;

use super::case::Case;

/// Every case, in the order of the report.
pub fn all() -> Vec<Case> {
    [
        requests::cases(),
        sessions::cases(),
        members::cases(),
        publishing::cases(),
        state_machine::cases(),
        admission::cases(),
        streaming::cases(),
        validation::cases(),
        initialization::cases(),
        isolation::cases(),
        authorization::cases(),
        robustness::cases(),
        added::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
