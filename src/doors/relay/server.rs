//! The routes of server participants: pull requests, push answers.

use c2sim_generated::{
    relay::{
        ServerApi,
        models::{PullRequestAnswer, PushAnswerAnswer},
    },
    support::{RawBody, Verbatim as Written},
};
use poem::Request;
use serde::Serialize;
use serde_json::json;

use super::{
    Refused, RelayDoor,
    client::{EMPTY, written},
    core::{Net, Progress, Taken, Verbatim},
    now,
    parameters::Parameters,
    query_parameters,
};

/// What a pull of a request answers.
#[derive(Serialize)]
struct Claim {
    rid: Option<String>,
    status: &'static str,
    sim_req: Option<Verbatim>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<String>,
    remaining: usize,
}

impl RelayDoor {
    async fn claim(&self, given: Parameters) -> Result<Written<PullRequestAnswer>, Refused> {
        let net = given.net()?.unwrap_or_else(Net::default_net);
        let look = || Ok::<_, Refused>(self.relay.lock().take_request(now(), &net));
        let claim = match self.requests.wait(&net, given.wait_ms()?, &self.shutdown, look).await? {
            None => Claim { rid: None, status: EMPTY, sim_req: None, client: None, remaining: 0 },
            Some(Taken { rid, request, client, remaining }) => Claim {
                rid: Some(rid.to_string()),
                status: Progress::Ready.as_str(),
                sim_req: Some(request),
                client: Some(client.as_str().to_owned()),
                remaining,
            },
        };
        written(&claim)
    }
}

impl ServerApi for RelayDoor {
    async fn pull_request(&self, request: &Request, body: RawBody) -> Result<Written<PullRequestAnswer>, Refused> {
        self.authenticator.admit(request.headers()).await?;
        self.claim(self.parameters(request, body).await?).await
    }

    async fn pull_request_by_get(
        &self,
        request: &Request,
        _net: Option<String>,
        _wait: Option<String>,
    ) -> Result<Written<PullRequestAnswer>, Refused> {
        self.authenticator.admit(request.headers()).await?;
        self.claim(query_parameters(request)?).await
    }

    async fn push_answer(&self, request: &Request, body: RawBody) -> Result<Written<PushAnswerAnswer>, Refused> {
        self.authenticator.admit(request.headers()).await?;
        let given = self.parameters(request, body).await?;
        let (rid, net, sim_res) = (given.required_rid()?, given.net()?, given.sim_res()?);
        let answered = self.relay.lock().push_answer(now(), rid, net.as_ref(), sim_res)?;
        self.answers.ring(&answered.client);
        written(&json!({ "ok": true, "rid": rid.to_string() }))
    }
}
