//! The service gateway: coming in, messages, services, files.

mod entering;
mod files;
mod messages;
mod services;

use crate::cli::conformance::case::Case;

pub(super) fn cases() -> Vec<Case> {
    [entering::cases(), messages::cases(), services::cases(), files::cases()].into_iter().flatten().collect()
}
