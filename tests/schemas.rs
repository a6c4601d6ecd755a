//! Versions of the schema: the older one, those of a site, and what happens with validation off.

#![allow(clippy::unwrap_used, reason = "a test program")]

mod support;

use reqwest::Method;
use serde_json::Value;
use support::{
    client::{Answer, Client},
    messages::{NAMESPACE, initialization, message, report, system},
    server::Server,
};

/// A message of 2.0.0 as 1.0.2 has it.
fn older(xml: &str) -> String {
    xml.replace(NAMESPACE, "http://www.sisostds.org/schemas/C2SIM/1.1")
        .replace("<C2SIMHeader>", "<C2SIMHeader><CommunicativeActTypeCode>Inform</CommunicativeActTypeCode>")
}

async fn member(server: &Server, session: &str, version: &str) -> Client {
    let client = server.client("abcde").in_session(session);
    client.create(version).await.ok();
    client.join().await.ok();
    client
}

#[tokio::test]
async fn a_session_of_the_older_version_speaks_it_throughout() {
    let server = Server::start();
    let client = member(&server, "older", "1.0.2").await;
    let refused = client.send(system("C2", "SubmitInitialization")).await;
    assert_eq!(refused.code(), "XSD_VALIDATION_ERROR");
    assert!(refused.text.contains("C2SIM/1.1") && refused.text.contains("2.0.0-cwix2026"), "{refused:?}");
    let initialization = initialization("C2", "one", &["C2"]);
    for xml in [&system("C2", "SubmitInitialization"), &initialization, &system("C2", "ShareScenario")] {
        client.send(older(xml)).await.ok();
    }
    // What the server composed is a message of this version too: another session of it takes it as an initialization.
    let composed = client.get("initialization").await.text;
    assert!(composed.contains("<CommunicativeActTypeCode>Inform</CommunicativeActTypeCode>"), "{composed}");
    let other = member(&server, "other", "1.0.2").await;
    other.send(older(&system("C2", "SubmitInitialization"))).await.ok();
    other.send(composed).await.ok();
}

const SITE: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:site" targetNamespace="urn:site"
    elementFormDefault="qualified">
  <xs:element name="Message" type="MessageType"/>
  <xs:complexType name="MessageType"><xs:sequence><xs:element ref="C2SIMHeader"/><xs:element ref="MessageBody"/></xs:sequence></xs:complexType>
  <xs:element name="C2SIMHeader" type="HeaderType"/>
  <xs:complexType name="HeaderType"><xs:sequence><xs:element ref="FromSendingSystem"/></xs:sequence></xs:complexType>
  <xs:element name="FromSendingSystem" type="xs:string"/>
  <xs:element name="MessageBody" type="BodyType"/>
  <xs:complexType name="BodyType"><xs:choice><xs:element ref="SystemMessageBody"/></xs:choice></xs:complexType>
  <xs:element name="SystemMessageBody" type="SystemType"/>
  <xs:complexType name="SystemType"><xs:choice><xs:element ref="SubmitInitialization"/></xs:choice></xs:complexType>
  <xs:element name="SubmitInitialization" type="xs:byte"/>
</xs:schema>"#;

#[tokio::test]
async fn a_site_adds_versions_and_a_broken_one_leaves_the_others_working() {
    let files = [
        ("c2sim_schemas/external/site-1/site.xsd", SITE),
        (
            "c2sim_schemas/external/site-2/broken.xsd",
            "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:nonsense/></xs:schema>",
        ),
    ];
    let server = Server::with_files(&[], &files);
    let client = member(&server, "site", "site-1").await;
    assert_eq!(client.send(sent("200")).await.code(), "XSD_VALIDATION_ERROR");
    client.send(sent("100")).await.ok();
    assert_eq!(client.state().await, "INITIALIZING");

    let broken = server.client("abcde").in_session("broken").create("site-2").await;
    assert_eq!(broken.code(), "XSD_VALIDATION_FAILURE");
    assert_eq!(broken.json()["details"]["SCHEMA_VERSION"], "site-2");
    assert!(broken.text.contains("broken.xsd"), "it says which file: {broken:?}");
    assert_eq!(server.client("abcde").get("info").await.status, 200);
}

/// The schemas as the server lists them once something is so; asked for again until then.
async fn listed(client: &Client, is_so: impl Fn(&Value) -> bool) -> Vec<Value> {
    let started = std::time::Instant::now();
    loop {
        let request = client.raw(Method::GET, "/api/c2sim/schemas").header("clientId", &client.client_id);
        let answer = Answer::read(request.send().await.unwrap()).await.ok();
        let schemas = answer["schemas"].as_array().unwrap().clone();
        if schemas.iter().any(&is_so) {
            return schemas;
        }
        assert!(started.elapsed().as_secs() < 20, "{schemas:?}");
        tokio::task::yield_now().await;
    }
}

fn sent(value: &str) -> String {
    format!(
        "<Message xmlns='urn:site'><C2SIMHeader><FromSendingSystem>C2</FromSendingSystem></C2SIMHeader><MessageBody>\
         <SystemMessageBody><SubmitInitialization>{value}</SubmitInitialization></SystemMessageBody></MessageBody></Message>"
    )
}

#[tokio::test]
async fn schemas_come_change_break_and_go_while_sessions_use_them() {
    let server = Server::with_files(&[], &[("c2sim_schemas/external/site-1/site.xsd", SITE)]);
    let external = server.config_dir().join("c2sim_schemas/external");
    let client = member(&server, "site", "site-1").await;
    let hash = |schemas: &[Value]| {
        schemas.iter().find(|entry| entry["version"] == "site-1").unwrap()["hash"].as_str().unwrap().to_owned()
    };
    let first = hash(&listed(&client, |entry| entry["version"] == "site-1").await);
    assert_eq!(client.send(sent("200")).await.code(), "XSD_VALIDATION_ERROR");

    // Another value is allowed now, and a version is new.
    std::fs::write(external.join("site-1/site.xsd"), SITE.replace("xs:byte", "xs:short")).unwrap();
    std::fs::create_dir(external.join("site-3")).unwrap();
    std::fs::write(external.join("site-3/site.xsd"), SITE).unwrap();
    server.hang_up();
    server.hang_up();
    let schemas = listed(&client, |entry| entry["version"] == "site-3").await;
    assert_ne!(hash(&schemas), first);
    client.send(sent("200")).await.ok();
    client.in_session("third").create("site-3").await.ok();

    // Half a file: what worked before goes on, and its operator is told where it breaks.
    std::fs::write(external.join("site-1/site.xsd"), &SITE[..SITE.len() / 2]).unwrap();
    server.hang_up();
    let schemas = listed(&client, |entry| entry["problem"].is_object()).await;
    let broken = schemas.iter().find(|entry| entry["version"] == "site-1").unwrap();
    assert_eq!((&broken["usable"], broken["problem"]["line"].as_u64().is_some()), (&true.into(), true), "{broken}");
    let reset = sent("7").replace("SubmitInitialization", "ResetScenario");
    assert_eq!(client.send(reset).await.code(), "XSD_VALIDATION_ERROR", "the site's schema knows no reset");
    let status = client.raw(Method::GET, "/status").header("accept", "application/json");
    let status = Answer::read(status.send().await.unwrap()).await.ok();
    assert!(status["concerns"][0]["text"].as_str().unwrap().contains("what was there before serves on"), "{status}");

    // Taken away: its sessions go on, no other can be created.
    std::fs::remove_dir_all(external.join("site-1")).unwrap();
    std::fs::rename(external.join("site-3"), external.join("site-4")).unwrap();
    server.hang_up();
    listed(&client, |entry| entry["version"] == "site-4").await;
    let too_late = client.send(sent("200")).await;
    assert_eq!(too_late.code(), "STATE_TRANSITION_NOT_ALLOWED", "valid by the schema that is gone: {too_late:?}");
    assert_eq!(client.in_session("late").create("site-1").await.code(), "C2SIM_SCHEMA_NOT_SUPPORTED");
    let status = client.raw(Method::GET, "/status").header("accept", "application/json");
    let status = Answer::read(status.send().await.unwrap()).await.ok();
    let concerns = status["concerns"].to_string();
    assert!(concerns.contains("Schema site-1 is not there any more"), "{concerns}");
}

#[tokio::test]
async fn with_validation_off_only_initializations_are_held_to_the_schema() {
    let server = Server::with(&[("C2SIM_XSD_VALIDATION_ENABLED", "false")]);
    let client = server.client("abcde");
    client.join().await.ok();
    client.send(system("C2", "SubmitInitialization")).await.ok();
    let part = initialization("C2", "one", &["C2"]);
    assert_eq!(client.send(part.replace("<ObjectDefinitions/>", "<Surprise/>")).await.code(), "XSD_VALIDATION_ERROR");
    client.send(part).await.ok();
    for trigger in ["ShareScenario", "StartScenario"] {
        client.send(system("C2", trigger)).await.ok();
    }
    client.send(report("C2", 1).replace("52.1", "far away")).await.ok();
    let unknown = message("C2", "<SystemMessageBody><EndScenario/></SystemMessageBody>");
    assert_eq!(client.send(unknown).await.code(), "C2SIM_MSG_DECODING_ERROR");
    assert_eq!(client.send(report("C2", 1).replace("</Message>", "")).await.code(), "XSD_VALIDATION_ERROR");
}
