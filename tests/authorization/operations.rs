//! Every operation of the specification, and the stream beside them: without a token, with a claim too few, and with all
//! that it needs. An operation that the specification gains fails here until it has its case.

use c2sim_generated::api::{OPERATIONS, Operation};
use reqwest::{Method, header::HeaderMap};
use serde_json::{Value, json};

use crate::{
    support::{
        client::{Answer, Client},
        messages::{report, system},
    },
    world::World,
};

/// What an operation needs of a token: the claims that are changed in one that is refused, and how it is refused.
struct Case {
    without: Value,
    status: u16,
    code: &'static str,
}

/// The case of an operation.
fn case(operation: &str) -> Case {
    let refused = |without: Value| Case { without, status: 401, code: "CLAIM_CHECK" };
    match operation {
        "createSession" | "deleteSession" => refused(json!({"roles": ["somebody"]})),
        "joinSession" => {
            Case { code: "AUTHORIZATION_FAILURE", status: 400, ..refused(json!({"fromSendingSystem": "B"})) }
        }
        "send" => refused(json!({"messageType": "SystemMessage;C2SIMInitialization"})),
        "getSessionInitialization" => refused(json!({"messageType": "DomainMessage"})),
        "stream" | "getSessionPicture" | "getMessages" | "getEvents" => refused(json!({"fromSendingSystem": null})),
        "resignFromSession" => refused(json!({"sub": "bert"})),
        // Whoever has a token that holds may do these; the claim that they need is that the token is for this server.
        "getSessions" | "getSessionInfo" | "getStreamEndpoints" | "getSchemas" => {
            Case { without: json!({"aud": "elsewhere"}), status: 401, code: "INVALID_JWT" }
        }
        other => panic!("operation {other} has no case: say here which claim it needs"),
    }
}

/// A request to an operation. Where a body is needed, it has one that is accepted.
async fn call(operation: &Operation, client: &Client) -> Answer {
    let path = format!("/api{}", operation.path.replace(":sessionId", &client.session));
    let request = client.raw(operation.method.clone(), &path).header("clientId", &client.client_id);
    let request = match operation.id {
        "createSession" => {
            request.json(&json!({"data": {"c2simSchemaVersion": "2.0.0", "displayName": "d", "description": "d"}}))
        }
        "joinSession" => request.json(&json!({"systemName": "A", "clientIdDisplayName": "a"})),
        "resignFromSession" => request.json(&json!({"reason": "done"})),
        "send" => request.header("content-type", "application/xml").body(report("A", 1)),
        _ => request,
    };
    Answer::read(request.send().await.unwrap()).await
}

/// The client as the operation needs it: another session, or a member.
async fn prepared(world: &World, operation: &Operation, client_id: &str) -> Client {
    let all = world.client(client_id, &json!({}));
    match operation.id {
        "createSession" => all.in_session("walk"),
        "deleteSession" => {
            let all = all.in_session("walk");
            all.create("2.0.0").await.ok();
            all
        }
        "send" | "resignFromSession" => {
            all.join().await.ok();
            all
        }
        _ => all,
    }
}

#[tokio::test]
async fn every_operation_holds_its_caller_to_the_token() {
    let world = World::with("STRICT_AUTH", &[]);
    world.run().await;
    for (number, operation) in OPERATIONS.iter().enumerate() {
        let client_id = format!("walk-{number}");
        let (id, case) = (operation.id, case(operation.id));
        let all = prepared(&world, operation, &client_id).await;
        let bare = world.server.client(&client_id).in_session(&all.session);
        check_refused(id, &call(operation, &bare).await, 401, "AUTHORISATION_HEADER_MISSING");
        let too_few = all.with_token(&world.token(&case.without));
        check_refused(id, &call(operation, &too_few).await, case.status, case.code);
        let permitted = call(operation, &all).await;
        assert_eq!(permitted.status, 200, "{id}: {permitted:?}");
    }
}

/// A refusal in the form that its status has.
fn check_refused(what: &str, answer: &Answer, status: u16, code: &str) {
    assert_eq!(
        (answer.status.as_u16(), answer.content_type.as_str()),
        (status, "application/json"),
        "{what}: {answer:?}"
    );
    let error = answer.json();
    assert_eq!(error["code"], code, "{what}: {error}");
    assert_eq!(error["details"]["trackingId"].as_str().map(str::len), Some(36), "{what}: {error}");
    if status == 401 {
        let fields: Vec<_> = error.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(fields, ["code", "details", "title"], "{what}: {error}");
        assert!(answer.headers["www-authenticate"].to_str().unwrap().starts_with("Bearer"), "{what}");
    }
}

async fn upgrade(client: &Client) -> Answer {
    let path = format!("/api/c2sim/session/default/ws?clientId={}", client.client_id);
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("connection", "Upgrade"),
        ("upgrade", "websocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ] {
        headers.insert(name, value.parse().unwrap());
    }
    let answered = client.raw(Method::GET, &path).headers(headers).send().await.unwrap();
    if answered.status() == 101 {
        return Answer {
            status: answered.status(),
            content_type: String::new(),
            headers: HeaderMap::new(),
            text: String::new(),
        };
    }
    Answer::read(answered).await
}

#[tokio::test]
async fn the_stream_needs_what_its_case_says() {
    let world = World::with("STRICT_AUTH", &[]);
    let case = case("stream");
    let bare = upgrade(&world.server.client("stream")).await;
    check_refused("stream", &bare, 401, "AUTHORISATION_HEADER_MISSING");
    let too_few = upgrade(&world.client("stream", &case.without)).await;
    check_refused("stream", &too_few, case.status, case.code);
    assert_eq!(upgrade(&world.client("stream", &json!({}))).await.status, 101);
}

#[tokio::test]
async fn without_a_token_everything_but_administration_is_open_in_mixed_auth() {
    let world = World::with("MIXED_AUTH", &[]);
    let bare = world.server.client("bare-1");
    bare.join().await.ok();
    bare.send(system("anybody", "SubmitInitialization")).await.ok();
    check_refused("create", &bare.in_session("one").create("2.0.0").await, 401, "AUTHORISATION_HEADER_MISSING");
    check_refused("update", &bare.create("2.0.0").await, 401, "AUTHORISATION_HEADER_MISSING");
    let forged = bare.with_token(&crate::support::tokens::Signer::p256().token(&json!({"aud": "c2sim"})));
    check_refused("info", &forged.get("info").await, 401, "SIGNATURE_VERIFICATION_FAILED");
}

#[tokio::test]
async fn the_token_comes_before_every_other_check_in_strict_auth_and_health_is_open() {
    let world = World::with("STRICT_AUTH", &[]);
    let bare = world.server.client("");
    for (method, path) in [
        (Method::GET, "/api/nothing"),
        (Method::PUT, "/api/c2sim/session/list"),
        (Method::GET, "/api/c2sim/session/list"),
    ] {
        let answer = Answer::read(bare.raw(method, path).send().await.unwrap()).await;
        check_refused(path, &answer, 401, "AUTHORISATION_HEADER_MISSING");
    }
    assert_eq!(bare.raw(Method::GET, "/health").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn what_is_refused_by_a_claim_has_no_effect() {
    let world = World::with("STRICT_AUTH", &[]);
    let c2 = world.run().await;
    let simulation =
        world.client("simula", &json!({"sub": "s", "fromSendingSystem": "SIM", "systemMessageType": "QUERY"}));
    simulation.post("join", json!({"systemName": "SIM", "clientIdDisplayName": "s"})).await.ok();
    check_refused("state", &simulation.send(system("SIM", "PauseScenario")).await, 401, "CLAIM_CHECK");
    check_refused("sender", &simulation.send(report("C2", 1)).await, 401, "CLAIM_CHECK");
    assert_eq!(c2.state().await, "RUNNING");
    // The order of checks: what the schema does not allow comes before the claim, the state after it.
    assert_eq!(simulation.send("<Message/>").await.status, 400);
    check_refused("order", &simulation.send(system("C2", "StartScenario")).await, 401, "CLAIM_CHECK");
    simulation.send(report("SIM", 1)).await.ok();
    let protocol = report("SIM", 2).replace("SISO-STD-C2SIM", "SISO-STD-OTHER");
    check_refused("protocol", &simulation.send(protocol).await, 401, "CLAIM_CHECK");
}
