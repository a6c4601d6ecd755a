//! States, what whoever comes late is given, and sessions that know nothing of each other.

use std::collections::BTreeSet;

use poem::web::websocket::Message;

use super::{Mutant, changed, given, replaced, rewritten};
use crate::proxy::{Asked, Fault, Given};

pub(super) const MUTANTS: &[Mutant] = &[
    (
        "ignores a start",
        "state-machine.initialized.startscenario",
        Fault::Swallow(|asked| swallowed(asked, "StartScenario")),
    ),
    (
        "ignores a reset",
        "state-machine.initialized.resetscenario",
        Fault::Swallow(|asked| swallowed(asked, "ResetScenario")),
    ),
    (
        "stops where it should pause",
        "state-machine.running.pausescenario",
        Fault::Ask(|_, asked| {
            rewritten(asked, "PauseScenario", "StopScenario");
        }),
    ),
    (
        "pauses where it should refuse",
        "state-machine.running.resumescenario",
        Fault::Ask(|_, asked| {
            rewritten(asked, "ResumeScenario", "PauseScenario");
        }),
    ),
    (
        "shows every session as running",
        "state-machine.uninitialized.submitinitialization",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/info"), given, "INITIALIZING", "RUNNING");
        }),
    ),
    (
        "keeps the shared initialization to itself",
        "state-machine.share.published",
        Fault::Frames(|_, frame| {
            if matches!(&frame, Message::Text(text) if text.contains("C2SIM_SERVER")) {
                Vec::new()
            } else {
                vec![frame]
            }
        }),
    ),
    (
        "shares as somebody else",
        "state-machine.share.published",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("C2SIM_SERVER", "ALPHA"))]),
    ),
    (
        "has an empty initialization",
        "late-join.initialization.running",
        Fault::Answer(|asked, given| {
            if asked.is("/initialization") {
                given.body.clear();
            }
        }),
    ),
    (
        "gives the initialization as JSON",
        "late-join.initialization.running",
        Fault::Answer(|asked, given| {
            if asked.is("/initialization") {
                given.content_type = "application/json".to_owned();
            }
        }),
    ),
    (
        "has an initialization before there is one",
        "late-join.initialization.uninitialized",
        Fault::Swallow(|asked| asked.is("/initialization").then(|| given("<Message/>"))),
    ),
    (
        "pauses all sessions together",
        "session-isolation.state",
        Fault::Also(|joined, asked| elsewhere(joined, asked, "PauseScenario")),
    ),
    (
        "brings messages to other sessions",
        "session-isolation.messages",
        Fault::Also(|joined, asked| elsewhere(joined, asked, "<ReportBody>")),
    ),
];

fn swallowed(asked: &Asked, command: &str) -> Option<Given> {
    let is_meant = asked.is("/send") && asked.text().contains(command);
    is_meant.then(|| given("{\"trackingId\":\"11111111-0000-4000-8000-000000000000\"}"))
}

/// The same to the other sessions, from a member of each.
fn elsewhere(joined: &[(String, String)], asked: &Asked, mark: &str) -> Vec<Asked> {
    if !asked.is("/send") || !asked.text().contains(mark) {
        return Vec::new();
    }
    let others = joined.iter().filter(|(session, _)| session != asked.session());
    let further = others.map(|(session, id)| {
        let mut further = Asked { path: format!("{session}/send"), ..asked.clone() };
        further.set("clientId", id);
        further
    });
    // One member of each session is enough.
    let mut seen = BTreeSet::new();
    further.filter(|further| seen.insert(further.path.clone())).collect()
}
