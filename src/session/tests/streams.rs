//! Streams: before and after the join, replaced, closed.

use super::fixture::{client, close, go, join, open, resign, session, step};
use crate::session::{CloseReason, Input, Outcome, Rules, Session, StreamId};

/// Who gets messages, by which stream.
fn streaming(session: &Session) -> Vec<(&str, u64)> {
    session.streaming().map(|(client, stream)| (client.as_str(), stream.0)).collect()
}

fn closes(outcome: &Outcome) -> Vec<(&str, u64, CloseReason)> {
    outcome.closes.iter().map(|closing| (closing.client.as_str(), closing.stream.0, closing.reason)).collect()
}

#[test]
fn messages_flow_while_a_client_is_both_joined_and_streaming() {
    for history in [[open("alpha", 1), join("alpha")], [join("alpha"), open("alpha", 1)]] {
        let mut session = session(Rules::default());
        let [first, second] = history;
        assert_eq!(step(&mut session, 1, first).unwrap().starts, None);
        assert_eq!(streaming(&session), []);
        assert_eq!(step(&mut session, 1, second).unwrap().starts, Some(StreamId(1)));
        assert_eq!(streaming(&session), [("alpha", 1)]);
        go(&mut session, [close("alpha", 1)]);
        assert_eq!(streaming(&session), []);
        assert!(session.admit(&client("alpha")).is_ok(), "a lost stream leaves the member joined");
    }
}

#[test]
fn a_second_stream_takes_the_place_of_the_first_and_its_end_changes_nothing() {
    for joined in [true, false] {
        let mut session = session(Rules::default());
        go(&mut session, joined.then(|| join("alpha")));
        go(&mut session, [open("alpha", 1)]);
        let outcome = step(&mut session, 1, open("alpha", 2)).unwrap();
        assert_eq!(closes(&outcome), [("alpha", 1, CloseReason::Replaced)]);
        assert_eq!(outcome.starts, joined.then_some(StreamId(2)));

        let before = session.clone();
        for other in [close("alpha", 1), close("bravo", 2)] {
            assert_eq!(step(&mut session, 99, other), Ok(Outcome::default()));
            assert_eq!(session, before);
        }
        go(&mut session, (!joined).then(|| join("alpha")));
        assert_eq!(streaming(&session), [("alpha", 2)]);
    }
}

#[test]
fn opening_the_same_stream_once_more_closes_nothing() {
    let mut session = session(Rules::default());
    go(&mut session, [join("alpha"), open("alpha", 1)]);
    assert_eq!(closes(&step(&mut session, 1, open("alpha", 1)).unwrap()), []);
}

#[test]
fn resigning_closes_the_stream_and_a_stranger_keeps_it() {
    let mut session = session(Rules::default());
    go(&mut session, [join("alpha"), open("alpha", 1), open("bravo", 2)]);
    let outcome = step(&mut session, 1, resign("alpha")).unwrap();
    assert_eq!(closes(&outcome), [("alpha", 1, CloseReason::Resigned)]);
    assert_eq!(closes(&step(&mut session, 1, resign("bravo")).unwrap()), []);
    go(&mut session, [join("alpha"), join("bravo")]);
    assert_eq!(streaming(&session), [("bravo", 2)]);
}

#[test]
fn deletion_closes_every_stream() {
    let mut session = session(Rules::default());
    go(&mut session, [join("alpha"), join("bravo"), open("alpha", 1), open("delta", 2)]);
    let outcome = step(&mut session, 1, Input::Delete { force: true }).unwrap();
    let reason = CloseReason::SessionDeleted;
    assert_eq!(closes(&outcome), [("alpha", 1, reason), ("delta", 2, reason)]);
    assert_eq!(streaming(&session), []);
}
