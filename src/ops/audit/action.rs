//! What is recorded of: the actions of the field, and what the Elastic Common Schema calls them.

use crate::session::Trigger;

/// The action of the last record of a run that ended in order.
pub(super) const SERVER_STOP: &str = "server-stop";
/// The action of a record that says how many others are missing.
pub(super) const RECORDS_LOST: &str = "audit-records-lost";
/// The action of a record that says that a line was cut off.
pub(super) const LINE_CUT: &str = "audit-line-cut";

/// What was done, or tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// A client became a member of a session.
    Join,
    /// A member left.
    Resign,
    /// A member was removed because nothing was heard of it.
    MemberRemoved,
    /// A session changed its state.
    Trigger(Trigger),
    /// A session came into being.
    SessionCreate,
    /// What people read about a session changed.
    SessionUpdate,
    /// A session was deleted.
    SessionDelete,
    /// A message was refused.
    MessageRefused,
    /// A client or an address asked for more than it may in a second.
    RateExceeded,
    /// A token was missing, did not hold, or did not permit what was asked.
    AuthorizationFailure,
    /// The server started.
    ServerStart,
    /// The server ended in order.
    ServerStop,
    /// The schemas were read anew.
    SchemaReload,
    /// The certificate was read anew.
    CertificateReload,
    /// Records could not be written and are lost.
    RecordsLost,
    /// The last line was not whole when the log was opened, and was cut off.
    LineCut,
}

impl Action {
    /// As the log has it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Action::Join => "join",
            Action::Resign => "resign",
            Action::MemberRemoved => "member-removed",
            Action::Trigger(trigger) => match trigger {
                Trigger::SubmitInitialization => "submit-initialization",
                Trigger::InitializationComplete => "initialization-complete",
                Trigger::ShareScenario => "share-scenario",
                Trigger::StartScenario => "start-scenario",
                Trigger::PauseScenario => "pause-scenario",
                Trigger::ResumeScenario => "resume-scenario",
                Trigger::StopScenario => "stop-scenario",
                Trigger::ResetScenario => "reset-scenario",
            },
            Action::SessionCreate => "session-create",
            Action::SessionUpdate => "session-update",
            Action::SessionDelete => "session-delete",
            Action::MessageRefused => "message-refused",
            Action::RateExceeded => "rate-exceeded",
            Action::AuthorizationFailure => "authorization-failure",
            Action::ServerStart => "server-start",
            Action::ServerStop => SERVER_STOP,
            Action::SchemaReload => "schema-reload",
            Action::CertificateReload => "certificate-reload",
            Action::RecordsLost => RECORDS_LOST,
            Action::LineCut => LINE_CUT,
        }
    }

    /// Category and type of the Elastic Common Schema.
    pub(super) fn categories(self, has_failed: bool) -> (&'static str, &'static str) {
        match self {
            Action::Join => ("session", if has_failed { "denied" } else { "start" }),
            Action::Resign | Action::MemberRemoved => ("session", "end"),
            Action::Trigger(Trigger::StartScenario) => ("process", "start"),
            Action::Trigger(Trigger::StopScenario) => ("process", "end"),
            Action::Trigger(_) => ("process", "change"),
            Action::SessionCreate => ("configuration", "creation"),
            Action::SessionUpdate | Action::SchemaReload | Action::CertificateReload => ("configuration", "change"),
            Action::SessionDelete => ("configuration", "deletion"),
            Action::MessageRefused | Action::RateExceeded => ("api", "denied"),
            Action::AuthorizationFailure => ("authentication", "denied"),
            Action::ServerStart => ("process", "start"),
            Action::ServerStop => ("process", "end"),
            Action::RecordsLost | Action::LineCut => ("process", "error"),
        }
    }
}
