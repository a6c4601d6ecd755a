//! Late join with the live picture: what is acknowledged is in it, as JSON and as a report, and a restart does not change it.

#![allow(clippy::unwrap_used, reason = "a test program")]

mod support;

use std::time::Duration;

use serde_json::{Value, json};
use support::{
    client::{Answer, Client},
    messages::{UUID, message, order, report, system},
    server::Server,
};

const UNIT: &str = "0a1b2c3d-0000-4000-8000-000000000001";
const SIDE: &str = "0a1b2c3d-0000-4000-8000-000000000005";

/// The messages of version 2.0.0, in the namespace of 1.0.2 and with what its headers have more.
fn older(xml: &str) -> String {
    xml.replace("http://www.sisostds.org/schemas/C2SIM/2.0.0-cwix2026", "http://www.sisostds.org/schemas/C2SIM/1.1")
        .replace("<C2SIMHeader>", "<C2SIMHeader><CommunicativeActTypeCode>Inform</CommunicativeActTypeCode>")
}

fn scenario() -> String {
    message(
        "C2",
        &format!(
            "<C2SIMInitializationBody><ObjectDefinitions><AbstractObject><ForceSide><Name>Blue</Name><UUID>{SIDE}</UUID>\
             </ForceSide></AbstractObject><Entity><ActorEntity><CollectiveEntity><MilitaryOrganization><Unit><EntityDescriptor>\
             <Side>{SIDE}</Side></EntityDescriptor><CurrentState><PhysicalState><Location><GeodeticCoordinate><Latitude>50\
             </Latitude><Longitude>5</Longitude></GeodeticCoordinate></Location></PhysicalState></CurrentState><APP6CSymbol>\
             <APP6C-SIDC>SFGPUCI----D---</APP6C-SIDC></APP6CSymbol><Name>Alpha</Name><UUID>{UNIT}</UUID>\
             <EchelonCode>COY</EchelonCode></Unit></MilitaryOrganization></CollectiveEntity></ActorEntity></Entity>\
             </ObjectDefinitions><ScenarioSetting><DateTime><IsoDateTime>2026-01-01T00:00:00Z</IsoDateTime></DateTime>\
             <Version>1</Version></ScenarioSetting><SystemEntityList><ActorReference>{UNIT}</ActorReference>\
             <SystemName>SIM</SystemName></SystemEntityList></C2SIMInitializationBody>"
        ),
    )
}

/// A report that the unit is here at this minute.
fn position(minute: usize, latitude: f64) -> String {
    report("SIM", minute)
        .replace(&format!("<SubjectEntity>{UUID}<"), &format!("<SubjectEntity>{UNIT}<"))
        .replace("2026-01-01T00:00:00Z", &format!("2026-01-01T00:{minute:02}:00Z"))
        .replace("<Latitude>52.1<", &format!("<Latitude>{latitude}<"))
}

async fn start(client: &Client, of_version: fn(&str) -> String) {
    client.join().await.ok();
    for xml in
        [system("C2", "SubmitInitialization"), scenario(), system("C2", "ShareScenario"), system("C2", "StartScenario")]
    {
        client.send(of_version(&xml)).await.ok();
    }
}

async fn picture(client: &Client) -> Value {
    let answer = client.get("picture").await;
    assert_eq!(answer.content_type, "application/json");
    answer.ok()
}

async fn as_report(client: &Client) -> Answer {
    let request = client.request(reqwest::Method::GET, "picture").header("accept", "application/xml");
    Answer::read(request.send().await.unwrap()).await
}

fn unit(changes: Value) -> Value {
    let mut unit = json!({
        "uuid": UNIT, "name": "Alpha", "side": "Blue", "sidc": "SFGPUCI----D---", "latitude": 50.0, "longitude": 5.0,
        "altitude_m": null, "heading_deg": null, "speed_mps": null, "status": null, "strength_percent": null,
        "observedAt": null, "reportedBy": null,
    });
    for (key, value) in changes.as_object().unwrap() {
        unit[key] = value.clone();
    }
    unit
}

#[tokio::test]
async fn whoever_joins_late_sees_the_latest_of_every_entity() {
    let server = Server::start();
    let (sim, late) = (server.client("sim-one"), server.client("late-1"));
    let empty = picture(&late).await;
    assert_eq!((&empty["state"], &empty["entities"]), (&json!("UNINITIALIZED"), &json!([])));
    assert_eq!(as_report(&late).await.code(), "PICTURE_EMPTY");
    start(&sim, str::to_owned).await;
    let begun = picture(&late).await;
    assert_eq!((&begun["state"], &begun["entities"]), (&json!("RUNNING"), &json!([unit(json!({}))])));

    // Each answer holds what was acknowledged before it, under the address of the acknowledgement.
    for minute in 1..=20 {
        let sent = sim.send(position(minute, 51.0 + minute as f64)).await;
        let address = sent.headers["c2sim-address"].to_str().unwrap().to_owned();
        let seen = picture(&late).await;
        assert_eq!(seen["address"], json!(address));
        let moved = json!({
            "latitude": 51.0 + minute as f64, "longitude": 4.3, "observedAt": format!("2026-01-01T00:{minute:02}:00Z"),
            "reportedBy": UUID,
        });
        assert_eq!(seen["entities"], json!([unit(moved)]));
    }
    // What is refused, what is old and what is no report changes nothing but the address.
    let seen = picture(&late).await;
    assert_eq!(sim.send(position(30, 91.0)).await.code(), "XSD_VALIDATION_ERROR");
    assert_eq!(picture(&late).await, seen);
    sim.send(position(3, 1.0)).await.ok();
    sim.send(order("C2")).await.ok();
    assert_eq!(picture(&late).await["entities"], seen["entities"]);

    for command in ["PauseScenario", "StopScenario", "ResetScenario"] {
        sim.send(system("C2", command)).await.ok();
    }
    let reset = picture(&late).await;
    assert_eq!((&reset["state"], &reset["entities"]), (&json!("UNINITIALIZED"), &json!([])));
}

#[tokio::test]
async fn the_report_is_valid_in_both_versions_and_says_the_same() {
    let server = Server::start();
    for (session, version, of_version) in
        [("newer", "2.0.0", str::to_owned as fn(&str) -> String), ("older", "1.0.2", older)]
    {
        let client = server.client("sim-one").in_session(session);
        client.create(version).await.ok();
        start(&client, of_version).await;
        client.send(of_version(&position(7, 53.25))).await.ok();
        let first = picture(&client).await["entities"].take();
        let answer = as_report(&client).await;
        assert_eq!((answer.status.as_u16(), answer.content_type.as_str()), (200, "application/xml"), "{answer:?}");
        // The server itself takes it as a report in a session of the same version, and sees the same entities.
        let other = server.client("sim-two").in_session(&format!("{session}-2"));
        other.create(version).await.ok();
        start(&other, of_version).await;
        other.send(answer.text).await.ok();
        let mut second = picture(&other).await["entities"].take();
        second[0]["reportedBy"] = first[0]["reportedBy"].clone();
        assert_eq!(second, first, "{version}");
    }
}

#[tokio::test]
async fn entities_past_the_limit_are_left_out_and_that_is_said() {
    let server = Server::with(&[("C2SIM_PICTURE_MAX_ENTITIES", "1")]);
    let sim = server.client("sim-one");
    start(&sim, str::to_owned).await;
    let warning = |answer: &Answer| answer.headers.get("c2sim-warning").map(|text| text.to_str().unwrap().to_owned());
    let whole = sim.get("picture").await;
    assert_eq!((warning(&whole), whole.json()["entities"].as_array().unwrap().len()), (None, 1));
    sim.send(report("SIM", 1)).await.ok();
    let cut = sim.get("picture").await;
    assert_eq!(warning(&cut).as_deref(), Some("PICTURE_LIMIT_REACHED"));
    assert_eq!(cut.json()["entities"], json!([unit(json!({}))]));
    assert_eq!(warning(&as_report(&sim).await).as_deref(), Some("PICTURE_LIMIT_REACHED"));
}

#[tokio::test]
async fn the_picture_comes_back_after_a_stop_and_after_a_crash() {
    // Few entries a snapshot, and fewer kept than were sent, so that all ways of coming back are taken.
    let settings = [("C2SIM_SNAPSHOT_MESSAGES", "16"), ("C2SIM_RETENTION_MESSAGES", "5")];
    for settings in [&settings[..], &settings[..1], &[]] {
        let mut server = Server::with(settings);
        let sim = server.client("sim-one");
        start(&sim, str::to_owned).await;
        let mut before = Value::Null;
        for (round, ends_in_order) in [(0, true), (1, false), (2, false), (3, true)] {
            let sim = server.client("sim-one");
            if round > 0 {
                assert_eq!(picture(&sim).await, before, "{settings:?}, round {round}");
            }
            for minute in 0..13 {
                sim.send(position(round * 13 + minute, 51.5)).await.ok();
            }
            sim.send(report("SIM", round)).await.ok();
            before = picture(&sim).await;
            assert_eq!(before["entities"].as_array().unwrap().len(), 2);
            if ends_in_order {
                server.stop()
            } else {
                server.kill()
            }
            server.start_again();
        }
        assert_eq!(picture(&server.client("sim-one")).await, before, "{settings:?}");
    }
}

#[tokio::test]
async fn what_retention_removed_is_in_the_picture() {
    let settings = [("C2SIM_SNAPSHOT_MESSAGES", "10"), ("C2SIM_RETENTION_MESSAGES", "3")];
    let mut server = Server::with(&settings);
    let sim = server.client("sim-one");
    start(&sim, str::to_owned).await;
    sim.send(position(59, 55.0)).await.ok();
    for mark in 0..40 {
        sim.send(report("SIM", mark)).await.ok();
    }
    let before = picture(&sim).await;
    server.stop();
    // Old entries are looked for as soon as a session is open.
    server.start_again();
    let sim = server.client("sim-one");
    let removed = async {
        loop {
            let path = server.data_dir().join("default.sqlite");
            let kept = rusqlite::Connection::open(path).unwrap();
            let first: i64 = kept.query_row("SELECT min(sequence) FROM history", [], |row| row.get(0)).unwrap();
            if first > 20 {
                return;
            }
            // Whatever is kept lets the store look for what may go.
            sim.send(report("SIM", 41)).await.ok();
        }
    };
    tokio::time::timeout(Duration::from_secs(20), removed).await.expect("retention removes what is in the snapshot");
    server.kill();
    server.start_again();
    let after = picture(&server.client("sim-one")).await;
    assert_eq!(after["entities"], before["entities"]);
}

#[tokio::test]
async fn in_memory_the_picture_is_the_same() {
    let server = Server::with(&[("C2SIM_DURABILITY", "memory"), ("C2SIM_BACKLOG_MESSAGES", "64")]);
    let sim = server.client("sim-one");
    start(&sim, str::to_owned).await;
    sim.send(position(1, 55.5)).await.ok();
    for mark in 0..200 {
        sim.send(report("SIM", mark)).await.ok();
    }
    let seen = picture(&sim).await;
    assert_eq!(seen["entities"][0]["latitude"], json!(55.5));
    assert_eq!(seen["entities"].as_array().unwrap().len(), 2);
}
