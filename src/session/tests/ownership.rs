//! Ownership: a member, and the stream that waits for it, are used by the party that brought them into being.

use std::sync::Arc;

use super::fixture::{at, client, close, info, join, open, publish, resign, session};
use crate::{
    identity::SessionName,
    session::{Caller, CloseReason, Folded, Input, Owner, Refusal, Rules, Session, StreamId},
};

fn bearer(subject: &str) -> Caller {
    Caller::Bearer(Arc::new(Owner { subject: Some(subject.into()), ..Owner::default() }))
}

fn uses() -> [Input; 4] {
    let seen = Input::Seen { client: client("alpha") };
    [open("alpha", 1), publish("alpha", "PlanBody"), seen, resign("alpha")]
}

#[test]
fn a_member_is_used_by_the_party_that_joined_it_alone() {
    let check = |joined_by: &Caller, used_by: &Caller, allowed: bool| {
        for input in uses() {
            let mut session = session(Rules::default());
            session.step_for(joined_by, at(1), join("alpha")).unwrap();
            let before = session.clone();
            let used = session.step_for(used_by, at(2), input.clone()).map(|_| ());
            assert_eq!(
                used,
                if allowed { Ok(()) } else { Err(Refusal::NotOwner) },
                "{joined_by:?} {used_by:?} {input:?}"
            );
            assert!(allowed || session == before);
            assert_eq!(before.may_use(used_by, &client("alpha")).is_ok(), allowed);
        }
    };
    let (anna, bert) = (bearer("anna"), bearer("bert"));
    check(&anna, &anna, true);
    check(&anna, &bearer("anna"), true);
    check(&anna, &bert, false);
    check(&anna, &Caller::Anonymous, false);
    check(&anna, &Caller::Unchecked, true);
    for free in [Caller::Anonymous, Caller::Unchecked] {
        check(&free, &anna, true);
        check(&free, &Caller::Anonymous, true);
    }
}

#[test]
fn a_stream_that_waits_flows_only_to_the_owner_of_the_member() {
    let check = |opened_by: &Caller, joined_by: &Caller, flows: bool| {
        let mut session = session(Rules::default());
        session.step_for(opened_by, at(1), open("alpha", 1)).unwrap();
        let outcome = session.step_for(joined_by, at(2), join("alpha")).unwrap();
        assert_eq!(outcome.starts, flows.then_some(StreamId(1)), "{opened_by:?} {joined_by:?}");
        let closes: Vec<_> = outcome.closes.iter().map(|closing| (closing.stream, closing.reason)).collect();
        let expected = if flows { vec![] } else { vec![(StreamId(1), CloseReason::NotOwner)] };
        assert_eq!(closes, expected, "{opened_by:?} {joined_by:?}");
        assert_eq!(session.streaming().count(), usize::from(flows));
        session.step_for(opened_by, at(3), close("alpha", 1)).unwrap();
        assert_eq!(session.streaming().count(), 0);
    };
    let (anna, bert) = (bearer("anna"), bearer("bert"));
    check(&anna, &anna, true);
    check(&anna, &bert, false);
    check(&Caller::Anonymous, &anna, false);
    check(&anna, &Caller::Anonymous, true);
    check(&Caller::Unchecked, &anna, true);
}

#[test]
fn a_stream_that_waits_is_not_pushed_aside_by_somebody_else() {
    let mut session = session(Rules::default());
    session.step_for(&bearer("anna"), at(1), open("alpha", 1)).unwrap();
    for stranger in [bearer("bert"), Caller::Anonymous] {
        assert_eq!(session.step_for(&stranger, at(2), open("alpha", 2)), Err(Refusal::NotOwner));
    }
    let outcome = session.step_for(&bearer("anna"), at(2), open("alpha", 3)).unwrap();
    assert_eq!(outcome.closes.len(), 1);
}

#[test]
fn the_owner_outlives_a_restart_and_members_of_earlier_versions_have_none() {
    let mut before = session(Rules::default());
    before.step_for(&bearer("anna"), at(1), join("alpha")).unwrap();
    before.step_for(&Caller::Anonymous, at(1), join("bravo")).unwrap();
    let kept = serde_json::to_string(before.folded()).unwrap();
    assert_eq!(kept.matches("owner").count(), 1, "nothing is written where there is none: {kept}");
    let folded: Folded = serde_json::from_str(&kept).unwrap();
    let mut restored = Session::restore(folded, at(9), Rules::default());
    assert_eq!(restored.step_for(&bearer("bert"), at(9), open("alpha", 1)), Err(Refusal::NotOwner));
    assert!(restored.step_for(&bearer("anna"), at(9), open("alpha", 1)).is_ok());
    assert!(restored.step_for(&bearer("bert"), at(9), open("bravo", 2)).is_ok());
    let new = Session::new(SessionName::parse("exercise").unwrap(), info(), at(1), Rules::default());
    assert!(new.may_use(&Caller::Anonymous, &client("alpha")).is_ok());
}
