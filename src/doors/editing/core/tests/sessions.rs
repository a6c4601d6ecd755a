//! The life of a session, and its limits.

use super::super::{
    pace::Rate,
    sessions::{DocumentName, NotADocumentName, Rules, SessionId, SessionRefused, Sessions, State},
};
use crate::identity::Timestamp;

const RULES: Rules = Rules {
    ttl_ms: 1_000,
    rate: Rate { per_sec: 10, burst: 2 },
    connections_max: 2,
    connections_all_max: Some(3),
    sessions_max: 4,
    sessions_user_max: Some(2),
};

fn at(unix_ms: u64) -> Timestamp {
    Timestamp { unix_ms }
}

fn document() -> DocumentName {
    DocumentName::parse(DocumentName::DEFAULT).unwrap()
}

fn active(sessions: &mut Sessions, user: &str) -> SessionId {
    let id = sessions.create(at(0), None, user, None, document()).unwrap();
    sessions.activate(at(0), id).unwrap();
    id
}

#[test]
fn only_an_active_session_connects() {
    let mut sessions = Sessions::new(RULES);
    let id = sessions.create(at(0), None, "ann", Some("a browser"), document()).unwrap();
    assert_eq!(sessions.connect(at(0), id), Err(SessionRefused::NotActive(State::Pending)));
    assert_eq!(sessions.activate(at(0), id).unwrap().state, State::Active);
    assert_eq!(sessions.activate(at(0), id).unwrap().state, State::Active, "again is no error");
    assert_eq!(sessions.connect(at(0), id), Ok(1));
    sessions.suspend(at(0), id).unwrap();
    assert_eq!(sessions.connect(at(0), id), Err(SessionRefused::NotActive(State::Suspended)));
    sessions.activate(at(0), id).unwrap();
    sessions.invalidate(at(0), id);
    assert_eq!(sessions.connect(at(0), id), Err(SessionRefused::NotActive(State::Invalidated)));
    assert_eq!(sessions.activate(at(0), id).unwrap_err(), SessionRefused::Invalidated);
    assert_eq!(sessions.suspend(at(0), id).unwrap_err(), SessionRefused::Invalidated);
    assert_eq!(sessions.get(at(0), id).unwrap().state, State::Invalidated, "it can still be looked at");
}

#[test]
fn a_session_ends_with_the_token_that_it_was_created_by_however_much_it_is_used() {
    let mut sessions = Sessions::new(RULES);
    let id = sessions.create(at(0), Some(at(1_200)), "ann", None, document()).unwrap();
    assert_eq!(sessions.get(at(0), id).unwrap().expires_at, at(1_000));
    sessions.activate(at(0), id).unwrap();
    sessions.connect(at(900), id).unwrap();
    sessions.touch(at(1_199), id).unwrap();
    assert_eq!(sessions.get(at(1_199), id).unwrap().expires_at, at(1_200));
    assert_eq!(sessions.touch(at(1_200), id), Err(SessionRefused::Unknown));
}

#[test]
fn a_session_that_is_used_lives_on_and_another_expires() {
    let mut sessions = Sessions::new(RULES);
    let (ann, ben) = (active(&mut sessions, "ann"), active(&mut sessions, "ben"));
    sessions.connect(at(500), ann).unwrap();
    assert!(sessions.get(at(999), ben).is_ok());
    assert_eq!(sessions.get(at(1_000), ben).unwrap_err(), SessionRefused::Unknown);
    assert_eq!(sessions.activate(at(1_000), ben).unwrap_err(), SessionRefused::Unknown);
    sessions.touch(at(1_499), ann).unwrap();
    let expired = sessions.expire(at(1_500));
    assert_eq!(expired.iter().map(|(id, session)| (*id, session.state)).collect::<Vec<_>>(), [(ben, State::Expired)]);
    assert_eq!(sessions.expire(at(2_499)).len(), 1);
    assert_eq!(sessions.touch(at(2_499), ann), Err(SessionRefused::Unknown));
}

#[test]
fn a_deleted_session_is_unknown() {
    let mut sessions = Sessions::new(RULES);
    let ann = active(&mut sessions, "ann");
    sessions.connect(at(0), ann).unwrap();
    assert_eq!(sessions.delete(at(0), ann).unwrap().connections, 1);
    assert_eq!(sessions.delete(at(0), ann).unwrap_err(), SessionRefused::Unknown);
    assert_eq!(sessions.connect(at(0), ann), Err(SessionRefused::Unknown));
    assert_eq!(sessions.disconnect(ann), 0);
    assert_eq!(sessions.connections(), 0);
}

#[test]
fn every_limit_holds_at_itself_and_one_past_it() {
    let limit = |what, max| SessionRefused::Limit { what, max };
    let mut sessions = Sessions::new(RULES);
    let ids = [active(&mut sessions, "ann"), active(&mut sessions, "ann")];
    assert_eq!(sessions.create(at(0), None, "ann", None, document()).unwrap_err(), limit("sessions of one user", 2));
    active(&mut sessions, "ben");
    active(&mut sessions, "ben");
    assert_eq!(sessions.create(at(0), None, "cid", None, document()).unwrap_err(), limit("sessions", 4));
    assert_eq!((sessions.connect(at(0), ids[0]), sessions.connect(at(0), ids[0])), (Ok(1), Ok(2)));
    assert_eq!(sessions.connect(at(0), ids[0]).unwrap_err(), limit("connections of one session", 2));
    assert_eq!(sessions.connect(at(0), ids[1]), Ok(1));
    assert_eq!(sessions.connect(at(0), ids[1]).unwrap_err(), limit("connections", 3));
    assert_eq!(sessions.disconnect(ids[0]), 1);
    assert_eq!(sessions.connect(at(0), ids[1]), Ok(2));
    assert_eq!((sessions.send(at(0), ids[0]), sessions.send(at(0), ids[0])), (Ok(Ok(())), Ok(Ok(()))));
    assert_eq!(sessions.send(at(0), ids[0]), Ok(Err(100)));
    assert_eq!(sessions.send(at(0), ids[1]), Ok(Ok(())), "every session has a rate of its own");
}

#[test]
fn ids_are_read_exactly_as_they_are_written() {
    let mut sessions = Sessions::new(RULES);
    let id = active(&mut sessions, "ann");
    let text = id.reveal();
    assert_eq!(SessionId::parse(&text), Some(id));
    for wrong in [text.to_uppercase(), text.replace('-', ""), format!("{{{text}}}"), format!(" {text}"), String::new()]
    {
        assert_eq!(SessionId::parse(&wrong), None, "{wrong}");
    }
    assert!(!format!("{sessions:?}").contains(&text), "a secret reaches no log");
}

#[test]
fn names_of_documents_are_plain() {
    for name in ["default", "a", "A.b_c~d-9", &"x".repeat(64)] {
        assert_eq!(DocumentName::parse(name).map(|name| name.as_str().to_owned()), Ok(name.to_owned()));
    }
    for name in ["", "a b", "a/b", "é", "%20", &"x".repeat(65)] {
        assert_eq!(DocumentName::parse(name), Err(NotADocumentName), "{name}");
    }
}
