//! Joining, resigning, being removed, updating and deleting.

use super::fixture::{at, client, close, go, info, join, open, publish, resign, send, session, step, system};
use crate::{
    identity::{SchemaVersion, SessionName, SystemName},
    message::Validation,
    session::{Event, Folded, Input, Outcome, Refusal, Rules, Session, State},
};

fn names(session: &Session) -> Vec<&str> {
    session.members().map(|member| member.client.as_str()).collect()
}

#[test]
fn a_join_keeps_what_was_said() {
    let mut session = session(Rules::default());
    let input = Input::Join {
        client: client("alpha"),
        display_name: "Planner".to_owned(),
        system_name: None,
        address: "192.0.2.7".to_owned(),
        schema_version: Some(SchemaVersion::new("1.0.2")),
    };
    let outcome = step(&mut session, 70, input).unwrap();
    let member = session.admit(&client("alpha")).unwrap();
    assert_eq!(outcome.events, [Event::Joined(member.clone())]);
    assert_eq!((member.display_name.as_str(), member.address.as_str()), ("Planner", "192.0.2.7"));
    assert_eq!(member.system_name.as_str(), SystemName::UNKNOWN);
    assert_eq!(member.joined_at, at(70));
    assert_eq!(member.schema_version, Some(SchemaVersion::new("1.0.2")));
}

#[test]
fn a_second_join_is_refused_with_the_present_system_name() {
    let mut session = session(Rules::default());
    go(&mut session, [join("alpha")]);
    let again = step(&mut session, 2, join("alpha"));
    assert_eq!(again, Err(Refusal::AlreadyJoined { system_name: system("alpha") }));
    go(&mut session, [resign("alpha"), join("alpha")]);
}

#[test]
fn who_resigned_is_a_stranger_and_a_stranger_resigns_without_effect() {
    let mut session = session(Rules::default());
    go(&mut session, [join("alpha"), join("bravo")]);
    let reason = Some("done".to_owned());
    let outcome = step(&mut session, 5, Input::Resign { client: client("alpha"), reason: reason.clone() }).unwrap();
    assert_eq!(outcome.events, [Event::Resigned { at: at(5), client: client("alpha"), reason }]);
    assert_eq!(names(&session), ["bravo"]);
    assert!(matches!(session.admit(&client("alpha")), Err(Refusal::NotJoined { .. })));

    let before = session.clone();
    assert_eq!(step(&mut session, 6, resign("alpha")), Ok(Outcome::default()));
    assert_eq!(session, before);
}

#[test]
fn a_member_without_stream_and_requests_is_removed_in_time() {
    let rules = Rules { inactive_timeout_ms: 100, ..Rules::default() };
    // What happens to a member that joins at 1,000, and the time at which it is removed, if it is.
    let check = |history: &[(u64, Input)], removed_at: Option<u64>| {
        let mut session = session(rules);
        step(&mut session, 1_000, join("alpha")).unwrap();
        for (now, input) in history {
            let _ = step(&mut session, *now, input.clone());
        }
        for now in history.last().map_or(1_000, |(now, _)| *now)..2_000 {
            let outcome = step(&mut session, now, Input::Tick).unwrap();
            if let Some(event) = outcome.events.first() {
                assert!(matches!(event, Event::Expired { client: gone, .. } if *gone == client("alpha")));
                assert_eq!((Some(now), names(&session)), (removed_at, vec![]));
                return;
            }
        }
        assert_eq!(removed_at, None);
    };
    let seen = || Input::Seen { client: client("alpha") };
    check(&[], Some(1_100));
    check(&[(1_099, seen())], Some(1_199));
    check(&[(1_050, publish("alpha", "PlanBody"))], Some(1_150));
    check(&[(1_050, publish("alpha", "OrderBody"))], Some(1_100)); // refused: nothing changes unless Seen is told too
    check(&[(1_050, publish("bravo", "PlanBody"))], Some(1_100));
    check(&[(1_050, open("alpha", 1))], None);
    check(&[(1_050, open("alpha", 1)), (1_500, close("alpha", 1))], Some(1_600));
    check(&[(1_050, open("alpha", 1)), (1_060, open("alpha", 2)), (1_500, close("alpha", 1))], None);
    check(&[(1_050, open("bravo", 1))], Some(1_100));
    check(&[(900, seen())], Some(1_000)); // the clock went back; the time since then counts
}

#[test]
fn an_update_changes_names_but_never_the_schema_version() {
    let mut session = session(Rules::default());
    let update = |version: &str, name: &str| Input::Update {
        schema_version: SchemaVersion::new(version),
        further_versions: None,
        validation: None,
        crossings: None,
        display_name: name.to_owned(),
        description: "New".to_owned(),
    };
    for version in ["1.0.2", "9.9.9", ""] {
        let schema_version = info().schema_version;
        assert_eq!(step(&mut session, 2, update(version, "A")), Err(Refusal::SchemaVersionChanged { schema_version }));
    }
    assert_eq!(step(&mut session, 2, update("2.0.0", "A")).unwrap().events.len(), 1);
    assert_eq!((session.info().display_name.as_str(), session.info().description.as_str()), ("A", "New"));
    assert_eq!(step(&mut session, 3, update("2.0.0", "A")), Ok(Outcome::default()), "nothing new, nothing kept");
}

#[test]
fn a_session_in_use_is_deleted_by_force_only() {
    let mut session = session(Rules::default());
    go(&mut session, [join("alpha"), join("bravo")]);
    assert_eq!(step(&mut session, 2, Input::Delete { force: false }), Err(Refusal::InUse { members: 2 }));
    let mut empty = session.clone();
    go(&mut empty, [resign("alpha"), resign("bravo")]);
    for (mut session, force) in [(empty, false), (session, true)] {
        assert_eq!(step(&mut session, 2, Input::Delete { force }).unwrap().events, [Event::Deleted { at: at(2) }]);
        assert!(session.is_deleted());
        for late in [join("delta"), resign("alpha"), publish("alpha", "PlanBody"), open("delta", 9)] {
            assert!(matches!(step(&mut session, 3, late), Err(Refusal::Deleted { .. })));
        }
        for idle in [Input::Tick, close("alpha", 1), Input::Seen { client: client("alpha") }] {
            assert_eq!(step(&mut session, u64::MAX, idle), Ok(Outcome::default()));
        }
    }
}

#[test]
fn the_default_session_cannot_be_deleted() {
    let mut session = Session::new(SessionName::default_session(), info(), at(1), Rules::default());
    for force in [false, true] {
        assert!(matches!(step(&mut session, 2, Input::Delete { force }), Err(Refusal::Protected { .. })));
    }
}

#[test]
fn after_a_restart_members_are_there_without_stream_and_their_time_starts_anew() {
    let rules = Rules { inactive_timeout_ms: 100, ..Rules::default() };
    let mut session = session(rules);
    go(&mut session, [join("alpha"), open("alpha", 1), join("bravo")]);
    send(&mut session, "alpha", "SubmitInitialization C2SIMInitializationBody ShareScenario StartScenario");

    let mut back = Session::restore(session.folded().clone(), at(5_000), rules);
    assert_eq!((back.state(), names(&back)), (State::Running, vec!["alpha", "bravo"]));
    assert_eq!(back.streaming().count(), 0);
    assert_eq!(step(&mut back, 5_099, Input::Tick).unwrap().events, []);
    assert_eq!(step(&mut back, 5_100, Input::Tick).unwrap().events.len(), 2);
}

#[test]
fn folding_does_not_depend_on_presence() {
    let mut session = session(Rules::default());
    let mut folded = Folded::new(session.name().clone(), info(), session.created_at());
    for input in [open("alpha", 1), join("alpha"), open("alpha", 2), close("alpha", 2), publish("alpha", "PlanBody")] {
        step(&mut session, 9, input).unwrap().events.iter().for_each(|event| folded.apply(event));
    }
    assert_eq!(*session.folded(), folded);
}

#[test]
fn an_update_may_change_what_invalid_messages_meet_but_not_the_versions() {
    let named = |names: &[&str]| names.iter().map(|name| SchemaVersion::new(name)).collect::<Vec<_>>();
    let several = info().with_versions(named(&["2.0.0", "1.0.2"])).unwrap();
    let mut session = Session::new(SessionName::parse("exercise").unwrap(), several, at(1), Rules::default());
    let update = |further: Option<&[&str]>, validation: Option<Validation>| Input::Update {
        schema_version: SchemaVersion::new("2.0.0"),
        further_versions: further.map(named),
        validation,
        crossings: None,
        display_name: info().display_name,
        description: info().description,
    };
    for refused in [&[][..], &["1.0.2", "3"], &["3"]] {
        assert!(step(&mut session, 2, update(Some(refused), None)).is_err(), "{refused:?}");
    }
    assert_eq!(step(&mut session, 2, update(Some(&["1.0.2"]), None)).unwrap().events.len(), 0);
    for (asked, events, after) in [
        (Some(Validation::Warn), 1, Validation::Warn),
        (None, 0, Validation::Warn),
        (Some(Validation::Warn), 0, Validation::Warn),
        (Some(Validation::On), 1, Validation::On),
    ] {
        assert_eq!(step(&mut session, 3, update(None, asked)).unwrap().events.len(), events, "{asked:?}");
        assert_eq!(session.info().validation, Some(after));
    }
}
