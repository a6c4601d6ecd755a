//! A client of the service gateway, in a namespace of the case.
//!
//! Entry points: [`Namespace::fresh`], [`Member`]. What must always hold: members of a case meet nobody else's.

use std::sync::Arc;

use reqwest::Method;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use super::{
    answer::Answer,
    stream::Stream,
    verdict::{Outcome, expect, missed},
    world::{Client, World},
};

/// Where the gateway is on the main port.
const PATH: &str = "/concierge";
/// The version of the protocol that the kit speaks.
const VERSION: &str = "0.2.0";

/// Where the members of a case meet.
#[derive(Debug, Clone)]
pub(super) struct Namespace {
    client: Client,
    name: String,
}

/// A client that has come in.
pub(super) struct Member {
    namespace: Namespace,
    pub(super) stream: Stream,
    pub(super) name: String,
    pub(super) uuid: String,
    /// What the server said first.
    pub(super) hello: Value,
}

/// What IDENTIFY says, with more fields.
pub(super) fn identify(name: &str, more: &Value) -> Value {
    let mut payload = json!({"type": "IDENTIFY", "name": name, "version": VERSION});
    for (field, value) in more.as_object().into_iter().flatten() {
        payload[field] = value.clone();
    }
    payload
}

impl Namespace {
    /// One that nobody has been in.
    pub(super) fn fresh(world: &Arc<World>) -> Self {
        let client = world.client("default");
        Self { name: format!("judge-{}", client.id), client }
    }

    /// A connection that has not said who it is.
    pub(super) async fn connected(&self, protocol: Option<&str>) -> Outcome<Stream> {
        let base = self.client.world.target.base.replacen("http", "ws", 1);
        Stream::open(&self.client, &format!("{base}{PATH}/ws/{}", self.name), protocol).await
    }

    /// A client of this name.
    pub(super) async fn member(&self, name: &str) -> Outcome<Member> {
        self.member_with(name, &json!({})).await
    }

    /// The same, which says more of itself.
    pub(super) async fn member_with(&self, name: &str, more: &Value) -> Outcome<Member> {
        let mut stream = self.connected(None).await?;
        stream.send(Message::Text(identify(name, more).to_string().into())).await?;
        let hello = heard(&mut stream).await?;
        expect(hello["type"] == "HELLO", || format!("IDENTIFY is answered with {hello}"))?;
        let uuid = hello["uuid"].as_str().unwrap_or_default().to_owned();
        Ok(Member { namespace: self.clone(), stream, name: name.to_owned(), uuid, hello })
    }

    /// Two clients that know of each other.
    pub(super) async fn two(&self) -> Outcome<(Member, Member)> {
        let mut one = self.member("one").await?;
        let two = self.member("two").await?;
        one.hears("CLIENT_JOINED").await?;
        Ok((one, two))
    }

    /// A request to the files.
    pub(super) async fn file(&self, method: Method, path: &str, key: Option<&str>, body: &str) -> Outcome<Answer> {
        let key = key.map(|key| ("x-fs-key", key));
        let headers: Vec<(&str, &str)> = key.into_iter().collect();
        self.client.raw(method, &format!("{PATH}/fs/{path}"), &headers, body).await
    }
}

impl Member {
    /// The client as others see it.
    pub(super) fn info(&self) -> Value {
        json!({"name": self.name, "nickname": null, "uuid": self.uuid, "tags": []})
    }

    /// The key to its own files.
    pub(super) fn key(&self) -> &str {
        self.hello["fs_key"].as_str().unwrap_or(&self.uuid)
    }

    pub(super) async fn text(&mut self, text: &str) -> Outcome {
        self.stream.send(Message::Text(text.into())).await
    }

    /// Sends a payload of this type with these fields.
    pub(super) async fn send(&mut self, kind: &str, fields: &Value) -> Outcome {
        let mut payload = json!({ "type": kind });
        for (field, value) in fields.as_object().into_iter().flatten() {
            payload[field] = value.clone();
        }
        self.text(&payload.to_string()).await
    }

    /// The next payload.
    pub(super) async fn hear(&mut self) -> Outcome<Value> {
        heard(&mut self.stream).await
    }

    /// The next payload, which has to be of this type.
    pub(super) async fn hears(&mut self, kind: &str) -> Outcome<Value> {
        let payload = self.hear().await?;
        expect(payload["type"] == kind, || format!("{} hears {payload} in place of {kind}", self.name))?;
        Ok(payload)
    }

    /// Sends, and takes the next payload, which has to be the answer, of this type.
    pub(super) async fn ask(&mut self, kind: &str, fields: &Value, answer: &str) -> Outcome<Value> {
        self.send(kind, fields).await?;
        let payload = self.hears(answer).await?;
        expect(payload["seq"].is_u64(), || format!("{kind} is answered without a seq: {payload}"))?;
        Ok(payload)
    }

    /// Nothing was said to it: the next payload is the answer to its own.
    pub(super) async fn hears_nothing(&mut self) -> Outcome {
        self.ask("SELF_FETCH", &json!({}), "SELF_FETCH_RESULT").await.map(drop)
    }

    /// Creates a service; both copies of what is said of it are taken.
    pub(super) async fn creates(&mut self, service: &str) -> Outcome<Value> {
        self.send("SERVICE_CREATE", &json!({ "service": service })).await?;
        let told = self.hears("SERVICE_CREATE_RESULT").await?;
        expect(told.get("seq").is_none(), || format!("what everybody is told has a seq: {told}"))?;
        let answer = self.hears("SERVICE_CREATE_RESULT").await?;
        expect(answer["seq"].is_u64(), || format!("SERVICE_CREATE is answered without a seq: {answer}"))?;
        Ok(answer)
    }

    /// Subscribes to a service; what is said of it is taken.
    pub(super) async fn subscribes(&mut self, service: &str) -> Outcome<Value> {
        let answer = self.ask("SELF_SUBSCRIBE", &json!({ "service": service }), "SELF_SUBSCRIBE_RESULT").await?;
        self.hears("SERVICE_CLIENT_SUBSCRIBED").await?;
        Ok(answer)
    }

    /// Closes in order, and waits until the server has closed, too.
    pub(super) async fn leaves(mut self) -> Outcome<Namespace> {
        self.stream.send(Message::Close(None)).await?;
        while self.stream.frame().await?.is_some_and(|frame| !matches!(frame, Message::Close(_))) {}
        Ok(self.namespace)
    }
}

async fn heard(stream: &mut Stream) -> Outcome<Value> {
    let text = stream.text().await?;
    serde_json::from_str(&text).or_else(|_| missed(format!("a payload is no JSON: {text}")))
}
