//! The routes of clients: log in, push requests, pull answers.

use c2sim_generated::{
    relay::{
        ClientApi,
        models::{CheckAnswer, LoginAnswer, PullAnswer, PullAnyAnswer, PushRequestAnswer},
    },
    support::{RawBody, Verbatim as Written},
};
use poem::Request;
use serde::Serialize;
use serde_json::json;

use super::{
    Refused, RelayDoor,
    core::{ClientName, Login, Net, Progress, Pulled, Rid, Smart, Token, Verbatim},
    now,
    parameters::Parameters,
    query_parameters,
};

/// What a pull answers; fields that are `None` are left out.
#[derive(Serialize)]
struct Pull {
    rid: Option<String>,
    status: &'static str,
    sim_res: Option<Verbatim>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remaining: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pending: Option<usize>,
}

impl RelayDoor {
    async fn log_in(&self, request: &Request, given: Parameters) -> Result<Written<LoginAnswer>, Refused> {
        let ends_at = self.authenticator.authenticate(request.headers()).await?.until();
        let net = given.net()?.unwrap_or_else(Net::default_net);
        let bad_name = || Refused::bad("bad_name", "a name has at most 64 characters");
        let name = given.name().map(|text| ClientName::parse(&text).ok_or_else(bad_name)).transpose()?;
        let head = self.nets.head(&net).await?;
        let mut relay = self.relay.lock();
        let Login { token, net } = relay.login(now(), ends_at, net, name)?;
        relay.peer(now(), &token, &net, head)?;
        // Whatever ends first: it is not used for too long, or what it was given for ends.
        let left_ms = ends_at.map_or(u64::MAX, |ends_at| ends_at.ms_since(now()));
        let expires_in = relay.limits().token_idle_ms.min(left_ms) / 1_000;
        written(&json!({ "token": token.reveal(), "net": net.as_str(), "expires_in": expires_in }))
    }

    fn look(&self, given: &Parameters) -> Result<Written<CheckAnswer>, Refused> {
        let (token, net) = (given.token()?, given.net()?);
        let mut relay = self.relay.lock();
        let Some(rid) = given.rid()? else {
            let (net, ready, pending) = relay.overview(now(), &token, net)?;
            let texts = |rids: Vec<Rid>| rids.iter().map(Rid::to_string).collect::<Vec<_>>();
            return written(&json!({ "net": net.as_str(), "ready": texts(ready), "pending": texts(pending) }));
        };
        let progress = relay.progress(now(), &token, net, rid)?;
        written(&json!({ "rid": rid.to_string(), "status": progress.as_str() }))
    }

    async fn pull_one(&self, given: Parameters) -> Result<Written<PullAnswer>, Refused> {
        let token = given.token()?;
        let (rid, net) = (given.required_rid()?, given.net()?);
        let (answer, status) = self.pulled(&token, net, rid, given.wait_ms()?).await?;
        written(&Pull { rid: Some(rid.to_string()), status, sim_res: answer, remaining: None, pending: None })
    }

    async fn pull_smart(&self, given: Parameters) -> Result<Written<PullAnyAnswer>, Refused> {
        let (token, net, wait_ms) = (given.token()?, given.net()?, given.wait_ms()?);
        if let Some(rid) = given.rid()? {
            let (answer, status) = self.pulled(&token, net.clone(), rid, wait_ms).await?;
            let mut relay = self.relay.lock();
            let (_, net) = relay.client(now(), &token, net)?;
            let (remaining, pending) = relay.counts(&token, &net);
            let pending = answer.is_none().then_some(pending);
            return written(&Pull {
                rid: Some(rid.to_string()),
                status,
                sim_res: answer,
                remaining: Some(remaining),
                pending,
            });
        }
        let look = || {
            let smart = self.relay.lock().pull_any(now(), &token, net.clone())?;
            Ok::<_, Refused>(smart.answer.is_some().then_some(smart))
        };
        let smart = match self.answers.wait(&token, wait_ms, &self.shutdown, look).await? {
            Some(smart) => smart,
            None => self.relay.lock().pull_any(now(), &token, net.clone())?,
        };
        let Smart { answer, remaining, pending } = smart;
        let pending = answer.is_none().then_some(pending);
        let (rid, status, sim_res) = match answer {
            Some((rid, answer)) => (Some(rid.to_string()), Progress::Ready.as_str(), Some(answer)),
            None => (None, EMPTY, None),
        };
        written(&Pull { rid, status, sim_res, remaining: Some(remaining), pending })
    }

    /// The answer to one request and its status, waited for.
    async fn pulled(
        &self,
        token: &Token,
        net: Option<Net>,
        rid: Rid,
        wait_ms: u64,
    ) -> Result<(Option<Verbatim>, &'static str), Refused> {
        let mut status = Progress::Queued;
        let look = || match self.relay.lock().pull(now(), token, net.clone(), rid)? {
            Pulled::Answer(answer) => Ok::<_, Refused>(Some(answer)),
            Pulled::NotYet(progress) => {
                status = progress;
                Ok(None)
            }
        };
        let answer = self.answers.wait(token, wait_ms, &self.shutdown, look).await?;
        let status = if answer.is_some() { Progress::Ready } else { status };
        Ok((answer, status.as_str()))
    }
}

/// The status of a poll that found nothing.
pub(super) const EMPTY: &str = "empty";

/// The answer as JSON text.
pub(super) fn written<T>(answer: &impl Serialize) -> Result<Written<T>, Refused> {
    Ok(Written::new(serde_json::to_vec(answer).map_err(Refused::fault)?))
}

impl ClientApi for RelayDoor {
    async fn login(&self, request: &Request, body: RawBody) -> Result<Written<LoginAnswer>, Refused> {
        self.log_in(request, self.parameters(request, body).await?).await
    }

    async fn login_by_get(
        &self,
        request: &Request,
        _net: Option<String>,
        _name: Option<String>,
    ) -> Result<Written<LoginAnswer>, Refused> {
        self.log_in(request, query_parameters(request)?).await
    }

    async fn push_request(&self, request: &Request, body: RawBody) -> Result<Written<PushRequestAnswer>, Refused> {
        let given = self.parameters(request, body).await?;
        let (token, net, sim_req) = (given.token()?, given.net()?, given.sim_req()?);
        let (rid, net) = self.relay.lock().push_request(now(), &token, net, sim_req)?;
        self.requests.ring_one(&net);
        written(&json!({ "rid": rid.to_string(), "net": net.as_str() }))
    }

    async fn check(&self, request: &Request, body: RawBody) -> Result<Written<CheckAnswer>, Refused> {
        self.look(&self.parameters(request, body).await?)
    }

    async fn check_by_get(
        &self,
        request: &Request,
        _token: Option<String>,
        _net: Option<String>,
        _rid: Option<String>,
    ) -> Result<Written<CheckAnswer>, Refused> {
        self.look(&query_parameters(request)?)
    }

    async fn pull_answer(&self, request: &Request, body: RawBody) -> Result<Written<PullAnswer>, Refused> {
        self.pull_one(self.parameters(request, body).await?).await
    }

    async fn pull_answer_by_get(
        &self,
        request: &Request,
        _token: Option<String>,
        _net: Option<String>,
        _rid: Option<String>,
        _wait: Option<String>,
    ) -> Result<Written<PullAnswer>, Refused> {
        self.pull_one(query_parameters(request)?).await
    }

    async fn pull_any_answer(&self, request: &Request, body: RawBody) -> Result<Written<PullAnyAnswer>, Refused> {
        self.pull_smart(self.parameters(request, body).await?).await
    }

    async fn pull_any_answer_by_get(
        &self,
        request: &Request,
        _token: Option<String>,
        _net: Option<String>,
        _rid: Option<String>,
        _wait: Option<String>,
    ) -> Result<Written<PullAnyAnswer>, Refused> {
        self.pull_smart(query_parameters(request)?).await
    }
}
