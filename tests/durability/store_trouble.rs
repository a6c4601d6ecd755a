//! A store that fails while the server runs, and listeners that are far behind.

use rusqlite::{Connection, TransactionBehavior};

use crate::restarts::status;
use crate::support::{
    messages::{initialization, report, system},
    server::Server,
};

#[tokio::test]
async fn while_the_store_fails_publishes_are_refused_and_nothing_is_half_done() {
    let server = Server::start();
    let (c2, sim) = (server.client("c2-one"), server.client("sim-one"));
    c2.join().await.ok();
    c2.send(system("C2", "SubmitInitialization")).await.ok();
    let mut stream = c2.stream().await;

    // Whoever holds SQLite's lock for long is to the server as a disk that does not write.
    let mut other = Connection::open(server.data_dir().join("default.sqlite")).unwrap();
    let lock = other.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    let (joined, reset) = tokio::join!(sim.join(), c2.send(system("C2", "ResetScenario")));
    for refused in [&joined, &reset] {
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (503, "STORE_UNAVAILABLE"), "{refused:?}");
        assert_eq!(refused.headers["retry-after"], "5");
    }
    let refused = c2.send(system("C2", "ResetScenario")).await;
    assert_eq!(refused.code(), "STORE_UNAVAILABLE");
    drop(lock);

    // It recovers by itself; what was refused left no trace, and the stream is still there.
    let mut tries = tokio::time::interval(std::time::Duration::from_millis(50));
    let recovered = async {
        loop {
            tries.tick().await;
            let sent = c2.send(system("C2", "InitializationComplete")).await;
            if sent.status == 200 {
                return sent;
            }
            assert_eq!(sent.code(), "STORE_UNAVAILABLE");
        }
    };
    let sent = tokio::time::timeout(std::time::Duration::from_secs(60), recovered).await.expect("the store recovers");
    assert!(sent.headers["c2sim-address"].to_str().unwrap().ends_with(":4"), "{sent:?}");
    assert_eq!(c2.state().await, "INITIALIZING");
    assert_eq!(sim.send(system("SIM", "ResetScenario")).await.code(), "CLIENT_NOT_JOINED_SHARED_SESSION");
    sim.join().await.ok();
    sim.send(system("SIM", "InitializationComplete")).await.ok();
    assert_eq!(stream.line().await, system("SIM", "InitializationComplete"));
}

#[tokio::test]
async fn a_listener_that_is_far_behind_reads_on_from_the_store() {
    const REPORTS: usize = 3_000;
    let server = Server::with(&[("C2SIM_BACKLOG_MESSAGES", "8")]);
    let (c2, sim) = (server.client("c2-one"), server.client("sim-one"));
    c2.join().await.ok();
    sim.join().await.ok();
    for xml in [
        system("C2", "SubmitInitialization"),
        initialization("C2", "one", &["C2"]),
        system("C2", "ShareScenario"),
        system("C2", "StartScenario"),
    ] {
        c2.send(xml).await.ok();
    }
    let mut stream = c2.stream().await;
    // Long reports, so that they fit into no buffer between the server and the listener.
    let padded = |mark| report("SIM", mark).replace("<Message ", &format!("<Message {}", " ".repeat(8_000)));
    for mark in 0..REPORTS {
        sim.send(padded(mark)).await.ok();
    }
    let status = status(&server).await;
    let member = &status["sessions"][0]["members"][0];
    assert_eq!(member["clientId"], "c2-one");
    assert!(member["streamBacklog"].as_u64().unwrap() > 100, "it is far behind: {status}");
    for mark in 0..REPORTS {
        let line = stream.line().await;
        assert!(line.contains(&format!("00000000-0000-4000-8000-{mark:012}")), "{mark}: {line}");
    }
}
