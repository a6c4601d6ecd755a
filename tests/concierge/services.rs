//! Services and their subscribers, who is told of them, and what becomes of them when somebody leaves.

use serde_json::{Value, json};

use crate::{member::Member, support::server::Server};

#[tokio::test]
async fn a_service_is_created_told_and_deleted_by_its_owner_alone() {
    let server = Server::start();
    let mut owner = Member::join(&server, "owner").await;
    let mut other = Member::join(&server, "other").await;
    owner.expect(&json!({ "type": "CLIENT_JOINED", "client": other.info() })).await;
    let nickname = "the \"service\"";
    let mut service = owner.service("s", &[]);
    service["nickname"] = json!(nickname);
    let created = json!({ "type": "SERVICE_CREATE_RESULT", "successful": true, "service": service });
    owner.send("SERVICE_CREATE", json!({ "service": "s", "nickname": nickname })).await;
    owner.expect(&created).await;
    let mut answer = created.clone();
    answer["seq"] = json!(0);
    owner.expect(&answer).await;
    other.expect(&created).await;

    let again = json!({ "type": "SERVICE_CREATE_RESULT", "successful": false, "service": service, "seq": 0 });
    assert_eq!(other.ask("SERVICE_CREATE", json!({ "service": "s" })).await, again);
    let fetched = json!({ "type": "SERVICE_FETCH_RESULT", "service": service, "seq": 1 });
    assert_eq!(other.ask("SERVICE_FETCH", json!({ "service": "s" })).await, fetched);
    let all = json!({ "type": "SERVICE_FETCH_ALL_RESULT", "services": [service], "seq": 2 });
    assert_eq!(other.ask("SERVICE_FETCH_ALL", json!({})).await, all);
    for (kind, seq) in [("SERVICE_FETCH", 3), ("SERVICE_DELETE", 4), ("SELF_SUBSCRIBE", 5), ("SELF_UNSUBSCRIBE", 6)] {
        let invalid = json!({ "type": "INVALID_SERVICE", "service": "none", "seq": seq });
        assert_eq!(other.ask(kind, json!({ "service": "none" })).await, invalid, "{kind}");
    }
    assert_eq!(other.ask("SERVICE_DELETE", json!({ "service": "s" })).await, json!({ "type": "BAD", "seq": 7 }));
    assert_eq!(other.ask("SERVICE_CREATE", json!({ "service": "" })).await["type"], "BAD");
    assert_eq!(other.ask("SERVICE_CREATE", json!({ "service": "x".repeat(129) })).await["type"], "BAD");

    let mut deleted = json!({ "type": "SERVICE_DELETE_RESULT", "service": service });
    owner.send("SERVICE_DELETE", json!({ "service": "s" })).await;
    owner.expect(&deleted).await;
    other.expect(&deleted).await;
    deleted["seq"] = json!(1);
    owner.expect(&deleted).await;
    owner.hears_nothing().await;
}

#[tokio::test]
async fn subscribing_is_answered_first_and_told_to_subscribers() {
    let server = Server::start();
    let mut owner = Member::join(&server, "owner").await;
    owner.send("SERVICE_CREATE", json!({ "service": "s" })).await;
    for _ in 0..2 {
        owner.hear().await;
    }
    let mut one = Member::join(&server, "one").await;
    let mut two = Member::join(&server, "two").await;
    assert_eq!(one.hear().await["type"], "CLIENT_JOINED");
    for _ in 0..2 {
        owner.hear().await;
    }
    let result = |kind: &str, successful: bool, service: &Value, seq: u64| json!({ "type": kind, "successful": successful, "service": service, "seq": seq });
    let told = |kind: &str, client: &Member, service: &Value| json!({ "type": kind, "client": client.info(), "service": service });
    let with_one = owner.service("s", &[&one]);
    one.send("SELF_SUBSCRIBE", json!({ "service": "s" })).await;
    one.expect(&result("SELF_SUBSCRIBE_RESULT", true, &with_one, 0)).await;
    let event = told("SERVICE_CLIENT_SUBSCRIBED", &one, &with_one);
    one.expect(&event).await;
    assert_eq!(one.ask("SELF_SUBSCRIBE", json!({ "service": "s" })).await["successful"], false);
    one.hears_nothing().await;

    let with_both = owner.service("s", &[&one, &two]);
    two.send("SELF_SUBSCRIBE", json!({ "service": "s" })).await;
    two.expect(&result("SELF_SUBSCRIBE_RESULT", true, &with_both, 0)).await;
    let event = told("SERVICE_CLIENT_SUBSCRIBED", &two, &with_both);
    for hears in [&mut one, &mut two] {
        hears.expect(&event).await;
    }
    let known = two.ask("SELF_FETCH", json!({})).await;
    let expected = json!({ "type": "SELF_FETCH_RESULT", "client": two.info(), "subscriptions": [with_both], "seq": 1 });
    assert_eq!(known, expected);
    let known = one.ask("CLIENT_FETCH", json!({ "uuid": two.uuid })).await;
    assert_eq!((&known["client"], &known["subscriptions"]), (&two.info(), &json!([with_both])));
    let nil = "00000000-0000-0000-0000-000000000000";
    assert_eq!(one.ask("CLIENT_FETCH", json!({ "uuid": nil })).await["type"], "INVALID_UUID");
    let everybody = one.ask("CLIENT_FETCH_ALL", json!({})).await;
    assert_eq!(everybody["clients"], json!([owner.info(), one.info(), two.info()]));

    let with_two = owner.service("s", &[&two]);
    one.send("SELF_UNSUBSCRIBE", json!({ "service": "s" })).await;
    let answer = one.hear().await;
    assert_eq!((&answer["successful"], &answer["service"]), (&json!(true), &with_two));
    two.expect(&told("SERVICE_CLIENT_UNSUBSCRIBED", &one, &with_two)).await;
    assert_eq!(one.ask("SELF_UNSUBSCRIBE", json!({ "service": "s" })).await["successful"], false);
    for member in [&mut owner, &mut one, &mut two] {
        member.hears_nothing().await;
    }
}

#[tokio::test]
async fn what_was_a_clients_own_goes_with_it_in_order() {
    let server = Server::start();
    let mut watcher = Member::join(&server, "watcher").await;
    let mut leaver = Member::join(&server, "leaver").await;
    watcher.hear().await;
    watcher.send("SERVICE_CREATE", json!({ "service": "kept" })).await;
    watcher.send("SERVICE_CREATE", json!({ "service": "other" })).await;
    for _ in 0..4 {
        watcher.hear().await;
    }
    for service in ["one", "two"] {
        leaver.send("SERVICE_CREATE", json!({ "service": service })).await;
        assert_eq!(watcher.hear().await["type"], "SERVICE_CREATE_RESULT");
    }
    for service in ["kept", "two"] {
        watcher.send("SELF_SUBSCRIBE", json!({ "service": service })).await;
        watcher.hear().await;
        watcher.hear().await;
    }
    leaver.send("SELF_SUBSCRIBE", json!({ "service": "kept" })).await;
    assert_eq!(watcher.hear().await["type"], "SERVICE_CLIENT_SUBSCRIBED");
    let [one, two] = [leaver.service("one", &[]), leaver.service("two", &[&watcher])];
    let left = leaver.info();
    leaver.lose();
    watcher.expect(&json!({ "type": "SERVICE_DELETE_RESULT", "service": one })).await;
    watcher.expect(&json!({ "type": "SERVICE_DELETE_RESULT", "service": two })).await;
    let kept = watcher.service("kept", &[&watcher]);
    watcher.expect(&json!({ "type": "SERVICE_CLIENT_UNSUBSCRIBED", "client": left, "service": kept })).await;
    watcher.expect(&json!({ "type": "CLIENT_LEFT", "client": left })).await;
    let mut again = Member::join(&server, "leaver").await;
    watcher.hear().await;
    again.send("SERVICE_CREATE", json!({ "service": "two" })).await;
    watcher.hear().await;
    let known = watcher.ask("SELF_FETCH", json!({})).await;
    assert_eq!(known["subscriptions"], json!([kept]), "a service of the same name is another one");
}
