//! The kit is tested by servers that misbehave: each in one way, which one case has to find.

mod added;
mod concierge;
mod editing;
mod messages;
mod relay;
mod rest;
mod sessions;
mod streaming;

use std::{collections::BTreeSet, sync::Arc};

use c2sim::cli::conformance::{Choice, Judged, Verdict, judge};
use poem::web::websocket::{CloseCode, Message};
use serde_json::Value;
use tokio::{sync::Semaphore, task::JoinSet};

use crate::{
    proxy::{self, Asked, Fault, Given},
    support::server::Server,
};

/// Mutants that are judged at one time.
const AT_ONCE: usize = 6;

/// What the server does wrong, the case that finds it, and how it is done.
type Mutant = (&'static str, &'static str, Fault);

fn all() -> impl Iterator<Item = &'static Mutant> {
    let lists = [rest::MUTANTS, sessions::MUTANTS, messages::MUTANTS, streaming::MUTANTS, added::MUTANTS];
    let further = [concierge::MUTANTS, editing::MUTANTS, relay::MUTANTS];
    lists.into_iter().chain(further).flatten()
}

async fn judged(server: &str, cases: Vec<String>, fault: Fault) -> Judged {
    let url = format!("http://{}", proxy::start(server, fault).await);
    judge(&Choice { url, cases, seed: 1, ..Choice::default() }, |_, _| {}).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mutant_is_found_by_its_case_and_the_server_itself_passes_them_all() {
    assert!(all().count() >= 80);
    let server = Server::start();
    let cases: BTreeSet<String> = all().map(|(_, case, _)| (*case).to_owned()).collect();
    let unchanged = judged(server.address(), cases.into_iter().collect(), Fault::None).await;
    assert_eq!(crate::told(&unchanged), Vec::<String>::new(), "what goes through as it is passes");
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = JoinSet::new();
    for (name, case, fault) in all() {
        let (address, places) = (server.address().to_owned(), Arc::clone(&places));
        running.spawn(async move {
            let _place = places.acquire_owned().await;
            let judged = judged(&address, vec![(*case).to_owned()], *fault).await;
            let found = judged.cases.iter().find(|judged| judged.id == *case);
            let is_found = found.is_some_and(|judged| matches!(judged.verdict, Verdict::Failed | Verdict::NonStrict));
            (!is_found).then(|| format!("{name}: {case}: {:?}", found.map(|found| found.verdict)))
        });
    }
    let survived: Vec<String> = running.join_all().await.into_iter().flatten().collect();
    assert_eq!(survived, Vec::<String>::new(), "mutants that no case found");
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

fn changed(frame: Message, change: fn(&str) -> String) -> Message {
    match frame {
        Message::Text(text) => Message::Text(change(&text)),
        other => other,
    }
}

/// No text frame in which this stands, and every other frame.
fn without(frame: Message, said: &str) -> Vec<Message> {
    match &frame {
        Message::Text(text) if text.contains(said) => Vec::new(),
        _ => vec![frame],
    }
}

/// The frame; a close with another code.
fn closed(frame: Message, code: u16) -> Message {
    match frame {
        Message::Close(Some((_, reason))) => Message::Close(Some((CloseCode::from(code), reason))),
        other => other,
    }
}
