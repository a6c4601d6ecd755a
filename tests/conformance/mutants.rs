//! The kit is tested by servers that misbehave: each in one way, which one case has to find.

use std::{collections::BTreeSet, sync::Arc};

use c2sim::cli::conformance::{Choice, Judged, Verdict, judge};
use poem::{http::Method, web::websocket::CloseCode, web::websocket::Message};
use serde_json::Value;
use tokio::{sync::Semaphore, task::JoinSet};

use crate::{
    proxy::{self, Asked, Fault, Given},
    support::server::Server,
};

/// Mutants that are judged at one time.
const AT_ONCE: usize = 6;

/// What the server does wrong, the case that finds it, and how it is done.
const MUTANTS: &[(&str, &str, Fault)] = &[
    (
        "calls a new session updated",
        "core-rest.create.new",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/create"), given, "CREATED", "UPDATED");
        }),
    ),
    (
        "calls an update a creation",
        "core-rest.create.again",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/create"), given, "UPDATED", "CREATED");
        }),
    ),
    (
        "tells more of a session than the interface has",
        "core-rest.info",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/info"), given, "{\"createdAt\"", "{\"owner\":\"me\",\"createdAt\"");
        }),
    ),
    (
        "leaves out when a session was created",
        "core-rest.info",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/info"), given, "\"createdAt\"", "\"created\"");
        }),
    ),
    (
        "lists no sessions",
        "core-rest.list",
        Fault::Answer(|asked, given| {
            if asked.is("/list") && given.status == 200 {
                given.body = "[]".to_owned();
            }
        }),
    ),
    (
        "does not mind who joins twice",
        "core-rest.join.twice",
        Fault::Answer(|asked, given| {
            if asked.is("/join") {
                given.status = 200;
            }
        }),
    ),
    (
        "minds who resigns without having joined",
        "core-rest.resign.unknown",
        Fault::Swallow(|asked| asked.is("/resign").then(|| refusal("CLIENT_ID_NOT_EXIST"))),
    ),
    (
        "does not let members go",
        "core-rest.resign",
        Fault::Swallow(|asked| asked.is("/resign").then(|| given("{\"msg\":\"done\"}"))),
    ),
    (
        "gives no trackingId",
        "core-rest.send",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/send"), given, "trackingId", "id");
        }),
    ),
    (
        "gives the same trackingId always",
        "core-rest.send",
        Fault::Answer(|asked, given| {
            if asked.is("/send") && given.status == 200 {
                given.body = "{\"trackingId\":\"00000000-0000-4000-8000-000000000000\"}".to_owned();
            }
        }),
    ),
    ("refuses with 200", "core-rest.client-id.missing.info", Fault::Answer(|_, given| status(given, 400, 200))),
    ("refuses with 500", "core-rest.unknown-session.info", Fault::Answer(|_, given| status(given, 400, 500))),
    (
        "refuses in plain words",
        "core-rest.unknown-session.info",
        Fault::Answer(|_, given| {
            if given.status == 400 {
                given.body = "no".to_owned();
            }
        }),
    ),
    (
        "has codes of its own",
        "core-rest.unknown-session.info",
        Fault::Answer(|_, given| {
            replaced(true, given, "SHARED_SESSION_NOT_FOUND", "SESSION_NOT_FOUND");
        }),
    ),
    (
        "does not need a clientId",
        "core-rest.client-id.missing.info",
        Fault::Ask(|_, asked| {
            if asked.header("clientId").is_empty() {
                asked.set("clientId", "anybody");
            }
        }),
    ),
    (
        "deletes nothing",
        "core-rest.delete",
        Fault::Swallow(|asked| {
            (asked.method == Method::DELETE && asked.is_judged()).then(|| given("{\"message\":\"deleted\"}"))
        }),
    ),
    (
        "does not say where an error is",
        "core-rest.send.place",
        Fault::Answer(|_, given| {
            replaced(true, given, "Line 3", "Somewhere");
        }),
    ),
    (
        "takes no multipart",
        "core-rest.send.as.multipart",
        Fault::Swallow(|asked| {
            asked.header("content-type").starts_with("multipart").then(|| refusal("INVALID_REQUEST"))
        }),
    ),
    (
        "takes messages of strangers",
        "core-rest.send.not-joined",
        Fault::Also(|_, asked| {
            let body = b"{\"clientIdDisplayName\":\"guest\"}".to_vec();
            let mut join = Asked { path: format!("{}/join", asked.session()), body, ..asked.clone() };
            join.set("content-type", "application/json");
            if asked.is("/send") { vec![join] } else { Vec::new() }
        }),
    ),
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
        "takes what the schema forbids",
        "validation-2.0.0.OrderBody.missing",
        Fault::Answer(|_, given| {
            if given.body.contains("XSD_VALIDATION_ERROR") {
                given.status = 200;
            }
        }),
    ),
    (
        "does not see unknown elements",
        "validation-1.0.2.ReportBody.unknown",
        Fault::Ask(|_, asked| {
            rewritten(asked, "<NoSuchElement></NoSuchElement>", "");
        }),
    ),
    (
        "refuses valid orders",
        "validation-2.0.0.OrderBody.present",
        Fault::Swallow(|asked| {
            (asked.is("/send") && asked.text().contains("<OrderBody>")).then(|| refusal("XSD_VALIDATION_ERROR"))
        }),
    ),
    (
        "ignores document types",
        "robustness.body.doctype",
        Fault::Ask(|_, asked| rewritten(asked, "<!DOCTYPE Message>", "")),
    ),
    (
        "takes unsigned tokens",
        "authorization.token.unsigned",
        Fault::Ask(|_, asked| {
            if asked.header("authorization").ends_with('.') {
                asked.headers.remove("authorization");
            }
        }),
    ),
    (
        "refuses tokens with 403",
        "authorization.operation.info",
        Fault::Answer(|asked, given| {
            if asked.is("/info") {
                status(given, 401, 403);
            }
        }),
    ),
    (
        "refuses tokens without a ticket",
        "authorization.token.garbage",
        Fault::Answer(|_, given| {
            replaced(given.status == 401, given, "trackingId", "id");
        }),
    ),
    ("forgets what a stream missed", "resume.stream", Fault::Stream(|query| query.replace("after=", "ignored="))),
    ("has no filters", "filters.stream.kind", Fault::Stream(|query| query.replace("kind=", "ignored="))),
    (
        "answers a history with everything",
        "resume.history",
        Fault::Ask(|_, asked| {
            asked.path = asked.path.replace("after=", "ignored=");
        }),
    ),
    (
        "shows nothing in the picture",
        "picture.latest",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/picture"), given, "\"entities\":[{", "\"entities\":[],\"others\":[{");
        }),
    ),
    (
        "answers through the relay with something else",
        "relay.round-trip",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/pullres"), given, "\"n\":1", "\"n\":2");
        }),
    ),
    (
        "names a stream that is none",
        "streaming.endpoints",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/stream-endpoints"), given, "ws://", "http://");
        }),
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
    (
        "sends a publisher its own messages",
        "streaming.delivery.not-to-publisher",
        Fault::Ask(|joined, asked| {
            let is_other =
                |(session, id): &&(String, String)| session == asked.session() && id != asked.header("clientId");
            let other = joined.iter().find(is_other).map(|(_, id)| id.clone());
            if let Some(id) = other.filter(|_| asked.is("/send") && asked.text().contains("<ReportBody>")) {
                asked.set("clientId", &id);
            }
        }),
    ),
    (
        "loses messages",
        "streaming.delivery",
        Fault::Frames(|seen, frame| {
            seen.push(frame.clone());
            if seen.len() % 2 == 0 { Vec::new() } else { vec![frame] }
        }),
    ),
    ("doubles messages", "streaming.delivery", Fault::Frames(|_, frame| vec![frame.clone(), frame])),
    (
        "turns two messages round",
        "streaming.delivery",
        Fault::Frames(|held, frame| match held.pop() {
            Some(before) => vec![frame, before],
            None => {
                held.push(frame);
                Vec::new()
            }
        }),
    ),
    (
        "ends messages with nothing",
        "streaming.form.frames",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.trim_end().to_owned())]),
    ),
    (
        "writes messages on several lines",
        "streaming.form.one-line",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("><", ">\n<"))]),
    ),
    (
        "sends binary frames",
        "streaming.delivery",
        Fault::Frames(|_, frame| match frame {
            Message::Text(text) => vec![Message::Binary(text.into_bytes())],
            other => vec![other],
        }),
    ),
    (
        "cuts messages off",
        "streaming.delivery",
        Fault::Frames(|_, frame| vec![changed(frame, |text| format!("{}\n", &text[..text.len() / 2]))]),
    ),
    (
        "resolves entities",
        "streaming.form.entities",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("&amp;", "&").replace("&lt;", "<"))]),
    ),
    (
        "takes prefixes away",
        "streaming.form.prefixes",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("c2:", "").replace("xmlns:c2", "xmlns"))]),
    ),
    ("closes with another code", "streaming.close.resign", Fault::Frames(|_, frame| vec![closed(frame, 1001)])),
    (
        "does not say what was wrong with a stream",
        "streaming.close.no-client-id",
        Fault::Frames(|_, frame| vec![closed(frame, 1000)]),
    ),
    (
        "lets clients talk on the stream",
        "streaming.close.data.text",
        Fault::Upward(|frame| (!matches!(frame, Message::Text(_))).then_some(frame)),
    ),
    (
        "does not bear empty frames",
        "streaming.tolerates.empty-binary",
        Fault::Upward(|frame| match frame {
            Message::Binary(_) => Some(Message::Text("x".to_owned())),
            other => Some(other),
        }),
    ),
];

impl Asked {
    /// Whether it is about a session that the kit made.
    fn is_judged(&self) -> bool {
        self.path.contains("/judge-")
    }
}

fn replaced(applies: bool, given: &mut Given, from: &str, to: &str) {
    if applies {
        given.body = given.body.replace(from, to);
    }
}

fn status(given: &mut Given, from: u16, to: u16) {
    if given.status == from {
        given.status = to;
    }
}

fn rewritten(asked: &mut Asked, from: &str, to: &str) {
    if asked.is("/send") && asked.text().contains(from) {
        asked.body = asked.text().replace(from, to).into_bytes();
    }
}

fn given(body: &str) -> Given {
    let content_type = if body.starts_with('<') { "application/xml" } else { "application/json" };
    Given { status: 200, content_type: content_type.to_owned(), address: String::new(), body: body.to_owned() }
}

fn refusal(code: &str) -> Given {
    let body: Value = serde_json::json!({"code": code, "message": "It is refused", "details": {"trackingId": "none"}});
    Given { status: 400, ..given(&body.to_string()) }
}

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

fn changed(frame: Message, change: fn(&str) -> String) -> Message {
    match frame {
        Message::Text(text) => Message::Text(change(&text)),
        other => other,
    }
}

fn closed(frame: Message, code: u16) -> Message {
    match frame {
        Message::Close(Some((_, reason))) => Message::Close(Some((CloseCode::from(code), reason))),
        other => other,
    }
}

async fn judged(server: &str, cases: Vec<String>, fault: Fault) -> Judged {
    let url = format!("http://{}", proxy::start(server, fault).await);
    judge(&Choice { url, cases, seed: 1, ..Choice::default() }, |_, _| {}).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mutant_is_found_by_its_case_and_the_server_itself_passes_them_all() {
    assert!(MUTANTS.len() >= 30);
    let server = Server::start();
    let cases: BTreeSet<String> = MUTANTS.iter().map(|(_, case, _)| (*case).to_owned()).collect();
    let unchanged = judged(server.address(), cases.into_iter().collect(), Fault::None).await;
    assert_eq!(crate::told(&unchanged), Vec::<String>::new(), "what goes through as it is passes");
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = JoinSet::new();
    for (name, case, fault) in MUTANTS {
        let (address, places) = (server.address().to_owned(), Arc::clone(&places));
        running.spawn(async move {
            let _place = places.acquire_owned().await;
            let judged = judged(&address, vec![(*case).to_owned()], *fault).await;
            let found = judged.cases.iter().find(|judged| judged.id == *case);
            let is_found = found.is_some_and(|judged| judged.verdict == Verdict::Failed);
            (!is_found).then(|| format!("{name}: {case}: {:?}", found.map(|found| found.verdict)))
        });
    }
    let survived: Vec<String> = running.join_all().await.into_iter().flatten().collect();
    assert_eq!(survived, Vec::<String>::new(), "mutants that no case found");
}
