//! Every limit, at it and one past it.

use std::sync::Arc;

use super::fixture::{client, close, go, join, open, part, publish, resign, send, session, step, submit, system};
use crate::session::{Input, Limit, Refusal, Rules, Session};

const RULES: Rules = Rules {
    orders_while_paused: false,
    inactive_timeout_ms: 100,
    members_max: 2,
    waiting_streams_max: 2,
    initialization_parts_max: 2,
    initialization_bytes_max: 20,
    completed_systems_max: 2,
    kept_text_bytes_max: 15, // as long as the fixture's display names need
};

fn check_past(session: &mut Session, input: Input, limit: Limit, max: usize) {
    assert_eq!(step(session, 1, input), Err(Refusal::LimitReached { limit, max }));
}

#[test]
fn members() {
    let mut session = session(RULES);
    go(&mut session, [join("alpha"), join("bravo")]);
    check_past(&mut session, join("delta"), Limit::Members, 2);
    go(&mut session, [resign("alpha"), join("delta")]);
}

#[test]
fn streams_that_wait_for_their_client() {
    let mut session = session(RULES);
    go(&mut session, [join("alpha"), open("alpha", 1), open("bravo", 2), open("delta", 3)]);
    check_past(&mut session, open("gamma", 4), Limit::WaitingStreams, 2);
    go(&mut session, [open("delta", 5), open("alpha", 6)]); // replacing and opening as a member take no further place
    go(&mut session, [close("delta", 5), open("gamma", 4)]);
    check_past(&mut session, open("delta", 7), Limit::WaitingStreams, 2);
    go(&mut session, [join("gamma"), open("delta", 7)]);
}

#[test]
fn parts_of_an_initialization() {
    let mut session = session(RULES);
    go(&mut session, [join("alpha")]);
    send(&mut session, "alpha", "SubmitInitialization");
    go(&mut session, [submit("alpha", &part("S1", "", "")), submit("alpha", &part("S2", "", ""))]);
    check_past(&mut session, submit("alpha", &part("S3", "", "")), Limit::InitializationParts, 2);
    go(&mut session, [submit("alpha", &part("S2", "", "again"))]);
}

#[test]
fn bytes_of_an_initialization() {
    let mut session = session(RULES);
    go(&mut session, [join("alpha")]);
    send(&mut session, "alpha", "SubmitInitialization");
    let mut full = Arc::unwrap_or_clone(part("S1", "1234", "1234"));
    full.data_files = "123".into();
    full.system_entity_lists = "1234".into();
    let full = Arc::new(full);
    go(&mut session, [submit("alpha", &full), submit("alpha", &part("S2", "1234", "1"))]);
    check_past(&mut session, submit("alpha", &part("S2", "1234", "12")), Limit::InitializationBytes, 20);
    go(&mut session, [submit("alpha", &full)]); // the part that it replaces does not count
}

#[test]
fn systems_that_reported_complete() {
    let complete = |from: &str| match publish("alpha", "InitializationComplete") {
        Input::Publish { client, kind, .. } => {
            Input::Publish { client, kind, from: system(from), initialization: None }
        }
        other => other,
    };
    let mut session = session(RULES);
    go(&mut session, [join("alpha")]);
    send(&mut session, "alpha", "SubmitInitialization");
    go(&mut session, [complete("S1"), complete("S2"), complete("S1")]);
    check_past(&mut session, complete("S3"), Limit::CompletedSystems, 2);
    send(&mut session, "alpha", "ResetScenario SubmitInitialization");
    let long = Err(Refusal::TextTooLong { parameter: "FromSendingSystem", bytes: 16, bytes_max: 15 });
    assert_eq!(step(&mut session, 1, complete(&"x".repeat(16))), long);
    go(&mut session, [complete(&"x".repeat(15))]);
}

#[test]
fn texts_that_are_kept() {
    let lengths = |display_name: usize, system_name: usize, address: usize| Input::Join {
        client: client("alpha"),
        display_name: "d".repeat(display_name),
        system_name: Some(system(&"s".repeat(system_name))),
        address: "a".repeat(address),
        schema_version: None,
    };
    for (input, parameter) in
        [(lengths(16, 1, 1), "clientIdDisplayName"), (lengths(1, 16, 1), "systemName"), (lengths(1, 1, 16), "address")]
    {
        let long = Err(Refusal::TextTooLong { parameter, bytes: 16, bytes_max: 15 });
        assert_eq!(step(&mut session(RULES), 1, input), long);
    }
    go(&mut session(RULES), [lengths(15, 15, 15)]);
}
