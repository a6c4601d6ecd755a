//! What a case works with: sessions of its own, clients, and the transcript of what they say.
//!
//! Entry points: [`World::session`], [`Client`]. What must always hold: what a case made is gone when it is over.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use parking_lot::Mutex;
use reqwest::Method;
use serde_json::{Value, json};

use super::{
    answer::Answer,
    messages::{self, Messages},
    stream::Stream,
    target::Target,
    transcript::Transcript,
    verdict::{Finding, Outcome, expect, missed},
};

/// Where the operations are.
const OPERATIONS: &str = "/api/c2sim/session";

/// Numbers that sessions and clients are told apart by, in all worlds of this process.
static NUMBER: AtomicUsize = AtomicUsize::new(0);

/// The surroundings of one case.
#[derive(Debug)]
pub(super) struct World {
    pub(super) target: Arc<Target>,
    pub(super) transcript: Transcript,
    pub(super) seed: u64,
    sessions: Mutex<Vec<String>>,
}

/// A client instance in a session.
#[derive(Debug, Clone)]
pub(super) struct Client {
    pub(super) world: Arc<World>,
    pub(super) id: String,
    pub(super) session: String,
    pub(super) messages: Messages,
}

impl World {
    pub(super) fn new(target: Arc<Target>, seed: u64) -> Arc<Self> {
        Arc::new(Self { target, transcript: Transcript::begin(), seed, sessions: Mutex::default() })
    }

    /// One for looking at the target before anything is known of it.
    pub(super) fn probing(target: Arc<Target>) -> Arc<Self> {
        Self::new(target, 0)
    }

    /// The target again, once no client uses it any more.
    pub(super) fn into_target(self: Arc<Self>) -> Option<Target> {
        Arc::into_inner(Arc::into_inner(self)?.target)
    }

    /// The version that the target is asked for where it does not matter.
    pub(super) fn version(&self) -> &'static str {
        self.target.versions.first().copied().unwrap_or("2.0.0")
    }

    /// A name that no session has.
    pub(super) fn fresh_name(&self) -> String {
        let name = format!("judge-{}-{}", self.target.run, NUMBER.fetch_add(1, Ordering::Relaxed));
        self.sessions.lock().push(name.clone());
        name
    }

    /// A client in a session, which need not be there.
    pub(super) fn client(self: &Arc<Self>, session: &str) -> Client {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed) % 1_000_000;
        let id = format!("{}{number:06}", &self.target.run[..2]);
        let messages = Messages::of(self.version());
        Client { world: Arc::clone(self), id, session: session.to_owned(), messages }
    }

    /// A new session, and a client that has not joined it.
    pub(super) async fn session(self: &Arc<Self>) -> Outcome<Client> {
        self.session_of(self.version()).await
    }

    /// The same of this schema version.
    pub(super) async fn session_of(self: &Arc<Self>, version: &'static str) -> Outcome<Client> {
        let mut client = self.client(&self.fresh_name());
        client.messages = Messages::of(version);
        client.create(version, "An exercise").await?.ok()?;
        Ok(client)
    }

    /// Deletes what the case made.
    pub(super) async fn clean_up(self: &Arc<Self>) {
        let made = std::mem::take(&mut *self.sessions.lock());
        for session in made {
            // It may never have been there, and a server may not delete at all.
            let _ = self.client(&session).delete("").await;
        }
    }
}

impl Client {
    /// Another client in the same session.
    pub(super) fn peer(&self) -> Self {
        Self { session: self.session.clone(), messages: self.messages.clone(), ..self.world.client(&self.session) }
    }

    /// The same client in another session.
    pub(super) fn within(&self, session: &str) -> Self {
        Self { session: session.to_owned(), ..self.clone() }
    }

    /// The path of an operation of this session.
    pub(super) fn path(&self, operation: &str) -> String {
        format!("{OPERATIONS}/{}/{operation}", self.session)
    }

    /// A request with these headers, and the token where there is one.
    pub(super) async fn raw(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Vec<u8>>,
    ) -> Outcome<Answer> {
        let bearer = self.world.target.token.as_ref().map(|token| format!("Bearer {token}"));
        let mut headers = headers.to_vec();
        headers.extend(bearer.as_deref().map(|bearer| ("Authorization", bearer)));
        self.bare(method, path, &headers, body).await
    }

    /// A request with these headers and no others.
    pub(super) async fn bare(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Vec<u8>>,
    ) -> Outcome<Answer> {
        let (target, body) = (&self.world.target, body.into());
        let name = format!("{method} {path}");
        let said = |headers: &[(&str, &str)]| -> String {
            let shown = headers.iter().filter(|(name, _)| *name != "Authorization");
            shown.map(|(name, value)| format!("{name}: {value}\n")).collect()
        };
        let text = format!("{name}\n{}\n{}", said(headers), String::from_utf8_lossy(&body));
        self.world.transcript.add(self.id.as_str(), text.trim_end());
        let mut request = target.http.request(method, format!("{}{path}", target.base)).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let failed = |error: reqwest::Error| Finding::Missed(format!("{name} is not answered: {error:?}"));
        let response = request.send().await.map_err(failed)?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = String::from_utf8_lossy(&response.bytes().await.map_err(failed)?).into_owned();
        let answer = Answer { request: name, status, headers, body };
        let text = format!("{status} {}\n{}", answer.header("content-type"), answer.body);
        self.world.transcript.add(format!("server to {}", self.id), text.trim_end());
        Ok(answer)
    }

    pub(super) async fn get(&self, operation: &str) -> Outcome<Answer> {
        self.raw(Method::GET, &self.path(operation), &[("clientId", &self.id)], "").await
    }

    pub(super) async fn json(&self, method: Method, operation: &str, body: &Value) -> Outcome<Answer> {
        let headers = [("clientId", self.id.as_str()), ("Content-Type", "application/json")];
        self.raw(method, &self.path(operation), &headers, body.to_string()).await
    }

    pub(super) async fn create(&self, version: &str, name: &str) -> Outcome<Answer> {
        let data =
            json!({"c2simSchemaVersion": version, "displayName": name, "description": "Made by a conformance run"});
        self.json(Method::PUT, "create", &json!({ "data": data })).await
    }

    pub(super) async fn join(&self, system: &str) -> Outcome<Answer> {
        let body = json!({"systemName": system, "clientIdDisplayName": format!("Judge {}", self.id)});
        self.json(Method::POST, "join", &body).await
    }

    /// Itself, having joined as this system.
    pub(super) async fn joined(self, system: &str) -> Outcome<Self> {
        self.join(system).await?.ok()?;
        Ok(self)
    }

    pub(super) async fn resign(&self) -> Outcome<Answer> {
        self.json(Method::POST, "resign", &json!({"reason": "done"})).await
    }

    pub(super) async fn delete(&self, query: &str) -> Outcome<Answer> {
        let path = format!("{OPERATIONS}/{}{query}", self.session);
        self.raw(Method::DELETE, &path, &[("clientId", &self.id)], "").await
    }

    pub(super) async fn send(&self, xml: &str) -> Outcome<Answer> {
        self.send_as("application/xml", xml).await
    }

    pub(super) async fn send_as(&self, content_type: &str, body: impl Into<Vec<u8>>) -> Outcome<Answer> {
        let headers = [("clientId", self.id.as_str()), ("Content-Type", content_type)];
        self.raw(Method::POST, &self.path("send"), &headers, body).await
    }

    /// Expects that the message is taken.
    pub(super) async fn publish(&self, xml: &str) -> Outcome<Answer> {
        let answer = self.send(xml).await?;
        answer.taken()?;
        Ok(answer)
    }

    pub(super) async fn state(&self) -> Outcome<String> {
        let info = self.get("info").await?.ok()?;
        Ok(info["state"].as_str().unwrap_or_default().to_owned())
    }

    pub(super) async fn is_in(&self, expected: &str) -> Outcome {
        let state = self.state().await?;
        expect(state == expected, || format!("the session is {state} where it should be {expected}"))
    }

    /// Takes a new session to a state. The client has to be a member.
    pub(super) async fn drive(&self, state: &str) -> Outcome {
        let Some(place) = messages::EXERCISE.iter().position(|(reached, _)| *reached == state) else {
            return missed(format!("nothing leads to {state}"));
        };
        for (_, elements) in &messages::EXERCISE[..=place] {
            for element in *elements {
                self.publish(&self.messages.of_exercise(element)).await?;
            }
        }
        Ok(())
    }

    /// Opens the stream where the server says that it is.
    pub(super) async fn stream(&self) -> Outcome<Stream> {
        self.stream_with("", None).await
    }

    /// The same with further parameters such as `&kind=OrderBody`, and a subprotocol.
    pub(super) async fn stream_with(&self, parameters: &str, protocol: Option<&str>) -> Outcome<Stream> {
        let endpoints = self.get("stream-endpoints").await?.ok()?;
        let Some(url) = endpoints["websocket"]["url"].as_str() else {
            return missed(format!("stream-endpoints names no websocket: {endpoints}"));
        };
        Stream::open(self, &format!("{url}?clientId={}{parameters}", self.id), protocol).await
    }

    /// Publishes something that every state allows; streams hear it next where they were to hear nothing before.
    pub(super) async fn mark(&self) -> Outcome<String> {
        let mark = self.messages.refresh();
        self.publish(&mark).await?;
        Ok(mark)
    }
}

/// How long what has to come may take.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);
