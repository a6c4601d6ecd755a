//! What is recorded of something that was done, or tried: who, where, and what came of it.
//!
//! Entry point: [`Record::new`]. What must always hold: nothing of a token is in a record but the names of its issuer, its
//! subject and its authorized party; texts that come from clients are cut.

use std::{collections::BTreeMap, sync::Arc};

use serde::Serialize;

use super::{
    action::{Action, SERVER_STOP},
    file::Found,
};
use crate::{
    clock::now,
    identity::Timestamp,
    ops::Configuration,
    session::{Caller, Owner, State},
};

/// The longest text of a client's that a record repeats, in bytes.
const TEXT_BYTES_MAX: usize = 512;

/// Who did it: where from, and by which token.
#[derive(Debug, Clone, Default)]
pub struct Who {
    pub(super) address: Option<Arc<str>>,
    pub(super) owner: Option<Arc<Owner>>,
}

/// One thing that is recorded.
#[derive(Debug, Clone)]
pub struct Record {
    pub(super) at: Timestamp,
    pub(super) action: Action,
    pub(super) has_failed: bool,
    pub(super) who: Who,
    pub(super) error: Option<Error>,
    pub(super) own: Own,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Error {
    code: &'static str,
    message: String,
}

/// What the Elastic Common Schema has no field for.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Own {
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
}

fn cut(text: &str) -> String {
    text[..text.floor_char_boundary(TEXT_BYTES_MAX)].to_owned()
}
