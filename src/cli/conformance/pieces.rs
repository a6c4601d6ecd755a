//! An answer that goes on, such as events: read piece by piece.

use std::sync::Arc;

use reqwest::Response;
use tokio::time::timeout;

use super::{
    verdict::{Outcome, expect, missed},
    world::{Client, PATIENCE, World},
};

/// An answer that has begun.
#[derive(Debug)]
pub(super) struct Pieces {
    world: Arc<World>,
    who: String,
    response: Response,
    read: String,
}

impl Pieces {
    /// Asks for the events of the client's session, with this query.
    pub(super) async fn of_events(client: &Client, query: &str) -> Outcome<Self> {
        let path = client.path(&format!("events?{query}"));
        client.world.transcript.add(client.id.as_str(), &format!("GET {path}"));
        let target = &client.world.target;
        let mut request = target.http.get(format!("{}{path}", target.base)).header("clientId", &client.id);
        if let Some(token) = &target.token {
            request = request.bearer_auth(token);
        }
        let response = request.send().await.or_else(|error| missed(format!("{path} is not answered: {error}")))?;
        let status = response.status().as_u16();
        expect(status == 200, || format!("{path} is answered with {status} in place of 200"))?;
        Ok(Self { world: Arc::clone(&client.world), who: client.id.clone(), response, read: String::new() })
    }

    /// Reads on until this has come.
    pub(super) async fn until(&mut self, text: &str) -> Outcome {
        while !self.read.contains(text) {
            let piece = timeout(PATIENCE, self.response.chunk()).await;
            let Ok(Ok(Some(piece))) = piece else {
                return missed(format!("{text:?} does not come; this did: {}", self.read));
            };
            let piece = String::from_utf8_lossy(&piece).into_owned();
            self.world.transcript.add(format!("server to {} (events)", self.who), &piece);
            self.read.push_str(&piece);
        }
        Ok(())
    }
}
