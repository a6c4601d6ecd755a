//! Sessions as services of the gateway.

use serde_json::{Value, json};

use crate::{
    member::{Member, ws},
    opening::create,
    support::{
        client::Client,
        exercise::running,
        messages::{order, report, system},
        server::Server,
    },
};

const SERVICE: &str = "c2sim/default";

/// A server whose session `default` runs and is open to the gateway, and a member of the session.
async fn mirrored(settings: &[(&str, &str)]) -> (Server, Client) {
    let server = Server::with(settings);
    let c2 = running(&server).await;
    create(&c2, Some(json!(["concierge"]))).await.ok();
    (server, c2)
}

/// Waits until the service is there, or is not there, which other members see as it happens.
async fn until_service(member: &mut Member, name: &str, is_there: bool) {
    let looking = async {
        loop {
            member.send("SERVICE_FETCH", json!({ "service": name })).await;
            let found = loop {
                let heard = member.hear().await;
                if heard.get("seq").is_some() {
                    break heard["type"] == "SERVICE_FETCH_RESULT";
                }
            };
            if found == is_there {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), looking).await.expect("it is so in time");
}

/// Subscribes, and passes over what is told of it.
async fn subscribe(member: &mut Member, service: &str) {
    let answer = member.ask("SELF_SUBSCRIBE", json!({ "service": service })).await;
    assert_eq!((&answer["type"], &answer["successful"]), (&json!("SELF_SUBSCRIBE_RESULT"), &json!(true)), "{answer}");
    assert_eq!(member.hear().await["type"], "SERVICE_CLIENT_SUBSCRIBED");
}

/// The next message, which comes from the mirror.
async fn mirrored_message(member: &mut Member) -> Value {
    loop {
        let heard = member.hear().await;
        if heard["type"] == "MESSAGE" {
            assert_eq!(heard["origin"]["service"]["name"], SERVICE, "{heard}");
            return heard["data"].clone();
        }
    }
}

#[tokio::test]
async fn whoever_subscribes_hears_the_messages_of_the_session_in_their_order() {
    let (server, c2) = mirrored(&[]).await;
    let mut viewer = Member::join(&server, "viewer").await;
    let mut other = Member::join(&server, "other").await;
    until_service(&mut viewer, SERVICE, true).await;
    until_service(&mut other, SERVICE, true).await;
    subscribe(&mut viewer, SERVICE).await;
    let address = c2.publish(report("C2", 2)).await;
    c2.send(order("C2")).await.ok();
    c2.send(system("C2", "PauseScenario")).await.ok();

    let first = mirrored_message(&mut viewer).await;
    let known = ["session", "address", "trackingId", "kind", "fromSendingSystem", "toReceivingSystems", "at", "xml"];
    assert_eq!(first.as_object().unwrap().keys().collect::<Vec<_>>().len(), known.len());
    assert!(known.iter().all(|key| first.get(key).is_some()), "{first}");
    assert_eq!((&first["session"], &first["address"]), (&json!("default"), &json!(address)));
    assert_eq!((&first["kind"], &first["fromSendingSystem"]), (&json!("ReportBody"), &json!("C2")));
    assert_eq!((&first["toReceivingSystems"], &first["xml"]), (&json!(["ALL"]), &json!(report("C2", 2))));
    assert_eq!(mirrored_message(&mut viewer).await["kind"], "OrderBody");
    assert_eq!(mirrored_message(&mut viewer).await["kind"], "PauseScenario");
    other.hears_nothing().await;

    // The server publishes, hears nothing, and has no files.
    let owner = other.ask("SERVICE_FETCH", json!({ "service": SERVICE })).await["service"]["owner_uuid"].clone();
    let url = server.url("/concierge/fs/c2sim_default/a.txt");
    let put = reqwest::Client::new().put(url).header("x-fs-key", owner.as_str().unwrap()).body("x");
    assert_eq!(put.send().await.unwrap().status(), 401);
    let target = json!({ "type": "SERVICE", "service": SERVICE });
    assert_eq!(viewer.ask("MESSAGE", json!({ "target": target, "data": 1 })).await["type"], "BAD");
    assert_eq!(other.ask("SERVICE_DELETE", json!({ "service": SERVICE })).await["type"], "BAD");
    assert_eq!(other.ask("SERVICE_CREATE", json!({ "service": "c2sim/elsewhere" })).await["type"], "BAD");
}

#[tokio::test]
async fn a_service_lasts_as_long_as_its_session_is_open() {
    let server = Server::start();
    let c2 = server.client("c2-one").in_session("winter");
    create(&c2, None).await.ok();
    c2.join().await.ok();
    let mut viewer = Member::join(&server, "viewer").await;
    let name = "c2sim/winter";
    assert_eq!(viewer.ask("SELF_SUBSCRIBE", json!({ "service": name })).await["type"], "INVALID_SERVICE");
    create(&c2, Some(json!(["concierge"]))).await.ok();
    let joined = viewer.hear().await;
    assert_eq!((&joined["type"], &joined["client"]["name"]), (&json!("CLIENT_JOINED"), &json!("c2sim_winter")));
    let created = viewer.hear().await;
    assert_eq!((&created["type"], &created["service"]["name"]), (&json!("SERVICE_CREATE_RESULT"), &json!(name)));
    assert_eq!(created["service"]["nickname"], "C2SIM session Winter");

    // Nothing is said of crossings: it stays open.
    create(&c2, None).await.ok();
    subscribe(&mut viewer, name).await;
    create(&c2, Some(json!([]))).await.ok();
    assert_eq!(viewer.hear().await["type"], "SERVICE_DELETE_RESULT");
    assert_eq!(viewer.hear().await["type"], "CLIENT_LEFT");
    create(&c2, Some(json!(["concierge", "editing"]))).await.ok();
    until_service(&mut viewer, name, true).await;
    c2.delete("?force=true").await.ok();
    until_service(&mut viewer, name, false).await;

    // The same name again is another session.
    create(&c2, Some(json!(["concierge"]))).await.ok();
    until_service(&mut viewer, name, true).await;
}

#[tokio::test]
async fn a_session_is_open_again_after_a_restart_and_status_shows_it() {
    let (mut server, c2) = mirrored(&[]).await;
    c2.send(report("C2", 1)).await.ok();
    server.kill();
    server.start_again();
    let c2 = server.client("c2-one");
    let mut viewer = Member::join_with(&ws(&server), "viewer", json!({})).await;
    until_service(&mut viewer, SERVICE, true).await;
    subscribe(&mut viewer, SERVICE).await;
    c2.send(report("C2", 2)).await.ok();
    assert_eq!(mirrored_message(&mut viewer).await["xml"], report("C2", 2));
    let request = c2.raw(reqwest::Method::GET, "/status").header("accept", "application/json");
    let status: Value = serde_json::from_str(&request.send().await.unwrap().text().await.unwrap()).unwrap();
    assert_eq!(status["sessions"][0]["crossings"], json!(["concierge"]));
    let doors = status["doors"].as_array().unwrap();
    let gateway = doors.iter().find(|door| door["door"] == "concierge").unwrap();
    assert_eq!(
        (&gateway["figures"]["connections"], &gateway["figures"]["clients"]),
        (&json!(1), &json!(2)),
        "{gateway}"
    );
    assert_eq!(gateway["figures"]["services"], 1);
    let metrics = c2.raw(reqwest::Method::GET, "/metrics").send().await.unwrap().text().await.unwrap();
    assert!(metrics.contains("c2sim_concierge_services{c2sim_app=\"c2sim-server\"} 1\n"), "{metrics}");
    assert!(metrics.contains("# TYPE c2sim_concierge_payloads_sent counter\n"), "{metrics}");
}

#[tokio::test]
async fn what_names_its_receivers_does_not_cross_over_where_it_reaches_nobody_else() {
    let to_sim = |mark| report("C2", mark).replace(">ALL<", ">SIM<");
    let check = async |private: &str, expected: &[String]| {
        let (server, c2) = mirrored(&[("C2SIM_PRIVATE_ADDRESSING", private)]).await;
        let mut viewer = Member::join(&server, "viewer").await;
        until_service(&mut viewer, SERVICE, true).await;
        subscribe(&mut viewer, SERVICE).await;
        c2.send(to_sim(1)).await.ok();
        c2.send(report("C2", 2)).await.ok();
        for xml in expected {
            assert_eq!(mirrored_message(&mut viewer).await["xml"], *xml, "private addressing {private}");
        }
    };
    check("true", &[report("C2", 2)]).await;
    check("false", &[to_sim(1), report("C2", 2)]).await;
}

#[tokio::test]
async fn a_session_of_the_configuration_is_open_from_the_start() {
    let file = r#"{"default-sessions": [{"shared-session-name": "winter", "crossings": ["concierge"]}]}"#;
    let server = Server::with_files(&[], &[("server-config.json", file)]);
    let mut viewer = Member::join(&server, "viewer").await;
    until_service(&mut viewer, "c2sim/winter", true).await;
}

#[tokio::test]
async fn whoever_has_the_name_of_the_servers_client_does_not_keep_it_out() {
    let server = Server::start();
    let mut holder = Member::join(&server, "c2sim_winter").await;
    create(&server.client("c2-one").in_session("winter"), Some(json!(["concierge"]))).await.ok();
    assert_eq!(holder.hear().await["client"]["name"], "c2sim_winter_2");
    until_service(&mut holder, "c2sim/winter", true).await;
}
