//! Runs cases against a target, several at a time.
//!
//! Entry point: [`judge`]. What must always hold: every chosen case has a verdict, also where the target does not answer; a
//! case whose class is not claimed is not run.

use std::{collections::BTreeMap, sync::Arc, time::Instant};

use serde::Serialize;
use tokio::{sync::Semaphore, task::JoinSet, time::timeout};

use super::{
    Problem,
    case::{Case, Class, Sense},
    cases,
    requirement::{Level, requirements},
    target::Target,
    transcript::Line,
    trust::Trust,
    verdict::{Finding, Outcome, Verdict},
    world::World,
};

/// Cases that run at one time.
const CASES_AT_ONCE: usize = 12;
/// How long one case may take.
const CASE_SEC_MAX: u64 = 60;

/// Which cases are run, against what.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// The URL before `/api`.
    pub url: String,
    /// Goes along with every request.
    pub token: Option<String>,
    /// Whose certificates are good, where the URL begins with `https`.
    pub trust: Trust,
    /// Only cases whose ids are these or begin with them; all where there are none.
    pub cases: Vec<String>,
    /// Only cases of these classes; all where there are none.
    pub classes: Vec<Class>,
    /// Classes that the target claims though it does not show it.
    pub claimed: Vec<Class>,
    /// What generated messages are made of.
    pub seed: u64,
}

/// What became of a case.
#[derive(Debug, Clone, Serialize)]
pub struct Judgement {
    /// The case.
    pub id: String,
    /// Its class.
    pub class: Class,
    /// Whether something has to work, or to be refused.
    pub sense: Sense,
    /// The verdict.
    pub verdict: Verdict,
    /// What was found; empty where all is as expected.
    pub finding: String,
    /// What is done.
    pub steps: String,
    /// What has to come of it.
    pub expectation: String,
    /// The requirements that it holds the target to.
    pub requirements: Vec<&'static str>,
    /// How long it took, in ms.
    pub duration_ms: u64,
    /// What went over the wire.
    pub transcript: Vec<Line>,
}

/// What is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A server, from outside.
    Server,
    /// The client that comes to a server which the kit plays.
    Client,
}

/// Everything that a run found.
#[derive(Debug, Serialize)]
pub struct Judged {
    /// The URL of the target; for a client, that of the server that was played.
    pub url: String,
    /// What was judged.
    pub role: Role,
    /// The schema versions that it was judged in.
    pub schema_versions: Vec<&'static str>,
    /// The seed of generated messages.
    pub seed: u64,
    /// How long it took, in ms.
    pub duration_ms: u64,
    /// The cases, in the order of the kit.
    pub cases: Vec<Judgement>,
}

impl Judged {
    /// Who was judged, for the head of a report.
    pub fn who(&self) -> String {
        match self.role {
            Role::Server => self.url.clone(),
            Role::Client => format!("the client that came to {}", self.url),
        }
    }

    /// How many cases have this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.cases.iter().filter(|case| case.verdict == verdict).count()
    }
}

/// Judges a target; `heard` is told of each case that is over, and how many there are.
///
/// # Errors
/// The target cannot be judged at all, or no case is chosen.
pub async fn judge(choice: &Choice, mut heard: impl FnMut(&Judgement, usize)) -> Result<Judged, Problem> {
    let begin = Instant::now();
    let chosen: Vec<Case> = cases::all().into_iter().filter(|case| choice.includes(case)).collect();
    if chosen.is_empty() {
        return Err("no case is chosen: --list shows them".into());
    }
    let target = Target::found(choice).await?;
    let levels: BTreeMap<String, Level> = requirements().into_iter().map(|known| (known.id, known.level)).collect();
    let levels = Arc::new(levels);
    let places = Arc::new(Semaphore::new(CASES_AT_ONCE));
    let total = chosen.len();
    let mut running = JoinSet::new();
    for (number, case) in chosen.into_iter().enumerate() {
        let (target, places, levels, seed) =
            (Arc::clone(&target), Arc::clone(&places), Arc::clone(&levels), choice.seed);
        running.spawn(async move {
            let _place = places.acquire_owned().await;
            (number, judgement(&case, target, seed, &levels).await)
        });
    }
    let mut judgements = Vec::with_capacity(total);
    while let Some(joined) = running.join_next().await {
        let (number, judgement) = joined?;
        heard(&judgement, total);
        judgements.push((number, judgement));
    }
    judgements.sort_by_key(|(number, _)| *number);
    Ok(Judged {
        url: target.base.clone(),
        role: Role::Server,
        schema_versions: target.versions.clone(),
        seed: choice.seed,
        duration_ms: milliseconds(begin),
        cases: judgements.into_iter().map(|(_, judgement)| judgement).collect(),
    })
}

impl Choice {
    fn includes(&self, case: &Case) -> bool {
        let is_named = |name: &String| case.id == *name || case.id.starts_with(&format!("{name}."));
        (self.cases.is_empty() || self.cases.iter().any(is_named))
            && (self.classes.is_empty() || self.classes.contains(&case.class))
    }
}

async fn judgement(case: &Case, target: Arc<Target>, seed: u64, levels: &BTreeMap<String, Level>) -> Judgement {
    let begin = Instant::now();
    let is_claimed = target.claimed.contains(&case.class);
    let world = World::new(target, seed);
    let (verdict, finding) = match is_claimed {
        false => (Verdict::NotClaimed, "the target does not claim this class".to_owned()),
        true => {
            let limit = std::time::Duration::from_secs(CASE_SEC_MAX);
            let outcome = timeout(limit, (case.run)(Arc::clone(&world))).await;
            let outcome = outcome.unwrap_or_else(|_| Err(Finding::Missed(format!("not over after {CASE_SEC_MAX} s"))));
            world.clean_up().await;
            (verdict(&outcome, case, levels), outcome.err().map(|found| found.to_string()).unwrap_or_default())
        }
    };
    Judgement {
        id: case.id.clone(),
        class: case.class,
        sense: case.sense,
        verdict,
        finding,
        steps: case.steps.clone(),
        expectation: case.expectation.clone(),
        requirements: case.requirements.clone(),
        duration_ms: milliseconds(begin),
        transcript: world.transcript.taken(),
    }
}

/// What the outcome means at the level of the case: that of the strongest requirement it holds the target to.
fn verdict(outcome: &Outcome, case: &Case, levels: &BTreeMap<String, Level>) -> Verdict {
    let level = case.requirements.iter().filter_map(|id| levels.get(*id)).max();
    match outcome {
        Ok(()) => Verdict::Ok,
        Err(Finding::Unimplemented(_)) => Verdict::Unimplemented,
        Err(Finding::Missed(_)) => Verdict::of_missed(level.copied()),
    }
}

pub(super) fn milliseconds(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
