//! Who may what where every request needs a token.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use crate::{
    member::{closed, identify, ws},
    opening::create,
    support::{
        client::{Answer, Client},
        exercise::begin,
        messages::report,
        server::Server,
        stream::Stream,
        tokens::Signer,
    },
};

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

struct World {
    server: Server,
    signer: Signer,
}

impl World {
    fn strict() -> Self {
        let signer = Signer::p256();
        let key = signer.public_pem();
        let settings = [
            ("C2SIM_AUTH_MODE", "STRICT_AUTH"),
            ("C2SIM_BEARER_PUBLIC_KEY", key.as_str()),
            ("C2SIM_TOKEN_LEEWAY_SEC", "0"),
        ];
        Self { server: Server::with(&settings), signer }
    }

    /// A token that permits everything, but for what `change` says.
    fn token(&self, change: &Value) -> String {
        self.signer.permitting(change)
    }

    fn client(&self, change: &Value) -> Client {
        self.server.client("c2-one").with_token(&self.token(change))
    }

    /// A client of the gateway.
    async fn guest(&self, name: &str, change: &Value) -> Stream {
        let mut stream = Stream::open_with(&ws(&self.server), Some(&self.token(change))).await.unwrap();
        stream.send(Message::Text(identify(name, json!({})).to_string().into())).await;
        assert_eq!(stream.json().await["type"], "HELLO");
        stream
    }
}

/// Sends a payload, and answers its answer.
async fn ask(stream: &mut Stream, payload: Value) -> Value {
    stream.send(Message::Text(payload.to_string().into())).await;
    loop {
        let heard = stream.json().await;
        if heard.get("seq").is_some() {
            return heard;
        }
    }
}

#[tokio::test]
async fn a_mirror_is_heard_by_those_who_may_read_messages_for_as_long_as_they_may() {
    let world = World::strict();
    let c2 = world.client(&json!({}));
    create(&c2, Some(json!(["concierge"]))).await.ok();
    assert!(Stream::open_with(&ws(&world.server), None).await.is_err(), "nobody comes in without a token");
    let subscribe = json!({"type": "SELF_SUBSCRIBE", "service": "c2sim/default"});
    let mut may = world.guest("may", &json!({})).await;
    let fetch = json!({"type": "SERVICE_FETCH", "service": "c2sim/default"});
    let mirrored = async { while ask(&mut may, fetch.clone()).await["type"] == "INVALID_SERVICE" {} };
    timeout(PATIENCE, mirrored).await.expect("the session is mirrored in time");
    assert_eq!(ask(&mut may, subscribe.clone()).await["type"], "SELF_SUBSCRIBE_RESULT");
    let mut may_not = world.guest("may_not", &json!({"fromSendingSystem": ""})).await;
    assert_eq!(ask(&mut may_not, subscribe).await["type"], "BAD");

    let ends_at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() + 2;
    let mut short = world.guest("short", &json!({"exp": ends_at})).await;
    assert_eq!(closed(&mut short).await.0, 4401);
}

#[tokio::test]
async fn a_document_is_submitted_by_the_member_whose_token_permits_the_message() {
    let world = World::strict();
    let c2 = world.client(&json!({}));
    create(&c2, Some(json!(["editing"]))).await.ok();
    begin(&c2).await;
    let created = c2.raw(Method::POST, "/editing/api/sessions").json(&json!({"user_id": "ann"})).send().await.unwrap();
    let created = Answer::read(created).await.ok();
    let mut editor = Stream::open(created["websocket_url"].as_str().unwrap()).await;
    let edit = json!({"base_version": 1, "changes": [{"position": 0, "insert": report("C2", 1)}]});
    editor.send(Message::Text(json!({"id": "1", "type": "realtime_edit", "payload": edit}).to_string().into())).await;
    while editor.json().await["type"] != "edit_ack" {}

    let submit = async |client: &Client| {
        let path = format!("/editing/api/sessions/{}/submission", created["session_id"].as_str().unwrap());
        let body = json!({"c2sim_session": "default", "client_id": "c2-one"});
        let answer = Answer::read(client.raw(Method::POST, &path).json(&body).send().await.unwrap()).await;
        (answer.status.as_u16(), answer.json()["error"]["code"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(submit(&world.server.client("c2-one")).await, (401, "UNAUTHORIZED".to_owned()));
    let other_system = world.client(&json!({"fromSendingSystem": "SIM"}));
    assert_eq!(submit(&other_system).await, (401, "CLAIM_CHECK".to_owned()));
    let other_kind = world.client(&json!({"messageType": "SystemMessage"}));
    assert_eq!(submit(&other_kind).await, (401, "CLAIM_CHECK".to_owned()));
    let somebody_else = world.client(&json!({"sub": "ben"}));
    assert_eq!(submit(&somebody_else).await, (401, "CLAIM_CHECK".to_owned()));
    assert_eq!(submit(&c2).await, (200, String::new()));
}
