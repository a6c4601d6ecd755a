//! Initializations: gathered, merged, shared, forgotten.

use super::fixture::{client, go, join, part, publish, send, session, step, submit, system};
use crate::{
    identity::SystemName,
    message::MessageKind,
    session::{Distribution, Event, Initialization, Input, Refusal, Rules, Session, State},
};

fn gathering() -> Session {
    let mut session = session(Rules::default());
    go(&mut session, [join("alpha"), join("bravo")]);
    send(&mut session, "alpha", "SubmitInitialization");
    session
}

fn check_parts(initialization: &Initialization, expected: &[(&str, &str)]) {
    let parts = initialization.parts().iter();
    let parts: Vec<_> = parts.map(|part| (part.from.as_str(), part.object_definitions.to_string())).collect();
    let parts: Vec<_> = parts.iter().map(|(from, objects)| (*from, objects.as_str())).collect();
    assert_eq!(parts, expected);
}

#[test]
fn parts_stand_in_order_of_first_arrival_and_a_second_one_replaces_in_place() {
    // Submissions as (system, objects), and the merged parts.
    let check = |submissions: &[(&str, &str)], expected: &[(&str, &str)]| {
        let mut session = gathering();
        for (from, objects) in submissions {
            let part = part(from, "calm", objects);
            let outcome = step(&mut session, 1, submit("alpha", &part)).unwrap();
            assert_eq!(outcome.distribution, Distribution::Withheld);
            assert!(matches!(outcome.events.as_slice(), [Event::InitializationSubmitted { .. }]));
        }
        check_parts(session.initialization(), expected);
    };
    check(&[("S1", "a")], &[("S1", "a")]);
    check(&[("S2", "b"), ("S1", "a")], &[("S2", "b"), ("S1", "a")]);
    check(&[("S1", "a"), ("S2", "b"), ("S1", "c")], &[("S1", "c"), ("S2", "b")]);
    check(&[("S1", "a"), ("S1", "a")], &[("S1", "a")]);
}

#[test]
fn scenario_settings_must_agree() {
    // Submissions as (system, setting), and whom the last one contradicts.
    let check = |submissions: &[(&str, &str)], contradicted: Option<&str>| {
        let mut session = gathering();
        let ((from, setting), before) = submissions.split_last().unwrap();
        go(&mut session, before.iter().map(|(from, setting)| submit("alpha", &part(from, setting, ""))));
        let found = step(&mut session, 1, submit("bravo", &part(from, setting, ""))).err();
        let expected =
            contradicted.map(|other| Refusal::InitializationConflict { system: system(from), other: system(other) });
        assert_eq!(found, expected, "{submissions:?}");
    };
    check(&[("S1", "calm")], None);
    check(&[("S1", "calm"), ("S2", "calm")], None);
    check(&[("S1", "calm"), ("S2", "storm")], Some("S1"));
    check(&[("S1", "calm"), ("S1", "storm")], None);
    check(&[("S1", "calm"), ("S1", "storm"), ("S2", "storm")], None);
    check(&[("S1", "calm"), ("S1", "storm"), ("S2", "calm")], Some("S1"));
    check(&[("S1", "calm"), ("S2", "calm"), ("S1", "storm")], Some("S2"));
    check(&[("S1", "calm"), ("S2", "calm"), ("S2", "storm")], Some("S1"));
    check(&[("S1", "calm"), ("S2", "calm"), ("S3", "calm"), ("S4", "storm")], Some("S1"));
}

#[test]
fn sharing_gives_out_the_merged_initialization_first() {
    let mut session = gathering();
    go(&mut session, [submit("alpha", &part("S1", "calm", "a")), submit("bravo", &part("S2", "calm", "b"))]);
    assert_eq!(session.shared_initialization(), Err(Refusal::NoInitializationBody { state: State::Initializing }));
    let outcome = step(&mut session, 1, publish("alpha", "ShareScenario")).unwrap();
    let Distribution::InitializationThenOthers(shared) = outcome.distribution else {
        panic!("{:?}", outcome.distribution);
    };
    check_parts(&shared, &[("S1", "a"), ("S2", "b")]);
    for next in ["StartScenario", "PauseScenario", "ResumeScenario", "StopScenario"] {
        assert_eq!(session.shared_initialization(), Ok(&shared));
        send(&mut session, "bravo", next);
    }
    assert_eq!(session.shared_initialization(), Ok(&shared));
    send(&mut session, "bravo", "ResetScenario");
    assert_eq!(session.shared_initialization(), Err(Refusal::NoInitializationBody { state: State::Uninitialized }));
}

#[test]
fn a_reset_forgets_the_initialization_and_who_was_complete() {
    let mut session = gathering();
    send(&mut session, "alpha", "C2SIMInitializationBody InitializationComplete");
    assert_eq!((session.initialization().is_empty(), session.completed_federates().len()), (false, 1));
    send(&mut session, "alpha", "ResetScenario");
    assert_eq!((session.initialization().is_empty(), session.completed_federates().len()), (true, 0));
    send(&mut session, "alpha", "SubmitInitialization");
    go(&mut session, [submit("bravo", &part("S2", "storm", ""))]); // no conflict with what was forgotten
}

#[test]
fn nothing_to_share_says_who_is_complete() {
    let mut session = gathering();
    send(&mut session, "bravo", "InitializationComplete");
    send(&mut session, "alpha", "InitializationComplete ObjectInitializationBody");
    assert_eq!(
        step(&mut session, 1, publish("alpha", "ShareScenario")),
        Err(Refusal::InitializationNotCompleted {
            state: State::Initializing,
            required_federates: vec![],
            completed_federates: vec![system("alpha"), system("bravo")],
        }),
        "an ObjectInitialization alone is nothing to share"
    );
}

#[test]
fn complete_is_passed_on_each_time_and_kept_once() {
    let mut session = gathering();
    for kept in [1, 0] {
        let outcome = step(&mut session, 1, publish("alpha", "InitializationComplete")).unwrap();
        assert_eq!((outcome.distribution, outcome.events.len()), (Distribution::Others, kept));
    }
}

#[test]
fn required_federates_are_named_once_in_order_of_mention() {
    let mut session = gathering();
    for (from, systems) in [("S1", ["S2", "S1"]), ("S2", ["S3", "S2"])] {
        let mut part = (*part(from, "calm", "")).clone();
        part.systems = systems.map(system).to_vec();
        go(&mut session, [submit("alpha", &part.into())]);
    }
    let required = session.initialization().required_federates();
    assert_eq!(required.iter().map(SystemName::as_str).collect::<Vec<_>>(), ["S2", "S1", "S3"]);
}

#[test]
fn an_initialization_without_its_part_is_refused_after_the_state() {
    let bare = || Input::Publish {
        client: client("alpha"),
        kind: MessageKind::Initialization,
        from: system("alpha"),
        initialization: None,
    };
    assert_eq!(step(&mut gathering(), 1, bare()), Err(Refusal::InitializationNotReadable));
    let mut uninitialized = session(Rules::default());
    go(&mut uninitialized, [join("alpha")]);
    let state = State::Uninitialized;
    assert_eq!(step(&mut uninitialized, 1, bare()), Err(Refusal::InitializationInvalidState { state }));
}
