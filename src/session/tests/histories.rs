//! Random histories, told to a session and to its model.
//!
//! Held at every step: the answer, what can be read of the session, that a refusal changes nothing, and that folding the
//! events gives the same kept side.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};

use super::{
    fixture::{at, client, close, info, kind, open, part, resign, system},
    kinds::EXPECTED,
    model::{
        Act, CLIENTS, COMPLETED_MAX, MEMBERS_MAX, Model, Move, PARTS_MAX, Part, STATES, Shown, TIMEOUT_MS, WAITING_MAX,
    },
};
use crate::{
    identity::{SchemaVersion, SessionName},
    message::InitializationPart,
    session::{Distribution, Event, Folded, Input, Outcome, Refusal, Rules, Session},
};

fn number(name: &str) -> usize {
    CLIENTS.iter().position(|client| *client == name).unwrap()
}

fn parts_of(session: &Session) -> Vec<Part> {
    session.initialization().parts().iter().map(|part| part_of(part)).collect()
}

fn part_of(part: &InitializationPart) -> Part {
    let system = part.from.as_str().trim_start_matches('S').parse().unwrap();
    (system, part.scenario_setting.parse().unwrap(), part.object_definitions.to_string().parse().unwrap())
}

fn shown(session: &Session) -> Shown {
    let members = session.members().map(|member| {
        let attendance = session.attendance(&member.client).unwrap();
        let stream = attendance.stream.map(|stream| stream.0);
        (number(member.client.as_str()), member.system_name.to_string(), attendance.last_seen.unix_ms, stream)
    });
    Shown {
        state: session.state().to_string(),
        members: members.collect(),
        parts: parts_of(session),
        completed: session.completed_federates().map(ToString::to_string).collect(),
        display_name: session.info().display_name.clone(),
        deleted: session.is_deleted(),
        initialization_can_be_read: session.shared_initialization().is_ok(),
    }
}

fn outcome_lines(outcome: &Outcome) -> Vec<String> {
    let event = |event: &Event| match event {
        Event::Joined(member) => {
            format!("joined {} {} {}", number(member.client.as_str()), member.system_name, member.joined_at.unix_ms)
        }
        Event::Resigned { client, .. } => format!("resigned {}", number(client.as_str())),
        Event::Expired { client, last_seen, .. } => {
            format!("expired {} {}", number(client.as_str()), last_seen.unix_ms)
        }
        Event::Updated { display_name, .. } => format!("updated {display_name}"),
        Event::Transitioned { trigger, to, client, .. } => {
            format!("{trigger:?} to {to} by {}", number(client.as_str()))
        }
        Event::InitializationSubmitted { part, .. } => format!("submitted {:?}", part_of(part)),
        Event::InitializationCompleted { system, .. } => format!("complete {system}"),
        Event::Deleted { .. } => "deleted".to_owned(),
    };
    let mut lines: Vec<String> = outcome.events.iter().map(event).collect();
    match &outcome.distribution {
        Distribution::Nothing => {}
        Distribution::Withheld => lines.push("withheld".to_owned()),
        Distribution::Others => lines.push("others".to_owned()),
        Distribution::InitializationThenOthers(shared) => {
            let parts: Vec<Part> = shared.parts().iter().map(|part| part_of(part)).collect();
            lines.push(format!("first {parts:?}"));
        }
    }
    lines.extend(outcome.starts.map(|stream| format!("start {}", stream.0)));
    lines.extend(outcome.closes.iter().map(|closing| {
        let reason = closing.reason;
        format!("close {}/{} {reason:?}", number(closing.client.as_str()), closing.stream.0)
    }));
    lines
}

fn refusal_line(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotJoined { .. } => "not joined".to_owned(),
        Refusal::AlreadyJoined { system_name } => format!("joined as {system_name}"),
        Refusal::NotAllowedInState { kind, state, .. } => format!("state {kind} {state}"),
        Refusal::TransitionNotAllowed { trigger, state, .. } => format!("transition {trigger:?} {state}"),
        Refusal::InitializationNotCompleted { state, required_federates, completed_federates } => {
            let completed: Vec<&str> = completed_federates.iter().map(|system| system.as_str()).collect();
            format!("incomplete {state} {required_federates:?} {completed:?}")
        }
        Refusal::InitializationInvalidState { state } => format!("initialization {state}"),
        Refusal::InitializationNotReadable => "not readable".to_owned(),
        Refusal::InitializationConflict { system, other } => format!("conflict {system} {other}"),
        Refusal::NoInitializationBody { state } => format!("no initialization {state}"),
        Refusal::SchemaVersionChanged { schema_version } => format!("version {schema_version}"),
        Refusal::InUse { members } => format!("in use {members}"),
        Refusal::Protected { .. } => "protected".to_owned(),
        Refusal::Deleted { .. } => "deleted".to_owned(),
        Refusal::LimitReached { limit, .. } => format!("limit {limit}"),
        Refusal::NotOwner => "not the owner".to_owned(),
        Refusal::TextTooLong { parameter, .. } => format!("too long {parameter}"),
    }
}

fn input(act: &Act, steps: u64) -> Input {
    match *act {
        Act::Join { who, system: named } => Input::Join {
            client: client(CLIENTS[who]),
            display_name: "someone".to_owned(),
            system_name: named.map(|number| system(&format!("S{number}"))),
            address: "127.0.0.1".to_owned(),
            schema_version: None,
        },
        Act::Resign { who } => resign(CLIENTS[who]),
        Act::Publish { who, kind: name, system: number, setting } => {
            let from = format!("S{number}");
            let brings = name == "C2SIMInitializationBody";
            let initialization = brings.then(|| part(&from, &setting.to_string(), &steps.to_string()));
            Input::Publish { client: client(CLIENTS[who]), kind: kind(name), from: system(&from), initialization }
        }
        Act::Update { version, name } => Input::Update {
            schema_version: SchemaVersion::new(version),
            further_versions: None,
            validation: None,
            crossings: None,
            display_name: name.to_owned(),
            description: info().description,
        },
        Act::Delete { force } => Input::Delete { force },
        Act::Open { who, stream } => open(CLIENTS[who], stream),
        Act::Close { who, stream } => close(CLIENTS[who], stream),
        Act::Seen { who } => Input::Seen { client: client(CLIENTS[who]) },
        Act::Tick => Input::Tick,
    }
}

/// A message: mostly of a kind that makes sense in this state, sent mostly by a member.
fn message(model: &Model) -> BoxedStrategy<Act> {
    let likely: &[&str] = match model.state {
        0 => &["SubmitInitialization"],
        1 => &["C2SIMInitializationBody", "C2SIMInitializationBody", "InitializationComplete", "ShareScenario"],
        2 => &["StartScenario", "ResetScenario", "StartScenario"],
        3 => &["PauseScenario", "OrderBody", "ReportBody", "StopScenario"],
        _ => &["ResumeScenario", "OrderBody", "ReportBody", "StopScenario"],
    };
    let every: Vec<&str> = EXPECTED.iter().map(|(name, _)| *name).collect();
    let kind = prop_oneof![3 => proptest::sample::select(likely), 1 => proptest::sample::select(every)];
    let members: Vec<usize> = if model.members.is_empty() { vec![0] } else { model.members.keys().copied().collect() };
    let who = prop_oneof![9 => proptest::sample::select(members), 1 => 0..CLIENTS.len()];
    let setting = prop_oneof![4 => Just(0_usize), 1 => Just(1)];
    (who, kind, 0..3_usize, setting)
        .prop_map(|(who, kind, system, setting)| Act::Publish { who, kind, system, setting })
        .boxed()
}

impl ReferenceStateMachine for Model {
    type State = Model;
    type Transition = Move;

    fn init_state() -> BoxedStrategy<Model> {
        (any::<bool>(), any::<bool>())
            .prop_map(|(is_default, orders_while_paused)| Model {
                is_default,
                orders_while_paused,
                now: 1_000,
                steps: 0,
                state: 0,
                members: BTreeMap::new(),
                waiting: BTreeMap::new(),
                parts: vec![],
                completed: BTreeSet::new(),
                display_name: info().display_name,
                deleted: false,
                answer: Ok(vec![]),
            })
            .boxed()
    }

    fn transitions(model: &Model) -> BoxedStrategy<Move> {
        let who = || 0..CLIENTS.len();
        let act = prop_oneof![
            40 => message(model),
            12 => (who(), proptest::option::of(0..3_usize)).prop_map(|(who, system)| Act::Join { who, system }),
            3 => who().prop_map(|who| Act::Resign { who }),
            3 => (prop_oneof![Just("2.0.0"), Just("1.0.2")], prop_oneof![Just("One"), Just("Two")])
                .prop_map(|(version, name)| Act::Update { version, name }),
            1 => any::<bool>().prop_map(|force| Act::Delete { force }),
            8 => (who(), 1..6_u64).prop_map(|(who, stream)| Act::Open { who, stream }),
            6 => (who(), 1..6_u64).prop_map(|(who, stream)| Act::Close { who, stream }),
            3 => who().prop_map(|who| Act::Seen { who }),
            6 => Just(Act::Tick),
        ];
        let after_ms = prop_oneof![6 => Just(0), 3 => Just(1), 1 => Just(50), 1 => Just(99), 1 => Just(100)];
        (after_ms, act).prop_map(|(after_ms, act)| Move { after_ms, act }).boxed()
    }

    fn apply(mut model: Model, next: &Move) -> Model {
        model.now += next.after_ms;
        model.steps += 1;
        model.answer = model.answer_to(&next.act);
        model
    }
}

/// The session under test, and its kept side folded apart from the events.
struct Histories {
    session: Session,
    folded: Folded,
}

impl StateMachineTest for Histories {
    type SystemUnderTest = Self;
    type Reference = Model;

    fn init_test(model: &Model) -> Self {
        let name = SessionName::parse(if model.is_default { "default" } else { "exercise" }).unwrap();
        let rules = Rules {
            orders_while_paused: model.orders_while_paused,
            inactive_timeout_ms: TIMEOUT_MS,
            members_max: MEMBERS_MAX,
            waiting_streams_max: WAITING_MAX,
            initialization_parts_max: PARTS_MAX,
            completed_systems_max: COMPLETED_MAX,
            ..Rules::default()
        };
        let folded = Folded::new(name.clone(), info(), at(model.now));
        Self { session: Session::new(name, info(), at(model.now), rules), folded }
    }

    fn apply(mut sut: Self, model: &Model, next: Move) -> Self {
        let before = sut.session.clone();
        let result = sut.session.step(at(model.now), input(&next.act, model.steps));
        let lines = result.as_ref().map(outcome_lines).map_err(refusal_line);
        assert_eq!(lines, model.answer, "{next:?}");
        match result {
            Ok(outcome) => {
                for event in &outcome.events {
                    assert_eq!(event.at(), at(model.now));
                    sut.folded.apply(event);
                }
            }
            Err(refusal) => assert_eq!(sut.session, before, "{refusal}"),
        }
        sut
    }

    fn check_invariants(sut: &Self, model: &Model) {
        assert_eq!(shown(&sut.session), model.shown());
        assert_eq!(*sut.session.folded(), sut.folded, "the fold over the events differs");
        let streaming = sut.session.streaming().map(|(client, stream)| (number(client.as_str()), stream.0));
        let expected = model.members.iter().filter_map(|(who, seat)| Some((*who, seat.stream?)));
        assert!(streaming.eq(expected));
    }
}

prop_state_machine! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_session_does_what_the_model_says(sequential 1..80 => Histories);
}

/// Histories that never get anywhere would hold anything: they must reach every state and every kind of answer.
#[test]
fn the_histories_reach_every_answer() {
    let mut runner = TestRunner::deterministic();
    let mut reached = BTreeSet::new();
    for _ in 0..300 {
        let tree = <Model as ReferenceStateMachine>::sequential_strategy(1..80).new_tree(&mut runner).unwrap();
        let (mut model, moves, _) = tree.current();
        for next in &moves {
            model = <Model as ReferenceStateMachine>::apply(model, next);
            reached.insert(STATES[model.state].to_owned());
            let lines = model.answer.clone().unwrap_or_else(|refusal| vec![format!("refused {refusal}")]);
            let word = |line: String| line.split(' ').take(if line.starts_with("refused") { 2 } else { 1 }).collect();
            reached.extend(lines.into_iter().map(|line| -> String { word(line) }));
        }
    }
    let expected = "UNINITIALIZED INITIALIZING INITIALIZED RUNNING PAUSED joined resigned expired updated deleted \
        submitted complete first withheld others start close refusedjoined refusednot refusedstate refusedtransition \
        refusedincomplete refusedinitialization refusedconflict refusedversion refusedin refusedprotected \
        refuseddeleted refusedlimit";
    let missing: Vec<&str> = expected.split_whitespace().filter(|word| !reached.contains(*word)).collect();
    assert!(missing.is_empty(), "never reached: {missing:?}");
}
