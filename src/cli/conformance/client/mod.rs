//! `c2sim conformance --as-server`: plays a server, and judges the client that comes.
//!
//! Entry point: [`play`]. What must always hold: the client is given nothing but what a server could give; the answers are
//! our own server's, but for the trouble that the judge makes; every verdict rests on the record, which the report shows;
//! the run ends when its time is over, or the user interrupts it. One client is judged at a time. What it deliberately leaves out: events
//! (Server-Sent), tokens and HTTPS, which a client can be judged by in front of a real server.
//!
//! ```text
//! client ◀─▶ front, line (trouble) ◀─▶ house (our server)
//!                 └──▶ log ──▶ record ──▶ cases ──▶ report
//!            course ──▶ trouble, and the judge as another member
//! ```

mod brief;
mod cases;
mod course;
mod front;
mod house;
mod line;
mod log;
mod record;

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use self::{
    cases::{ClientCase, Seen},
    course::Course,
    front::Front,
    house::House,
    log::Log,
    record::{Act, Operation, Record, What},
};
use super::{
    Problem,
    case::Class,
    judging::{Judged, Judgement, Role, milliseconds},
    requirement::{Level, requirements},
    target::Target,
    transcript::Line,
    trust::{self, Trust},
    verdict::Verdict,
    world::World,
};

/// How many events the report shows with one case.
const LINES_MAX: usize = 300;

/// How a client is judged.
#[derive(Debug, Clone)]
pub struct Play {
    /// Where the client is to come.
    pub bind: SocketAddr,
    /// How long the whole may take.
    pub limit: Duration,
    /// How long the judge waits for what comes of each thing that it does.
    pub pace: Duration,
    /// The schema version of the session `default`.
    pub schema_version: &'static str,
    /// Only cases whose ids are these or begin with them; all where there are none.
    pub cases: Vec<String>,
}

/// Plays a server until everything was seen or the time is over; `listening` is told where the client is to come, `heard`
/// of each verdict.
///
/// # Errors
/// The server cannot be played, no case is chosen, or no client came.
pub async fn play(
    play: &Play,
    listening: impl FnOnce(SocketAddr),
    mut heard: impl FnMut(&Judgement, usize),
) -> Result<Judged, Problem> {
    let begin = Instant::now();
    let is_chosen = |case: &ClientCase| {
        let is_named = |name: &String| case.id == *name || case.id.starts_with(&format!("{name}."));
        play.cases.is_empty() || play.cases.iter().any(is_named)
    };
    let chosen: Vec<ClientCase> = cases::all().into_iter().filter(is_chosen).collect();
    if chosen.is_empty() {
        return Err("no case is chosen: --list shows them".into());
    }
    let house = House::open(play.schema_version).await?;
    let log = Arc::new(Log::begin());
    let (front, address, serving) = Front::listen(play.bind, &house.address, Arc::clone(&log)).await?;
    listening(address);
    let mut target = Target::at(&format!("http://{}", house.address), &Trust::System)?;
    target.versions = vec![play.schema_version];
    watch(play, &front, &Arc::new(target)).await;
    serving.abort();
    house.close().await;
    let record = log.taken(play.pace / 2);
    if record.asked().next().is_none() && record.opened().next().is_none() {
        return Err(format!("no client came to http://{address} within {:?}", play.limit).into());
    }
    let levels: BTreeMap<String, Level> = requirements().into_iter().map(|known| (known.id, known.level)).collect();
    let total = chosen.len();
    let cases: Vec<Judgement> = chosen.iter().map(|case| judgement(case, &record, &levels)).collect();
    cases.iter().for_each(|case| heard(case, total));
    Ok(Judged {
        url: format!("http://{address}"),
        role: Role::Client,
        schema_versions: vec![play.schema_version],
        seed: 0,
        duration_ms: milliseconds(begin),
        cases,
    })
}

/// The cases of clients with their requirements, for a list.
pub(super) fn listed() -> Vec<(&'static str, &'static [&'static str])> {
    cases::all().into_iter().map(|case| (case.id, case.requirements)).collect()
}

/// Lets the course run, and waits for the client to go, as long as there is time.
async fn watch(play: &Play, front: &Arc<Front>, target: &Arc<Target>) {
    let log = Arc::clone(&front.log);
    let all = async {
        let joined = |record: &Record| {
            let (_, answered) = record
                .answered()
                .find(|(_, answered)| answered.operation == Operation::Join && answered.status == 200)?;
            record.asked().find(|(_, asked)| asked.number == answered.number).map(|(_, asked)| asked.session.clone())
        };
        // It is waited for as long as there is time.
        let Some(session) = log.until(play.limit, joined).await else { return };
        let course = course(play, front, Arc::clone(target), &session);
        let left = async {
            loop {
                log.until(play.limit, course::has_left).await;
                tokio::time::sleep(play.pace * 2).await;
                if log.read(course::has_left).is_some() {
                    return;
                }
            }
        };
        let gone = async {
            if let Err(found) = course.run().await {
                log.add(What::Did(Act::Finished), "judge", &format!("cannot go on: {found}"));
            }
            log.until(play.limit, course::has_gone).await;
            tokio::time::sleep(play.pace).await;
        };
        tokio::select! {
            () = left => {}
            () = gone => {}
        }
    };
    // What was seen until then is judged, also where the user has seen enough.
    tokio::select! {
        _ = tokio::time::timeout(play.limit, all) => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

fn course(play: &Play, front: &Arc<Front>, target: Arc<Target>, session: &str) -> Course {
    let mut judge = World::new(target, 0).client(session);
    judge.messages = judge.messages.from("JUDGE");
    Course { front: Arc::clone(front), judge, pace: play.pace }
}

fn judgement(case: &ClientCase, record: &Record, levels: &BTreeMap<String, Level>) -> Judgement {
    let begin = Instant::now();
    let level = case.requirements.iter().filter_map(|id| levels.get(*id)).max();
    let (verdict, finding) = match (case.look)(record) {
        Seen::Kept => (Verdict::Ok, String::new()),
        Seen::NoOccasion(why) => (Verdict::NotSeen, why.to_owned()),
        Seen::Broken(found) => (Verdict::of_missed(level.copied()), found),
    };
    Judgement {
        id: case.id.to_owned(),
        class: Class::Client,
        sense: case.sense,
        verdict,
        finding,
        steps: case.steps.to_owned(),
        expectation: case.expectation.to_owned(),
        requirements: case.requirements.to_vec(),
        duration_ms: milliseconds(begin),
        transcript: shown(case, record),
    }
}

/// The events that a case shows: the first and the last ones where there are many.
fn shown(case: &ClientCase, record: &Record) -> Vec<Line> {
    let about = record.events.iter().filter(|event| event.what.is_about(case.shows));
    let mut lines: Vec<Line> = about.map(|event| event.line.clone()).collect();
    if lines.len() > LINES_MAX {
        let left_out = lines.len() - LINES_MAX;
        let at_us = lines[LINES_MAX / 2].at_us;
        let remark = Line::new(at_us, "judge", &format!("{left_out} lines are left out"));
        lines.splice(LINES_MAX / 2..LINES_MAX / 2 + left_out, [remark]);
    }
    lines
}
