// Generated from spec/openapi/editing.yaml; do not edit.

//! What the bodies of requests and answers hold.

mod c2sim_session;
mod c2sim_session_list;
mod create_session;
mod document_submitted;
mod document_verdict;
mod editing_error;
mod editing_health;
mod editing_session;
mod editing_session_state;
mod error_body;
mod listed_session;
mod session_created;
mod session_list;
mod statistics;
mod submit_document;
mod validate_document;
mod violation;

pub use c2sim_session::C2simSession;
pub use c2sim_session_list::C2simSessionList;
pub use create_session::CreateSession;
pub use document_submitted::DocumentSubmitted;
pub use document_verdict::DocumentVerdict;
pub use editing_error::EditingError;
pub use editing_health::EditingHealth;
pub use editing_session::EditingSession;
pub use editing_session_state::EditingSessionState;
pub use error_body::ErrorBody;
pub use listed_session::ListedSession;
pub use session_created::SessionCreated;
pub use session_list::SessionList;
pub use statistics::Statistics;
pub use submit_document::SubmitDocument;
pub use validate_document::ValidateDocument;
pub use violation::Violation;
