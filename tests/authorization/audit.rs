//! What an auditor finds: who did what, who was refused what, and whether the log is as it was written.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::{
    support::{client::Answer, messages::report, messages::system},
    world::World,
};

fn records(log: &Path) -> Vec<Value> {
    fs::read_to_string(log).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn verified(log: &Path) -> (Option<i32>, String) {
    let Output { status, stdout, .. } =
        Command::new(env!("CARGO_BIN_EXE_c2sim")).args(["audit", "verify"]).arg(log).output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap())
}

/// The actions with their outcome, session and client.
fn told(records: &[Value]) -> Vec<String> {
    let tell = |record: &Value| {
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let mut told = format!("{} {}", text(&record["event"]["action"]), text(&record["c2sim"]["session"]));
        if record["event"]["outcome"] == "failure" {
            told.push_str(&format!(" {}", text(&record["error"]["code"])));
        }
        told
    };
    records.iter().map(tell).collect()
}

#[tokio::test]
async fn an_exercise_is_in_the_log_with_what_was_refused() {
    let mut world = World::with("STRICT_AUTH", &[]);
    let c2 = world.run().await;
    c2.send(system("C2", "StopScenario")).await.ok();
    c2.send("<Message/>").await;
    c2.in_session("north").create("2.0.0").await.ok();
    c2.in_session("north").create("2.0.0").await.ok();
    let outsider = world.client("c2-one", &json!({"sub": "bert", "roles": []}));
    outsider.send(report("C2", 1)).await;
    outsider.in_session("north").delete("").await;
    c2.in_session("north").delete("").await.ok();
    c2.in_session("north").delete("").await;
    world.server.client("nobody").join().await;
    let relay = world.server.client("nobody").raw(Method::GET, "/api/v1/client/login").send().await.unwrap();
    assert_eq!(Answer::read(relay).await.status, 401);
    c2.resign().await.ok();
    world.server.hang_up();
    world.server.stop();
    let log = world.server.data_dir().join("audit.jsonl");
    let mut records = records(&log);
    // The reload runs beside what else happens.
    let reloads = records.extract_if(.., |record| record["event"]["action"] == "schema-reload").count();
    assert!(reloads <= 1);
    assert_eq!(
        told(&records),
        [
            "server-start -",
            "session-create default",
            "join default",
            "submit-initialization default",
            "share-scenario default",
            "start-scenario default",
            "stop-scenario default",
            "message-refused default C2SIM_INVALID_HEADER",
            "session-create north",
            "session-update north",
            "authorization-failure default CLAIM_CHECK",
            "authorization-failure north CLAIM_CHECK",
            "session-delete north",
            "session-delete north SHARED_SESSION_NOT_FOUND",
            "authorization-failure - AUTHORISATION_HEADER_MISSING",
            "authorization-failure - UNAUTHORIZED",
            "resign default",
            "server-stop -",
        ]
    );
    let join = &records[2];
    assert_eq!(join["user"], json!({"id": "anna", "domain": "tests"}));
    assert_eq!(join["source"]["ip"], "127.0.0.1");
    assert_eq!((&join["c2sim"]["client_id"], &join["c2sim"]["system"]), (&json!("c2-one"), &json!("SYSTEM-c2-one")));
    assert_eq!(records[5]["c2sim"]["state"], "RUNNING");
    assert_eq!(records[10]["user"]["id"], "bert", "who tried, not whose client it is");
}

#[tokio::test]
async fn a_log_that_was_touched_does_not_verify() {
    let mut world = World::with("MIXED_AUTH", &[]);
    world.run().await;
    world.server.stop();
    world.server.start_again();
    world.server.stop();
    let log = world.server.data_dir().join("audit.jsonl");
    let (code, text) = verified(&log);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.starts_with("the log holds: "), "{text}");
    let whole = fs::read_to_string(&log).unwrap();
    fs::write(&log, whole.replacen("\"join\"", "\"jojn\"", 1)).unwrap();
    let (code, text) = verified(&log);
    assert_eq!(code, Some(1), "{text}");
    let line = whole.lines().position(|line| line.contains("\"join\"")).unwrap() + 2;
    assert!(text.contains(&format!("audit.jsonl:{line}: ")), "the line after the one that was changed: {text}");
}

#[tokio::test]
async fn a_flood_of_refused_messages_does_not_fill_the_log() {
    let mut world = World::with("MIXED_AUTH", &[]);
    let c2 = world.run().await;
    for _ in 0..200 {
        c2.send("<Message/>").await;
    }
    world.server.stop();
    let records = records(&world.server.data_dir().join("audit.jsonl"));
    let refused: Vec<&Value> = records.iter().filter(|record| record["event"]["action"] == "message-refused").collect();
    let counted: u64 = refused.iter().map(|record| record["c2sim"]["repeated"].as_u64().unwrap_or(1)).sum();
    assert_eq!(counted, 200, "every one is told of");
    assert!(refused.len() <= 2 * 11, "a minute may end in between: {}", refused.len());
}

#[tokio::test]
async fn who_asks_for_too_much_is_in_the_log() {
    let mut world = World::with("MIXED_AUTH", &[("C2SIM_RATE_PER_SEC", "1"), ("C2SIM_RATE_BURST", "2")]);
    let client = world.server.client("too-fast");
    let mut answered = Vec::new();
    for _ in 0..5 {
        answered.push(client.get("info").await.status.as_u16());
    }
    assert!(answered.contains(&429), "{answered:?}");
    world.server.stop();
    let records = records(&world.server.data_dir().join("audit.jsonl"));
    let found: Vec<&Value> = records.iter().filter(|record| record["event"]["action"] == "rate-exceeded").collect();
    assert_eq!(found.len(), answered.iter().filter(|status| **status == 429).count());
    assert_eq!((&found[0]["event"]["outcome"], &found[0]["source"]["ip"]), (&json!("failure"), &json!("127.0.0.1")));
}

#[tokio::test]
async fn another_limit_is_no_rate() {
    let mut world = World::with("MIXED_AUTH", &[("C2SIM_EDITING_MAX_SESSIONS", "1")]);
    let client = world.server.client("editor");
    let create = || client.raw(Method::POST, "/editing/api/sessions").json(&json!({"user_id": "ann"})).send();
    assert_eq!(
        (create().await.unwrap().status(), create().await.unwrap().status()),
        (StatusCode::OK, StatusCode::TOO_MANY_REQUESTS)
    );
    world.server.stop();
    let records = records(&world.server.data_dir().join("audit.jsonl"));
    assert!(records.iter().all(|record| record["event"]["action"] != "rate-exceeded"), "{records:?}");
}

#[tokio::test]
async fn the_log_can_be_elsewhere_and_off() {
    let mut world = World::with("MIXED_AUTH", &[("C2SIM_AUDIT_FILE", "off")]);
    world.run().await;
    world.server.stop();
    assert!(!world.server.data_dir().join("audit.jsonl").exists());
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("elsewhere/log.ndjson");
    let mut world = World::with("MIXED_AUTH", &[("C2SIM_AUDIT_FILE", log.to_str().unwrap())]);
    world.server.stop();
    assert_eq!(verified(&log).0, Some(0));
}
