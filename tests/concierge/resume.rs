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
    let ann = Member::join_with(&ws(&server), "ann", json!({ "resume": resume })).await;
    assert_eq!(ann.hello["resumed"], json!(true));
}

/// What is told of somebody who comes back, and of those who are gone, after a server that ended like this.
async fn check_restart(end: fn(&mut Server), snapshot_entries: &str) {
    let settings = [("C2SIM_CONCIERGE_DURABILITY", "sync"), ("C2SIM_SNAPSHOT_MESSAGES", snapshot_entries)];
    let mut server = Server::with(&settings);
    let wanted = json!({ "resume": true, "nickname": "Ann \"1\"", "tags": ["x"] });
    let mut ann = Member::join_with(&ws(&server), "ann", wanted).await;
    let mut ben = Member::join(&server, "ben").await;
    for service in ["one", "two"] {
        ann.send("SERVICE_CREATE", json!({ "service": service, "nickname": "a service" })).await;
    }
    ben.send("SERVICE_CREATE", json!({ "service": "of ben" })).await;
    while ben.hear().await["service"]["name"] != "of ben" {}
    ben.hear().await;
    ann.send("SERVICE_DELETE", json!({ "service": "two" })).await;
    for service in ["of ben", "one"] {
        ann.send("SELF_SUBSCRIBE", json!({ "service": service })).await;
    }
    let subscribed = loop {
        let heard = ann.hear().await;
        if heard["type"] == "SERVICE_CLIENT_SUBSCRIBED" && heard["service"]["name"] == "one" {
            break heard;
        }
    };
    let (key, uuid) = (key(&ann), ann.uuid.clone());
    ben.send("MESSAGE", json!({ "target": { "type": "NAME", "name": "ann" }, "data": 7 })).await;
    while ben.hear().await["type"] != "OK" {}
    end(&mut server);
    server.start_again();

    // Nobody else takes its name, and no key is on the disk.
    let mut taken = crate::member::connected(&ws(&server)).await;
    let identify = crate::member::identify("ann", json!({})).to_string();
    taken.send(tokio_tungstenite::tungstenite::Message::Text(identify.into())).await;
    assert_eq!(crate::member::closed(&mut taken).await.0, 4005);
    for file in std::fs::read_dir(server.data_dir().join("concierge")).unwrap() {
        let (bytes, key) = (std::fs::read(file.unwrap().path()).unwrap(), key.as_str().unwrap().as_bytes());
        assert!(!bytes.windows(key.len()).any(|window| window == key));
    }
    let again = json!({ "resume": key, "after": subscribed["at"] });
    let mut ann = Member::join_with(&ws(&server), "ann", again).await;
    assert_eq!((&ann.hello["resumed"], &ann.uuid, &ann.hello["missed"]), (&json!(true), &uuid, &json!(0)));
    let mut kinds = Vec::new();
    loop {
        let heard = ann.hear().await;
        kinds.push(heard["type"].as_str().unwrap().to_owned());
        if heard["type"] == "CLIENT_LEFT" {
            assert_eq!(heard["client"]["name"], "ben");
            break;
        }
    }
    assert_eq!(kinds, ["MESSAGE", "SERVICE_DELETE_RESULT", "CLIENT_LEFT"]);
    let itself = ann.ask("SELF_FETCH", json!({})).await;
    assert_eq!((&itself["client"]["nickname"], &itself["client"]["tags"]), (&json!("Ann \"1\""), &json!(["x"])));
    let services = ann.ask("SERVICE_FETCH_ALL", json!({})).await["services"].clone();
    let one = json!({ "name": "one", "nickname": "a service", "owner_uuid": uuid, "subscribers": [uuid] });
    assert_eq!((&services, &itself["subscriptions"]), (&json!([one.clone()]), &json!([one])));
    // What is said from now on is for the clients of now.
    let mut cat = Member::join(&server, "cat").await;
    assert_eq!(ann.hear().await["type"], "CLIENT_JOINED");
    say(&mut cat, "ann", 8).await;
    assert_eq!(ann.hear().await["data"], 8);
    cat.hears_nothing().await;
}

#[tokio::test]
async fn who_may_resume_outlives_the_server_where_that_is_configured() {
    for snapshot_entries in ["1000", "3"] {
        check_restart(Server::stop, snapshot_entries).await;
        check_restart(Server::kill, snapshot_entries).await;
    }
}

#[tokio::test]
async fn in_memory_nobody_outlives_the_server() {
    let mut server = Server::start();
    let ann = Member::join_with(&ws(&server), "ann", json!({ "resume": true })).await;
    let key = key(&ann);
    server.stop();
    server.start_again();
    let ann = Member::join_with(&ws(&server), "ann", json!({ "resume": key })).await;
    assert_eq!(ann.hello["resumed"], json!(false));
}
