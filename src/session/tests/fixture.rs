//! What the tests build sessions and inputs with.

use std::sync::Arc;

use crate::{
    identity::{ClientId, SchemaVersion, SessionName, SystemName, Timestamp},
    message::{InitializationPart, MessageKind},
    session::{Input, Outcome, Refusal, Rules, Session, SessionInfo, StreamId},
};

pub(super) fn at(unix_ms: u64) -> Timestamp {
    Timestamp { unix_ms }
}

pub(super) fn client(name: &str) -> ClientId {
    ClientId::parse(name).unwrap()
}

pub(super) fn system(name: &str) -> SystemName {
    SystemName::new(name)
}

pub(super) fn info() -> SessionInfo {
    SessionInfo {
        schema_version: SchemaVersion::new("2.0.0"),
        display_name: "Exercise".to_owned(),
        description: "For tests".to_owned(),
        further_versions: None,
        validation: None,
        crossings: None,
    }
}

pub(super) fn session(rules: Rules) -> Session {
    Session::new(SessionName::parse("exercise").unwrap(), info(), at(1), rules)
}

pub(super) fn kind(element_name: &str) -> MessageKind {
    MessageKind::all().find(|kind| kind.element_name() == element_name).unwrap()
}

pub(super) fn part(from: &str, setting: &str, objects: &str) -> Arc<InitializationPart> {
    Arc::new(InitializationPart {
        from: system(from),
        scenario_setting: setting.into(),
        scenario_setting_sent: setting.into(),
        data_files: "".into(),
        object_definitions: objects.into(),
        system_entity_lists: "".into(),
        systems: vec![system(from)],
    })
}

pub(super) fn join(who: &str) -> Input {
    Input::Join {
        client: client(who),
        display_name: format!("{who}'s display"),
        system_name: Some(system(who)),
        address: "127.0.0.1".to_owned(),
        schema_version: None,
    }
}

pub(super) fn resign(who: &str) -> Input {
    Input::Resign { client: client(who), reason: None }
}

/// A message of a system named as its client; an initialization comes with the setting `calm`.
pub(super) fn publish(who: &str, element_name: &str) -> Input {
    let kind = kind(element_name);
    let initialization = (kind == MessageKind::Initialization).then(|| part(who, "calm", "objects"));
    Input::Publish { client: client(who), kind, from: system(who), initialization }
}

pub(super) fn submit(who: &str, part: &Arc<InitializationPart>) -> Input {
    let (kind, initialization) = (MessageKind::Initialization, Some(part.clone()));
    Input::Publish { client: client(who), kind, from: part.from.clone(), initialization }
}

pub(super) fn open(who: &str, stream: u64) -> Input {
    Input::StreamOpened { client: client(who), stream: StreamId(stream) }
}

pub(super) fn close(who: &str, stream: u64) -> Input {
    Input::StreamClosed { client: client(who), stream: StreamId(stream) }
}

/// Takes the inputs one after the other; each must be accepted.
pub(super) fn go(session: &mut Session, inputs: impl IntoIterator<Item = Input>) {
    for input in inputs {
        session.step(at(1), input).unwrap();
    }
}

/// Sends messages of one member; each must be accepted.
pub(super) fn send(session: &mut Session, who: &str, element_names: &str) {
    go(session, element_names.split_whitespace().map(|name| publish(who, name)));
}

/// One step of which it is also held that a refusal changes nothing.
pub(super) fn step(session: &mut Session, now: u64, input: Input) -> Result<Outcome, Refusal> {
    let before = session.clone();
    let result = session.step(at(now), input);
    if result.is_err() {
        assert_eq!(*session, before, "a refusal changed the session");
    }
    result
}
