//! A case: what is done, what is expected, which requirements that holds the target to.

use std::{fmt, future::Future, sync::Arc};

use clap::ValueEnum;
use futures_util::future::BoxFuture;
use serde::Serialize;

use super::{verdict::Outcome, world::World};

/// What cases and requirements are grouped by, and what a target claims or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Sessions, members and publishing over REST.
    CoreRest,
    /// What states there are and what leads from one to the next.
    StateMachine,
    /// The WebSocket.
    Streaming,
    /// Messages of schema version 1.0.2.
    #[value(name = "validation-1.0.2")]
    #[serde(rename = "validation-1.0.2")]
    Validation102,
    /// Messages of schema version 2.0.0.
    #[value(name = "validation-2.0.0")]
    #[serde(rename = "validation-2.0.0")]
    Validation200,
    /// What whoever comes late is given.
    LateJoin,
    /// That sessions know nothing of each other.
    SessionIsolation,
    /// Tokens.
    Authorization,
    /// What broken, hostile and unusual input meets.
    Robustness,
    /// Going on after a lost connection, and reading what went out.
    Resume,
    /// The stream as Server-Sent Events.
    Events,
    /// Streams and history of chosen messages.
    Filters,
    /// The live picture.
    Picture,
    /// The HTTP relay.
    Relay,
    /// Editing a text together.
    Editing,
    /// The service gateway.
    Concierge,
    /// What a client does, judged by `--as-server`.
    Client,
}

impl Class {
    /// The schema version whose messages it is about.
    pub(super) fn schema_version(self) -> Option<&'static str> {
        match self {
            Self::Validation102 => Some("1.0.2"),
            Self::Validation200 => Some("2.0.0"),
            _ => None,
        }
    }

    /// What requirements call it.
    pub fn requirement_class(self) -> String {
        if self.schema_version().is_some() { "validation".to_owned() } else { self.to_string() }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.to_possible_value().expect("no class is hidden").get_name())
    }
}

/// Whether a case holds that something works, or that something is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sense {
    /// What is right is done.
    Positive,
    /// What is wrong is refused, and has no effect.
    Negative,
}

type Run = Box<dyn Fn(Arc<World>) -> BoxFuture<'static, Outcome> + Send + Sync>;

/// A case.
pub struct Case {
    /// By what it is named: the class and what it is about.
    pub id: String,
    /// The class that it belongs to.
    pub class: Class,
    /// Whether something has to work, or to be refused.
    pub sense: Sense,
    /// The requirements that it holds the target to.
    pub requirements: Vec<&'static str>,
    /// What is done.
    pub steps: String,
    /// What has to come of it.
    pub expectation: String,
    pub(super) run: Run,
}

impl fmt::Debug for Case {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Case").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The cases of a class while they are listed.
pub(super) struct Cases {
    class: Class,
    listed: Vec<Case>,
}

impl Cases {
    pub(super) fn of(class: Class) -> Self {
        Self { class, listed: Vec::new() }
    }

    /// A case of something that has to work.
    pub(super) fn works<R: Future<Output = Outcome> + Send + 'static>(
        &mut self,
        id: &str,
        requirements: &[&'static str],
        (steps, expectation): (impl Into<String>, impl Into<String>),
        run: impl Fn(Arc<World>) -> R + Send + Sync + 'static,
    ) {
        self.add(Sense::Positive, id, requirements, (steps.into(), expectation.into()), run);
    }

    /// A case of something that has to be refused.
    pub(super) fn refuses<R: Future<Output = Outcome> + Send + 'static>(
        &mut self,
        id: &str,
        requirements: &[&'static str],
        (steps, expectation): (impl Into<String>, impl Into<String>),
        run: impl Fn(Arc<World>) -> R + Send + Sync + 'static,
    ) {
        self.add(Sense::Negative, id, requirements, (steps.into(), expectation.into()), run);
    }

    fn add<R: Future<Output = Outcome> + Send + 'static>(
        &mut self,
        sense: Sense,
        id: &str,
        requirements: &[&'static str],
        (steps, expectation): (String, String),
        run: impl Fn(Arc<World>) -> R + Send + Sync + 'static,
    ) {
        let run: Run = Box::new(move |world| Box::pin(run(world)));
        let (class, id) = (self.class, format!("{}.{id}", self.class));
        self.listed.push(Case { id, class, sense, requirements: requirements.to_vec(), steps, expectation, run });
    }

    pub(super) fn listed(self) -> Vec<Case> {
        self.listed
    }
}
