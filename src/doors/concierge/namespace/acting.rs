//! What a client asks for, done and answered.

use std::sync::Arc;

use super::{Audience, Life, Membership, Namespace, OneService, PayloadOut};
use crate::{
    doors::concierge::{
        core::{Change, ClientNumber, Refused, Route, ServiceInfo},
        identify::check_nickname,
        payload::{MessageIn, PayloadIn, ServiceCreate},
        reply::{Changed, Clients, Description, Known, MessageOut, Origin, Services},
    },
    feed::Sequence,
};

/// An answer, and the place in the feed after which it stands.
pub(in crate::doors::concierge) type Answer = (PayloadOut, Sequence);

impl Namespace {
    /// Does what a client asks for in a payload of this many bytes.
    pub(in crate::doors::concierge) fn act(&self, client: ClientNumber, payload: PayloadIn, bytes: usize) -> Answer {
        let mut life = self.life.lock();
        if payload.is_told()
            && let Err(error) = self.check_room(&life, bytes)
        {
            return (PayloadOut::internal(error), self.tail());
        }
        match self.fulfil(&mut life, client, payload) {
            Ok((answer, Some(after))) => (answer, after),
            Ok((answer, None)) => (answer, self.tail()),
            Err(refused) => (refused.into(), self.tail()),
        }
    }

    /// The answer, and its place where that is not the end of the feed as it is then.
    fn fulfil(
        &self,
        life: &mut Life,
        client: ClientNumber,
        payload: PayloadIn,
    ) -> Result<(PayloadOut, Option<Sequence>), Refused> {
        let space = &mut life.space;
        let answer = match payload {
            PayloadIn::Identify(_) => PayloadOut::ErrorUnsupported,
            PayloadIn::SelfSetSeq(_) => PayloadOut::Ok,
            PayloadIn::Message(message) => return self.pass_on(life, client, message),
            PayloadIn::SelfSubscribe(named) => {
                let (successful, service, audience) = space.subscribe(client, &named.service)?;
                let answer = PayloadOut::SelfSubscribeResult(Changed { successful, service: Arc::clone(&service) });
                let changed = successful.then_some((service, audience));
                let told = (Change::Subscribed { client, service: named.service }, PayloadOut::ServiceClientSubscribed);
                return Ok(self.subscribed(life, client, answer, changed, told));
            }
            PayloadIn::SelfUnsubscribe(named) => {
                let (successful, service, audience) = space.unsubscribe(client, &named.service)?;
                let answer = PayloadOut::SelfUnsubscribeResult(Changed { successful, service: Arc::clone(&service) });
                let changed = successful.then_some((service, audience));
                let told =
                    (Change::Unsubscribed { client, service: named.service }, PayloadOut::ServiceClientUnsubscribed);
                return Ok(self.subscribed(life, client, answer, changed, told));
            }
            PayloadIn::ServiceCreate(ServiceCreate { service, nickname }) => {
                if let Err(desc) = check_nickname(nickname.as_deref()) {
                    return Ok((PayloadOut::ErrorProtocol(Description { desc }), None));
                }
                let (successful, info) = space.create_service(client, &service, nickname.clone())?;
                let result = PayloadOut::ServiceCreateResult(Changed { successful, service: info });
                let change = Change::Created { owner: client, service, nickname };
                let after = successful.then(|| self.tell_all(life, client, &result, change));
                return Ok((result, after));
            }
            PayloadIn::ServiceDelete(named) => {
                let service = space.delete_service(client, &named.service)?;
                let result = PayloadOut::ServiceDeleteResult(OneService { service });
                let change = Change::Deleted { owner: client, service: named.service };
                let after = self.tell_all(life, client, &result, change);
                return Ok((result, Some(after)));
            }
            PayloadIn::ServiceFetch(named) => {
                PayloadOut::ServiceFetchResult(OneService { service: Arc::clone(space.service(&named.service)?) })
            }
            PayloadIn::ServiceFetchAll => {
                PayloadOut::ServiceFetchAllResult(Services { services: space.services().map(Arc::clone).collect() })
            }
            PayloadIn::ClientFetchAll => {
                PayloadOut::ClientFetchAllResult(Clients { clients: space.clients().map(Arc::clone).collect() })
            }
            PayloadIn::SelfFetch => PayloadOut::SelfFetchResult(known(life, client)?),
            PayloadIn::ClientFetch(of) => {
                let other = space.of_uuid(of.uuid)?;
                PayloadOut::ClientFetchResult(known(life, other)?)
            }
        };
        Ok((answer, None))
    }

    /// A message goes to whom it is for; then its sender hears that it does.
    fn pass_on(
        &self,
        life: &mut Life,
        client: ClientNumber,
        message: MessageIn,
    ) -> Result<(PayloadOut, Option<Sequence>), Refused> {
        let Route { audience, service } = life.space.route(client, &message.target)?;
        let sender = Arc::clone(life.space.client(client).ok_or(Refused::Bad)?);
        let passed = PayloadOut::Message(MessageOut {
            origin: Origin { client: Arc::clone(&sender), service },
            target: (&message.target).into(),
            data: message.data,
        });
        let after = self.tell(life, (audience, Some(&sender)), &passed, None);
        Ok((PayloadOut::Ok, Some(after)))
    }

    /// The answer to a subscription or its end stands before the event, where there is one.
    fn subscribed(
        &self,
        life: &mut Life,
        client: ClientNumber,
        answer: PayloadOut,
        changed: Option<(Arc<ServiceInfo>, Audience)>,
        (change, told): (Change, impl Fn(Membership) -> PayloadOut),
    ) -> (PayloadOut, Option<Sequence>) {
        let Some((service, audience)) = changed else { return (answer, None) };
        let before = self.tail();
        if let Some(info) = life.space.client(client).map(Arc::clone) {
            let event = told(Membership { client: Arc::clone(&info), service });
            self.tell(life, (audience, Some(&info)), &event, Some(change));
        }
        (answer, Some(before))
    }

    fn tell_all(&self, life: &mut Life, client: ClientNumber, payload: &PayloadOut, change: Change) -> Sequence {
        let sender = life.space.client(client).map(Arc::clone);
        self.tell(life, (Audience::All, sender.as_deref()), payload, Some(change))
    }

    /// The place of the last event, whether it is kept already or not.
    fn tail(&self) -> Sequence {
        self.feed.cursor_at_tail().position()
    }
}

fn known(life: &Life, client: ClientNumber) -> Result<Known, Refused> {
    let (client, subscriptions) = life.space.subscriptions(client).ok_or(Refused::Bad)?;
    Ok(Known { client, subscriptions })
}
