//! A whole exercise, as clients of the reference server run it.

mod support;

use serde_json::json;
use support::{
    client::Client,
    messages::{initialization, order, report, system},
    server::Server,
    stream::Stream,
};

async fn member(server: &Server, client_id: &str) -> (Client, Stream) {
    let client = server.client(client_id);
    let stream = client.stream().await;
    let joined = client.join().await.ok();
    assert_eq!(joined["session"]["sessionName"], "default");
    (client, stream)
}

/// Publishes, and sees that the other receives it and the session is in the state.
async fn publish(from: &Client, other: &mut Stream, xml: String, state: &str) {
    let answer = from.send(xml.clone()).await.ok();
    assert_eq!(answer["trackingId"].as_str().map(str::len), Some(36));
    assert_eq!(other.line().await, xml);
    assert_eq!(from.state().await, state, "{xml}");
}

#[tokio::test]
async fn two_systems_run_an_exercise_from_the_list_of_sessions_to_the_end() {
    let server = Server::start();
    let sessions = server.client("looker").raw(reqwest::Method::GET, "/api/c2sim/session/list");
    let sessions: serde_json::Value = sessions.header("clientId", "looker").send().await.unwrap().json().await.unwrap();
    assert_eq!(sessions[0]["sessionName"], "default");
    assert_eq!(sessions[0]["state"], "UNINITIALIZED");

    let (c2, mut c2_stream) = member(&server, "c2-one").await;
    let (sim, mut sim_stream) = member(&server, "sim-one").await;

    publish(&c2, &mut sim_stream, system("C2", "SubmitInitialization"), "INITIALIZING").await;
    // Parts are kept back until the scenario is shared; the first thing that a member sees is the merged whole.
    c2.send(initialization("C2", "one", &["C2"])).await.ok();
    sim.send(initialization("SIM", "one", &["SIM"])).await.ok();
    publish(&sim, &mut c2_stream, system("SIM", "InitializationComplete"), "INITIALIZING").await;
    c2.send(system("C2", "ShareScenario")).await.ok();
    let shared = sim_stream.line().await;
    assert!(shared.contains("<FromSendingSystem>C2SIM_SERVER</FromSendingSystem>"), "{shared}");
    for part in ["<SystemName>C2</SystemName>", "<SystemName>SIM</SystemName>"] {
        assert!(shared.contains(part), "{shared}");
    }
    assert_eq!(shared.matches("<ScenarioSetting").count(), 1);
    assert_eq!(sim_stream.line().await, system("C2", "ShareScenario"));
    assert_eq!(c2_stream.line().await, shared, "the publisher, too, receives the server's message");
    let late = server.client("late-one").get("initialization").await;
    assert_eq!((late.content_type.as_str(), late.text.trim_end()), ("application/xml", shared.as_str()));

    publish(&c2, &mut sim_stream, system("C2", "StartScenario"), "RUNNING").await;
    publish(&c2, &mut sim_stream, order("C2"), "RUNNING").await;
    publish(&sim, &mut c2_stream, report("SIM", 1), "RUNNING").await;
    publish(&c2, &mut sim_stream, system("C2", "PauseScenario"), "PAUSED").await;
    let refused = c2.send(order("C2")).await;
    assert_eq!(
        (refused.code().as_str(), &refused.json()["details"]["CURRENT_STATE"]),
        ("C2SIM_MSG_NOT_ALLOWED_IN_STATE", &json!("PAUSED"))
    );
    publish(&sim, &mut c2_stream, report("SIM", 2), "PAUSED").await;
    publish(&c2, &mut sim_stream, system("C2", "ResumeScenario"), "RUNNING").await;
    publish(&c2, &mut sim_stream, system("C2", "StopScenario"), "INITIALIZED").await;
    publish(&c2, &mut sim_stream, system("C2", "ResetScenario"), "UNINITIALIZED").await;
    assert_eq!(c2.get("initialization").await.code(), "NO_C2SIM_INITIALIZATION_BODY");

    sim.resign().await.ok();
    assert_eq!(sim_stream.closed().await.0, 1000);
    assert_eq!(sim.send(report("SIM", 3)).await.code(), "CLIENT_NOT_JOINED_SHARED_SESSION");
    c2.resign().await.ok();
}

#[tokio::test]
async fn all_members_receive_all_messages_in_one_order() {
    let server = Server::start();
    let (c2, _) = member(&server, "c2-one").await;
    let mut listeners = Vec::new();
    for name in ["ear-01", "ear-02", "ear-03"] {
        listeners.push(member(&server, name).await.1);
    }
    c2.send(system("C2", "SubmitInitialization")).await.ok();
    c2.send(initialization("C2", "one", &["C2"])).await.ok();
    c2.send(system("C2", "ShareScenario")).await.ok();
    c2.send(system("C2", "StartScenario")).await.ok();
    let mut publishers = Vec::new();
    for publisher in 0..4 {
        let client = server.client(&format!("pub-{publisher:02}"));
        client.join().await.ok();
        publishers.push(tokio::spawn(async move {
            for number in 0..50 {
                client.send(report("SIM", publisher * 1_000 + number)).await.ok();
            }
        }));
    }
    let mut orders = Vec::new();
    for stream in &mut listeners {
        let mut heard = Vec::new();
        for _ in 0..4 + 200 {
            heard.push(stream.line().await);
        }
        orders.push(heard);
    }
    for publisher in publishers {
        publisher.await.unwrap();
    }
    assert_eq!(orders[0], orders[1]);
    assert_eq!(orders[0], orders[2]);
}
