//! Every session is as it was after the server was stopped, killed, or found a damaged file.

use std::fs;

use serde_json::{Value, json};

use crate::support::{
    client::{Answer, Client},
    messages::{initialization, report, system},
    server::Server,
};

pub(crate) async fn status(server: &Server) -> Value {
    let request = server.client("looker").raw(reqwest::Method::GET, "/status").header("accept", "application/json");
    Answer::read(request.send().await.unwrap()).await.ok()
}

/// What of the status must not change: all but what is measured now.
async fn lasting(server: &Server) -> Value {
    let mut sessions = status(server).await["sessions"].take();
    for session in sessions.as_array_mut().unwrap() {
        for member in session["members"].as_array_mut().unwrap() {
            let member = member.as_object_mut().unwrap();
            for measured in ["lastSeen", "streamOpen", "streamBacklog"] {
                member.remove(measured).expect("every member has it");
            }
        }
    }
    sessions
}

/// An exercise that has all that there is to keep.
async fn exercise(server: &Server) -> (Client, Client) {
    let (c2, sim) = (server.client("c2-one"), server.client("sim-one"));
    for client in [&c2, &sim] {
        assert_eq!(client.in_session("exercise").create("2.0.0").await.status, 200);
        client.in_session("exercise").join().await.ok();
    }
    let data = json!({"c2simSchemaVersion": "2.0.0", "displayName": "Renamed", "description": "after it began"});
    let (c2, sim) = (c2.in_session("exercise"), sim.in_session("exercise"));
    let update = c2.request(reqwest::Method::PUT, "create").json(&json!({ "data": data }));
    assert_eq!(Answer::read(update.send().await.unwrap()).await.ok()["creation"], "UPDATED");
    let gone = server.client("gone-1").in_session("exercise");
    gone.join().await.ok();
    for xml in [
        system("C2", "SubmitInitialization"),
        initialization("C2", "one", &["C2", "SIM"]),
        system("C2", "InitializationComplete"),
        system("C2", "ShareScenario"),
        system("C2", "StartScenario"),
    ] {
        c2.send(xml).await.ok();
    }
    gone.resign().await.ok();
    for mark in 0..10 {
        sim.send(report("SIM", mark)).await.ok();
    }
    (c2, sim)
}

/// Ends the server so, and checks that everything is there after each of several starts.
async fn check(settings: &[(&str, &str)], end: fn(&mut Server)) {
    let mut server = Server::with(settings);
    let (c2, _) = exercise(&server).await;
    let before = lasting(&server).await;
    assert_eq!(before[1]["name"], "exercise");
    assert_eq!((&before[1]["state"], &before[1]["messages"]), (&json!("RUNNING"), &json!(15)));
    assert_eq!(before[1]["members"].as_array().unwrap().len(), 2);
    let (info, shared) = (c2.get("info").await.ok(), c2.get("initialization").await.text);
    assert_eq!(info["info"]["description"], "after it began");
    for _ in 0..2 {
        end(&mut server);
        server.start_again();
        assert_eq!(lasting(&server).await, before);
        let c2 = server.client("c2-one").in_session("exercise");
        assert_eq!(c2.get("info").await.ok(), info);
        assert_eq!(c2.get("initialization").await.text, shared);
    }
    // Members are members still, and the feed goes on with the next address.
    let sim = server.client("sim-one").in_session("exercise");
    let mut stream = server.client("c2-one").in_session("exercise").stream().await;
    let answer = sim.send(report("SIM", 99)).await;
    let address = answer.headers["c2sim-address"].to_str().unwrap().to_owned();
    let (epoch, sequence) = before[1]["address"].as_str().unwrap().split_once(':').unwrap();
    assert_eq!(address, format!("{epoch}:{}", sequence.parse::<u64>().unwrap() + 1));
    assert_eq!(stream.line().await, report("SIM", 99));
}

#[tokio::test]
async fn a_server_that_is_stopped_comes_back_as_it_was() {
    check(&[], Server::stop).await;
}

#[tokio::test]
async fn a_server_that_is_stopped_leaves_its_files_in_order() {
    let mut server = Server::start();
    exercise(&server).await;
    server.stop();
    for name in ["default", "exercise"] {
        let file = server.data_dir().join(format!("{name}.sqlite"));
        let log = fs::metadata(file.with_extension("sqlite-wal")).map_or(0, |log| log.len());
        assert_eq!(log, 0, "everything is in the file itself");
        let connection = rusqlite::Connection::open(file).unwrap();
        let closed = "SELECT value FROM fact WHERE name = 'is_closed'";
        assert_eq!(connection.query_row(closed, (), |row| row.get(0)), Ok("yes".to_owned()));
        // The next start has nothing to fold.
        let places = "SELECT (SELECT through FROM snapshot_place) = (SELECT max(sequence) FROM entry)";
        assert_eq!(connection.query_row(places, (), |row| row.get(0)), Ok(true), "{name}");
    }
}

#[tokio::test]
async fn a_server_that_is_killed_comes_back_as_it_was() {
    check(&[], Server::kill).await;
    check(&[("C2SIM_DURABILITY", "async")], Server::kill).await;
}

#[tokio::test]
async fn snapshots_and_retention_change_nothing_in_it() {
    let settings = [("C2SIM_SNAPSHOT_MESSAGES", "4"), ("C2SIM_RETENTION_MESSAGES", "3")];
    check(&settings, Server::kill).await;
    check(&settings, Server::stop).await;
}

#[tokio::test]
async fn retention_needs_no_session_to_be_busy() {
    let mut server = Server::with(&[("C2SIM_RETENTION_MESSAGES", "5")]);
    let (_, sim) = exercise(&server).await;
    let first = sim.publish(report("SIM", 100)).await;
    for mark in 101..110 {
        sim.publish(report("SIM", mark)).await;
    }
    let before = lasting(&server).await;
    server.kill();
    server.start_again();
    // Long before C2SIM_SNAPSHOT_MESSAGES entries came.
    let client = server.client("sim-one").in_session("exercise");
    let history = format!("messages?after={first}");
    let mut looks = tokio::time::interval(std::time::Duration::from_millis(50));
    let removed = async {
        while client.get(&history).await.status != 410 {
            looks.tick().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), removed).await.expect("what is surplus is removed");
    assert_eq!(client.get("messages").await.text.lines().count(), 5);
    assert_eq!(lasting(&server).await, before);
    server.kill();
    server.start_again();
    assert_eq!(lasting(&server).await, before);
}

#[tokio::test]
async fn a_deleted_session_stays_deleted() {
    let mut server = Server::start();
    let client = server.client("c2-one").in_session("exercise");
    client.create("2.0.0").await.ok();
    let file = server.data_dir().join("exercise.sqlite");
    assert!(file.exists());
    client.delete("").await.ok();
    assert!(!file.exists());
    server.kill();
    server.start_again();
    assert_eq!(lasting(&server).await.as_array().unwrap().len(), 1);
    let client = server.client("c2-one").in_session("exercise");
    assert_eq!(client.create("2.0.0").await.ok()["creation"], "CREATED");
    assert_eq!(client.state().await, "UNINITIALIZED");
}

#[tokio::test]
async fn in_memory_every_start_is_a_new_one() {
    let mut server = Server::with(&[("C2SIM_DURABILITY", "memory")]);
    exercise(&server).await;
    assert_eq!(status(&server).await["durability"], "memory");
    server.stop();
    let kept = std::fs::read_dir(server.data_dir()).unwrap().map(|file| file.unwrap().file_name());
    assert_eq!(kept.collect::<Vec<_>>(), ["audit.jsonl"], "who did what is kept, and nothing of the sessions");
    server.start_again();
    let sessions = lasting(&server).await;
    assert_eq!(sessions.as_array().unwrap().len(), 1);
    assert_eq!((&sessions[0]["name"], &sessions[0]["members"]), (&json!("default"), &json!([])));
}

#[tokio::test]
async fn a_damaged_file_is_set_aside_and_the_others_serve() {
    let mut server = Server::start();
    exercise(&server).await;
    let client = server.client("c2-one");
    client.join().await.ok();
    server.stop();
    let file = server.data_dir().join("exercise.sqlite");
    let mut bytes = fs::read(&file).unwrap();
    let size = bytes.len();
    bytes[size / 3..size / 2].fill(0x5a);
    fs::write(&file, &bytes).unwrap();
    server.start_again();
    let status = status(&server).await;
    let unopened = &status["unopened"][0];
    assert_eq!(unopened["session"], "exercise", "{status}");
    assert!(status["concerns"][0]["text"].as_str().unwrap().contains("exercise.damaged-1.sqlite"), "{status}");
    assert_eq!(fs::read(file.with_extension("damaged-1.sqlite")).unwrap(), bytes, "it is kept as it was");
    let sessions = status["sessions"].as_array().unwrap();
    assert_eq!((sessions.len(), &sessions[0]["name"]), (1, &json!("default")));
    assert_eq!(sessions[0]["members"][0]["clientId"], "c2-one", "the other session is as it was");
    let again = server.client("c2-one").in_session("exercise");
    assert_eq!(again.create("2.0.0").await.ok()["creation"], "CREATED");
}

#[tokio::test]
async fn a_second_server_on_the_same_data_does_not_start() {
    let server = Server::start();
    let second = std::process::Command::new(env!("CARGO_BIN_EXE_c2sim"))
        .args(["serve", "--bind", "127.0.0.1:0", "--data"])
        .arg(server.data_dir())
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(2));
    let said = String::from_utf8_lossy(&second.stderr);
    assert!(said.contains("another server uses the data directory"), "{said}");
}
