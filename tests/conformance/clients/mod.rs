//! Clients before the kit that plays a server: a good one passes, and each that does one thing wrong is found.

mod beats;
mod client;
mod flaw;
mod publishing;

use std::{sync::Arc, time::Duration};

use c2sim::cli::conformance::{Judged, Play, Role, Verdict, play};
use client::Client;
use flaw::Flaw;
use tokio::{
    sync::{Semaphore, oneshot},
    task::JoinSet,
};

/// Clients that are judged at one time.
const AT_ONCE: usize = 8;
/// How long a client is given to act on what happens, where one thing is looked for.
const PACE: Duration = Duration::from_millis(300);

/// What a client does wrong, the case that finds it, and what the case says.
type Mutant = (Flaw, &'static str, Verdict);

/// Of clients that publish by POST.
const MUTANTS: &[Mutant] = &[
    (Flaw::ShortId, "client.id.form", Verdict::Failed),
    (Flaw::ShortId, "client.requests.form", Verdict::Failed),
    (Flaw::NewIdAfterLoss, "client.id.kept", Verdict::Failed),
    (Flaw::AsksForUnknown, "client.requests.form", Verdict::Failed),
    (Flaw::SendsBeforeJoin, "client.join.first", Verdict::Failed),
    (Flaw::JoinsBeforeEachMessage, "client.join.once", Verdict::NonStrict),
    (Flaw::DoesNotResign, "client.resign", Verdict::NonStrict),
    (Flaw::SendsAfterResign, "client.resign.quiet", Verdict::Failed),
    (Flaw::SendsBeforeStart, "client.state.before-start", Verdict::Failed),
    (Flaw::OrdersInPause, "client.state.paused", Verdict::Failed),
    (Flaw::SendsAfterStop, "client.state.after-stop", Verdict::Failed),
    (Flaw::SilentAfterPause, "client.state.resumes", Verdict::NonStrict),
    (Flaw::InvalidMessages, "client.send.valid", Verdict::Failed),
    (Flaw::OtherSystem, "client.send.system", Verdict::NonStrict),
    (Flaw::SameIds, "client.send.ids", Verdict::Failed),
    (Flaw::EachTwice, "client.send.once", Verdict::Failed),
    (Flaw::AgainWhenLate, "client.send.late", Verdict::Failed),
    (Flaw::RenamesLost, "client.send.lost", Verdict::Failed),
    (Flaw::RepeatsRefused, "client.send.refused", Verdict::Failed),
    (Flaw::DoesNotWait, "client.send.unavailable", Verdict::NonStrict),
    (Flaw::FallsOverField, "client.bears.field", Verdict::NonStrict),
    (Flaw::FallsOverCode, "client.bears.code", Verdict::Failed),
    (Flaw::FallsOverMessage, "client.bears.message", Verdict::Failed),
    (Flaw::FallsOverElement, "client.bears.element", Verdict::Failed),
    (Flaw::OwnUrl, "client.stream.as-told", Verdict::NonStrict),
    (Flaw::Talks, "client.stream.silent", Verdict::Failed),
    (Flaw::NotBackAfterCut, "client.return.cut", Verdict::Failed),
    (Flaw::NotBackAfterRestart, "client.return.restart", Verdict::Failed),
    (Flaw::Hasty, "client.return.paced", Verdict::NonStrict),
    (Flaw::DoesNotResume, "client.resume.asks", Verdict::NonStrict),
    (Flaw::ResumesFromTheBeginning, "client.resume.last", Verdict::Failed),
    (Flaw::InsistsOnAddress, "client.resume.refused", Verdict::Failed),
    (Flaw::ReadsNothingAnew, "client.resume.anew", Verdict::NonStrict),
];

/// The same of clients that publish on the stream.
const MUTANTS_ON_THE_STREAM: &[Mutant] = &[
    (Flaw::SendsBeforeStart, "client.state.before-start", Verdict::Failed),
    (Flaw::EachTwice, "client.send.once", Verdict::Failed),
    (Flaw::AgainWhenLate, "client.send.late", Verdict::Failed),
    (Flaw::RenamesLost, "client.send.lost", Verdict::Failed),
    (Flaw::RepeatsRefused, "client.send.refused", Verdict::Failed),
    (Flaw::FallsOverField, "client.bears.field", Verdict::NonStrict),
    (Flaw::FallsOverCode, "client.bears.code", Verdict::Failed),
];

/// Judges a client with this flaw.
async fn judged(flaw: Flaw, is_upstream: bool, pace: Duration) -> Judged {
    let (tell, told) = oneshot::channel();
    let client = tokio::spawn(async move {
        let address: std::net::SocketAddr = told.await.unwrap();
        Client::run(&format!("http://{address}"), flaw, is_upstream).await;
    });
    let choice = Play {
        bind: "127.0.0.1:0".parse().unwrap(),
        limit: pace * 60,
        pace,
        schema_version: "2.0.0",
        cases: Vec::new(),
    };
    let judged = play(&choice, |address| tell.send(address).unwrap(), |_, _| {}).await.unwrap();
    client.abort();
    judged
}

/// A good client passes, and gives no occasion for these cases alone.
async fn check_good(is_upstream: bool, unseen: &[&str]) {
    let judged = judged(Flaw::None, is_upstream, Duration::from_millis(800)).await;
    assert_eq!(judged.role, Role::Client);
    let told = crate::told(&judged);
    let told: Vec<&String> = told.iter().filter(|told| !unseen.iter().any(|case| told.contains(case))).collect();
    assert_eq!(told, Vec::<&String>::new());
    assert_eq!(judged.count(Verdict::NotSeen), unseen.len());
    assert!(judged.cases.iter().all(|case| !case.transcript.is_empty()), "every case shows what it rests on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_client_passes() {
    check_good(false, &["client.stream.silent"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_client_that_publishes_on_the_stream_passes() {
    check_good(true, &["client.stream.silent", "client.send.unavailable"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_client_that_does_something_wrong_is_found() {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = JoinSet::new();
    let by_post = MUTANTS.iter().map(|mutant| (false, mutant));
    let on_stream = MUTANTS_ON_THE_STREAM.iter().map(|mutant| (true, mutant));
    for (is_upstream, (flaw, case, verdict)) in by_post.chain(on_stream) {
        let places = Arc::clone(&places);
        running.spawn(async move {
            let _place = places.acquire_owned().await;
            let judged = judged(*flaw, is_upstream, PACE).await;
            let found = judged.cases.iter().find(|judged| judged.id == *case);
            let is_found = found.is_some_and(|found| found.verdict == *verdict);
            (!is_found).then(|| format!("{flaw:?}: {case}: {:?}", found.map(|found| (found.verdict, &found.finding))))
        });
    }
    let survived: Vec<String> = running.join_all().await.into_iter().flatten().collect();
    assert_eq!(survived, Vec::<String>::new(), "clients that no case found");
}

#[tokio::test]
async fn without_a_client_there_is_no_verdict() {
    let choice = Play {
        bind: "127.0.0.1:0".parse().unwrap(),
        limit: Duration::from_millis(50),
        pace: PACE,
        schema_version: "1.0.2",
        cases: Vec::new(),
    };
    let problem = play(&choice, |_| {}, |_, _| {}).await.err().unwrap().to_string();
    assert!(problem.contains("no client came"), "{problem}");
}
