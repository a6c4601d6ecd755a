//! The relay as its participants use it: over HTTP alone, in every form that they send.

#![allow(clippy::unwrap_used, reason = "a test program")]

mod support;

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use support::{
    openapi::{OF_THE_FRAMEWORK, compare},
    server::Server,
};

/// A participant of the relay of a running server.
struct Participant {
    http: Client,
    base: String,
}

impl Participant {
    fn of(server: &Server) -> Self {
        Self { http: Client::new(), base: server.url("/api/v1") }
    }

    fn get(&self, route: &str) -> RequestBuilder {
        self.http.get(format!("{}{route}", self.base))
    }

    fn post(&self, route: &str, body: &Value) -> RequestBuilder {
        self.http.post(format!("{}{route}", self.base)).json(body)
    }

    async fn ok(&self, request: RequestBuilder) -> Value {
        let (status, answer) = answer(request).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer
    }

    async fn token(&self, net: &str) -> String {
        let answer = self.ok(self.post("/client/login", &json!({ "net": net }))).await;
        assert_eq!((&answer["net"], &answer["expires_in"]), (&json!(net), &json!(86_400)));
        text(&answer["token"])
    }

    async fn pushed(&self, token: &str) -> String {
        let request = json!({ "token": token, "sim_req": { "simEndpoint": "/hi" } });
        text(&self.ok(self.post("/client/pushreq", &request)).await["rid"])
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

/// Status and body; every answer is JSON that nobody may cache and every page may read.
async fn answer(request: RequestBuilder) -> (StatusCode, Value) {
    let response = request.timeout(Duration::from_secs(20)).send().await.unwrap();
    let headers = response.headers();
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(headers["cache-control"], "no-store");
    let origins: Vec<_> = headers.get_all("access-control-allow-origin").iter().collect();
    assert_eq!(origins, ["*"]);
    (response.status(), serde_json::from_str(&response.text().await.unwrap()).unwrap())
}

async fn check_refused(request: RequestBuilder, status: u16, code: &str) {
    let shown = format!("{request:?}");
    let (found, body) = answer(request).await;
    assert_eq!((found.as_u16(), &body["error"]), (status, &json!(code)), "{shown}: {body}");
    assert!(body["message"].as_str().is_some_and(|text| !text.is_empty()));
}

#[tokio::test]
async fn a_request_is_answered_through_the_relay_in_every_form() {
    let server = Server::start();
    let relay = Participant::of(&server);
    let token = text(&relay.ok(relay.get("/client/login")).await["token"]);

    let exact = r#"{"simEndpoint":"/a","zeta":1.50,"alpha":[1E+02]}"#;
    let json_form =
        relay.post("/client/pushreq", &json!({})).body(format!(r#"{{"token":"{token}","sim_req":{exact}}}"#));
    let brackets = [("token", token.as_str()), ("sim_req[simEndpoint]", "/b"), ("sim_req[simQueryParams][q]", "1")];
    let form = relay
        .http
        .post(format!("{}/client/pushreq", relay.base))
        .body(form_urlencoded::Serializer::new(String::new()).extend_pairs(brackets).finish());
    let form = form.header("content-type", "application/x-www-form-urlencoded; charset=UTF-8");
    let first = text(&relay.ok(json_form).await["rid"]);
    let second = text(&relay.ok(form).await["rid"]);
    let check = relay.ok(relay.get(&format!("/client/check?token={token}"))).await;
    assert_eq!(check, json!({ "net": "default", "ready": [], "pending": [first, second] }));

    let taken = relay.get("/server/pullreqsmart").send().await.unwrap().text().await.unwrap();
    assert!(taken.contains(&format!(r#""sim_req":{exact}"#)), "{taken}");
    let taken: Value = serde_json::from_str(&taken).unwrap();
    assert_eq!((&taken["rid"], &taken["status"], &taken["remaining"]), (&json!(first), &json!("ready"), &json!(1)));
    assert!(!text(&taken["client"]).contains(&token));
    let taken = relay.ok(relay.post("/server/pullreqsmart", &json!({}))).await;
    assert_eq!(taken["sim_req"], json!({ "simEndpoint": "/b", "simQueryParams": { "q": "1" } }));
    let empty = json!({ "rid": null, "status": "empty", "sim_req": null, "remaining": 0 });
    assert_eq!(relay.ok(relay.get("/server/pullreqsmart")).await, empty);

    let pull = |rid: &str| relay.get(&format!("/client/pullres?token={token}&rid={rid}"));
    assert_eq!(relay.ok(pull(&first)).await, json!({ "rid": first, "status": "taken", "sim_res": null }));
    let pushed = relay.ok(relay.post("/server/pushres", &json!({ "rid": second, "sim_res": { "n": 1 } }))).await;
    assert_eq!(pushed, json!({ "ok": true, "rid": second }));
    relay.ok(relay.post("/server/pushres", &json!({ "rid": first, "sim_res": null }))).await;
    let smart = relay.ok(relay.post("/client/pullsmart", &json!({ "token": token }))).await;
    assert_eq!(smart, json!({ "rid": second, "status": "ready", "sim_res": { "n": 1 }, "remaining": 1 }));
    assert_eq!(relay.ok(pull(&first)).await, json!({ "rid": first, "status": "ready", "sim_res": null }));
    let smart = relay.ok(relay.get(&format!("/client/pullsmart?token={token}"))).await;
    assert_eq!(smart, json!({ "rid": null, "status": "empty", "sim_res": null, "remaining": 0, "pending": 0 }));
    check_refused(pull(&first), 410, "already_pulled").await;
}

#[tokio::test]
async fn what_the_relay_does_not_do_is_told_by_code() {
    let server = Server::with(&[("C2SIM_RELAY_MAX_BODY_KB", "1"), ("C2SIM_RELAY_MAX_UNANSWERED", "1")]);
    let relay = Participant::of(&server);
    let (token, other) = (relay.token("a").await, relay.token("a").await);
    let rid = relay.pushed(&token).await;
    let push = |body: Value| relay.post("/client/pushreq", &body);
    check_refused(push(json!({})), 400, "missing_token").await;
    check_refused(push(json!({ "token": "0".repeat(32), "sim_req": { "simEndpoint": "/" } })), 401, "bad_token").await;
    check_refused(push(json!({ "token": token })), 400, "missing_sim_req").await;
    check_refused(push(json!({ "token": token, "sim_req": [] })), 400, "bad_sim_req").await;
    check_refused(push(json!({ "token": token, "sim_req": { "simEndpoint": "/" } })), 429, "queue_full").await;
    check_refused(push(json!([])), 400, "bad_json").await;
    check_refused(push(json!({ "x": "x".repeat(1_024 - 8) })), 400, "missing_token").await;
    check_refused(push(json!({ "x": "x".repeat(1_024 - 7) })), 413, "too_large").await;
    check_refused(push(json!({})).header("content-type", "text/plain"), 400, "missing_token").await;
    let plain =
        relay.http.post(format!("{}/client/pushreq", relay.base)).header("content-type", "text/plain").body("{}");
    check_refused(plain, 415, "unsupported_media_type").await;

    check_refused(relay.get("/client/login?net=%C3%A4"), 400, "bad_net").await;
    check_refused(relay.get(&format!("/client/login?name={}", "x".repeat(65))), 400, "bad_name").await;
    check_refused(relay.get("/server/pullreqsmart?wait=-1"), 400, "bad_wait").await;
    check_refused(relay.get(&format!("/client/pullres?token={token}")), 400, "missing_rid").await;
    check_refused(relay.get(&format!("/client/pullres?token={other}&rid={rid}")), 404, "unknown_rid").await;
    check_refused(relay.get(&format!("/client/pullres?token={token}&net=b&rid={rid}")), 404, "unknown_rid").await;
    check_refused(relay.post("/server/pushres", &json!({ "sim_res": 1 })), 400, "missing_rid").await;
    check_refused(relay.post("/server/pushres", &json!({ "rid": rid })), 400, "missing_sim_res").await;
    check_refused(relay.post("/server/pushres", &json!({ "rid": rid, "net": "b", "sim_res": 1 })), 404, "unknown_rid")
        .await;
    relay.ok(relay.post("/server/pushres", &json!({ "rid": rid, "sim_res": 1 }))).await;
    check_refused(relay.post("/server/pushres", &json!({ "rid": rid, "sim_res": 2 })), 409, "already_answered").await;
    check_refused(relay.get("/client/nothing"), 404, "not_found").await;
    check_refused(relay.get("/client/pushreq"), 405, "method_not_allowed").await;
}

#[tokio::test]
async fn a_poll_waits_and_what_only_looks_takes_nothing() {
    let server = Server::start();
    let relay = Participant::of(&server);
    let token = relay.token("default").await;
    let taking = tokio::spawn(relay.get("/server/pullreqsmart?wait=20").send());
    let rid = relay.pushed(&token).await;
    let taken: Value = serde_json::from_str(&taking.await.unwrap().unwrap().text().await.unwrap()).unwrap();
    assert_eq!(taken["rid"], json!(rid));
    let pulling = tokio::spawn(relay.get(&format!("/client/pullsmart?token={token}&wait=20")).send());
    relay.ok(relay.post("/server/pushres", &json!({ "rid": rid, "sim_res": "done" }))).await;
    let pulled: Value = serde_json::from_str(&pulling.await.unwrap().unwrap().text().await.unwrap()).unwrap();
    assert_eq!((&pulled["rid"], &pulled["sim_res"]), (&json!(rid), &json!("done")));

    let rid = relay.pushed(&token).await;
    let head = relay.http.head(format!("{}/server/pullreqsmart", relay.base)).send().await.unwrap();
    assert_eq!((head.status(), &head.headers()["cache-control"]), (StatusCode::OK, &"no-store".parse().unwrap()));
    let options = relay.http.request(Method::OPTIONS, format!("{}/client/check", relay.base)).send().await.unwrap();
    assert_eq!(options.status(), StatusCode::NO_CONTENT);
    assert_eq!(options.headers()["allow"], "POST, GET");
    assert_eq!(relay.ok(relay.get("/server/pullreqsmart")).await["rid"], json!(rid));
}

#[tokio::test]
async fn clients_send_each_other_messages() {
    let server = Server::start();
    let relay = Participant::of(&server);
    let (one, two, three) = (relay.token("n").await, relay.token("n").await, relay.token("n").await);
    let list = relay.ok(relay.get(&format!("/peer/list?token={one}"))).await;
    let ids: Vec<String> = list["clients"].as_array().unwrap().iter().map(|client| text(&client["id"])).collect();
    assert_eq!(ids.len(), 3);
    let topics = relay.ok(relay.post("/peer/subscribe", &json!({ "token": two, "topic": "weather" }))).await;
    assert_eq!(topics, json!({ "topics": ["weather"] }));

    let send = async |to: Value, body: i32| {
        relay.ok(relay.post("/peer/send", &json!({ "token": one, "to": to, "body": body }))).await;
    };
    send(json!({ "all": true }), 1).await;
    send(json!({ "topic": "weather" }), 2).await;
    let third = relay.ok(relay.get(&format!("/peer/pull?token={three}"))).await;
    let bodies = |answer: &Value| -> Vec<i64> {
        answer["messages"].as_array().unwrap().iter().map(|message| message["body"].as_i64().unwrap()).collect()
    };
    assert_eq!((bodies(&third), &third["next"]), (vec![1], &json!(2)));
    let pulled = relay.ok(relay.get(&format!("/peer/pull?token={two}"))).await;
    assert_eq!(bodies(&pulled), [1, 2]);
    assert_eq!(pulled["messages"][1]["to"], json!({ "topic": "weather" }));
    assert!(bodies(&relay.ok(relay.get(&format!("/peer/pull?token={two}"))).await).is_empty());
    assert_eq!(bodies(&relay.ok(relay.get(&format!("/peer/pull?token={two}&after=1"))).await), [2]);
    assert!(bodies(&relay.ok(relay.get(&format!("/peer/pull?token={one}"))).await).is_empty());

    let own = ids.iter().position(|id| *id == text(&pulled["messages"][0]["from"])).unwrap();
    let waiting = tokio::spawn(relay.get(&format!("/peer/pull?token={one}&wait=20")).send());
    relay.ok(relay.post("/peer/send", &json!({ "token": two, "to": { "client": ids[own] }, "body": 3 }))).await;
    let came: Value = serde_json::from_str(&waiting.await.unwrap().unwrap().text().await.unwrap()).unwrap();
    assert_eq!(bodies(&came), [3]);
    assert!(bodies(&relay.ok(relay.get(&format!("/peer/pull?token={three}"))).await).is_empty());
    for (body, code) in [
        (json!({ "token": one, "body": 1 }), "missing_to"),
        (json!({ "token": one, "to": { "all": false }, "body": 1 }), "bad_to"),
        (json!({ "token": one, "to": "all", "body": 1 }), "bad_to"),
        (json!({ "token": one, "to": { "all": true } }), "missing_body"),
    ] {
        check_refused(relay.post("/peer/send", &body), 400, code).await;
    }
}

#[tokio::test]
async fn messages_between_clients_outlive_a_restart_where_that_is_wanted() {
    let mut server = Server::with(&[("C2SIM_RELAY_DURABILITY", "sync")]);
    let relay = Participant::of(&server);
    let token = relay.token("n").await;
    let message = format!(r#"{{"token":"{token}","to":{{"all":true}},"body":1.50}}"#);
    relay.ok(relay.post("/peer/send", &json!({})).body(message)).await;
    server.kill();
    server.start_again();
    let relay = Participant::of(&server);
    check_refused(relay.get(&format!("/peer/pull?token={token}")), 401, "bad_token").await;
    let token = relay.token("n").await;
    let pulled = relay.get(&format!("/peer/pull?token={token}&after=0")).send().await.unwrap().text().await.unwrap();
    assert!(pulled.contains(r#""body":1.50"#), "{pulled}");
}

#[tokio::test]
async fn a_backlog_that_ran_over_is_told_once() {
    let server = Server::with(&[("C2SIM_RELAY_BACKLOG_MESSAGES", "2")]);
    let relay = Participant::of(&server);
    let (one, two) = (relay.token("n").await, relay.token("n").await);
    for number in 0..3 {
        relay.ok(relay.post("/peer/send", &json!({ "token": one, "to": { "all": true }, "body": number }))).await;
    }
    check_refused(relay.get(&format!("/peer/pull?token={two}")), 410, "not_kept").await;
    let pulled = relay.ok(relay.get(&format!("/peer/pull?token={two}"))).await;
    assert_eq!(pulled["messages"][0]["body"], json!(1));
}

#[tokio::test]
async fn a_login_is_refused_with_a_token_that_does_not_hold() {
    let server = Server::start();
    let relay = Participant::of(&server);
    check_refused(relay.get("/client/login").header("authorization", "Bearer a.b.c"), 401, "unauthorized").await;
    relay.ok(relay.get("/client/login")).await;
}

#[tokio::test]
async fn the_door_can_be_closed_and_have_a_port_of_its_own() {
    let server = Server::with(&[("C2SIM_DOOR_RELAY", "off")]);
    let answer = reqwest::get(server.url("/api/v1/client/login")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);

    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let server = Server::with(&[("C2SIM_DOOR_RELAY", &free.to_string())]);
    let base = format!("http://{free}");
    let text = reqwest::get(format!("{base}/")).await.unwrap().text().await.unwrap();
    assert!(text.starts_with("version: "), "{text}");
    for address in [format!("{base}/api/v1"), server.url("/api/v1")] {
        assert!(reqwest::get(&address).await.unwrap().text().await.unwrap().starts_with("version: "));
        let login = reqwest::get(format!("{address}/client/login")).await.unwrap();
        assert_eq!(login.status(), StatusCode::OK);
        let yaml = reqwest::get(format!("{address}/openapi.yaml")).await.unwrap().text().await.unwrap();
        assert!(yaml.contains("title: HTTP relay"));
    }
}

#[tokio::test]
async fn the_routes_emit_what_the_specification_says() {
    let server = Server::start();
    let document = async |name: &str| -> Value {
        let text = reqwest::get(server.url(&format!("/api/v1/{name}"))).await.unwrap().text().await.unwrap();
        let mut document: Value = serde_json::from_str(&text).unwrap();
        without_bodies(&mut document);
        document
    };
    let found = compare(document("openapi.json").await, document("openapi-live.json").await, OF_THE_FRAMEWORK);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The relay reads bodies by itself, in two forms of the same fields, which the routes do not emit; nor do they emit marks for
/// the generator.
fn without_bodies(document: &mut Value) {
    let is_kept = |key: &str| key != "requestBody" && !key.starts_with("x-");
    for path in document["paths"].as_object_mut().unwrap().values_mut() {
        for operation in path.as_object_mut().unwrap().values_mut() {
            operation.as_object_mut().unwrap().retain(|key, _| is_kept(key));
            for answer in operation["responses"].as_object_mut().unwrap().values_mut() {
                answer.as_object_mut().unwrap().retain(|key, _| is_kept(key));
            }
        }
    }
    document["components"]["schemas"].as_object_mut().unwrap().retain(|name, _| !name.ends_with("Request"));
}
