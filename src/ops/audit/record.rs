//! What is recorded, and how it is written: the fields of the Elastic Common Schema 8, and under `c2sim` what that has no
//! field for.
//!
//! Entry point: [`Record::new`]. What must always hold: nothing of a token is in a record but the names of its issuer, its
//! subject and its authorized party; texts that come from clients are cut.

use std::{collections::BTreeMap, net::IpAddr, sync::Arc};

use serde::Serialize;

use super::{chain::Link, file::Found};
use crate::{
    clock::{now, rfc3339},
    identity::Timestamp,
    ops::Configuration,
    session::{Caller, Owner, State, Trigger},
};

/// The version of the Elastic Common Schema that the fields follow.
const ECS_VERSION: &str = "8.11.0";
/// The longest text of a client's that a record repeats, in bytes.
const TEXT_BYTES_MAX: usize = 512;

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

/// Who did it: where from, and by which token.
#[derive(Debug, Clone, Default)]
pub struct Who {
    address: Option<Arc<str>>,
    owner: Option<Arc<Owner>>,
}

/// One thing that is recorded.
#[derive(Debug, Clone)]
pub struct Record {
    at: Timestamp,
    action: Action,
    has_failed: bool,
    who: Who,
    error: Option<Error>,
    own: Own,
}

#[derive(Debug, Clone, Serialize)]
struct Error {
    code: &'static str,
    message: String,
}

/// What the Elastic Common Schema has no field for.
#[derive(Debug, Clone, Default, Serialize)]
struct Own {
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    system: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tracking_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    repeated: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lost: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cut_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    run_before: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    configuration: Option<BTreeMap<&'static str, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schemas: Option<Vec<String>>,
}

impl Action {
    fn name(self) -> &'static str {
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
            Action::AuthorizationFailure => "authorization-failure",
            Action::ServerStart => "server-start",
            Action::ServerStop => SERVER_STOP,
            Action::SchemaReload => "schema-reload",
            Action::CertificateReload => "certificate-reload",
            Action::RecordsLost => "audit-records-lost",
            Action::LineCut => "audit-line-cut",
        }
    }

    /// Category and type of the Elastic Common Schema.
    fn categories(self, has_failed: bool) -> (&'static str, &'static str) {
        match self {
            Action::Join => ("session", if has_failed { "denied" } else { "start" }),
            Action::Resign | Action::MemberRemoved => ("session", "end"),
            Action::Trigger(Trigger::StartScenario) => ("process", "start"),
            Action::Trigger(Trigger::StopScenario) => ("process", "end"),
            Action::Trigger(_) => ("process", "change"),
            Action::SessionCreate => ("configuration", "creation"),
            Action::SessionUpdate | Action::SchemaReload | Action::CertificateReload => ("configuration", "change"),
            Action::SessionDelete => ("configuration", "deletion"),
            Action::MessageRefused => ("api", "denied"),
            Action::AuthorizationFailure => ("authentication", "denied"),
            Action::ServerStart => ("process", "start"),
            Action::ServerStop => ("process", "end"),
            Action::RecordsLost | Action::LineCut => ("process", "error"),
        }
    }
}

/// The action of the last record of a run that ended in order.
pub(super) const SERVER_STOP: &str = "server-stop";

impl Who {
    /// The server itself.
    pub fn server() -> Self {
        Self::default()
    }

    /// Somebody who asks from an address.
    pub fn caller(caller: &Caller, address: &str) -> Self {
        Self { address: Some(cut(address).into()), owner: caller.owner().cloned() }
    }

    /// Somebody at an address of whom nothing else is known.
    pub fn unknown(address: &str) -> Self {
        Self { address: Some(cut(address).into()), owner: None }
    }
}

impl Record {
    /// Something that was done just now.
    pub fn new(action: Action) -> Self {
        Self { at: now(), action, has_failed: false, who: Who::default(), error: None, own: Own::default() }
    }

    /// It was not done, and why.
    #[must_use]
    pub fn refused(mut self, code: &'static str, message: &str) -> Self {
        self.has_failed = true;
        self.error = Some(Error { code, message: cut(message) });
        self
    }

    /// In which session.
    #[must_use]
    pub fn session(mut self, name: &str) -> Self {
        self.own.session = Some(cut(name));
        self
    }

    /// By which client.
    #[must_use]
    pub fn client(mut self, client_id: &str) -> Self {
        self.own.client_id = Some(cut(client_id));
        self
    }

    /// As which system.
    #[must_use]
    pub fn system(mut self, name: &str) -> Self {
        self.own.system = Some(cut(name));
        self
    }

    /// Where the session stands afterwards.
    #[must_use]
    pub fn state(mut self, state: State) -> Self {
        self.own.state = Some(state.to_string());
        self
    }

    /// What was asked for, such as `POST /api/c2sim/session/default/join`.
    #[must_use]
    pub fn operation(mut self, operation: &str) -> Self {
        self.own.operation = Some(cut(operation));
        self
    }

    /// Under which ticket the answer and the server's log have it.
    #[must_use]
    pub fn tracking_id(mut self, tracking_id: &str) -> Self {
        self.own.tracking_id = Some(cut(tracking_id));
        self
    }

    /// The schema versions that there are now.
    #[must_use]
    pub fn schemas(mut self, versions: Vec<String>) -> Self {
        self.own.schemas = Some(versions);
        self
    }

    /// What the server was given, secrets masked.
    pub(super) fn configuration(mut self, configuration: &Configuration) -> Self {
        self.own.configuration = Some(configuration.given.clone());
        self
    }

    /// What the log says of the run before this one.
    pub(super) fn after(mut self, found: &Found) -> Self {
        self.own.run_before = Some(match found.last_action.as_deref() {
            None => "none",
            Some(SERVER_STOP) => "ended in order",
            Some(_) => "did not end in order; its last records may be missing",
        });
        self
    }

    pub(super) fn cut(mut self, bytes: u64) -> Self {
        self.own.cut_bytes = Some(bytes);
        self
    }

    pub(super) fn lost(mut self, records: u64) -> Self {
        self.own.lost = Some(records);
        self.has_failed = true;
        self
    }

    /// Whether it is there for the sake of others that are not.
    pub(super) fn tells_of_loss(&self) -> bool {
        self.action == Action::RecordsLost
    }

    pub(super) fn by(mut self, who: &Who) -> Self {
        self.who = who.clone();
        self
    }

    /// Stands for so many more of its kind, which are not written one by one.
    pub(super) fn standing_for(mut self, more: u64) -> Self {
        self.own.repeated = Some(more);
        self
    }

    /// The same without what tells one client from another.
    pub(super) fn of_nobody(mut self) -> Self {
        self.who = Who::default();
        self.own = Own::default();
        self
    }

    /// What makes two refusals of one kind; nothing for what was done.
    pub(super) fn kind_of_refusal(&self) -> Option<(Action, &'static str, Option<&str>, Option<&str>)> {
        let error = self.error.as_ref()?;
        Some((self.action, error.code, self.who.address.as_deref(), self.own.client_id.as_deref()))
    }

    /// The line in the log, without a line break, that comes after `link`.
    pub(super) fn line(&self, link: &Link) -> Vec<u8> {
        let (category, kind) = self.action.categories(self.has_failed);
        let line = Line {
            at: rfc3339(self.at),
            ecs: Ecs { version: ECS_VERSION },
            event: Event {
                kind: "event",
                category: [category],
                types: [kind],
                action: self.action.name(),
                outcome: if self.has_failed { "failure" } else { "success" },
                dataset: "c2sim.audit",
                sequence: link.sequence + 1,
            },
            service: Service { name: "c2sim", version: env!("CARGO_PKG_VERSION") },
            source: self.who.address.as_deref().map(|address| Source { address, ip: address.parse().ok() }),
            user: self
                .who
                .owner
                .as_deref()
                .map(|owner| User { id: owner.subject.as_deref(), domain: owner.issuer.as_deref() }),
            error: self.error.as_ref(),
            own: OwnLine {
                authorized_party: self.who.owner.as_deref().and_then(|owner| owner.authorized_party.as_deref()),
                own: &self.own,
                previous_sha256: &link.sha256,
            },
        };
        serde_json::to_vec(&line).expect("texts, numbers and maps of them can be written")
    }
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(rename = "@timestamp")]
    at: String,
    ecs: Ecs,
    event: Event,
    service: Service,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<User<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a Error>,
    #[serde(rename = "c2sim")]
    own: OwnLine<'a>,
}

#[derive(Serialize)]
struct Ecs {
    version: &'static str,
}

#[derive(Serialize)]
struct Event {
    kind: &'static str,
    category: [&'static str; 1],
    #[serde(rename = "type")]
    types: [&'static str; 1],
    action: &'static str,
    outcome: &'static str,
    dataset: &'static str,
    sequence: u64,
}

#[derive(Serialize)]
struct Service {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Source<'a> {
    address: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ip: Option<IpAddr>,
}

#[derive(Serialize)]
struct User<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<&'a str>,
}

#[derive(Serialize)]
struct OwnLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    authorized_party: Option<&'a str>,
    #[serde(flatten)]
    own: &'a Own,
    previous_sha256: &'a str,
}

fn cut(text: &str) -> String {
    text[..text.floor_char_boundary(TEXT_BYTES_MAX)].to_owned()
}
