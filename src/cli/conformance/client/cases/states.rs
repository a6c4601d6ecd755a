//! Whether a client does what the state of the session allows.

use std::time::Duration;

use super::{ClientCase, Seen};
use crate::cli::conformance::{
    case::Sense,
    client::record::{Operation, Record, Topic, What},
};

pub(super) const CASES: &[ClientCase] = &[
    ClientCase {
        id: "client.state.before-start",
        sense: Sense::Negative,
        requirements: &["CLIENT-STATE-FOLLOWS"],
        steps: "Let the client be told that the session is not RUNNING yet",
        expectation: "it sends nothing that only a running exercise allows",
        shows: Topic::Requests,
        look: |record| follows(record, Phase::Before),
    },
    ClientCase {
        id: "client.state.paused",
        sense: Sense::Negative,
        requirements: &["CLIENT-STATE-FOLLOWS"],
        steps: "Pause the exercise",
        expectation: "once it was told, the client sends nothing that the pause forbids, such as orders",
        shows: Topic::Requests,
        look: |record| follows(record, Phase::Paused),
    },
    ClientCase {
        id: "client.state.after-stop",
        sense: Sense::Negative,
        requirements: &["CLIENT-STATE-FOLLOWS"],
        steps: "Stop the exercise",
        expectation: "once it was told, the client sends nothing that only a running exercise allows",
        shows: Topic::Requests,
        look: |record| follows(record, Phase::After),
    },
    ClientCase {
        id: "client.state.resumes",
        sense: Sense::Positive,
        requirements: &["CLIENT-STATE-RESUMES"],
        steps: "Resume the exercise after a pause",
        expectation: "a client that sent before sends again",
        shows: Topic::Requests,
        look: resumes,
    },
];

/// Where an exercise is, as the client was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Before,
    Running,
    Paused,
    After,
}

/// What the client was told, and when.
struct Told {
    phase: Phase,
    at: Duration,
    has_run: bool,
}

impl Told {
    fn of(state: &str, at: Duration, has_run: bool) -> Self {
        let phase = match state {
            "RUNNING" => Phase::Running,
            "PAUSED" => Phase::Paused,
            _ if has_run => Phase::After,
            _ => Phase::Before,
        };
        Self { phase, at, has_run: has_run || matches!(phase, Phase::Running | Phase::Paused) }
    }
}

/// The state that an event tells the client.
fn told<'a>(record: &'a Record, what: &'a What) -> Option<&'a str> {
    match what {
        What::Given { message: Some(message), .. } => message.leads_to(),
        What::Answered(answered) if answered.is_judge || answered.status != 200 => None,
        What::Answered(answered) if answered.operation == Operation::Send => {
            record.message(answered.number)?.leads_to()
        }
        What::Answered(answered) => answered.state.as_deref(),
        _ => None,
    }
}

/// What the client was told while it went on, with each message that it sent.
fn walk(record: &Record, mut sent: impl FnMut(&Told, usize, Duration)) -> Vec<Phase> {
    let (mut phases, mut current) = (Vec::new(), None::<Told>);
    for event in &record.events {
        if let (What::Asked(asked), Some(current)) = (&event.what, &current)
            && asked.operation == Operation::Send
        {
            sent(current, asked.number, event.at);
        }
        if let Some(state) = told(record, &event.what) {
            let has_run = current.as_ref().is_some_and(|current| current.has_run);
            let next = Told::of(state, event.at, has_run);
            phases.push(next.phase);
            // What is told a second time gives no more time.
            if current.as_ref().is_none_or(|current| current.phase != next.phase) {
                current = Some(next);
            }
        }
    }
    phases
}

fn follows(record: &Record, phase: Phase) -> Seen {
    let mut broken = None;
    let phases = walk(record, |told, number, at| {
        let Some((_, answered)) = record.answer(number) else { return };
        let is_refused = matches!(
            answered.code.as_str(),
            "C2SIM_MSG_NOT_ALLOWED_IN_STATE"
                | "STATE_TRANSITION_NOT_ALLOWED"
                | "C2SIM_INITIALIZATION_MSG_INVALID_STATE"
        );
        let is_late = at > told.at + record.grace;
        if broken.is_none() && is_refused && is_late && told.phase == phase {
            let kind = record.message(number).map_or("a message", |message| message.kind.as_str());
            let since = (at - told.at).as_secs_f64();
            broken = Some(format!("it sends {kind} {since:.1} s after it was told, and is refused: {}", answered.code));
        }
    });
    match broken {
        Some(found) => Seen::Broken(found),
        None if !phases.contains(&phase) => Seen::NoOccasion("the client was not told of this state"),
        None if record.of(Operation::Send).next().is_none() => Seen::NoOccasion("the client sent no message"),
        None => Seen::Kept,
    }
}

fn resumes(record: &Record) -> Seen {
    let mut before = 0;
    walk(record, |told, _, _| before += usize::from(told.phase == Phase::Running));
    let mut events = record.events.iter();
    let mut is_told = |state: &str| events.any(|event| told(record, &event.what) == Some(state));
    match (is_told("PAUSED") && is_told("RUNNING"), before) {
        (false, _) => Seen::NoOccasion("the client was not told of a pause and its end"),
        (true, 0) => Seen::NoOccasion("the client sent no message while the exercise ran"),
        (true, _)
            if events.any(|event| matches!(&event.what, What::Asked(asked) if asked.operation == Operation::Send)) =>
        {
            Seen::Kept
        }
        (true, _) => Seen::Broken("it sends nothing after the pause".to_owned()),
    }
}
