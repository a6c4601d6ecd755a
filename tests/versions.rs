//! Several schema versions in one session, what invalid messages meet, and members that receive another version.

#![allow(clippy::unwrap_used, reason = "a test program")]

mod support;

use reqwest::Method;
use serde_json::{Value, json};
use support::{
    client::{Answer, Client},
    messages::{NAMESPACE, UUID, initialization, message, order, report, system},
    server::Server,
};

const OLDER: &str = "http://www.sisostds.org/schemas/C2SIM/1.1";

/// A message of 2.0.0 as 1.0.2 has it.
fn older(xml: &str) -> String {
    xml.replace(NAMESPACE, OLDER)
        .replace("<C2SIMHeader>", "<C2SIMHeader><CommunicativeActTypeCode>Inform</CommunicativeActTypeCode>")
}

/// Creates the client's session, or asks for it again, with fields beside the data.
async fn create(client: &Client, version: &str, beside: Value) -> Answer {
    let data = json!({"c2simSchemaVersion": version, "displayName": "Mixed", "description": ""});
    let mut body = json!({ "data": data });
    body.as_object_mut().unwrap().extend(beside.as_object().unwrap().clone());
    Answer::read(client.request(Method::PUT, "create").json(&body).send().await.unwrap()).await
}

/// Joins as one who receives a version.
async fn join_for(client: &Client, version: &str) -> Answer {
    let body = json!({"systemName": "OTHER", "clientIdDisplayName": "x", "schemaVersion": version});
    client.post("join", body).await
}

/// A schema of the older namespace in which a system message may be Ping, or Pong.
fn site(element: &str) -> String {
    format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{OLDER}" targetNamespace="{OLDER}" elementFormDefault="qualified">
  <xs:element name="Message"><xs:complexType><xs:sequence><xs:element name="C2SIMHeader"><xs:complexType><xs:sequence>
    <xs:element name="FromSendingSystem" type="xs:string"/></xs:sequence></xs:complexType></xs:element>
  <xs:element name="MessageBody"><xs:complexType><xs:sequence><xs:element name="SystemMessageBody"><xs:complexType><xs:sequence>
    <xs:element name="SubmitInitialization"><xs:complexType><xs:sequence><xs:element name="{element}" type="xs:byte"/>
    </xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element></xs:schema>"#
    )
}

#[tokio::test]
async fn a_message_follows_the_first_version_that_accepts_it() {
    let server = Server::start();
    let client = server.client("abcde").in_session("mixed");
    let created = create(&client, "2.0.0", json!({"schemaVersions": ["2.0.0", "1.0.2"]})).await.ok();
    let info = created["session"]["info"].as_object().unwrap();
    assert_eq!(info.keys().collect::<Vec<_>>(), ["c2simSchemaVersion", "description", "displayName"], "frozen");
    assert_eq!(info["c2simSchemaVersion"], "2.0.0");
    client.join().await.ok();
    client.send(older(&system("C2", "SubmitInitialization"))).await.ok();
    client.send(system("C2", "ResetScenario")).await.ok();
    // Not by 2.0.0, whose namespace it has, and 1.0.2 is not asked.
    let refused = client.send(report("C2", 1).replace("52.1", "x")).await;
    assert_eq!(refused.code(), "XSD_VALIDATION_ERROR");
    let details = &refused.json()["details"];
    assert_eq!((&details["SCHEMA_VERSION"], &details["SCHEMA_VERSIONS"]), (&"2.0.0".into(), &"2.0.0;1.0.2".into()));
    assert!(details["XSD_ERROR_1"].as_str().unwrap().contains("Latitude"), "{details}");
    assert_eq!(details["XSD_ERROR_2"], Value::Null, "{details}");
    let foreign = client.send(system("C2", "StartScenario").replace(NAMESPACE, "urn:x")).await;
    assert_eq!(foreign.code(), "XSD_VALIDATION_ERROR");
    assert!(foreign.text.contains("urn:x"), "{foreign:?}");
    assert_eq!(client.send("<Message>").await.code(), "XSD_VALIDATION_ERROR");
}

#[tokio::test]
async fn versions_that_share_a_namespace_are_tried_in_order() {
    let (ping, pong) = (site("Ping"), site("Pong"));
    let files =
        [("c2sim_schemas/external/ping/a.xsd", ping.as_str()), ("c2sim_schemas/external/pong/a.xsd", pong.as_str())];
    let server = Server::with_files(&[], &files);
    let client = server.client("abcde").in_session("field");
    create(&client, "ping", json!({"schemaVersions": ["ping", "pong"]})).await.ok();
    client.join().await.ok();
    let sent = |content: &str| {
        format!(
            "<m:Message xmlns:m='{OLDER}'><m:C2SIMHeader><m:FromSendingSystem>A</m:FromSendingSystem></m:C2SIMHeader><m:MessageBody>\
             <m:SystemMessageBody><m:SubmitInitialization>{content}</m:SubmitInitialization></m:SystemMessageBody></m:MessageBody></m:Message>"
        )
    };
    let refused = client.send(sent("<m:Pong>x</m:Pong>")).await;
    assert_eq!(refused.json()["details"]["SCHEMA_VERSION"], "pong", "it comes nearer: {refused:?}");
    assert!(refused.json()["message"].as_str().unwrap().contains("by schema version pong"), "{refused:?}");
    let refused = client.send(sent("<m:Peng>1</m:Peng>")).await;
    assert_eq!(refused.json()["details"]["SCHEMA_VERSION"], "ping", "the first of those as near: {refused:?}");
    client.send(sent("<m:Pong>1</m:Pong>")).await.ok();
    assert_eq!(client.state().await, "INITIALIZING");
    let again = client.send(sent("<m:Ping>1</m:Ping>")).await;
    assert_eq!(again.code(), "STATE_TRANSITION_NOT_ALLOWED", "valid, and nothing else is wrong: {again:?}");
}

#[tokio::test]
async fn versions_are_said_at_the_beginning_and_never_change() {
    let server = Server::start();
    let client = server.client("abcde").in_session("mixed");
    for list in [json!(["1.0.2", "2.0.0"]), json!(["2.0.0", "2.0.0"]), json!(vec!["2.0.0"; 9])] {
        let refused = create(&client, "2.0.0", json!({ "schemaVersions": list })).await;
        assert_eq!(
            (refused.code().as_str(), &refused.json()["details"]["parameter"]),
            ("INVALID_REQUEST", &"schemaVersions".into())
        );
    }
    assert_eq!(create(&client, "2.0.0", json!({"validation": "maybe"})).await.code(), "INVALID_REQUEST");
    let unknown = create(&client, "2.0.0", json!({"schemaVersions": ["2.0.0", "9"]})).await;
    assert_eq!(unknown.code(), "C2SIM_SCHEMA_NOT_SUPPORTED");
    create(&client, "2.0.0", json!({"schemaVersions": ["2.0.0", "1.0.2"]})).await.ok();
    for beside in [json!({}), json!({"schemaVersions": []}), json!({"schemaVersions": ["2.0.0", "1.0.2"]})] {
        assert_eq!(create(&client, "2.0.0", beside).await.ok()["creation"], "UPDATED");
    }
    let changed = create(&client, "2.0.0", json!({"schemaVersions": ["2.0.0"]})).await;
    assert_eq!(changed.code(), "SHARED_SESSION_SCHEMA_VERSION_CHANGED");
}

fn warning(answer: &Answer) -> Option<&str> {
    answer.headers.get("c2sim-warning").map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn what_an_invalid_message_meets_is_the_sessions_choice_and_outlives_a_restart() {
    let mut server = Server::start();
    let client = server.client("abcde").in_session("loose");
    create(&client, "2.0.0", json!({"validation": "warn"})).await.ok();
    client.join().await.ok();
    let listener = server.client("fghij").in_session("loose");
    listener.join().await.ok();
    let mut stream = listener.stream().await;
    let broken = system("C2", "SubmitInitialization").replace("<MessageID>", "<MessageID>x");
    let warned = client.send(broken.clone()).await;
    assert_eq!((warned.status.as_u16(), warning(&warned)), (200, Some("XSD_VALIDATION_ERROR; violations=1")));
    assert_eq!(stream.line().await, broken, "it is delivered");
    let metrics = Answer::read(client.raw(Method::GET, "/metrics").send().await.unwrap()).await.text;
    let counted = metrics.lines().find(|line| line.starts_with("c2sim_client_msg_warned_count_total{")).unwrap();
    assert!(counted.contains("SubmitInitialization") && counted.ends_with(" 1"), "{counted}");
    // An initialization is held to the schema whatever is chosen, and a message of no kind is none.
    let part = initialization("C2", "one", &["C2"]);
    let wrong = part.replace("<ObjectDefinitions/>", "<Surprise/>");
    assert_eq!(client.send(wrong.clone()).await.code(), "XSD_VALIDATION_ERROR");
    let unknown = message("C2", "<SystemMessageBody><EndScenario/></SystemMessageBody>");
    assert_eq!(client.send(unknown).await.code(), "C2SIM_MSG_DECODING_ERROR");
    let valid = client.send(part.clone()).await;
    assert_eq!((valid.status.as_u16(), warning(&valid)), (200, None));

    server.stop();
    server.start_again();
    let client = server.client("abcde").in_session("loose");
    let broken = system("C2", "ShareScenario").replace("<MessageID>", "<MessageID>x");
    assert_eq!(warning(&client.send(broken).await), Some("XSD_VALIDATION_ERROR; violations=1"), "kept");
    create(&client, "2.0.0", json!({"validation": "off"})).await.ok();
    let broken = system("C2", "StartScenario").replace("<MessageID>", "<MessageID>x");
    let off = client.send(broken).await;
    assert_eq!((off.status.as_u16(), warning(&off)), (200, None));
    create(&client, "2.0.0", json!({"validation": "reject"})).await.ok();
    assert_eq!(client.send(report("C2", 1).replace("52.1", "x")).await.code(), "XSD_VALIDATION_ERROR");
}

#[tokio::test]
async fn each_member_receives_the_version_that_it_chose() {
    let server = Server::start();
    let newer = server.client("newer").in_session("mixed");
    create(&newer, "2.0.0", json!({"schemaVersions": ["2.0.0", "1.0.2"]})).await.ok();
    newer.join().await.ok();
    let old = server.client("oldie").in_session("mixed");
    let refused = join_for(&old, "3").await;
    assert_eq!(refused.code(), "C2SIM_SCHEMA_NOT_SUPPORTED");
    assert_eq!(refused.json()["details"]["SUPPORTED_SCHEMA_VERSIONS"], "1.0.2;2.0.0");
    join_for(&old, "1.0.2").await.ok();
    let plain = server.client("plain").in_session("mixed");
    plain.join().await.ok();
    // One stream is opened before its client joins: what it receives is known from the join on.
    let third = server.client("third").in_session("mixed");
    let (mut of_old, mut of_plain, mut of_third) = (old.stream().await, plain.stream().await, third.stream().await);
    join_for(&third, "1.0.2").await.ok();

    let sent = system("NEW", "SubmitInitialization");
    newer.send(sent.clone()).await.ok();
    let converted = of_old.line().await;
    assert_eq!(converted, older(&sent));
    assert_eq!((of_third.line().await, of_plain.line().await), (converted, sent));

    // Parts of both versions are joined in the session's first.
    newer.send(initialization("NEW", "one", &["NEW"])).await.ok();
    old.send(older(&initialization("OLD", "one", &["OLD"]))).await.ok();
    let wrong = older(&initialization("OLD", "two", &["OLD"]));
    assert_eq!(old.send(wrong).await.code(), "C2SIM_INITIALIZATION_CONFLICT");
    newer.send(system("NEW", "ShareScenario")).await.ok();
    let shared = of_plain.line().await;
    assert!(shared.contains(NAMESPACE) && !shared.contains(OLDER) && shared.contains("<SystemName>OLD<"), "{shared}");
    let shared_older = of_old.line().await;
    assert!(shared_older.contains(OLDER) && !shared_older.contains(NAMESPACE), "{shared_older}");
    assert_eq!(newer.get("initialization").await.text.trim_end(), shared);
    assert_eq!(old.get("initialization").await.text.trim_end(), shared_older);
    assert!(of_old.line().await.contains("ShareScenario") && of_plain.line().await.contains("ShareScenario"));

    old.send(older(&system("OLD", "StartScenario"))).await.ok();
    assert_eq!(of_plain.line().await, older(&system("OLD", "StartScenario")), "as published");
    let none = order("NEW").replace(&format!("<ToReceiver>{UUID}</ToReceiver>"), "");
    let none = none.replace("<ToReceivingSystem>ALL</ToReceivingSystem>", "");
    newer.send(none.clone()).await.ok();
    assert_eq!(of_plain.line().await, none);
    let filled = of_old.line().await;
    let zeros = "<ToReceiver>00000000-0000-0000-0000-000000000000</ToReceiver>";
    assert!(filled.contains(zeros) && filled.contains("<ToReceivingSystem>ALL</ToReceivingSystem>"), "{filled}");
    old.resign().await.ok();
    join_for(&old, "2.0.0").await.ok();
    let mut of_old = old.stream().await;
    third.send(older(&report("OLD", 1))).await.ok();
    assert_eq!(of_old.line().await, report("OLD", 1), "what was filled in goes");

    let metrics = Answer::read(newer.raw(Method::GET, "/metrics").send().await.unwrap()).await.text;
    let count = |name: &str| {
        let line = metrics.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name}: {metrics}"));
        line.rsplit(' ').next().unwrap().parse::<f64>().unwrap()
    };
    // Once a message, however many members of that version listen.
    assert_eq!(count("c2sim_msg_converted_count_total"), 5.0, "submit, shared, share, order, report");
    assert_eq!(count("c2sim_msg_not_converted_count_total"), 0.0);
}

#[tokio::test]
async fn what_cannot_be_converted_is_delivered_as_it_was_published() {
    let server = Server::start();
    let client = server.client("abcde").in_session("loose");
    create(&client, "2.0.0", json!({"validation": "warn"})).await.ok();
    client.join().await.ok();
    let old = server.client("oldie").in_session("loose");
    join_for(&old, "1.0.2").await.ok();
    let mut stream = old.stream().await;
    let broken = system("C2", "SubmitInitialization").replace("<MessageID>", "<MessageID>x");
    client.send(broken.clone()).await.ok();
    assert_eq!(stream.line().await, broken);
    let metrics = Answer::read(client.raw(Method::GET, "/metrics").send().await.unwrap()).await.text;
    let counted = metrics.lines().find(|line| line.starts_with("c2sim_msg_not_converted_count_total")).unwrap();
    assert!(counted.ends_with(" 1"), "{counted}");
}

#[tokio::test]
async fn sessions_of_the_configuration_say_versions_and_validation() {
    let file = r#"{"default-sessions": [{"shared-session-name": "mixed", "c2sim-schema-versions": ["1.0.2", "2.0.0"], "validation": "warn"}]}"#;
    let server = Server::with_files(&[], &[("server-config.json", file)]);
    let client = server.client("abcde").in_session("mixed");
    assert_eq!(client.get("info").await.ok()["info"]["c2simSchemaVersion"], "1.0.2");
    client.join().await.ok();
    let sent = client.send(system("C2", "SubmitInitialization").replace("<MessageID>", "<MessageID>x")).await;
    assert_eq!((sent.status.as_u16(), warning(&sent)), (200, Some("XSD_VALIDATION_ERROR; violations=1")));
    client.send(older(&system("C2", "ResetScenario"))).await.ok();
}
