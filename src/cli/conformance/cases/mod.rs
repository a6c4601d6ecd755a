//! The cases, a file for each class, or for each subject of one.
//!
//! Entry point: [`all`]. What must always hold: ids are unique and say class and subject; a case works in sessions of its
//! own.

mod admission;
mod authorization;
mod concierge;
mod editing;
mod events;
mod filters;
mod initialization;
mod isolation;
mod members;
mod picture;
mod publishing;
mod relay;
mod requests;
mod resume;
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
        resume::cases(),
        filters::cases(),
        events::cases(),
        picture::cases(),
        relay::cases(),
        editing::cases(),
        concierge::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
