//! Clients that lose their connection and come back, or are too late; and what is kept where that is configured.

use serde_json::{Value, json};

use crate::{
    member::{Member, ws},
    support::server::Server,
};

fn key(of: &Member) -> Value {
    of.hello["resume"].clone()
}

async fn say(from: &mut Member, to: &str, data: u64) {
    let answer = from.ask("MESSAGE", json!({ "target": { "type": "NAME", "name": to }, "data": data })).await;
    assert_eq!(answer["type"], "OK");
}

#[tokio::test]
async fn a_client_comes_back_with_its_key_and_hears_what_it_missed() {
    let server = Server::start();
    let url = ws(&server);
    let mut ben = Member::join(&server, "ben").await;
    let mut ann = Member::join_with(&url, "ann", json!({ "resume": true })).await;
    assert_eq!(ben.hear().await["type"], "CLIENT_JOINED");
    ann.send("SERVICE_CREATE", json!({ "service": "s" })).await;
    let created = ann.hear().await;
    assert!(created["at"].is_u64(), "{created}");
    ann.hear().await;
    ben.hear().await;
    say(&mut ben, "ann", 1).await;
    let first = ann.hear().await;
    let (uuid, resume) = (ann.uuid.clone(), key(&ann));
    ann.lose();
    say(&mut ben, "ann", 2).await;
    say(&mut ben, "ann", 3).await;
    ben.hears_nothing().await;

    let after = first["at"].clone();
    let mut ann = Member::join_with(&url, "ann", json!({ "resume": resume, "after": after })).await;
    assert_eq!((&ann.uuid, &ann.hello["resumed"], &ann.hello["missed"]), (&uuid, &json!(true), &json!(0)));
    for data in [2, 3] {
        assert_eq!(ann.hear().await["data"], data);
    }
    let services = ann.ask("SERVICE_FETCH_ALL", json!({})).await;
    assert_eq!((&services["services"][0]["owner_uuid"], &services["seq"]), (&json!(uuid), &json!(0)));
    ben.hears_nothing().await;

    // A second connection takes over, and hears again what the client says that it lacks.
    let mut again = Member::join_with(&url, "ann", json!({ "resume": resume, "after": after })).await;
    assert_eq!(ann.closed().await.0, 4005);
    for data in [2, 3] {
        assert_eq!(again.hear().await["data"], data);
    }
    again.hears_nothing().await;
    ben.hears_nothing().await;
}

#[tokio::test]
async fn who_is_not_back_in_time_has_left() {
    let server = Server::with(&[("C2SIM_CONCIERGE_RESUME_SEC", "0.3")]);
    let url = ws(&server);
    let mut ben = Member::join(&server, "ben").await;
    let ann = Member::join_with(&url, "ann", json!({ "resume": true })).await;
    ben.hear().await;
    let (uuid, resume) = (ann.uuid.clone(), key(&ann));
    ann.lose();
    assert_eq!(ben.hear().await["type"], "CLIENT_LEFT");
    let mut ann = Member::join_with(&url, "ann", json!({ "resume": resume })).await;
    assert_eq!(ann.hello["resumed"], json!(false));
    assert_ne!(ann.uuid, uuid);
    assert_ne!(key(&ann), resume);
    ann.hears_nothing().await;
}

#[tokio::test]
async fn without_a_key_nobody_is_waited_for_and_nothing_is_added() {
    let server = Server::start();
    let mut ben = Member::join(&server, "ben").await;
    let ann = Member::join_with(&ws(&server), "ann", json!({ "resume": false })).await;
    let keys: Vec<&String> = ann.hello.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["type", "uuid", "version"]);
    assert_eq!(ben.hear().await.get("at"), None);
    ann.lose();
    assert_eq!(ben.hear().await["type"], "CLIENT_LEFT");
}

#[tokio::test]
async fn who_missed_more_than_is_kept_is_told_how_much() {
    let server = Server::with(&[("C2SIM_CONCIERGE_BACKLOG_MESSAGES", "2")]);
    let url = ws(&server);
    let mut ben = Member::join(&server, "ben").await;
    let ann = Member::join_with(&url, "ann", json!({ "resume": true })).await;
    ben.hear().await;
    let resume = key(&ann);
    ann.lose();
    for data in 1..=5 {
        say(&mut ben, "ann", data).await;
    }
    // Two have joined before.
    let mut ann = Member::join_with(&url, "ann", json!({ "resume": resume, "after": 2 })).await;
    assert_eq!(ann.hello["missed"], json!(3));
    for data in [4, 5] {
        assert_eq!(ann.hear().await["data"], data);
    }
    ann.hears_nothing().await;
}

#[tokio::test]
async fn events_are_kept_where_that_is_configured() {
    let mut server = Server::with(&[("C2SIM_CONCIERGE_DURABILITY", "sync"), ("C2SIM_CONCIERGE_BACKLOG_MESSAGES", "1")]);
    let url = ws(&server);
    let mut ben = Member::join(&server, "ben").await;
    let ann = Member::join_with(&url, "ann", json!({ "resume": true })).await;
    ben.hear().await;
    let resume = key(&ann);
    ann.lose();
    for data in 1..=3 {
        say(&mut ben, "ann", data).await;
    }
    let mut ann = Member::join_with(&url, "ann", json!({ "resume": resume, "after": 2 })).await;
    assert_eq!(ann.hello["missed"], json!(0), "what is no longer in memory is read from the store");
    for data in 1..=3 {
        assert_eq!(ann.hear().await["data"], data);
    }
    drop((ann, ben));
    server.stop();
    server.start_again();
    let mut ann = Member::join_with(&ws(&server), "ann", json!({ "resume": resume })).await;
    assert_eq!(ann.hello["resumed"], json!(false), "who is there ends with the server");
    ann.hears_nothing().await;
}
