//! The HTTP relay.

use std::sync::Arc;

use reqwest::Method;
use serde_json::{Value, json};

use crate::cli::conformance::{
    answer::Answer,
    case::{Case, Cases, Class},
    verdict::{Outcome, expect},
    world::{Client, World},
};

/// Where the relay is on the main port.
const PATH: &str = "/api/v1";
const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// Requests that cannot be used: name, method, route, content type, body, status, code. `TOKEN` and `RID` stand for
/// a good token and the request of its client.
type Wrong = (&'static str, &'static str, &'static str, &'static str, &'static str, u16, &'static str);
const WRONG: &[Wrong] = &[
    ("json", "POST", "/client/pushreq", JSON, "{", 400, "bad_json"),
    ("no-object", "POST", "/client/pushreq", JSON, "[]", 400, "bad_json"),
    ("no-token", "POST", "/client/pushreq", JSON, r#"{"sim_req":{"simEndpoint":"/"}}"#, 400, "missing_token"),
    ("no-request", "POST", "/client/pushreq", JSON, r#"{"token":"TOKEN"}"#, 400, "missing_sim_req"),
    ("request", "POST", "/client/pushreq", JSON, r#"{"token":"TOKEN","sim_req":7}"#, 400, "bad_sim_req"),
    ("no-rid", "POST", "/client/pullres", JSON, r#"{"token":"TOKEN"}"#, 400, "missing_rid"),
    ("no-answer", "POST", "/server/pushres", JSON, r#"{"rid":"RID"}"#, 400, "missing_sim_res"),
    ("net", "GET", "/client/login?net=a%2Fb", "", "", 400, "bad_net"),
    ("wait", "GET", "/server/pullreqsmart?wait=-1", "", "", 400, "bad_wait"),
    ("media-type", "POST", "/client/login", "text/plain", "x", 415, "unsupported_media_type"),
    ("method", "GET", "/client/pushreq", "", "", 405, "method_not_allowed"),
    ("route", "GET", "/client/nothing", "", "", 404, "not_found"),
    ("rid", "POST", "/client/pullres", JSON, r#"{"token":"TOKEN","rid":"none"}"#, 404, "unknown_rid"),
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::Relay);
    exchange(&mut cases);
    polling(&mut cases);
    consumers(&mut cases);
    cases.refuses(
        "token",
        &["RELAY-TOKEN"],
        ("Push a request with a token that nobody was given", "401"),
        |world| async move {
            let request = json!({"token": "nobody", "sim_req": {"simEndpoint": "/hi"}});
            is(&Relay::of(&world).post("/client/pushreq", &request).await?, 401, "bad_token")
        },
    );
    for &(name, method, route, content_type, body, status, code) in WRONG {
        cases.refuses(
            &format!("wrong.{name}"),
            &["RELAY-WRONG"],
            (format!("{method} {route} with {body:?} as {content_type:?}"), format!("{status} {code}")),
            move |world| async move {
                let relay = Relay::of(&world);
                let token = relay.login().await?;
                let method = if method == "GET" { Method::GET } else { Method::POST };
                let rid = text(&relay.pushed(&token).await?);
                let body = body.replace("TOKEN", &token).replace("RID", &rid);
                let answer = relay.raw(method, route, content_type, &body).await?;
                is(&answer, status, code)
            },
        );
    }
    apart(&mut cases);
    peers(&mut cases);
    cases.listed()
}

fn exchange(cases: &mut Cases) {
    for (name, content_type, what) in [("round-trip", JSON, "as JSON"), ("form", FORM, "as a form with brackets")] {
        cases.works(
            name,
            &["RELAY-ROUND-TRIP"],
            (
                format!("Log in to a net, push a request {what}, take it as a server, answer it, pull the answer"),
                "the answer that was pushed",
            ),
            move |world| async move {
                let relay = Relay::of(&world);
                let token = relay.login().await?;
                let body = match content_type {
                    JSON => json!({"token": token, "sim_req": {"simEndpoint": "/hi"}}).to_string(),
                    _ => format!("token={token}&sim_req[simEndpoint]=%2Fhi"),
                };
                let pushed = relay.raw(Method::POST, "/client/pushreq", content_type, &body).await?.ok()?;
                let taken = relay.taken().await?;
                let is_same = taken["rid"] == pushed["rid"] && taken["sim_req"]["simEndpoint"] == "/hi";
                expect(is_same, || format!("the request comes as {taken}"))?;
                relay.answer(&pushed["rid"], json!({"n": 1})).await?.taken()?;
                let pull = format!("/client/pullres?token={token}&rid={}", text(&pushed["rid"]));
                let pulled = relay.raw(Method::GET, &pull, "", "").await?.ok()?;
                expect(pulled["sim_res"] == json!({"n": 1}), || format!("the answer comes as {pulled}"))
            },
        );
    }
}

fn polling(cases: &mut Cases) {
    cases.works(
        "empty",
        &["RELAY-EMPTY"],
        ("Pull a request and an answer where there is none", "200 with nulls"),
        |world| async move {
            let relay = Relay::of(&world);
            let token = relay.login().await?;
            let request = relay.taken().await?;
            let answer = relay.post("/client/pullsmart", &json!({ "token": token })).await?.ok()?;
            for (found, field) in [(request, "sim_req"), (answer, "sim_res")] {
                let is_empty =
                    found["status"] == "empty" && found["rid"].is_null() && found.get(field) == Some(&Value::Null);
                expect(is_empty, || format!("it is answered with {found}"))?;
            }
            Ok(())
        },
    );
    cases.works(
        "check",
        &["RELAY-CHECK"],
        (
            "Look at a request before it is taken, after, and once it is answered",
            "queued, taken, ready, which takes nothing",
        ),
        |world| async move {
            let relay = Relay::of(&world);
            let token = relay.login().await?;
            let rid = relay.pushed(&token).await?;
            let looks = async |status: &str| {
                let found = relay.post("/client/check", &json!({"token": token, "rid": rid})).await?.ok()?;
                expect(found["status"] == status, || format!("it is {found} where it should be {status}"))
            };
            looks("queued").await?;
            relay.taken().await?;
            looks("taken").await?;
            relay.answer(&rid, Value::Null).await?.taken()?;
            looks("ready").await?;
            looks("ready").await
        },
    );
}

fn consumers(cases: &mut Cases) {
    cases.works(
        "consumers",
        &["RELAY-CONSUMERS"],
        ("Push ten requests, and let two servers pull them at the same time", "each request is handed out once"),
        |world| async move {
            let relay = Relay::of(&world);
            let token = relay.login().await?;
            for _ in 0..10 {
                relay.pushed(&token).await?;
            }
            let pull = async || {
                let mut taken = Vec::new();
                for _ in 0..5 {
                    taken.push(text(&relay.taken().await?["rid"]));
                }
                Ok(taken)
            };
            let (one, two) = tokio::try_join!(pull(), pull())?;
            let all: std::collections::BTreeSet<&String> = one.iter().chain(&two).collect();
            expect(all.len() == 10, || format!("{one:?} and {two:?} were handed out"))
        },
    );
}

fn apart(cases: &mut Cases) {
    cases.refuses(
        "once",
        &["RELAY-ONCE"],
        ("Pull an answer twice", "the second: 410 already_pulled"),
        |world| async move {
            let relay = Relay::of(&world);
            let token = relay.login().await?;
            let rid = relay.pushed(&token).await?;
            relay.answer(&rid, json!(1)).await?.taken()?;
            let pull = json!({"token": token, "rid": rid});
            relay.post("/client/pullres", &pull).await?.taken()?;
            is(&relay.post("/client/pullres", &pull).await?, 410, "already_pulled")
        },
    );
    cases.refuses(
        "answered",
        &["RELAY-ONCE"],
        ("Answer a request twice", "the second: 409 already_answered, and the first answer stands"),
        |world| async move {
            let relay = Relay::of(&world);
            let token = relay.login().await?;
            let rid = relay.pushed(&token).await?;
            relay.answer(&rid, json!(1)).await?.taken()?;
            is(&relay.answer(&rid, json!(2)).await?, 409, "already_answered")?;
            let pulled = relay.post("/client/pullres", &json!({"token": token, "rid": rid})).await?.ok()?;
            expect(pulled["sim_res"] == 1, || format!("the answer is {pulled}"))
        },
    );
    cases.refuses(
        "strangers",
        &["RELAY-APART"],
        ("Pull the answer to the request of another client", "404 unknown_rid; its own client pulls it"),
        |world| async move {
            let relay = Relay::of(&world);
            let (token, stranger) = (relay.login().await?, relay.login().await?);
            let rid = relay.pushed(&token).await?;
            relay.answer(&rid, json!(1)).await?.taken()?;
            let pull = |token: &str| json!({"token": token, "rid": rid});
            is(&relay.post("/client/pullres", &pull(&stranger)).await?, 404, "unknown_rid")?;
            relay.post("/client/pullres", &pull(&token)).await?.taken()
        },
    );
    cases.refuses(
        "nets",
        &["RELAY-APART"],
        ("Push a request in one net, pull and answer in another", "nothing comes; 404 unknown_rid"),
        |world| async move {
            let (here, there) = (Relay::of(&world), Relay::of(&world));
            let token = here.login().await?;
            let rid = here.pushed(&token).await?;
            let taken = there.taken().await?;
            expect(taken["rid"].is_null(), || format!("in the other net comes {taken}"))?;
            is(&there.answer(&rid, json!(1)).await?, 404, "unknown_rid")
        },
    );
}

fn peers(cases: &mut Cases) {
    cases.works(
        "peers",
        &["RELAY-PEERS"],
        (
            "Three clients of a net, one of which subscribes to a topic; one sends to all, to the topic, and to one",
            "each hears what is for it, in its order; the sender hears nothing",
        ),
        |world| async move {
            let relay = Relay::of(&world);
            let (one, two) = (relay.login().await?, relay.login().await?);
            let before = relay.clients(&one).await?;
            let three = relay.login().await?;
            // In whatever order they are listed, the one that was not there is the last to come.
            let after = relay.clients(&one).await?;
            expect((before.len(), after.len()) == (2, 3), || format!("the clients are {before:?}, then {after:?}"))?;
            let third = after.into_iter().find(|client| !before.contains(client));
            relay.post("/peer/subscribe", &json!({"token": two, "topic": "weather"})).await?.taken()?;
            let targets = [json!({"all": true}), json!({"topic": "weather"}), json!({ "client": third })];
            for (body, to) in targets.into_iter().enumerate() {
                relay.post("/peer/send", &json!({"token": one, "to": to, "body": body})).await?.taken()?;
            }
            for (token, expected) in [(one, json!([])), (two, json!([0, 1])), (three, json!([0, 2]))] {
                let pulled = relay.post("/peer/pull", &json!({ "token": token })).await?.ok()?;
                let messages = pulled["messages"].as_array().cloned().unwrap_or_default();
                let bodies: Vec<Value> = messages.iter().map(|message| message["body"].clone()).collect();
                expect(json!(bodies) == expected, || format!("{pulled} comes in place of {expected}"))?;
            }
            Ok(())
        },
    );
}

/// The relay as the participants of one net see it.
struct Relay {
    client: Client,
    net: String,
}

impl Relay {
    fn of(world: &Arc<World>) -> Self {
        let client = world.client("default");
        Self { net: format!("judge-{}", client.id), client }
    }

    async fn raw(&self, method: Method, route: &str, content_type: &str, body: &str) -> Outcome<Answer> {
        let headers: &[(&str, &str)] = if content_type.is_empty() { &[] } else { &[("Content-Type", content_type)] };
        self.client.raw(method, &format!("{PATH}{route}"), headers, body).await
    }

    async fn post(&self, route: &str, body: &Value) -> Outcome<Answer> {
        self.raw(Method::POST, route, JSON, &body.to_string()).await
    }

    /// The ids of the clients of the net.
    async fn clients(&self, token: &str) -> Outcome<Vec<Value>> {
        let listed = self.post("/peer/list", &json!({ "token": token })).await?.ok()?;
        Ok(listed["clients"].as_array().into_iter().flatten().map(|client| client["id"].clone()).collect())
    }

    /// The token of a new client of the net.
    async fn login(&self) -> Outcome<String> {
        let login = self.post("/client/login", &json!({ "net": self.net })).await?.ok()?;
        Ok(text(&login["token"]))
    }

    /// The rid of a new request.
    async fn pushed(&self, token: &str) -> Outcome<Value> {
        let request = json!({"token": token, "sim_req": {"simEndpoint": "/hi"}});
        Ok(self.post("/client/pushreq", &request).await?.ok()?["rid"].clone())
    }

    /// The next request, as a server takes it.
    async fn taken(&self) -> Outcome<Value> {
        self.post("/server/pullreqsmart", &json!({ "net": self.net })).await?.ok()
    }

    async fn answer(&self, rid: &Value, answer: Value) -> Outcome<Answer> {
        self.post("/server/pushres", &json!({"net": self.net, "rid": rid, "sim_res": answer})).await
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Expects a refusal with this status and code.
fn is(answer: &Answer, status: u16, code: &str) -> Outcome {
    let body = answer.json()?;
    let is_right = answer.status == status && body["error"] == code && body["message"].is_string();
    expect(is_right, || {
        format!("{} is answered with {} in place of {status} {code}: {body}", answer.request, answer.status)
    })
}
