//! Pushing, claiming, answering and pulling: the steps of an exchange.

use super::{
    Answered, Limits, Net, Progress, Pulled, Refusal, Relay, Rid, Smart, Taken, Token,
    exchange::{Exchange, Stage, Verbatim},
};
use crate::identity::Timestamp;

impl Relay {
    /// Leaves a request for the server participants of a net.
    ///
    /// # Errors
    /// [`Refusal::BadToken`], [`Refusal::QueueFull`].
    pub(crate) fn push_request(
        &mut self,
        now: Timestamp,
        token: &Token,
        net: Option<Net>,
        request: Verbatim,
    ) -> Result<(Rid, Net), Refusal> {
        let (_, net) = self.client(now, token, net)?;
        let client = self.clients.get_mut(token).ok_or(Refusal::BadToken)?;
        if client.open.len() >= self.limits.unanswered_max {
            return Err(Refusal::QueueFull { what: "requests of this client", max: self.limits.unanswered_max });
        }
        let queue = self.queues.entry(net.clone()).or_default();
        if queue.len() >= self.limits.queued_max {
            return Err(Refusal::QueueFull { what: "requests of this net", max: self.limits.queued_max });
        }
        let rid = Rid::random();
        queue.push_back(rid);
        client.open.push_back(rid);
        let exchange =
            Exchange { net: net.clone(), client: token.clone(), stage: Stage::Queued { request }, since: now };
        self.exchanges.insert(rid, exchange);
        self.deadlines.waiting(rid, now.after_ms(self.limits.exchange_ms));
        Ok((rid, net))
    }

    /// Takes the oldest request of a net that nobody took; nothing where there is none.
    pub(crate) fn take_request(&mut self, now: Timestamp, net: &Net) -> Option<Taken> {
        self.expire(now);
        let queue = self.queues.get_mut(net)?;
        let rid = queue.pop_front()?;
        let remaining = queue.len();
        if queue.is_empty() {
            self.queues.remove(net);
        }
        let exchange = self.exchanges.get_mut(&rid).expect("what is queued is there");
        let Stage::Queued { request } = &exchange.stage else { unreachable!("what is in a queue is queued") };
        let request = Verbatim::clone(request);
        let client = self.clients.get(&exchange.client).expect("a client's requests end with it").id.clone();
        let kept = self.limits.lease_ms.map(|_| Verbatim::clone(&request));
        self.advance(now, rid, Stage::Taken { request: kept });
        Some(Taken { rid, request, client, remaining })
    }

    /// Leaves the answer to a request, taken or not, for the client that asked.
    ///
    /// # Errors
    /// [`Refusal::UnknownRid`] (also in another net), [`Refusal::AlreadyAnswered`], [`Refusal::Expired`].
    pub(crate) fn push_answer(
        &mut self,
        now: Timestamp,
        rid: Rid,
        net: Option<&Net>,
        answer: Verbatim,
    ) -> Result<Answered, Refusal> {
        self.expire(now);
        let exchange = self.exchanges.get(&rid).ok_or(Refusal::UnknownRid)?;
        if net.is_some_and(|net| *net != exchange.net) {
            return Err(Refusal::UnknownRid);
        }
        match exchange.stage {
            Stage::Ready { .. } | Stage::Pulled => return Err(Refusal::AlreadyAnswered),
            Stage::Expired => return Err(Refusal::Expired),
            Stage::Queued { .. } => self.withdraw(rid),
            Stage::Taken { .. } => {}
        }
        let exchange = self.exchanges.get(&rid).ok_or(Refusal::UnknownRid)?;
        let answered = Answered { client: exchange.client.clone(), net: exchange.net.clone() };
        let client = self.clients.get_mut(&answered.client).expect("a client's requests end with it");
        client.ready.entry(answered.net.clone()).or_default().push_back(rid);
        self.advance(now, rid, Stage::Ready { answer });
        Ok(answered)
    }

    /// How far a request of this client is.
    ///
    /// # Errors
    /// [`Refusal::BadToken`], [`Refusal::UnknownRid`], [`Refusal::AlreadyPulled`].
    pub(crate) fn progress(
        &mut self,
        now: Timestamp,
        token: &Token,
        net: Option<Net>,
        rid: Rid,
    ) -> Result<Progress, Refusal> {
        let (_, net) = self.client(now, token, net)?;
        self.own(token, &net, rid)?.stage.progress().ok_or(Refusal::AlreadyPulled)
    }

    /// The rids of this client in the net that can be pulled, and those that cannot yet; oldest first.
    ///
    /// # Errors
    /// [`Refusal::BadToken`].
    pub(crate) fn overview(
        &mut self,
        now: Timestamp,
        token: &Token,
        net: Option<Net>,
    ) -> Result<(Net, Vec<Rid>, Vec<Rid>), Refusal> {
        let (_, net) = self.client(now, token, net)?;
        let client = self.clients.get(token).ok_or(Refusal::BadToken)?;
        let ready = client.ready.get(&net).map(|ready| ready.iter().copied().collect()).unwrap_or_default();
        let pending = client.open.iter().copied().filter(|rid| self.is_pending(*rid, &net)).collect();
        Ok((net, ready, pending))
    }

    /// Takes the answer to one request.
    ///
    /// # Errors
    /// [`Refusal::BadToken`], [`Refusal::UnknownRid`], [`Refusal::Expired`], [`Refusal::AlreadyPulled`].
    pub(crate) fn pull(
        &mut self,
        now: Timestamp,
        token: &Token,
        net: Option<Net>,
        rid: Rid,
    ) -> Result<Pulled, Refusal> {
        let (_, net) = self.client(now, token, net)?;
        match &self.own(token, &net, rid)?.stage {
            Stage::Queued { .. } => Ok(Pulled::NotYet(Progress::Queued)),
            Stage::Taken { .. } => Ok(Pulled::NotYet(Progress::Taken)),
            Stage::Expired => Err(Refusal::Expired),
            Stage::Pulled => Err(Refusal::AlreadyPulled),
            Stage::Ready { answer } => {
                let answer = Verbatim::clone(answer);
                self.finish(now, rid, Stage::Pulled);
                Ok(Pulled::Answer(answer))
            }
        }
    }

    /// Takes the answer that came first among those of this client in the net.
    ///
    /// # Errors
    /// [`Refusal::BadToken`].
    pub(crate) fn pull_any(&mut self, now: Timestamp, token: &Token, net: Option<Net>) -> Result<Smart, Refusal> {
        let (_, net) = self.client(now, token, net)?;
        let client = self.clients.get(token).ok_or(Refusal::BadToken)?;
        let first = client.ready.get(&net).and_then(|ready| ready.front().copied());
        let answer = first.and_then(|rid| match &self.exchanges.get(&rid)?.stage {
            Stage::Ready { answer } => Some((rid, Verbatim::clone(answer))),
            _ => None,
        });
        if let Some((rid, _)) = &answer {
            self.finish(now, *rid, Stage::Pulled);
        }
        let (remaining, pending) = self.counts(token, &net);
        Ok(Smart { answer, remaining, pending })
    }

    /// How many answers this client can pull in the net, and how many requests of it are not answered.
    pub(crate) fn counts(&self, token: &Token, net: &Net) -> (usize, usize) {
        let Some(client) = self.clients.get(token) else { return (0, 0) };
        let remaining = client.ready.get(net).map_or(0, |ready| ready.len());
        (remaining, client.open.iter().filter(|rid| self.is_pending(**rid, net)).count())
    }

    fn is_pending(&self, rid: Rid, net: &Net) -> bool {
        self.exchanges.get(&rid).is_some_and(|exchange| {
            exchange.net == *net && matches!(exchange.stage, Stage::Queued { .. } | Stage::Taken { .. })
        })
    }

    /// The exchange, where it is this client's and in this net; whether it exists otherwise is not told.
    fn own(&self, token: &Token, net: &Net, rid: Rid) -> Result<&Exchange, Refusal> {
        let exchange = self.exchanges.get(&rid);
        exchange.filter(|found| found.client == *token && found.net == *net).ok_or(Refusal::UnknownRid)
    }

    /// Takes a request out of its queue.
    pub(super) fn withdraw(&mut self, rid: Rid) {
        let Some(exchange) = self.exchanges.get(&rid) else { return };
        if let Some(queue) = self.queues.get_mut(&exchange.net) {
            queue.retain(|queued| *queued != rid);
            if queue.is_empty() {
                self.queues.remove(&exchange.net);
            }
        }
    }

    /// The next stage of an exchange that goes on.
    pub(super) fn advance(&mut self, now: Timestamp, rid: Rid, stage: Stage) {
        let lease_ms = self.limits.lease_ms.filter(|_| matches!(stage, Stage::Taken { .. }));
        if let Some(exchange) = self.exchanges.get_mut(&rid) {
            (exchange.stage, exchange.since) = (stage, now);
            if let Some(lease_ms) = lease_ms {
                self.deadlines.lease(rid, now.after_ms(lease_ms));
            }
        }
    }

    /// The last stage of an exchange, of which only a tombstone is left.
    pub(super) fn finish(&mut self, now: Timestamp, rid: Rid, stage: Stage) {
        let Some(exchange) = self.exchanges.get_mut(&rid) else { return };
        (exchange.stage, exchange.since) = (stage, now);
        if let Some(client) = self.clients.get_mut(&exchange.client) {
            client.close(rid, &exchange.net);
        }
        let Limits { tombstone_ms, tombstones_max, .. } = self.limits;
        if let Some(forgotten) = self.deadlines.tombstone(rid, now.after_ms(tombstone_ms), tombstones_max) {
            self.exchanges.remove(&forgotten);
        }
    }
}
