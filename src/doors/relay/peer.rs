//! The routes of messages from client to client: send, subscribe, pull, list.

use std::{sync::Arc, time::Duration};

use c2sim_generated::{
    relay::{
        PeerApi,
        models::{PeerListAnswer, PeerPullAnswer, PeerSendAnswer, PeerSubscribeAnswer},
    },
    support::{RawBody, Verbatim as Written},
};
use poem::Request;
use serde::Serialize;
use serde_json::json;
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

use super::{
    Refused, RelayDoor,
    client::written,
    core::{Net, PeerId, Target, Token, Verbatim},
    message::{PeerMessage, To},
    now,
    parameters::Parameters,
    query_parameters,
};
use crate::feed::{Feed, ReadError, Sequence};

/// Most messages of one pull.
const PULLED_MAX: usize = 100;
/// Messages that are looked through at once.
const PAGE_ENTRIES: usize = 256;

/// A message as a pull answers it.
#[derive(Serialize)]
struct Pulled {
    mid: String,
    seq: u64,
    from: String,
    to: To,
    body: Verbatim,
}

/// What a pull answers.
#[derive(Serialize)]
struct Pull {
    messages: Vec<Pulled>,
    next: u64,
}

/// Who pulls, and from where on.
struct Reading {
    token: Token,
    net: Net,
    own: PeerId,
    position: Sequence,
    /// The position was named by the client.
    is_history: bool,
}

impl RelayDoor {
    /// Who asks, in which net, and the feed of that net.
    async fn peer_of(&self, given: &Parameters) -> Result<(Token, PeerId, Net, Feed<PeerMessage>), Refused> {
        let token = given.token()?;
        let (own, net) = self.relay.lock().client(now(), &token, given.net()?)?;
        let feed = self.nets.feed(&net).await?;
        Ok((token, own, net, feed))
    }

    async fn send(&self, given: Parameters) -> Result<Written<PeerSendAnswer>, Refused> {
        let (token, from, net, feed) = self.peer_of(&given).await?;
        let to = given.any("to").ok_or_else(|| Refused::bad("missing_to", "to is missing: all, client or topic"))?;
        let expected = r#"to is {"all": true}, {"client": id} or {"topic": name}"#;
        let to: Option<To> = serde_json::from_str(to.get()).ok();
        let to = to.and_then(|to| to.target()).ok_or_else(|| Refused::bad("bad_to", expected))?;
        let body = given.any("body").ok_or_else(|| Refused::bad("missing_body", "body is missing: any JSON"))?;
        self.relay.lock().peer(now(), &token, &net, feed.head())?;
        let mid = Uuid::new_v4();
        let message = PeerMessage { at: now(), mid, from, to, body };
        feed.append(message).map_err(Refused::store)?.await.map_err(Refused::store)?;
        written(&json!({ "mid": mid.to_string() }))
    }

    async fn change_topics(&self, given: Parameters, is_wanted: bool) -> Result<Written<PeerSubscribeAnswer>, Refused> {
        let topic = given.topic()?;
        let (token, _, net, feed) = self.peer_of(&given).await?;
        let mut relay = self.relay.lock();
        let peer = match is_wanted {
            true => relay.subscribe(now(), &token, &net, topic, feed.head())?,
            false => relay.unsubscribe(now(), &token, &net, &topic, feed.head())?,
        };
        let topics: Vec<&str> = peer.topics().map(|topic| topic.as_str()).collect();
        written(&json!({ "topics": topics }))
    }

    async fn list(&self, given: Parameters) -> Result<Written<PeerListAnswer>, Refused> {
        let token = given.token()?;
        let mut relay = self.relay.lock();
        let (_, net) = relay.client(now(), &token, given.net()?)?;
        let clients = relay.clients_of(&net);
        let clients: Vec<_> = clients
            .iter()
            .map(|(id, name)| json!({ "id": id.as_str(), "name": name.as_ref().map(|name| name.as_str()) }))
            .collect();
        written(&json!({ "clients": clients }))
    }

    async fn pull_messages(&self, given: Parameters) -> Result<Written<PeerPullAnswer>, Refused> {
        let (after, wait_ms) = (given.after()?, given.wait_ms()?);
        let (token, own, net, feed) = self.peer_of(&given).await?;
        let known = self.relay.lock().peer(now(), &token, &net, feed.head())?.position;
        // A number that was never given out reads on from the last message.
        let position = after.map_or(known, |after| Sequence::from(after).min(feed.head()));
        let mut reading = Reading { token, net, own, position, is_history: after.is_some() };
        let ends_at = Instant::now() + Duration::from_millis(wait_ms);
        let mut messages = self.page(&feed, &mut reading).await?;
        while messages.is_empty() && wait_ms > 0 {
            let (mut cursor, mut came) = (feed.cursor_after(reading.position), Vec::new());
            let is_there = tokio::select! {
                read = timeout_at(ends_at, cursor.read(1, &mut came)) => read.is_ok(),
                () = self.shutdown.requested() => false,
            };
            if !is_there {
                break;
            }
            messages = self.page(&feed, &mut reading).await?;
        }
        let Reading { token, net, position, .. } = reading;
        self.relay.lock().peer(now(), &token, &net, feed.head())?.position = position;
        written(&Pull { messages, next: position.number() })
    }

    /// The messages for the client from its position on, which moves past what was looked through.
    async fn page(&self, feed: &Feed<PeerMessage>, reading: &mut Reading) -> Result<Vec<Pulled>, Refused> {
        let mut messages = Vec::new();
        while messages.len() < PULLED_MAX {
            let page = match feed.page(reading.position, PAGE_ENTRIES).await {
                Ok(page) if page.is_empty() => break,
                Ok(page) => page,
                Err(ReadError::FellBehind(_)) => return Err(self.missed(feed, reading)?),
                Err(error @ ReadError::Store(_)) => return Err(Refused::store(error)),
            };
            let Reading { token, net, own, position, is_history } = reading;
            let mut relay = self.relay.lock();
            let peer = relay.peer(now(), token, net, feed.head())?;
            for message in page {
                if messages.len() == PULLED_MAX {
                    break;
                }
                *position = position.next();
                if peer.hears(own, &message.from, &message.to, *position, *is_history) {
                    messages.push(shown(&message, *position));
                }
            }
        }
        Ok(messages)
    }

    /// The client missed messages that are gone: it is told once, and goes on with those that are kept.
    fn missed(&self, feed: &Feed<PeerMessage>, reading: &Reading) -> Result<Refused, Refused> {
        let mut relay = self.relay.lock();
        relay.peer(now(), &reading.token, &reading.net, feed.head())?.position = feed.gone();
        Ok(Refused::not_kept())
    }
}

fn shown(message: &Arc<PeerMessage>, at: Sequence) -> Pulled {
    Pulled {
        mid: message.mid.to_string(),
        seq: at.number(),
        from: message.from.as_str().to_owned(),
        to: To::from(&message.to as &Target),
        body: Verbatim::clone(&message.body),
    }
}

impl PeerApi for RelayDoor {
    async fn peer_send(&self, request: &Request, body: RawBody) -> Result<Written<PeerSendAnswer>, Refused> {
        self.send(self.parameters(request, body).await?).await
    }

    async fn peer_subscribe(&self, request: &Request, body: RawBody) -> Result<Written<PeerSubscribeAnswer>, Refused> {
        self.change_topics(self.parameters(request, body).await?, true).await
    }

    async fn peer_unsubscribe(
        &self,
        request: &Request,
        body: RawBody,
    ) -> Result<Written<PeerSubscribeAnswer>, Refused> {
        self.change_topics(self.parameters(request, body).await?, false).await
    }

    async fn peer_pull(&self, request: &Request, body: RawBody) -> Result<Written<PeerPullAnswer>, Refused> {
        self.pull_messages(self.parameters(request, body).await?).await
    }

    async fn peer_pull_by_get(
        &self,
        request: &Request,
        _token: Option<String>,
        _net: Option<String>,
        _after: Option<String>,
        _wait: Option<String>,
    ) -> Result<Written<PeerPullAnswer>, Refused> {
        self.pull_messages(query_parameters(request)?).await
    }

    async fn peer_list(&self, request: &Request, body: RawBody) -> Result<Written<PeerListAnswer>, Refused> {
        self.list(self.parameters(request, body).await?).await
    }

    async fn peer_list_by_get(
        &self,
        request: &Request,
        _token: Option<String>,
        _net: Option<String>,
    ) -> Result<Written<PeerListAnswer>, Refused> {
        self.list(query_parameters(request)?).await
    }
}
