//! The conformance kit against our own server, and against servers that misbehave.

#![allow(unreachable_pub, missing_docs, clippy::unwrap_used, reason = "a test program")]

mod clients;
mod mutants;
mod proxy;
mod secured;
#[path = "../support/mod.rs"]
mod support;

use c2sim::cli::conformance::{Choice, Judged, Verdict, judge};
use support::server::Server;

/// The cases that are not as they should be, for whoever reads the failure.
fn told(judged: &Judged) -> Vec<String> {
    let told = judged.cases.iter().filter(|case| case.verdict != Verdict::Ok);
    told.map(|case| format!("{}: {} {}", case.verdict, case.id, case.finding)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn our_server_claims_every_class_and_conforms_and_nothing_is_left_behind() {
    let server = Server::start();
    let url = format!("http://{}", server.address());
    let judged = judge(&Choice { url, seed: 1, ..Choice::default() }, |_, _| {}).await.unwrap();
    assert_eq!(told(&judged), Vec::<String>::new());
    assert!(judged.cases.iter().all(|case| !case.transcript.is_empty()), "every case has a transcript");
    let request = server.client("abcde").raw(reqwest::Method::GET, "/api/c2sim/session/list");
    let sessions = request.header("clientId", "abcde").send().await.unwrap().text().await.unwrap();
    assert!(!sessions.contains("judge-"), "{sessions}");
}
