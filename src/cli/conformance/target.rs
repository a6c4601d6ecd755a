//! The server that is judged: where it is, what it has, and what it claims.
//!
//! Entry point: [`Target::found`]. What must always hold: only what every client could ask is asked.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use reqwest::{Client, Method};
use rustls::ClientConfig;

use super::{
    Problem,
    case::Class,
    judging::Choice,
    trust::{self, Trust},
    verdict::Outcome,
    world::World,
};

/// How long an answer may take.
pub(super) const ANSWER_SEC_MAX: u64 = 15;

/// The schema versions that the kit has messages of, the one it prefers first.
pub(super) const VERSIONS: [&str; 2] = ["2.0.0", "1.0.2"];

/// A server.
#[derive(Debug)]
pub(super) struct Target {
    /// The URL before `/api`, without a slash at its end.
    pub(super) base: String,
    pub(super) token: Option<String>,
    pub(super) http: Client,
    /// How streams over TLS are made; requests are made so too.
    pub(super) tls: Arc<ClientConfig>,
    /// The schema versions of the kit that it takes, the one to prefer first.
    pub(super) versions: Vec<&'static str>,
    /// The classes that it claims.
    pub(super) claimed: BTreeSet<Class>,
    /// Before the names of the sessions of this run.
    pub(super) run: String,
}

impl Target {
    /// Looks at the server: whether it answers, which versions it takes, and which classes it claims beside those that
    /// `--claim` names.
    pub(super) async fn found(choice: &Choice) -> Result<Arc<Self>, Problem> {
        let mut target = Self::at(&choice.url, &choice.trust)?;
        target.token.clone_from(&choice.token);
        target.claimed = choice.claimed.iter().copied().collect();
        target.has_to_answer().await?;
        let probe = World::probing(Arc::new(target));
        let versions = versions(&probe).await;
        let claims = claims(&probe).await;
        probe.clean_up().await;
        let mut target = probe.into_target().ok_or("the probe is over")?;
        if versions.is_empty() {
            return Err(format!("the server creates no session of the schema versions {VERSIONS:?}").into());
        }
        target.claimed.extend(claims);
        for class in [Class::Validation102, Class::Validation200] {
            if class.schema_version().is_some_and(|version| versions.contains(&version)) {
                target.claimed.insert(class);
            }
        }
        target.versions = versions;
        Ok(Arc::new(target))
    }

    /// A server of which nothing is known yet.
    pub(super) fn at(url: &str, trust: &Trust) -> Result<Self, Problem> {
        let tls = trust.config()?;
        let http = trust::http(&tls).timeout(Duration::from_secs(ANSWER_SEC_MAX)).build()?;
        let run = uuid::Uuid::new_v4().simple().to_string()[..8].to_owned();
        let base = url.trim_end_matches('/').to_owned();
        Ok(Self { base, token: None, http, tls, versions: Vec::new(), claimed: BTreeSet::new(), run })
    }

    async fn has_to_answer(&self) -> Result<(), Problem> {
        let url = format!("{}/api/c2sim/session/list", self.base);
        let mut request = self.http.get(&url).header("clientId", "judge-0");
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await.map_err(|error| unanswered(&url, &error))?;
        match answer.status().as_u16() {
            200 => Ok(()),
            401 => Err("the server wants a token: give one with --token".into()),
            status => Err(format!("{url} is answered with {status}: is this the URL before /api?").into()),
        }
    }
}

/// Why a server does not answer, with what lies behind it.
fn unanswered(url: &str, error: &reqwest::Error) -> String {
    let mut text = format!("{url} does not answer: {error}");
    let mut behind = std::error::Error::source(error);
    while let Some(cause) = behind {
        text.push_str(&format!(": {cause}"));
        behind = cause.source();
    }
    if text.contains("certificate") {
        text.push_str("; give the authority that issued the certificate with --ca, or take any with --insecure");
    }
    text
}

async fn versions(probe: &Arc<World>) -> Vec<&'static str> {
    let mut taken = Vec::new();
    for version in VERSIONS {
        if probe.session_of(version).await.is_ok() {
            taken.push(version);
        }
    }
    taken
}

/// What the target shows that it has, in its OpenAPI document or when it is asked.
async fn claims(probe: &Arc<World>) -> Vec<Class> {
    let client = probe.client("default");
    let mut claims = vec![
        Class::CoreRest,
        Class::StateMachine,
        Class::Streaming,
        Class::LateJoin,
        Class::SessionIsolation,
        Class::Robustness,
    ];
    let document =
        client.raw(Method::GET, "/openapi.yaml", &[], "").await.map(|answer| answer.body).unwrap_or_default();
    let has = async |path: &str, probed: &str| -> Outcome<bool> {
        let is_listed = document.contains(path);
        Ok(is_listed || client.raw(Method::GET, probed, &[("clientId", &client.id)], "").await?.status < 404)
    };
    let session = "/api/c2sim/session/default";
    let added = [
        ("/picture:", format!("{session}/picture"), &[Class::Picture][..]),
        ("/messages:", format!("{session}/messages"), &[Class::Resume, Class::Filters]),
        ("/events:", format!("{session}/events?clientId=a"), &[Class::Events]),
        ("/client/login:", "/api/v1/client/login?net=judge".to_owned(), &[Class::Relay]),
        ("/api/statistics:", "/editing/health".to_owned(), &[Class::Editing]),
        ("/fs/{client}:", "/concierge/openapi.yaml".to_owned(), &[Class::Concierge]),
    ];
    for (path, probed, classes) in added {
        if has(path, &probed).await.unwrap_or(false) {
            claims.extend(classes);
        }
    }
    // A token that is none is refused by whoever looks at tokens.
    let garbage = [("clientId", client.id.as_str()), ("Authorization", "Bearer none.of.it")];
    let answer = client.bare(Method::GET, "/api/c2sim/session/list", &garbage, "").await;
    if answer.is_ok_and(|answer| answer.status == 401) {
        claims.push(Class::Authorization);
    }
    claims
}
